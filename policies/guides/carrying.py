"""Answers taken along into another version of the guide they were given in, in plain Python.

An answer goes along where its question is the same: the same key, words and kind, and what was
chosen says the same. A number or date was typed for its band, so there it is the band that counts.
Where several may be chosen, not choosing one is an answer as well: all options must be the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policies.guides import engine
from policies.guides.compiled import CompiledGuide, Option, Question, Step


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of answers. The steps and questions are those of the version they were given in.

    `answers` are those taken along, in their order and fit for JSON, with the steps they make;
    `again` are answered questions that the other version asks otherwise, `gone` those that it
    does not have.
    """

    answers: dict[str, object]
    steps: tuple[Step, ...]
    again: tuple[Question, ...]
    gone: tuple[Question, ...]


def carry(old: CompiledGuide, new: CompiledGuide, answers: Mapping[str, object]) -> Carried:
    """The `answers` given in `old`, as far as `new` asks the same; what is no answer is left out."""
    kept: dict[str, object] = {}
    steps, again, gone = [], [], []
    for key, given in answers.items():
        step = engine.step_of(old, key, given)
        if step is None:
            continue
        question = new.questions.get(key)
        if question is None:
            gone.append(step.question)
        elif _says_the_same(step, question):
            steps.append(step)
            kept[key] = given
        else:
            again.append(step.question)
    return Carried(kept, tuple(steps), tuple(again), tuple(gone))


def _says_the_same(step: Step, question: Question) -> bool:
    """Whether `question` still asks what `step` answered, and still has that answer."""
    asked = step.question
    if (asked.text, asked.kind) != (question.text, question.kind):
        return False
    if asked.is_multiple:
        return _all(asked) == _all(question)
    return any(_same(step.option, option) for option in question.options)


def _all(question: Question) -> set[tuple[str, str, bool]]:
    return {(option.key, option.label, option.exclusive) for option in question.options}


def _same(old: Option, new: Option) -> bool:
    if old.key != new.key:
        return False
    return old.band == new.band if old.band else old.label == new.label
