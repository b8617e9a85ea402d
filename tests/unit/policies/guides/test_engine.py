"""Replaying answers node by node, giving answers, and going back."""

from types import MappingProxyType

import pytest

from policies.guides import engine
from tests.unit.policies.guides.samples import changed, guide, outcome, question, request_guide

GUIDE = engine.compile_guide(request_guide())


def replay(**answers: str) -> engine.Replay:
    return engine.replay(GUIDE, "YJ", answers)


def walked(result: engine.Replay) -> list[tuple[str, str]]:
    return [(step.question.key, step.option.key) for step in result.path]


# Replay, node by node


@pytest.mark.parametrize(
    ("answers", "position"),
    [
        ({}, "who"),
        ({"who": "client"}, "account"),
        ({"who": "former"}, "account"),
        ({"who": "colleague"}, "fine"),
        ({"who": "client", "account": "own"}, "refuse"),
        ({"who": "former", "account": "own"}, "refuse"),
        ({"who": "client", "account": "work"}, "manager"),
        ({"who": "former", "account": "work"}, "refuse"),
        ({"who": "client", "account": "unsure"}, "guide:other-guide"),
        ({"who": "former", "account": "unsure"}, "guide:other-guide"),
        ({"who": "client", "account": "work", "manager": "agreed"}, "fine"),
        ({"who": "client", "account": "work", "manager": "not-asked"}, "ask"),
    ],
)
def test_each_answer_leads_where_the_guide_says(answers, position):
    result = engine.replay(GUIDE, "YJ", answers)
    assert result.position.key == position
    assert walked(result) == list(answers.items())
    assert result.inactive == ()


def test_position_is_named_by_what_it_is():
    asked, decided, handed = (
        replay(),
        replay(who="colleague"),
        replay(who="client", account="unsure"),
    )
    assert (asked.question, asked.outcome, asked.hand_off) == (GUIDE.questions["who"], None, None)
    assert (decided.question, decided.outcome) == (None, GUIDE.outcomes["fine"])
    assert decided.hand_off is None
    assert (handed.question, handed.outcome) == (None, None)
    assert handed.hand_off == engine.HandOff("other-guide")


def test_a_set_can_start_at_an_outcome():
    result = engine.replay(GUIDE, "DHS", {})
    assert (result.outcome.key, result.path, result.most_left) == ("no-rule", (), 0)


def test_a_set_can_start_in_another_guide():
    definition = changed(request_guide(), (("start", "DHS"), "guide:other-guide"))
    result = engine.replay(engine.compile_guide(definition), "DHS", {})
    assert result.hand_off == engine.HandOff("other-guide")


def test_a_set_that_is_not_served_is_refused():
    with pytest.raises(
        engine.UnknownPolicySet, match=r"not serve policy set 'DSS': it serves YJ, DHS"
    ):
        engine.replay(GUIDE, "DSS", {})


def test_the_order_of_answers_does_not_matter():
    assert replay(manager="agreed", account="work", who="client") == replay(
        who="client", account="work", manager="agreed"
    )


def test_answers_off_the_path_are_kept_inactive():
    result = replay(who="colleague", account="work", manager="agreed")
    assert result.outcome.key == "fine"
    assert walked(result) == [("who", "colleague")]
    assert result.inactive == ("account", "manager")


def test_guards_do_not_see_answers_off_the_path():
    definition = guide(
        [
            question("first", {"left": "left", "right": "end"}),
            question("left", {"a": "last", "b": "last"}),
            question("last", {"x": "plain", "y": "plain"}, [({"is": ["left", "b"]}, "routed")]),
            question("end", {"on": "last"}),
        ],
        [outcome("plain"), outcome("routed")],
    )
    compiled = engine.compile_guide(definition)
    on_path = engine.replay(compiled, "YJ", {"first": "left", "left": "b", "last": "x"})
    off_path = engine.replay(
        compiled, "YJ", {"first": "right", "left": "b", "end": "on", "last": "x"}
    )
    assert (on_path.outcome.key, off_path.outcome.key) == ("routed", "plain")


def test_an_answer_that_no_longer_exists_counts_as_not_given():
    result = replay(who="somebody", account="own", gone="yes")
    assert (result.question.key, result.path) == ("who", ())
    assert result.inactive == ("account",)


