"""Kinds of questions and what guards may ask of them: several answers, not sure, derived facts."""

from itertools import product

import pytest

from policies.guides import engine
from policies.guides.checks import check
from policies.guides.facts import REGISTRY
from tests.unit.policies.guides.samples import CONTEXT, guide, outcome, question

OPTIONS = ("name", "school", "face")


def several(guard: dict) -> dict:
    """One question with several answers; the guard leads to `routed`."""
    asked = {
        "key": "signs",
        "text": "Which of these?",
        "kind": "multiple",
        "options": [{"key": key, "label": key.capitalize()} for key in OPTIONS]
        + [{"key": "none", "label": "None of these", "exclusive": "true"}],
        "routes": [{"when": guard, "to": "routed"}],
        "to": "plain",
    }
    return guide([asked], [outcome("plain"), outcome("routed")])


def routed(guard: dict) -> set[tuple[str, ...]]:
    """The answers with which the guard holds, after the gate had nothing against it."""
    definition = several(guard)
    assert check(definition, CONTEXT).faults == ()
    compiled = engine.compile_guide(definition)
    return {
        answer
        for answer in compiled.steps["signs"]
        if engine.replay(compiled, "YJ", {"signs": list(answer)}).position.key == "routed"
    }


def test_every_choice_is_an_answer_and_none_of_these_only_alone():
    compiled = engine.compile_guide(several({"has": ["signs", "name"]}))
    assert len(compiled.steps["signs"]) == 2**3 - 1 + 1
    assert ("none",) in compiled.steps["signs"]
    assert compiled.steps["signs"]["name", "face"].option.label == "Name, Face"


@pytest.mark.parametrize(
    ("guard", "holds"),
    [
        ({"has": ["signs", "face"]}, lambda chosen: "face" in chosen),
        ({"not": {"has": ["signs", "none"]}}, lambda chosen: chosen != ("none",)),
        ({"count": ["signs", ">=", "2"]}, lambda chosen: len(chosen) >= 2),
        ({"count": ["signs", ">", 2]}, lambda chosen: len(chosen) == 3),
        ({"count": ["signs", "==", "0"]}, lambda chosen: chosen == ("none",)),
        ({"count": ["signs", "!=", "1"]}, lambda chosen: chosen == ("none",) or len(chosen) > 1),
        ({"count": ["signs", "<", "2"]}, lambda chosen: len(chosen) == 1),
        ({"count": ["signs", "<=", "2"]}, lambda chosen: len(chosen) < 3),
    ],
)
def test_guards_read_what_was_chosen(guard, holds):
    every = set(engine.compile_guide(several(guard)).steps["signs"])
    assert routed(guard) == {chosen for chosen in every if holds(chosen)}


def test_an_answer_is_kept_in_the_order_of_the_options_and_fit_for_json():
    compiled = engine.compile_guide(several({"has": ["signs", "name"]}))
    assert engine.answer(compiled, "YJ", {}, "signs", ("face", "name")) == {
        "signs": ["name", "face"]
    }
    result = engine.replay(compiled, "YJ", {"signs": ["face", "name"]})
    assert result.path[0].answer == ("name", "face")


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        ([], "takes a list of at least one option"),
        ("name", "takes a list of at least one option"),
        (["name", "gone"], "has no option 'gone'"),
        ([["name"]], "has no option ['name']"),
        (["none", "name"], "'None of these' cannot be chosen together with others"),
        (["name", "name"], "takes each option once"),
    ],
)
def test_what_is_no_choice_is_refused_and_leaves_the_question_open(chosen, says):
    compiled = engine.compile_guide(several({"has": ["signs", "name"]}))
    with pytest.raises(engine.InvalidAnswer, match="Question 'signs'") as refused:
        engine.answer(compiled, "YJ", {}, "signs", chosen)
    assert says in str(refused.value)
    assert engine.replay(compiled, "YJ", {"signs": chosen}).question.key == "signs"


def test_several_answers_to_a_question_that_takes_one_are_none():
    compiled = engine.compile_guide(
        guide([question("q", {"a": "end", "b": "end"})], [outcome("end")])
    )
    assert engine.replay(compiled, "YJ", {"q": ["a"]}).question.key == "q"
    with pytest.raises(engine.InvalidAnswer):
        engine.answer(compiled, "YJ", {}, "q", ["a"])


