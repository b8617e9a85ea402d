"""Guards: what they mean, when they are decided, and which of their faults the gate tells apart."""

import pytest

from policies.guides import engine
from policies.guides.checks import check
from policies.guides.guards import All, Any, Not, OneOf
from tests.unit.policies.guides.samples import CONTEXT, guide, outcome, question

IS_A = OneOf("q", frozenset({"a"}))
IS_A_OR_B = OneOf("q", frozenset({"a", "b"}))
R_IS_X = OneOf("r", frozenset({"x"}))


@pytest.mark.parametrize(
    ("guard", "answers", "holds", "decided"),
    [
        (IS_A, {"q": "a"}, True, True),
        (IS_A, {"q": "b"}, False, False),
        (IS_A, {}, False, None),
        (IS_A_OR_B, {"q": "b"}, True, True),
        (IS_A_OR_B, {"q": "c"}, False, False),
        (Not(IS_A), {"q": "a"}, False, False),
        (Not(IS_A), {"q": "b"}, True, True),
        (Not(IS_A), {}, True, None),
        (All((IS_A, R_IS_X)), {"q": "a", "r": "x"}, True, True),
        (All((IS_A, R_IS_X)), {"q": "a", "r": "y"}, False, False),
        (All((IS_A, R_IS_X)), {"q": "a"}, False, None),
        (All((IS_A, R_IS_X)), {"q": "b"}, False, False),
        (All((IS_A, Not(R_IS_X))), {"q": "a"}, True, None),
        (Any((IS_A, R_IS_X)), {"q": "a"}, True, True),
        (Any((IS_A, R_IS_X)), {"q": "b"}, False, None),
        (Any((IS_A, R_IS_X)), {"q": "b", "r": "y"}, False, False),
        (Not(All((IS_A, Any((R_IS_X, IS_A_OR_B))))), {"q": "b"}, True, True),
    ],
)
def test_a_guard_holds_and_is_decided(guard, answers, holds, decided):
    assert guard.holds(answers) is holds
    assert guard.decided(answers) is decided


def test_a_guard_lists_all_it_compares():
    guard = Not(All((IS_A, Any((R_IS_X, Not(IS_A_OR_B))))))
    assert list(guard.comparisons()) == [IS_A, R_IS_X, IS_A_OR_B]


def guarded(guard: object) -> dict:
    """Two questions in a row; the guard is on the route of the second."""
    return guide(
        [
            question("first", {"a": "second", "b": "second", "c": "second"}),
            question("second", {"x": "plain", "y": "plain"}, [(guard, "routed")]),
        ],
        [outcome("plain"), outcome("routed")],
    )


@pytest.mark.parametrize(
    ("guard", "routed"),
    [
        ({"is": ["first", "a"]}, {"ax", "ay"}),
        ({"in": ["first", ["a", "b"]]}, {"ax", "ay", "bx", "by"}),
        ({"not": {"is": ["first", "a"]}}, {"bx", "by", "cx", "cy"}),
        ({"all": [{"is": ["first", "a"]}, {"is": ["second", "y"]}]}, {"ay"}),
        (
            {
                "any": [
                    {"is": ["first", "a"]},
                    {"all": [{"is": ["first", "b"]}, {"is": ["second", "y"]}]},
                ]
            },
            {"ax", "ay", "by"},
        ),
        (
            {"all": [{"not": {"in": ["first", ["a", "b"]]}}, {"any": [{"is": ["second", "x"]}]}]},
            {"cx"},
        ),
    ],
)
def test_a_written_guard_routes_what_it_says(guard, routed):
    compiled = engine.compile_guide(guarded(guard))
    ends = {
        first + second: engine.replay(compiled, "YJ", {"first": first, "second": second})
        for first in "abc"
        for second in "xy"
    }
    assert {key for key, result in ends.items() if result.outcome.key == "routed"} == routed
    assert check(guarded(guard), CONTEXT).ok


@pytest.mark.parametrize(
    "guard",
    [
        None,
        "first",
        [],
        {},
        {"is": ["first", "a"], "in": ["first", ["a"]]},
        {"equals": ["first", "a"]},
        {"is": "first"},
        {"is": ["first"]},
        {"is": ["first", "a", "b"]},
        {"is": ["first", ["a"]]},
        {"is": [1, "a"]},
        {"in": ["first", "a"]},
        {"in": ["first", []]},
        {"in": ["first", ["a", 1]]},
        {"in": ["first", ["a", ["b"]]]},
        {"not": [{"is": ["first", "a"]}]},
        {"not": None},
        {"all": {"is": ["first", "a"]}},
        {"any": []},
        {"any": [{"is": ["first", "a"]}, "second"]},
        {True: 1},
        {("is",): 1},
    ],
)
def test_a_malformed_guard_is_a_fault_of_shape(guard):
    (fault,) = [f for f in check(guarded(guard), CONTEXT).faults if f.rule == "schema"]
    assert fault.node == "second"
    assert fault.message.startswith("Question 'second', route 1, has")


def nested(depth: int) -> object:
    guard: object = {"is": ["first", "a"]}
    for _ in range(depth - 1):
        guard = {"not": guard}
    return guard


def test_guards_may_be_nested_but_not_without_end():
    assert check(guarded(nested(20)), CONTEXT).ok
    for depth in (21, 20_000):
        (fault, *_) = check(guarded(nested(depth)), CONTEXT).faults
        assert fault.rule == "schema"
        assert "more than 20 deep" in fault.message


def skipping(guard: object) -> dict:
    """The second question is asked only after `a`; the guard is on the third."""
    return guide(
        [
            question("first", {"a": "second", "b": "third"}),
            question("second", {"x": "third", "y": "third"}),
            question("third", {"on": "plain"}, [(guard, "routed")]),
        ],
        [outcome("plain"), outcome("routed")],
    )


@pytest.mark.parametrize(
    "guard",
    [
        {"is": ["second", "x"]},
        {"not": {"is": ["second", "x"]}},
        {"any": [{"is": ["first", "a"]}, {"is": ["second", "x"]}]},
        {"all": [{"is": ["first", "b"]}, {"is": ["second", "x"]}]},
    ],
)
def test_a_guard_that_needs_an_answer_not_asked_on_some_path_is_a_fault(guard):
    faults = check(skipping(guard), CONTEXT).faults
    assert ("guards", "third") in {(fault.rule, fault.node) for fault in faults}
    (message,) = [fault.message for fault in faults if "is not asked" in fault.message]
    assert "reads 'second'" in message
    assert "after first = b, third = on" in message


@pytest.mark.parametrize(
    "guard",
    [
        {"all": [{"is": ["first", "a"]}, {"is": ["second", "x"]}]},
        {"any": [{"is": ["first", "b"]}, {"is": ["second", "x"]}]},
        {"not": {"any": [{"is": ["first", "b"]}, {"is": ["second", "x"]}]}},
    ],
)
def test_a_guard_that_first_tests_whether_it_was_asked_is_sound(guard):
    assert check(skipping(guard), CONTEXT).faults == ()
