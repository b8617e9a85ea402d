"""Guides as YAML files: written so that they are read as they were, with the line of each node."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.guides.checks import check, with_lines
from policies.guides.dumping import dump_yaml
from policies.guides.loading import load_located, load_yaml
from tests.unit.policies.guides.cases import at
from tests.unit.policies.guides.fixtures import located
from tests.unit.policies.guides.samples import CONTEXT, changed, request_guide
from tests.unit.policies.guides.strategies import any_guides

# What YAML cannot hold is kept out of definitions by the gate: control characters, half pairs.
texts = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=150) | st.sampled_from(
    ["yes", "no", "~", "null", "1", "2026-01-01", "", " a", "a ", "a: b", "- a", "#a", "<<", "=",
     "'", '"', "a\nb", "a\n\n b\n", "\t", "{a}", "[", "&a", "*a", "!a", "%a", "é", "“a” – b", "😀"]
)  # fmt: skip
values = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=15,
)
FIELDS = st.sampled_from(["questions", "options", "routes", "to", "answers", "do", "slug", "x"])


@settings(deadline=None, max_examples=150)
@given(st.dictionaries(FIELDS | texts, values, min_size=1, max_size=5))
def test_whatever_a_file_can_hold_is_read_as_it_was_written(definition):
    assert load_yaml(dump_yaml(definition)) == (definition, ())


@settings(deadline=None, max_examples=40)
@given(any_guides())
def test_a_guide_is_read_as_it_was_written_and_written_as_it_was_read(definition):
    text = dump_yaml(definition)
    read, faults = load_yaml(text)
    assert (read, faults) == (definition, ())
    assert dump_yaml(read) == text


@pytest.mark.parametrize("name", sorted(located()))
def test_the_guides_of_the_library_go_round(name):
    definition = located()[name].definition
    assert load_yaml(dump_yaml(definition)) == (definition, ())


def test_fields_stand_in_the_order_of_the_format_whatever_theirs_was():
    definition = request_guide()
    turned = dict(reversed(definition.items()))
    turned["questions"] = [dict(reversed(each.items())) for each in definition["questions"]]
    assert dump_yaml(turned) == dump_yaml(definition)
    assert dump_yaml(turned).startswith("slug: sample\ntitle: A sample\n")


def test_a_file_reads_like_one_that_people_write():
    text = dump_yaml(located()["friend-request"].definition)
    assert "  - key: account-reached\n    text: Which account did it reach?\n" in text
    assert "      - {key: personal, label: My personal profile, to: do-not-accept-gcc}\n" in text
    assert max(map(len, text.splitlines())) <= 104


@pytest.mark.parametrize("value", [None, 1, True, {"a": 1}, ["a", None], {1: "a"}])
def test_what_no_file_gives_is_refused(value):
    with pytest.raises(TypeError, match="A guide holds text, lists and mappings"):
        dump_yaml({"slug": value})


# Lines


def test_each_fault_has_the_line_of_its_node():
    broken = changed(
        request_guide() | {"scenarios": [{"situation": "So.", "set": "YJ", "answers": {}}]},
        (at("questions", 1, "options", 0, "to"), "gone"),
        (at("outcomes", 2, "cites"), []),
        (at("owner"), "nobody"),
    )
    text = "# A comment first.\n" + dump_yaml(broken)
    found = load_located(text)
    report = with_lines(check(found.definition, CONTEXT), found.lines)
    lines = text.splitlines()
    begin = {(fault.rule, fault.node): lines[fault.line - 1].strip() for fault in report.faults}
    assert begin == {
        ("schema", "scenario 1"): "- situation: So.",
        ("targets", "account"): "- key: account",
        ("cited", "ask"): "- key: ask",
        ("roles", "sample"): "slug: sample",
    }
    assert [fault["line"] for fault in report.as_dict()["faults"]] == [
        fault.line for fault in report.faults
    ]


def test_a_file_that_is_no_guide_has_its_lines_in_the_faults():
    found = load_located("a: 1\nb: 2\na: 3\n")
    assert (found.definition, [fault.line for fault in found.faults]) == (None, [3])