def test_choosing_among_eleven_is_asked_in_two_questions():
    definition = several({"has": ["signs", "name"]})
    options = definition["questions"][0]["options"]
    options[0:0] = [{"key": f"more-{n}", "label": f"More {n}"} for n in range(8)]
    (fault, *_) = [f for f in check(definition, CONTEXT).faults if f.rule == "kinds"]
    assert "more than 10 options: ask in two questions" in fault.message


# Yes, no, not sure


def test_yes_no_and_not_sure_come_of_themselves():
    asked = {
        "key": "q",
        "text": "Is it?",
        "kind": "yes-no-not-sure",
        "to": {"yes": "one", "no": "two", "not-sure": "two"},
    }
    definition = guide([asked], [outcome("one"), outcome("two")])
    assert check(definition, CONTEXT).faults == ()
    options = engine.compile_guide(definition).questions["q"].options
    assert [(o.key, o.label, o.to) for o in options] == [
        ("yes", "Yes", "one"),
        ("no", "No", "two"),
        ("not-sure", "Not sure", "two"),
    ]
    asked["to"] = {"yes": "one", "no": "two", "perhaps": "two"}
    faults = {(fault.rule, fault.node) for fault in check(definition, CONTEXT).faults}
    assert faults == {("schema", "q")}


# Derived facts

ANSWERS = ("yes", "no", "not-sure")


@pytest.mark.parametrize("name", REGISTRY)
@pytest.mark.parametrize("many", [1, 2, 3])
def test_a_fact_has_finite_outputs_and_what_is_decided_stays(name, many):
    fact = REGISTRY[name]
    outputs = set()
    for partial in product((*ANSWERS, None), repeat=many):
        found = fact.find(partial)
        whole = [
            fact.find(full)
            for full in product(ANSWERS, repeat=many)
            if all(one in (None, other) for one, other in zip(partial, full, strict=True))
        ]
        outputs.update(whole)
        assert found is None or set(whole) == {found}
        assert None not in whole
    assert outputs == set(fact.outputs)
    assert fact.takes == set(ANSWERS)


@pytest.mark.parametrize(
    ("name", "answers", "output"),
    [
        ("all-yes", ("yes", "yes"), "yes"),
        ("all-yes", ("yes", "no"), "no"),
        ("all-yes", ("not-sure", "yes"), "not-sure"),
        ("all-yes", ("no", None), "no"),
        ("all-yes", ("yes", None), None),
        ("any-yes", ("no", "no"), "no"),
        ("any-yes", ("yes", "no"), "yes"),
        ("any-yes", ("not-sure", "no"), "not-sure"),
        ("any-yes", ("yes", None), "yes"),
        ("any-yes", ("no", None), None),
    ],
)
def test_a_fact_says_what_its_name_does(name, answers, output):
    assert REGISTRY[name].find(answers) == output


def with_fact() -> dict:
    """Both must have agreed; whoever is not sure asks."""
    both = [
        {"key": "parent", "text": "Parent?", "kind": "yes-no-not-sure", "to": "manager"},
        {
            "key": "manager",
            "text": "Manager?",
            "kind": "yes-no-not-sure",
            "to": "ask",
            "routes": [
                {"when": {"is": ["agreed", "yes"]}, "to": "fine"},
                {"when": {"in": ["agreed", ["no"]]}, "to": "refuse"},
            ],
        },
    ]
    ends = [outcome("ask"), outcome("fine"), outcome("refuse")]
    return guide(
        both, ends, facts=[{"key": "agreed", "fact": "all-yes", "of": ["parent", "manager"]}]
    )


def test_a_guard_reads_a_fact_like_an_answer():
    definition = with_fact()
    report = check(definition, CONTEXT)
    assert (report.faults, report.paths) == ((), 9)
    compiled = engine.compile_guide(definition)
    for parent, manager in product(ANSWERS, repeat=2):
        end = {"yes": "fine", "no": "refuse", "not-sure": "ask"}[
            REGISTRY["all-yes"].find((parent, manager))
        ]
        answers = {"parent": parent, "manager": manager}
        assert engine.replay(compiled, "YJ", answers).position.key == end


def test_a_fact_read_too_early_is_a_guard_that_lacks_an_answer():
    definition = with_fact()
    definition["questions"][0]["routes"] = [{"when": {"is": ["agreed", "yes"]}, "to": "fine"}]
    messages = [fault.message for fault in check(definition, CONTEXT).faults]
    assert any("reads 'manager', which is not asked before it" in message for message in messages)
