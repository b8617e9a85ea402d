"""Running a guide: a definition is compiled once, then answers are replayed as often as needed.

Nothing is remembered between calls. The path, the question or outcome it ends at, and which
answers lie off it are worked out from the answers each time, so a change of answer needs no
clearing up: what it puts off the path is kept, and counts again when the person changes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import TypeAlias

from policies.guides import bands
from policies.guides.compiled import (
    CompiledGuide,
    DefinitionError,
    Fault,
    HandOff,
    Option,
    Outcome,
    Place,
    Question,
    Route,
    Step,
    Todo,
)
from policies.guides.definition import read
from policies.guides.guards import Answer

__all__ = [
    "CompiledGuide",
    "DefinitionError",
    "Fault",
    "HandOff",
    "InvalidAnswer",
    "Option",
    "Outcome",
    "Question",
    "Replay",
    "Route",
    "Step",
    "Todo",
    "UnknownPolicySet",
    "answer",
    "band",
    "compile_guide",
    "previous_question",
    "replay",
    "step_of",
]


# Answers as they are kept: question to option, or to a list of options where several are chosen.
Given: TypeAlias = Mapping[str, object]


class UnknownPolicySet(LookupError):
    """The guide does not serve this policy set."""


class InvalidAnswer(LookupError):
    """The guide has no such question, or the question no such option."""


@dataclass(frozen=True, slots=True)
class Replay:
    """Where a person's answers have led them.

    `path` is what they answered on the way, `position` where they now stand. `inactive` are the
    keys of answered questions off the path, in the guide's order. `most_left` is the most
    questions that can still lie ahead, the present one included: guards may spare some of them.
    """

    path: tuple[Step, ...]
    position: Place
    inactive: tuple[str, ...]
    most_left: int

    @property
    def question(self) -> Question | None:
        return self.position if isinstance(self.position, Question) else None

    @property
    def outcome(self) -> Outcome | None:
        return self.position if isinstance(self.position, Outcome) else None

    @property
    def hand_off(self) -> HandOff | None:
        return self.position if isinstance(self.position, HandOff) else None


def compile_guide(definition: Mapping[str, object]) -> CompiledGuide:
    """The guide that `definition` describes, ready to replay.

    Raises DefinitionError with every fault of shape, keys, links and cycles. What is left to the
    publish gate (`checks.check`) cannot make replay fail: at an answer that leads nowhere the
    question stays open.
    """
    reading = read(definition)
    if reading.faults:
        raise DefinitionError(reading.faults)
    return reading.guide


def replay(guide: CompiledGuide, policy_set: str, answers: Given) -> Replay:
    """Walk `guide` for someone bound by `policy_set`, as far as `answers` lead.

    `answers` maps questions to options, both by key, in any order, and to a list of options where
    several may be chosen; it is only read. An answer
    whose question or option no longer exists counts as not given. Guards see the answers on the
    path and no others. Raises UnknownPolicySet.
    """
    place = _start(guide, policy_set)
    places, steps = guide.places, guide.steps
    path = []
    live: dict[str, Answer] = {}
    while isinstance(place, Question):
        key = place.key
        given = answers.get(key)
        step = steps[key].get(given) if isinstance(given, str) else _several(place, steps, given)
        if step is None:
            break
        live[key] = step.answer
        onward = places.get(place.onward(step.option, live) or "")
        if onward is None:
            del live[key]
            break
        path.append(step)
        place = onward
    inactive = () if len(answers) == len(live) else _inactive(guide, answers, {*live, place.key})
    return Replay(tuple(path), place, inactive, guide.depths.get(place.key, 0))


def _several(
    question: Question, steps: Mapping[str, Mapping[Answer, Step]], given: object
) -> Step | None:
    """The step that a list of chosen options makes, or None where it is no answer."""
    if not question.is_multiple or not isinstance(given, list | tuple):
        return None
    chosen = tuple(option.key for option in question.options if option.key in given)
    return steps[question.key].get(chosen) if len(chosen) == len(given) else None


def _start(guide: CompiledGuide, policy_set: str) -> Place:
    try:
        return guide.places[guide.start[policy_set]]
    except KeyError:
        served = ", ".join(guide.sets)
        raise UnknownPolicySet(
            f"Guide {guide.slug!r} does not serve policy set {policy_set!r}: it serves {served}."
        ) from None


def _inactive(guide: CompiledGuide, answers: Given, on_path: Set[str]) -> tuple[str, ...]:
    return tuple(
        key
        for key, question in guide.questions.items()
        if key in answers and key not in on_path and _step(guide, question, answers[key])
    )


def step_of(guide: CompiledGuide, question_key: str, given: object) -> Step | None:
    """The step that a kept answer makes; None where the guide has no such question or answer."""
    question = guide.questions.get(question_key)
    return _step(guide, question, given) if question else None


def _step(guide: CompiledGuide, question: Question, given: object) -> Step | None:
    if isinstance(given, str):
        return guide.steps[question.key].get(given)
    return _several(question, guide.steps, given)


def answer(
    guide: CompiledGuide, policy_set: str, answers: Given, question_key: str, value: object
) -> dict[str, object]:
    """New answers with this one given or changed: those on the path first, in its order.

    `value` is the key of an option or, where several may be chosen, a list of them; what comes
    back is fit for JSON. Every other answer is kept as it is, on the path or off it; `answers`
    itself is not touched. Raises InvalidAnswer and UnknownPolicySet.
    """
    question = guide.questions.get(question_key)
    if question is None:
        raise InvalidAnswer(f"Guide {guide.slug!r} has no question {question_key!r}.")
    step = _step(guide, question, value)
    if step is None:
        raise InvalidAnswer(_refusal(question, value))
    given = {**answers, question_key: _plain(step.answer)}
    path = replay(guide, policy_set, given).path
    return {step.question.key: _plain(step.answer) for step in path} | given


def _plain(answer: Answer) -> str | list[str]:
    return answer if isinstance(answer, str) else list(answer)


def _refusal(question: Question, value: object) -> str:
    """Why `value` is no answer to `question`."""
    here = f"Question {question.key!r}"
    if not question.is_multiple:
        return f"{here} has no option {value!r}."
    if not isinstance(value, list | tuple) or not value:
        return f"{here} takes a list of at least one option."
    known = {option.key: option for option in question.options}
    unknown = [key for key in value if not isinstance(key, str) or key not in known]
    if unknown:
        return f"{here} has no option {unknown[0]!r}."
    alone = next((known[key].label for key in value if known[key].exclusive), "")
    if alone and len(value) > 1:
        return f"{here}: {alone!r} cannot be chosen together with others."
    return f"{here} takes each option once."


def band(question: Question, typed: str) -> str:
    """The key of the option in whose band the number or date `typed` lies.

    Raises InvalidAnswer, in words for whoever typed it. What was typed is kept nowhere.
    """
    if question.kind not in bands.KINDS:
        raise InvalidAnswer(f"Question {question.key!r} asks for neither a number nor a date.")
    value = bands.value(question.kind, typed)
    if value is not None:
        for option in question.options:
            if option.band and option.band.holds(value):
                return option.key
    raise InvalidAnswer(f"Write {bands.WANTED[question.kind]}.")


def previous_question(replay: Replay, key: str) -> str | None:
    """The key of the question that Back leads to from `key`, a place on the path or its end.

    None at the first question, and for a key that the path does not meet.
    """
    keys = [step.question.key for step in replay.path]
    keys.append(replay.position.key)
    before = keys.index(key) - 1 if key in keys else -1
    return keys[before] if before >= 0 else None
