"""Numbers and dates in bands: what is typed, which band it is in, and how bands compare."""

from itertools import pairwise

import pytest

from policies.guides import engine
from policies.guides.bands import Band, flaw, value
from policies.guides.checks import check
from tests.unit.policies.guides.samples import CONTEXT, guide, outcome, question


def banded(kind: str, *limits: str, guard: dict) -> dict:
    """Bands that meet at `limits`, and Not sure."""
    edges = [("", limits[0]), *pairwise(limits), (limits[-1], "")]
    options = [
        {"key": f"band-{n}", "label": f"{low} to {high}"}
        | ({"from": low} if low else {})
        | ({"below": high} if high else {})
        for n, (low, high) in enumerate(edges)
    ]
    asked = {
        "key": "q",
        "text": "How much?",
        "kind": kind,
        "options": [*options, {"key": "not-sure", "label": "Not sure"}],
        "routes": [{"when": guard, "to": "routed"}],
        "to": "plain",
    }
    return guide([asked], [outcome("plain"), outcome("routed")])


@pytest.mark.parametrize(
    ("kind", "limits", "guard", "ends"),
    [
        (
            "number",
            ("13", "18"),
            {"compare": ["q", ">=", "18"]},
            {"-5": "plain", "12.99": "plain", "17": "plain", "18": "routed", "18.0": "routed"},
        ),
        ("number", ("2.5",), {"compare": ["q", "<", "2.5"]}, {"2": "routed", "2.50": "plain"}),
        (
            "date",
            ("2026-02-28", "2026-07-01"),
            {"compare": ["q", ">=", "2026-07-01"]},
            {"2026-06-30": "plain", "2026-07-01": "routed", " 2027-01-01 ": "routed"},
        ),
    ],
)
def test_what_is_typed_is_mapped_to_its_band_and_compared(kind, limits, guard, ends):
    definition = banded(kind, *limits, guard=guard)
    assert check(definition, CONTEXT).faults == ()
    compiled = engine.compile_guide(definition)
    for typed, end in ends.items():
        answers = {"q": engine.band(compiled.questions["q"], typed)}
        assert engine.replay(compiled, "YJ", answers).position.key == end, typed
    assert engine.replay(compiled, "YJ", {"q": "not-sure"}).position.key == "plain"


@pytest.mark.parametrize("typed", ["", "x", "1,5", "١", "1e3", "9" * 40, "NaN", "2026-07-01"])
def test_what_is_no_number_is_refused_in_words(typed):
    definition = banded("number", "13", guard={"compare": ["q", "<", "13"]})
    with pytest.raises(engine.InvalidAnswer, match="Write digits, such as 18"):
        engine.band(engine.compile_guide(definition).questions["q"], typed)


@pytest.mark.parametrize("typed", ["", "1.7.2026", "2026-02-30", "2026-7-1", "20260701", "18"])
def test_what_is_no_date_is_refused_in_words(typed):
    definition = banded("date", "2026-07-01", guard={"compare": ["q", "<", "2026-07-01"]})
    with pytest.raises(engine.InvalidAnswer, match="Write a date as year, month, day"):
        engine.band(engine.compile_guide(definition).questions["q"], typed)


def test_only_numbers_and_dates_have_bands():
    compiled = engine.compile_guide(
        guide([question("q", {"a": "end", "b": "end"})], [outcome("end")])
    )
    with pytest.raises(engine.InvalidAnswer, match="neither a number nor a date"):
        engine.band(compiled.questions["q"], "18")


@pytest.mark.parametrize(
    ("edges", "says"),
    [
        ([(None, 5), (5, None)], ""),
        ([(5, 9), (9, None), (None, 5)], ""),
        ([(None, None)], "fewer than two"),
        ([(None, 5), (6, None)], "gap or an overlap at 6"),
        ([(None, 6), (5, None)], "gap or an overlap at 5"),
        ([(None, 5), (5, 5), (5, None)], "begin it lower"),
        ([(None, 5), (5, 9)], "open at each end"),
        ([(None, 5), (None, 9), (9, None)], "open at each end"),
        ([(None, 5), (5, None), (9, None)], "open at each end"),
    ],
)
def test_bands_meet_every_value_once(edges, says):
    found = flaw([Band(*(edge and value("number", str(edge)) for edge in pair)) for pair in edges])
    assert (says in found) if says else found == ""
