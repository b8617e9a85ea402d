"""Prohibitions: what covers them, who waives them, and what a permission must weigh."""

from dataclasses import replace
from datetime import date

import pytest

from policies.guides.checks import ClauseFact, check
from policies.guides.citing import forbids
from policies.guides.engine import compile_guide
from policies.guides.prohibitions import Waiver, coverage, topics
from tests.unit.policies.guides.cases import at
from tests.unit.policies.guides.samples import CONTEXT, YJ, changed, request_guide

SIGNED = Waiver("better-not", "Only a hint.", "The editor", date(2026, 7, 1))
DHS = Waiver("must-not-dhs", "No guide for them yet.", "The editor", date(2026, 7, 1))


def missing(*waivers: Waiver, guides: tuple[dict, ...] = (request_guide(),)) -> set[str]:
    report = coverage([compile_guide(guide) for guide in guides], CONTEXT, waivers)
    return {row.clause for row in report.missing}


def test_each_prohibition_is_reached_or_missing():
    assert missing() == {"better-not", "must-not-dhs"}
    assert missing(guides=()) == {"must-not", "better-not", "must-not-dhs"}
    (row,) = [
        row
        for row in coverage([compile_guide(request_guide())], CONTEXT).rows
        if row.clause == "must-not"
    ]
    assert row.covered_by == (("sample", "refuse"),)


def test_a_signed_and_dated_waiver_covers():
    assert missing(SIGNED) == {"must-not-dhs"}
    assert missing(SIGNED, DHS) == set()


@pytest.mark.parametrize(
    ("lacking", "flaw"),
    [
        ({"reason": " "}, "no reason"),
        ({"signed_by": ""}, "no signature"),
        ({"on": None}, "no date"),
        ({"signed_by": "", "on": None}, "no signature, no date"),
    ],
)
def test_a_waiver_that_nobody_answers_for_does_not(lacking, flaw):
    waiver = replace(SIGNED, **lacking)
    assert waiver.flaw == flaw
    assert "better-not" in missing(waiver, DHS)


def test_a_waiver_of_what_is_covered_or_unknown_is_idle():
    idle = [replace(SIGNED, clause="must-not"), replace(SIGNED, clause="gone")]
    report = coverage([compile_guide(request_guide())], CONTEXT, [SIGNED, *idle])
    assert report.idle == tuple(idle)


def test_a_prohibition_cited_only_where_those_it_binds_never_get_counts_for_nothing():
    for_others = changed(request_guide(), (at("outcomes", 3, "cites"), ["may", "must-not"]))
    del for_others["outcomes"][1]["cites"][0]
    for_others["outcomes"][1]["cites"].append("offence")
    assert "must-not" in missing(guides=(for_others,))


@pytest.mark.parametrize(
    ("kind", "strength", "column", "is_one"),
    [
        ("prohibition", "advised", "", True),
        ("practice", "should", "poor", True),
        ("practice", "must", "dont", True),
        ("practice", "advised", "poor", False),
        ("practice", "should", "best", False),
        ("duty", "must", "", False),
    ],
)
def test_what_forbids(kind, strength, column, is_one):
    assert forbids(ClauseFact(kind, strength, YJ, column=column)) is is_one


# What a permission leaves


def on_topic(*keys: str):
    clauses = {
        key: replace(clause, topics=frozenset({"test"}) if key in keys else frozenset())
        for key, clause in CONTEXT.clauses.items()
    }
    return replace(CONTEXT, clauses=clauses)


def test_a_permission_weighs_each_prohibition_that_its_path_does_not_rule_out():
    report = check(request_guide(), on_topic("must-not", "better-not", "must-not-dhs"))
    assert report.ok
    (finding,) = report.to_sign
    assert (finding.rule, finding.node) == ("weighed", "fine")
    assert "does not rule out the prohibition 'better-not'" in finding.message


def test_one_that_is_weighed_cited_or_off_the_topic_is_settled():
    weighed = {"clause": "better-not", "why": "Only a hint.", "signed_by": "Me", "on": "2026-07-01"}
    signed = changed(request_guide(), (at("outcomes", 0, "weighed"), [weighed]))
    assert check(signed, on_topic("better-not")).to_sign == ()
    cited = changed(request_guide(), (at("outcomes", 0, "cites"), ["may", "better-not"]))
    assert check(cited, on_topic("better-not")).to_sign == ()
    assert check(request_guide(), on_topic()).to_sign == ()


def test_the_topics_of_a_clause_are_those_of_the_guides_that_rest_on_it():
    other = request_guide() | {"topic": "other"}
    other["outcomes"][1]["cites"] = ["offence"]
    found = topics([compile_guide(request_guide()), compile_guide(other)])
    assert found == {
        "may": {"test", "other"},
        "must-not": {"test"},
        "offence": {"other"},
        "escalate": {"test", "other"},
    }
