"""Scenarios in the gate: which are wanted, and that a cycle does not keep them running."""

from dataclasses import replace

import pytest

from policies.guides import engine, scenarios
from policies.guides.checks import check
from tests.unit.policies.guides.cases import at
from tests.unit.policies.guides.samples import CONTEXT, GONE, changed, request_guide

NEEDED = replace(CONTEXT, scenarios_needed=True)


def scenario(end: str, answers: dict, policy_set: str = "YJ", **more: str) -> dict:
    ending = {"guide": end[6:]} if end.startswith("guide:") else {"outcome": end}
    signed = {"signed_by": "The approver", "on": "2026-07-01"} | more
    return {"situation": "It is so.", "set": policy_set, "answers": answers, **ending, **signed}


def vouched() -> dict:
    """The sample, with a scenario for each of its outcomes."""
    return request_guide() | {
        "scenarios": [
            scenario("fine", {"who": "colleague"}, signed_by="The editor"),
            scenario("refuse", {"who": "client", "account": "own"}),
            scenario("ask", {"who": "client", "account": "work", "manager": "not-asked"}),
            scenario("no-rule", {}, "DHS"),
            scenario("guide:other-guide", {"who": "former", "account": "unsure"}),
        ]
    }


def test_a_guide_with_a_scenario_for_each_outcome_passes():
    assert check(vouched(), NEEDED).faults == ()


@pytest.mark.parametrize(("number", "key"), [(0, "fine"), (1, "refuse"), (2, "ask")])
def test_an_outcome_without_a_scenario_is_named(number, key):
    (fault,) = check(changed(vouched(), (at("scenarios", number), GONE)), NEEDED).faults
    assert (fault.rule, fault.node) == ("scenario", key)
    assert "has no scenario: write one that ends there" in fault.message


@pytest.mark.parametrize("lacks", ["signed_by", "on"])
def test_somebody_has_to_sign_for_a_scenario_of_each_outcome(lacks):
    (fault,) = check(changed(vouched(), (at("scenarios", 1, lacks), GONE)), NEEDED).faults
    assert (fault.rule, fault.node) == ("scenario", "refuse")
    assert "has no signed scenario: whoever vouches for one adds signed_by and on" in fault.message


def test_one_signed_scenario_is_enough():
    unsigned = scenario("refuse", {"who": "client", "account": "own"})
    del unsigned["signed_by"], unsigned["on"]
    more = [*vouched()["scenarios"], unsigned]
    assert check(vouched() | {"scenarios": more}, NEEDED).faults == ()


def test_a_hand_off_at_the_start_wants_a_scenario_of_its_set():
    handing = changed(
        vouched(),
        (at("start", "DHS"), "guide:other-guide"),
        (at("outcomes", 3), GONE),
        (at("scenarios", 3), GONE),
    )
    (fault,) = check(handing, NEEDED).faults
    assert (fault.rule, fault.node) == ("scenario", "sample")
    assert "The start of 'DHS' hands over to 'other-guide' at once" in fault.message
    mended = changed(handing, (at("scenarios", 4), scenario("guide:other-guide", {}, "DHS")))
    assert check(mended, NEEDED).faults == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"situation": ""},
        {"set": None},
        {"answers": ["who"]},
        {"answers": {"who": 1}},
        {"answers": {"who": ["client", 2]}},
        {"outcome": "fine", "guide": "other-guide"},
        {"signed_by": ["me"]},
        {"on": "1 July"},
        {"answer": {}},
    ],
)
def test_a_malformed_scenario_is_a_fault_of_shape(wrong):
    broken = changed(vouched(), (at("scenarios", 0), vouched()["scenarios"][0] | wrong))
    faults = check(broken, CONTEXT).faults
    assert {fault.node for fault in faults if fault.rule == "schema"} == {"scenario 1"}


def test_a_result_says_where_it_ended():
    compiled = engine.compile_guide(vouched())
    results = [scenarios.run(compiled, each) for each in compiled.scenarios]
    assert all(result.ok for result in results)
    assert [result.position.key for result in results] == [each.end for each in compiled.scenarios]
    assert compiled.scenarios[0].signed_by == "The editor"


def test_scenarios_of_a_guide_that_goes_round_are_not_run():
    circle = changed(
        vouched(),
        (at("questions", 2, "options", 0, "to"), "who"),
        (at("scenarios", 0, "answers"), {"who": "client", "account": "work", "manager": "agreed"}),
    )
    assert {fault.rule for fault in check(circle, CONTEXT).faults} == {"cycle"}
