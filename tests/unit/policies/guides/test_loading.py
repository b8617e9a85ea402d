"""Guides as YAML files: what is read, and what is refused with its line."""

from pathlib import Path
from time import process_time

import pytest

from policies.guides.checks import load_yaml

BROKEN = Path(__file__).parent / "broken"


@pytest.mark.parametrize(
    ("name", "line", "says"),
    [
        ("yaml-duplicate-key", 4, "'title' is here twice, first on line 3"),
        ("yaml-alias-bomb", 2, "Anchors (&) and aliases (*) are not allowed"),
        ("yaml-colon-in-text", 5, "put in quotes any text that holds a colon"),
        ("yaml-python-object", 4, "is not allowed: take it out"),
        ("yaml-two-documents", 17, "keep one guide a file"),
    ],
)
def test_a_broken_file_is_refused_with_the_line(name, line, says):
    definition, faults = load_yaml((BROKEN / f"{name}.yaml").read_text())
    assert definition is None
    assert (faults[0].rule, faults[0].node) == ("yaml", f"line {line}")
    assert says in faults[0].message


def test_every_value_is_read_as_text():
    definition, faults = load_yaml(
        "yes: no\n1: 2026-01-01\nnull: ~\nempty:\nlist: [on, 012, 1.0]\n"
    )
    assert faults == ()
    assert definition == {
        "yes": "no",
        "1": "2026-01-01",
        "null": "~",
        "empty": "",
        "list": ["on", "012", "1.0"],
    }


def test_equal_keys_in_different_places_are_no_duplicates():
    definition, faults = load_yaml("a: {x: 1}\nb: [{x: 1}, {x: 2}]\n")
    assert (faults, definition) == ((), {"a": {"x": "1"}, "b": [{"x": "1"}, {"x": "2"}]})


def test_all_duplicates_are_reported_with_their_lines():
    _, faults = load_yaml("a: 1\nb:\n  - {c: 1, c: 2}\na: 3\n")
    assert [fault.node for fault in faults] == ["line 3", "line 4"]


@pytest.mark.parametrize(
    "garbage",
    [
        "",
        "words",
        "- a\n- b\n",
        "[",
        "{" * 100_000,
        "[" * 100_000,
        "[*a, " * 100_000,
        "a:\n" + "".join(" " * n + "a:\n" for n in range(1, 500)),
        "a: b: c",
        "\t- a",
        "'",
        "%YAML 9.9",
        "a: \x00",
        "a: \ud800",
        "? {a: b}\n: c",
        "? [a]\n: c",
        "*a",
        "a: &a {b: *a}",
        "<<: {a: b}\n<<: {c: d}",
        "a: !!binary aGk=",
        "\ufeff",
        "a: " + "x" * 1_000_001,
        None,
        b"a: b",
        7,
    ],
)
def test_garbage_is_no_yaml_and_no_error(garbage):
    began = process_time()
    definition, faults = load_yaml(garbage)
    assert definition is None
    assert faults
    assert all(fault.rule == "yaml" for fault in faults)
    assert process_time() - began < 3


def test_a_file_of_a_megabyte_is_read_and_a_larger_one_is_not():
    line = "- a line of forty characters, or nearly\n"
    most = "lines:\n" + line * ((1_000_000 - 7) // len(line))
    assert load_yaml(most)[1] == ()
    (fault,) = load_yaml(most + line)[1]
    assert "larger than 1,000,000 bytes" in fault.message


def test_size_is_counted_in_bytes():
    assert load_yaml("a: " + "é" * 400_000)[1] == ()
    assert load_yaml("a: " + "é" * 500_000)[1] != ()
