"""What the gate asks of a version: pinned words, clauses in force all along, and proof."""

from dataclasses import replace
from datetime import date

import pytest

from policies.guides import checks, engine, evaluation
from policies.guides.checks import check
from policies.guides.citing import citation_faults
from tests.unit.policies.guides.samples import CONTEXT, guide, outcome, question, request_guide

HASHED = replace(
    CONTEXT, clauses={key: replace(c, hash=f"#{key}") for key, c in CONTEXT.clauses.items()}
)
PINNED = {
    "fine": {"may": "#may"},
    "refuse": {"must-not": "#must-not"},
    "ask": {"escalate": "#escalate"},
    "no-rule": {"may": "#may"},
}


def test_a_version_whose_clauses_have_their_pinned_words_passes():
    assert check(request_guide(), HASHED, pinned=PINNED).faults == ()
    assert check(request_guide(), HASHED).faults == ()


@pytest.mark.parametrize(
    ("pinned", "says"),
    [
        (PINNED | {"refuse": {"must-not": "#older"}}, "'must-not', which has other words now"),
        (PINNED | {"refuse": {}}, "'must-not', which was never pinned"),
        ({key: PINNED[key] for key in ("fine", "ask", "no-rule")}, "was never pinned"),
    ],
)
def test_other_words_are_named_at_their_outcome(pinned, says):
    (fault,) = check(request_guide(), HASHED, pinned=pinned).faults
    assert (fault.rule, fault.node) == ("pinned", "refuse")
    assert says in fault.message
    assert "read the outcome again and confirm it, or change it" in fault.message


JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)


@pytest.mark.parametrize(
    ("clause", "version", "ok"),
    [
        ((None, None), (JULY, None), True),
        ((JULY, None), (JULY, None), True),
        ((AUGUST, None), (JULY, None), False),
        ((None, AUGUST), (JULY, None), False),
        ((None, AUGUST), (JULY, AUGUST), True),
        ((None, JULY), (JULY, AUGUST), False),
    ],
)
def test_a_clause_is_in_force_as_long_as_the_version(clause, version, ok):
    clauses = dict(CONTEXT.clauses)
    clauses["must-not"] = replace(clauses["must-not"], since=clause[0], until=clause[1])
    context = replace(CONTEXT, clauses=clauses, since=version[0], until=version[1])
    faults = check(request_guide(), context).faults
    assert (faults == ()) is ok
    for fault in faults:
        assert (fault.rule, fault.node) == ("cited", "refuse")
        assert "is not in force all the time that this version is to hold" in fault.message


@pytest.mark.parametrize(
    ("standing", "kind", "strength", "column", "carries"),
    [
        ("prohibited", "practice", "should", "poor", True),
        ("prohibited", "practice", "advised", "poor", False),
        ("prohibited", "practice", "should", "best", False),
        ("prohibited", "definition", "must", "", False),
        ("conditional", "practice", "advised", "safe", True),
        ("permitted", "practice", "should", "poor", False),
        ("permitted", "definition", "information", "", True),
        ("conditional", "scope", "information", "", True),
        ("permitted", "faq", "information", "", True),
        ("conditional", "example", "information", "", True),
        ("conditional", "responsibility", "should", "", True),
        ("report", "definition", "information", "", False),
    ],
)
def test_what_an_outcome_may_rest_on(standing, kind, strength, column, carries):
    clause = checks.ClauseFact(kind, strength, frozenset({"YJ"}), column=column)
    context = replace(CONTEXT, clauses={"may": clause})
    compiled = engine.compile_guide(
        guide([], [outcome("end", standing=standing)], start={"YJ": "end"})
    )
    faults = list(citation_faults(compiled, context, {"end": {"YJ"}}))
    assert [fault.rule for fault in faults] == ([] if carries else ["strength"])


# Proof


def test_every_path_is_tried_up_to_a_limit_and_counted_beyond_it():
    layers = [question(f"q{n}", {"a": f"q{n + 1}", "b": f"q{n + 1}"}) for n in range(10)]
    row = guide(layers, [outcome("q10")])
    assert check(row, CONTEXT).proof == "enumerated"
    counted = check(row, CONTEXT, most_enumerated=1023)
    assert (counted.proof, counted.paths, counted.faults) == ("grouped", 1024, ())
    assert check(row, CONTEXT, most_enumerated=1024).proof == "enumerated"


def test_a_replay_that_errs_or_strays_is_a_fault_of_the_guide(monkeypatch):
    compiled = engine.compile_guide(request_guide())
    assert list(evaluation.evaluation_faults(compiled, 9)) == []
    (miscounted,) = evaluation.evaluation_faults(compiled, 8)
    assert "There are 9 paths, but 8 were counted" in miscounted.message

    def fails(*args: object) -> None:
        raise RuntimeError

    real = engine.replay
    monkeypatch.setattr(evaluation.engine, "replay", fails)
    (fault,) = check(request_guide(), CONTEXT).faults
    assert (fault.rule, fault.node) == ("evaluation", "sample")
    assert "end in an error" in fault.message
    monkeypatch.setattr(evaluation.engine, "replay", lambda g, s, a: real(g, s, {}))
    (fault,) = check(request_guide(), CONTEXT).faults
    assert "lead to 'who', not to" in fault.message


def test_guards_that_tell_a_few_thousand_paths_apart_are_tried_one_by_one(monkeypatch):
    monkeypatch.setattr("policies.guides.paths.MOST_WORK", 2_000)
    layers = [question(f"q{n}", {"a": f"q{n + 1}", "b": f"q{n + 1}"}) for n in range(10)]
    reads_all = {"all": [{"is": [f"q{n}", "a"]} for n in range(10)]}
    last = question("q10", {"on": "end"}, [(reads_all, "out")])
    report = check(guide([*layers, last], [outcome("end"), outcome("out")]), CONTEXT)
    assert (report.paths, report.faults) == (1024, ())
