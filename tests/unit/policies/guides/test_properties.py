"""What holds of every guide, sound or not, and of all answers to it."""

import json
from copy import deepcopy

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policies.guides import engine
from policies.guides.checks import check, load_yaml
from policies.guides.paths import each_path
from tests.unit.policies.guides import oracle
from tests.unit.policies.guides.samples import CONTEXT
from tests.unit.policies.guides.strategies import (
    answers_to,
    any_guides,
    damaged_guides,
    json_values,
    rich_guides,
    sound_guides,
)

often = settings(deadline=None, max_examples=60)
FLOW = ("reachable", "routed", "guards")


@st.composite
def answered(draw: st.DrawFn) -> tuple[dict, str, dict]:
    """A sound guide, one of its policy sets, and answers."""
    definition = draw(sound_guides())
    return definition, draw(st.sampled_from(definition["sets"])), draw(answers_to(definition))


@settings(deadline=None, max_examples=200)
@given(sound_guides())
def test_a_sound_guide_has_no_fault(definition):
    report = check(definition, CONTEXT)
    assert report.faults == ()
    assert report.paths == len(oracle.opinion(definition).paths)


@settings(deadline=None, max_examples=200)
@given(rich_guides())
def test_a_sound_guide_of_every_kind_has_no_fault(definition):
    report = check(definition, CONTEXT)
    assert report.faults == ()
    assert report.proof == "enumerated"


@often
@given(any_guides())
def test_the_gate_finds_what_trying_everything_finds(definition):
    report = check(definition, CONTEXT)
    found = {(fault.rule, fault.node) for fault in report.faults}
    assert found == oracle.faults(definition)
    assert report.paths == len(oracle.opinion(definition).paths)


@often
@given(any_guides())
def test_every_path_is_listed_once_and_replays_to_its_end(definition):
    compiled = engine.compile_guide(definition)
    listed = [
        (policy_set, answers, ending.key)
        for policy_set in compiled.sets
        for answers, ending in each_path(compiled, policy_set)
    ]
    assert listed == oracle.opinion(definition).paths
    for policy_set, answers, end in listed:
        result = engine.replay(compiled, policy_set, answers)
        assert result.position.key == end
        assert {step.question.key: step.option.key for step in result.path} == answers


@often
@given(answered())
def test_any_answers_lead_to_one_end_or_to_the_next_question(case):
    definition, policy_set, answers = case
    compiled = engine.compile_guide(definition)
    result = engine.replay(compiled, policy_set, answers)
    stands = [result.question, result.outcome, result.hand_off]
    assert [place is not None for place in stands].count(True) == 1
    questions = {question["key"]: question for question in definition["questions"]}
    place, live = definition["start"][policy_set], {}
    for step in result.path:
        assert (step.question.key, step.option.key) == (place, answers[place])
        live[place] = answers[place]
        option = next(o for o in questions[place]["options"] if o["key"] == answers[place])
        place = oracle.onward(questions[place], option, live)
    assert result.position.key == place
    if result.question:
        assert answers.get(place) not in {o["key"] for o in questions[place]["options"]}
        assert place not in live


@often
@given(answered())
def test_answers_are_on_the_path_or_inactive_or_not_answers(case):
    definition, policy_set, answers = case
    compiled = engine.compile_guide(definition)
    result = engine.replay(compiled, policy_set, answers)
    on_path = [step.question.key for step in result.path]
    counted = on_path + list(result.inactive)
    options = {q["key"]: {o["key"] for o in q["options"]} for q in definition["questions"]}
    assert len(counted) == len(set(counted))
    assert set(counted) == {key for key in answers if answers[key] in options.get(key, ())}


@often
@given(answered(), st.randoms(use_true_random=False))
def test_replay_is_pure_and_the_same_each_time(case, random):
    definition, policy_set, answers = case
    compiled = engine.compile_guide(definition)
    before = deepcopy((compiled.questions.copy(), answers))
    result = engine.replay(compiled, policy_set, answers)
    assert (dict(compiled.questions), answers) == before
    shuffled = random.sample(list(answers.items()), len(answers))
    assert engine.replay(compiled, policy_set, dict(shuffled)) == result
    assert engine.replay(engine.compile_guide(deepcopy(definition)), policy_set, answers) == result


@often
@given(answered(), st.data())
def test_an_answer_changed_and_changed_back_restores_everything(case, data):
    definition, policy_set, answers = case
    assume(definition["questions"])
    compiled = engine.compile_guide(definition)
    question = data.draw(st.sampled_from(list(compiled.questions.values())))
    one, other = data.draw(st.permutations(question.options))[:2]

    def give(given: dict, option: engine.Option) -> dict:
        return engine.answer(compiled, policy_set, given, question.key, option.key)

    first = give(answers, one)
    changed = give(first, other)
    back = give(changed, one)
    assert first == answers | {question.key: one.key}
    assert changed == first | {question.key: other.key}
    assert back == first
    assert engine.replay(compiled, policy_set, back) == engine.replay(compiled, policy_set, first)


@often
@given(sound_guides())
def test_most_left_is_never_too_few_and_always_falls(definition):
    compiled = engine.compile_guide(definition)
    for policy_set in compiled.sets:
        for answers, _ in each_path(compiled, policy_set):
            given: dict[str, str] = {}
            left = engine.replay(compiled, policy_set, given).most_left
            for key, option in answers.items():
                assert left >= len(answers) - len(given)
                given[key] = option
                now = engine.replay(compiled, policy_set, given).most_left
                assert now < left
                left = now
            assert left == 0


@often
@given(answered())
def test_back_walks_the_path_to_its_first_question(case):
    definition, policy_set, answers = case
    result = engine.replay(engine.compile_guide(definition), policy_set, answers)
    walked, key = [], engine.previous_question(result, result.position.key)
    while key is not None:
        walked.append(key)
        key = engine.previous_question(result, key)
    assert walked[::-1] == [step.question.key for step in result.path]


@often
@given(json_values() | damaged_guides())
def test_the_gate_never_raises(value):
    report = check(value, CONTEXT)
    json.dumps(report.as_dict())
    assert report.ok == (report.faults == ())


@often
@given(damaged_guides())
def test_compiling_gives_a_guide_that_runs_or_says_why_not(value):
    try:
        compiled = engine.compile_guide(value)
    except engine.DefinitionError as refused:
        assert refused.faults
        assert set(refused.faults) <= set(check(value, CONTEXT).faults)
        return
    for policy_set in compiled.sets:
        assert engine.replay(compiled, policy_set, {"q0": "a"}).position


@often
@given(sound_guides(), st.booleans())
def test_a_guide_is_read_from_its_file_as_it_was_written(definition, indented):
    text = json.dumps(definition, indent=2 if indented else None)
    assert load_yaml(text) == (definition, ())


@often
@given(st.text() | st.text(alphabet="ab:-[]{}&*!|>'\"\n ?#,", max_size=60))
def test_reading_a_file_never_raises(text):
    definition, faults = load_yaml(text)
    assert (definition is None) == bool(faults)
