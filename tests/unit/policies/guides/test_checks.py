"""The publish gate, rule by rule: each has broken guides, and each of these a sound neighbour.

The broken guides are files in `broken/`. Each case says exactly which rules fail and where, and
the edits that make the guide sound, so that no rule passes by being loud about everything.
"""

import json
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from policies.guides import checks
from policies.guides.checks import Context, check, load_yaml
from tests.unit.policies.guides.cases import SHAPE, at
from tests.unit.policies.guides.cases_of_language import LANGUAGE
from tests.unit.policies.guides.cases_of_meaning import MEANING
from tests.unit.policies.guides.samples import (
    CONTEXT,
    GONE,
    changed,
    guide,
    outcome,
    question,
    request_guide,
)

BROKEN = Path(__file__).parent / "broken"
CASES = SHAPE + MEANING + LANGUAGE
# What only a version, a fault of our own or a reviewer brings up has tests of its own.
ELSEWHERE = {"yaml", "size", "evaluation", "pinned", "weighed", "meaning"}


def load(name: str) -> dict:
    definition, faults = load_yaml((BROKEN / f"{name}.yaml").read_text())
    assert faults == ()
    return definition


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_broken_guide_fails_its_rule_and_no_other(case):
    report = check(load(case.name), CONTEXT)
    assert {(fault.rule, fault.node) for fault in report.faults} == case.faults
    assert case.says in "\n".join(fault.message for fault in report.faults)
    assert not report.ok


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_its_sound_neighbour_passes(case):
    assert check(changed(load(case.name), *case.mend), CONTEXT).faults == ()


def test_every_rule_has_two_broken_guides_and_every_broken_guide_a_case():
    files = {path.stem for path in BROKEN.glob("*.yaml")}
    rules = [rule for case in CASES for rule, _ in case.faults]
    assert {case.name for case in CASES} == {name for name in files if not name.startswith("yaml-")}
    for rule in checks.RULES:
        if rule not in ELSEWHERE:
            assert rules.count(rule) >= 2, rule


# What a report says


def test_a_sound_guide_is_reported_so():
    report = check(request_guide(), CONTEXT)
    assert report.as_dict() == {
        "ok": True,
        "paths": 9,
        "questions": 3,
        "outcomes": 4,
        "proof": "enumerated",
        "faults": [],
        "to_sign": [],
    }


def test_a_report_is_json():
    report = check(load("targets-misspelt"), CONTEXT)
    (fault,) = json.loads(json.dumps(report.as_dict()))["faults"]
    assert fault["rule"] == "targets"
    assert fault["node"] == "first"
    assert "name a question, an outcome or guide:<slug>" in fault["message"]


def test_all_faults_come_at_once():
    broken = changed(
        request_guide(),
        (at("summary"), GONE),
        (at("start", "DSS"), "who"),
        (at("questions", 0, "options", 2, "to"), "fien"),
        (at("questions", 2, "options", 1), {"key": "not-asked", "label": "Not asked"}),
        (at("outcomes", 0, "consult"), ["stranger"]),
        (at("outcomes", 1, "cites"), []),
        (at("outcomes", 3, "do"), [{"role": "stranger", "task": "Wave."}]),
        (at("outcomes", 4), outcome("orphan", standing="prohibited")),
    )
    assert {(fault.rule, fault.node) for fault in check(broken, CONTEXT).faults} == {
        ("schema", "sample"),
        ("start", "sample"),
        ("targets", "who"),
        ("reachable", "ask"),
        ("reachable", "orphan"),
        ("routed", "manager"),
        ("cited", "refuse"),
        ("strength", "orphan"),
        ("contacts", "fine"),
        ("roles", "no-rule"),
    }


def test_a_fault_is_reported_once():
    twice = {"all": [{"is": ["who", "clint"]}, {"not": {"is": ["who", "clint"]}}]}
    broken = changed(request_guide(), (at("questions", 1, "routes", 0, "when"), twice))
    (fault,) = check(broken, CONTEXT).faults
    assert "compares 'who' with 'clint'" in fault.message


@pytest.mark.parametrize(
    ("way", "value"),
    [
        (at("questions", 1, "routes", 1, "when"), {"is": "unsure"}),
        (at("questions", 1, "routes", 1), "to other-guide if unsure"),
        (at("questions", 1, "options", 2, "to"), ["ask"]),
    ],
    ids=["guard", "route", "to"],
)
def test_what_cannot_be_read_is_not_reported_missing_too(way, value):
    (fault,) = check(changed(request_guide(), (way, value)), CONTEXT).faults
    assert (fault.rule, fault.node) == ("schema", "account")


@pytest.mark.parametrize("sets", ["YJ", [], [1], {"YJ": "DHS"}])
def test_without_sets_nothing_is_called_unreachable(sets):
    broken = changed(request_guide(), (at("sets"), sets))
    assert {fault.rule for fault in check(broken, CONTEXT).faults} == {"schema", "start"}


def test_faults_of_a_cycle_come_with_those_of_the_rest():
    broken = changed(
        request_guide(),
        (at("questions", 2, "options", 0, "to"), "who"),
        (at("outcomes", 4), outcome("orphan")),
        (at("outcomes", 0, "cites"), []),
        (at("questions", 0, "options", 3), {"key": "other", "label": "Other"}),
    )
    report = check(broken, CONTEXT)
    assert {(fault.rule, fault.node) for fault in report.faults} == {
        ("cycle", "who"),
        ("reachable", "orphan"),
        ("cited", "fine"),
        ("routed", "who"),
    }
    assert report.paths == 0


