"""What changes between two versions, in words, and what of it is to be signed."""

from copy import deepcopy

import pytest

from policies.guides import differing, engine
from policies.guides.checks import Report
from policies.guides.compiled import Fault
from policies.guides.differing import (
    LONGEST_KEY,
    changes_between,
    definition_changes,
    line_changes,
    to_sign,
)
from policies.guides.wording import end_words, path_words
from tests.unit.policies.guides.samples import guide, outcome, question, request_guide

NOTHING = Report(())


def compiled(definition: dict) -> engine.CompiledGuide:
    return engine.compile_guide(definition)


@pytest.fixture
def two():
    """A guide of one question, and a copy of it to be changed."""
    old = guide([question("who", {"a": "yes", "b": "no"})], [outcome("yes"), outcome("no")])
    return old, deepcopy(old)


def signed(old: dict, new: dict, number: int = 1) -> list[differing.ToSign]:
    return to_sign(NOTHING, changes_between(compiled(old), compiled(new)), number)


class TestInWords:
    def test_paths_that_end_elsewhere(self, two):
        old, new = two
        new["questions"][0]["options"][1]["to"] = "yes"
        new["outcomes"] = new["outcomes"][:1]
        [item] = signed(old, new)
        assert item.what == (
            "YJ, Who? – B (1 path): before “No rule here: ask – no.”, now “No rule here: ask – yes.”"
        )

    def test_an_outcome_with_other_words(self, two):
        old, new = two
        new["outcomes"][0] |= {
            "standing": "report",
            "advice": ["Now."],
            "do": [{"role": "case-manager", "task": "Ring", "by": "today"}],
        }
        [item] = signed(old, new)
        assert item.what.startswith("YJ, The outcome says something else (1 path): “Report it – ")
        assert "Standing was “No rule here: ask”, is now “Report it”" in item.what
        assert "Advice was “nothing”, is now “Now.”" in item.what
        assert "What to do was “nothing”, is now “case-manager: Ring (today)”" in item.what

    def test_a_set_that_is_served_from_now_on(self, two):
        old, new = two
        new |= {"sets": ["YJ", "DHS"], "start": {"YJ": "who", "DHS": "no"}}
        [item] = signed(old, new)
        assert item.what == (
            "DHS, The start (1 path): before “This staff group is not served”, now “No rule here: "
            "ask – no.”"
        )

    def test_ends_and_answers_of_every_kind(self):
        sample = compiled(request_guide())
        assert end_words(sample, "guide:other-guide") == "On to the guide “other-guide”"
        assert end_words(sample, "who").startswith("The question “Who?”")
        assert path_words((sample,), {"who": "client", "gone": ("x", "y")}) == [
            ("Who?", "Client"),
            ("gone", "x, y"),
        ]


class TestToSign:
    def test_nothing_where_only_other_things_change(self, two):
        old, new = two
        new |= {"title": "Another", "people_say": ["word"]}
        assert signed(old, new) == []

    def test_a_signature_names_the_version_compared_with(self, two):
        old, new = two
        new["outcomes"][0]["answer"] = "Other."
        [first], [second] = signed(old, new, 1), signed(old, new, 2)
        assert (first.kind, first.key) == ("changed", "1:YJ:=:yes>yes")
        assert first.id != second.id

    def test_findings_come_first_and_are_told_apart(self):
        faults = tuple(Fault("weighed", "fine", f"{n} may stand", n) for n in (3, 4))
        report = Report((), to_sign=(*faults, Fault("meaning", "who", "It said so")))
        items = to_sign(report, None, 7)
        assert [item.kind for item in items] == ["weighed", "weighed", "meaning"]
        assert [item.line for item in items] == [3, 4, 0]
        assert len({item.key for item in items}) == 3
        assert items[2].key.startswith("7:who:")
        assert items[0].key.startswith(":fine:")

    def test_a_key_too_long_is_cut_and_stays_its_own(self, two):
        old, new = two
        far = "x" * LONGEST_KEY
        for version, end in ((old, "a"), (new, "b")):
            version["questions"][0]["options"] = [
                {"key": far + name, "label": name, "to": to}
                for name, to in (("1", "yes"), ("2", "no"))
            ]
            if end == "b":
                version["questions"][0]["options"][0]["to"] = "no"
                version["questions"][0]["options"][1]["to"] = "yes"
        keys = [item.key for item in signed(old, new)]
        assert len(set(keys)) == 2
        assert all(len(key) <= LONGEST_KEY for key in keys)

    def test_too_many_paths_are_to_be_signed_as_a_whole(self, two, monkeypatch):
        monkeypatch.setattr(differing, "MOST_WORK", 1)
        old, new = two
        new["outcomes"][0]["answer"] = "Other."
        changes = changes_between(compiled(old), compiled(new))
        assert (changes.not_compared, changes.groups, changes.paths) == (["YJ"], [], 0)
        [item] = to_sign(NOTHING, changes, 1)
        assert item.key == "1:YJ:not-compared"
        assert "too many paths to compare" in item.what


class TestLineByLine:
    def test_what_differs_with_its_neighbours(self):
        old = "a\nb\nc\n  d\ne\nf\ng\n"
        assert line_changes(old, old.replace("  d", "  D")) == [
            ("gap", "", ""),
            ("same", "", "b"),
            ("same", "", "c"),
            ("removed", "  ", "d"),
            ("added", "  ", "D"),
            ("same", "", "e"),
            ("same", "", "f"),
        ]

    def test_nothing_where_they_are_the_same(self):
        assert line_changes("a", "a") == []

    def test_texts_too_long_are_not_compared(self):
        assert line_changes("", "\n" * (differing.MOST_LINES + 1)) is None

    def test_the_order_of_mappings_is_no_change(self):
        one, other = {"YJ": "who", "DHS": "no"}, {"DHS": "no", "YJ": "who"}
        assert definition_changes({"slug": "a", "start": one}, {"start": other, "slug": "a"}) == []