@pytest.mark.parametrize("rubbish", [None, 7, ["client"], {"client": 1}])
def test_an_answer_that_is_no_text_counts_as_not_given(rubbish):
    result = engine.replay(GUIDE, "YJ", {"who": rubbish, "account": rubbish})
    assert (result.question.key, result.inactive) == ("who", ())


def test_an_answer_that_leads_nowhere_leaves_its_question_open():
    definition = changed(
        request_guide(), (("questions", 0, "options", 0), {"key": "x", "label": "X"})
    )
    result = engine.replay(engine.compile_guide(definition), "YJ", {"who": "x"})
    assert (result.question.key, result.path, result.inactive) == ("who", (), ())


@pytest.mark.parametrize(
    ("answers", "most_left"),
    [
        ({}, 3),
        ({"who": "client"}, 2),
        ({"who": "client", "account": "work"}, 1),
        ({"who": "client", "account": "own"}, 0),
        ({"who": "colleague"}, 0),
        ({"who": "client", "account": "unsure"}, 0),
    ],
)
def test_most_left_counts_the_longest_way_on(answers, most_left):
    assert engine.replay(GUIDE, "YJ", answers).most_left == most_left


def test_replay_only_reads_the_answers():
    answers = MappingProxyType({"who": "client", "account": "work"})
    assert engine.replay(GUIDE, "YJ", answers) == engine.replay(GUIDE, "YJ", dict(answers))


# Answering


def test_an_answer_is_added_to_a_copy():
    before = {"who": "client"}
    after = engine.answer(GUIDE, "YJ", before, "account", "work")
    assert (before, after) == ({"who": "client"}, {"who": "client", "account": "work"})


def test_a_changed_answer_keeps_the_others_and_brings_them_back():
    full = {"who": "client", "account": "work", "manager": "agreed"}
    aside = engine.answer(GUIDE, "YJ", full, "who", "colleague")
    assert aside == full | {"who": "colleague"}
    assert engine.replay(GUIDE, "YJ", aside).inactive == ("account", "manager")
    back = engine.answer(GUIDE, "YJ", aside, "who", "client")
    assert engine.replay(GUIDE, "YJ", back) == engine.replay(GUIDE, "YJ", full)


def test_answers_come_in_the_order_of_the_path_and_then_the_rest():
    given = {"manager": "agreed", "account": "own"}
    after = engine.answer(GUIDE, "YJ", given, "who", "client")
    assert list(after) == ["who", "account", "manager"]


def test_answers_to_questions_that_are_gone_are_kept():
    after = engine.answer(GUIDE, "YJ", {"gone": "yes"}, "who", "client")
    assert after == {"who": "client", "gone": "yes"}


@pytest.mark.parametrize(
    ("question_key", "option_key", "message"),
    [
        ("whom", "client", "no question 'whom'"),
        ("who", "clint", "no option 'clint'"),
        ("who", "own", "no option 'own'"),
        ("fine", "client", "no question 'fine'"),
    ],
)
def test_an_answer_that_does_not_exist_is_refused(question_key, option_key, message):
    with pytest.raises(engine.InvalidAnswer, match=message):
        engine.answer(GUIDE, "YJ", {}, question_key, option_key)


def test_answering_for_a_set_that_is_not_served_is_refused():
    with pytest.raises(engine.UnknownPolicySet):
        engine.answer(GUIDE, "DSS", {}, "who", "client")


# Back


def test_back_leads_to_the_question_before_on_the_path():
    result = replay(who="client", account="work")
    assert engine.previous_question(result, "who") is None
    assert engine.previous_question(result, "account") == "who"
    assert engine.previous_question(result, "manager") == "account"


@pytest.mark.parametrize(
    ("answers", "end"),
    [
        ({"who": "client", "account": "own"}, "refuse"),
        ({"who": "client", "account": "unsure"}, "guide:other-guide"),
    ],
)
def test_back_from_an_end_leads_to_the_last_question(answers, end):
    assert engine.previous_question(engine.replay(GUIDE, "YJ", answers), end) == "account"


def test_back_leads_nowhere_from_what_the_path_does_not_meet():
    assert engine.previous_question(replay(who="colleague", account="own"), "account") is None
    assert engine.previous_question(engine.replay(GUIDE, "DHS", {}), "no-rule") is None