def test_each_cycle_is_reported():
    broken = guide(
        [
            question("a", {"on": "b", "off": "c"}),
            question("b", {"back": "a", "end": "end"}),
            question("c", {"again": "c", "end": "end"}),
        ],
        [outcome("end")],
    )
    messages = [fault.message for fault in check(broken, CONTEXT).faults]
    assert sorted(message.split(" go")[0] for message in messages) == [
        "The questions a → b → a",
        "The questions c → c",
    ]


def test_paths_are_counted_for_each_set():
    assert check(request_guide(), CONTEXT).paths == 8 + 1
    both = changed(request_guide(), (at("start", "DHS"), "who"), (at("outcomes", 3), GONE))
    everyone = {
        key: replace(clause, policy_sets=frozenset({"YJ", "DHS"}))
        for key, clause in CONTEXT.clauses.items()
    }
    assert check(both, replace(CONTEXT, clauses=everyone)).paths == 8 * 2


def test_a_clause_must_bind_each_of_those_who_get_there():
    shared = changed(
        request_guide(),
        (at("start", "DHS"), "who"),
        (at("outcomes", 3), GONE),
        (at("outcomes", 1, "cites"), ["must-not"]),
        (at("outcomes", 2, "cites"), ["may", "escalate"]),
    )
    (fault,) = check(shared, CONTEXT).faults
    assert (fault.rule, fault.node) == ("cited", "refuse")
    assert "is reached by DHS, but cites no clause that binds them" in fault.message
    both = changed(shared, (at("outcomes", 1, "cites"), ["must-not", "must-not-dhs"]))
    assert check(both, CONTEXT).ok


@pytest.mark.parametrize("kind", ["prohibition", "condition", "duty", "approval", "offence"])
@pytest.mark.parametrize("strength", ["must", "should"])
def test_a_prohibition_may_rest_on_any_binding_rule(kind, strength):
    clause = checks.ClauseFact(kind, strength, frozenset({"YJ"}))
    context = Context(clauses={"may": clause}, scenarios_needed=False)
    definition = guide([], [outcome("end", standing="prohibited")], start={"YJ": "end"})
    assert check(definition, context).ok
    weaker = replace(context, clauses={"may": replace(clause, strength="advised")})
    assert [fault.rule for fault in check(definition, weaker).faults] == ["strength"]


@pytest.mark.parametrize("standing", ["report", "emergency", "ask-first"])
@pytest.mark.parametrize("kind", ["contact", "role-task", "escalation", "duty", "approval"])
def test_a_referral_may_rest_on_whoever_is_named(standing, kind):
    clause = checks.ClauseFact(kind, "information", frozenset({"YJ"}))
    context = Context(clauses={"may": clause}, scenarios_needed=False)
    definition = guide([], [outcome("end", standing=standing)], start={"YJ": "end"})
    assert check(definition, context).ok


# Size


def test_forty_diamonds_are_counted_at_once():
    layers = [question(f"q{n}", {"a": f"q{n + 1}", "b": f"q{n + 1}"}) for n in range(40)]
    began = process_time()
    report = check(guide(layers, [outcome("q40")]), CONTEXT)
    assert (report.paths, report.faults) == (2**40, ())
    assert process_time() - began < 0.5


def test_forty_diamonds_with_guards_are_counted_at_once():
    layers = [question(f"q{n}", {"a": f"q{n + 1}", "b": f"q{n + 1}"}) for n in range(40)]
    for n in range(2, 39):
        both = {"all": [{"is": [f"q{n - 1}", "a"]}, {"is": [f"q{n}", "b"]}]}
        layers[n]["routes"] = [{"when": both, "to": "out"}]
    report = check(guide(layers, [outcome("q40"), outcome("out")]), CONTEXT)
    # Ways out at n: no `a` then `b` among answers 1 to n - 1, so these are `b`s then `a`s, and
    # the last is `a`: n - 1 of them, twice for the first question, which no guard reads.
    out = sum(2 * (n - 1) for n in range(2, 39))
    # Ways to the end: `b`s then `a`s on 1 to 38 (39 of them), both answers to 0 and to 39.
    assert (report.paths, report.faults) == (out + 2 * 39 * 2, ())


def tangled(questions: int) -> dict:
    """The last guard reads every question, so that every path must be told apart."""
    layers = [question(f"q{n}", {"a": f"q{n + 1}", "b": f"q{n + 1}"}) for n in range(questions)]
    reads_all = {"any": [{"is": [f"q{n}", "a"]} for n in range(questions)]}
    last = question(f"q{questions}", {"on": "end"}, [(reads_all, "out")])
    return guide([*layers, last], [outcome("end"), outcome("out")])


def test_guards_that_tell_too_much_apart_are_refused_in_time():
    report = check(tangled(10), CONTEXT)
    assert (report.paths, report.faults) == (2**10, ())
    began = process_time()
    report = check(tangled(60), CONTEXT)
    assert [fault.rule for fault in report.faults] == ["size"]
    assert process_time() - began < 5


def test_a_guide_nobody_could_review_is_refused():
    layers = [question(f"q{n}", {"a": f"q{n + 1}"}) for n in range(999)]
    assert check(guide(layers, [outcome("q999")]), CONTEXT).ok
    (fault,) = check(guide(layers, [outcome("q999"), outcome("end")]), CONTEXT).faults
    assert (fault.rule, fault.node) == ("size", "sample")
    wide = guide([question("q", dict.fromkeys(map(str, range(20_000)), "end"))], [outcome("end")])
    assert [fault.rule for fault in check(wide, CONTEXT).faults] == ["size"]


def test_more_faults_than_people_can_take_in_are_cut():
    many = [outcome(f"o{n}", cites=["repealed"]) for n in range(600)]
    report = check(guide([question("q", {"a": "o0"})], many), CONTEXT)
    assert len(report.faults) == 201
    assert report.faults[-1].message.startswith("There are more faults than these 200")
