"""Which answers go along into another version of a guide."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policies.guides import engine
from policies.guides.carrying import carry
from policies.guides.engine import compile_guide
from tests.unit.policies.guides.every_kind import every_kind
from tests.unit.policies.guides.samples import GONE, changed
from tests.unit.policies.guides.strategies import answers_to, any_guides, rich_guides

ANSWERS = {
    "what": "person",
    "age": "young",
    "since": "later",
    "signs": ["threat", "none-such"],
    "leader-knows": "yes",
}
GIVEN = ANSWERS | {"signs": ["threat", "injury"]}
OLD = compile_guide(every_kind())


def carried(*edits: tuple) -> tuple[list[str], list[str], list[str]]:
    """The keys of what goes along, is asked otherwise, is not asked any more."""
    found = carry(OLD, compile_guide(changed(every_kind(), *edits)), GIVEN)
    assert list(found.answers) == [step.question.key for step in found.steps]
    return list(found.answers), [q.key for q in found.again], [q.key for q in found.gone]


def test_nothing_changed_everything_goes_along():
    found = carry(OLD, OLD, GIVEN)
    assert (found.answers, found.again, found.gone) == (GIVEN, (), ())


def test_what_is_no_answer_is_left_out():
    found = carry(OLD, OLD, ANSWERS | {"no-question": "yes", "age": "no-option"})
    assert list(found.answers) == ["what", "since", "leader-knows"]
    assert (found.again, found.gone) == ((), ())


WHAT, AGE, SIGNS = ("questions", 0), ("questions", 1), ("questions", 3)


@pytest.mark.parametrize(
    ("edit", "again"),
    [
        # The question says something else, or the option that was chosen does.
        (((*WHAT, "text"), "Whom is it about?"), ["what"]),
        (((*WHAT, "options", 0, "label"), "A client"), ["what"]),
        (((*WHAT, "options", 1, "label"), "A car"), []),
        (((*WHAT, "hint"), "Think of the last week."), []),
        # A band counts by what falls into it, whatever it is called.
        (((*AGE, "options", 1, "label"), "From 10 to 17"), []),
        (((*AGE, "options", 2), {"key": "adult", "label": "18 or older", "from": "18"}), []),
        # Not choosing one of several is an answer too.
        (((*SIGNS, "options", 2, "label"), "Silence"), ["signs"]),
        (((*SIGNS, "options", 4), {"key": "smoke", "label": "Smoke"}), ["signs"]),
    ],
)
def test_an_answer_goes_along_where_its_question_is_the_same(edit, again):
    along, asked_again, gone = carried(edit)
    assert (asked_again, gone) == (again, [])
    assert along == [key for key in GIVEN if key not in again]


def test_a_band_with_other_limits_is_another_answer():
    along, again, _ = carried(
        ((*AGE, "options", 0, "below"), "12"), ((*AGE, "options", 1, "from"), "12")
    )
    assert again == ["age"]
    assert "age" not in along


def test_options_in_another_order_are_the_same_options():
    signs = every_kind()["questions"][3]["options"]
    assert carried(((*SIGNS, "options"), signs[::-1]))[1] == []


def test_an_option_that_went_has_to_be_chosen_anew():
    edits = [((*WHAT, "options", 0, "key"), "somebody")]
    assert carried(*edits)[1] == ["what"]


def test_a_question_that_went_is_not_asked_again():
    edits = [(("facts",), GONE), (("questions", 5, "routes"), []), (("questions", 4), GONE)]
    edits.append(((*SIGNS, "to"), "family-knows"))
    assert carried(*edits)[2] == ["leader-knows"]


def test_another_kind_under_the_same_words_is_another_question():
    edits = [
        (("facts",), GONE),
        (("questions", 5, "routes"), []),
        (("questions", 4, "kind"), "choice"),
        (
            ("questions", 4, "options"),
            [{"key": "yes", "label": "Yes"}, {"key": "no", "label": "No"}],
        ),
    ]
    assert carried(*edits)[1] == ["leader-knows"]


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[dict, dict]:
    """Two guides: unrelated ones, or one with words here and there rewritten."""
    old = draw(any_guides() | rich_guides())
    if draw(st.booleans()):
        return old, draw(any_guides())
    edits = []
    for index, question in enumerate(old["questions"]):
        if draw(st.integers(0, 3)) == 0:
            edits.append((("questions", index, "text"), "Reworded?"))
        if question.get("options") and draw(st.integers(0, 3)) == 0:
            edits.append((("questions", index, "options", 0, "label"), "Reworded"))
    return old, changed(old, *edits)


def all_answers(definition: dict) -> st.SearchStrategy[dict]:
    """Answers to the questions of any kind, and some that are none."""
    keys = {q.key: list(q.answers()) for q in compile_guide(definition).questions.values()}
    one = {
        key: st.sampled_from([plain(answer) for answer, _ in options])
        for key, options in keys.items()
    }
    return st.tuples(answers_to(definition), st.fixed_dictionaries({}, optional=one)).map(
        lambda pair: pair[0] | pair[1]
    )


def plain(answer: str | tuple) -> str | list[str]:
    return answer if isinstance(answer, str) else list(answer)


def asks_the_same(old: dict, new: dict, key: str, given: str | list[str]) -> bool:
    """A second opinion, from the definitions themselves."""
    before, after = (
        next((q for q in guide["questions"] if q["key"] == key), None) for guide in (old, new)
    )
    if after is None or (before["text"], before.get("kind")) != (after["text"], after.get("kind")):
        return False
    said = [
        {
            o["key"]: (o.get("from"), o.get("below"))
            if before.get("kind") in ("number", "date")
            else (o["label"], o.get("exclusive"))
            for o in question.get("options", [])
        }
        for question in (before, after)
    ]
    if before.get("kind") == "multiple":
        return said[0] == said[1]
    return said[0].get(given) == said[1].get(given) and (given in said[1]) == (given in said[0])


@settings(max_examples=150)
@given(data=st.data())
def test_exactly_the_answers_to_unchanged_questions_go_along_and_can_be_replayed(data):
    old, new = data.draw(rewritten())
    given_ = data.draw(all_answers(old))
    before, after = compile_guide(old), compile_guide(new)
    found = carry(before, after, given_)
    real = {k: v for k, v in given_.items() if engine.step_of(before, k, v)}
    assert found.answers == {k: v for k, v in real.items() if asks_the_same(old, new, k, v)}
    left = [question.key for question in (*found.again, *found.gone)]
    assert sorted([*found.answers, *left]) == sorted(real)
    for policy_set in after.sets:
        replay = engine.replay(after, policy_set, found.answers)
        for step in replay.path:
            assert engine.answer(
                after, policy_set, found.answers, step.question.key, plain(step.answer)
            )
            assert step.question.text == before.questions[step.question.key].text
        assert {step.question.key for step in replay.path} <= set(found.answers)
