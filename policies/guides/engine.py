"""Running a guide: a definition is compiled once, then answers are replayed as often as needed.

Nothing is remembered between calls. The path, the question or outcome it ends at, and which
answers lie off it are worked out from the answers each time, so a change of answer needs no
clearing up: what it puts off the path is kept, and counts again when the person changes back.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

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
from policies.guides.guards import Answers

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
    "compile_guide",
    "previous_question",
    "replay",
]


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


def replay(guide: CompiledGuide, policy_set: str, answers: Answers) -> Replay:
    """Walk `guide` for someone bound by `policy_set`, as far as `answers` lead.

    `answers` maps questions to options, both by key, in any order; it is only read. An answer
    whose question or option no longer exists counts as not given. Guards see the answers on the
    path and no others. Raises UnknownPolicySet.
    """
    place = _start(guide, policy_set)
    places, steps = guide.places, guide.steps
    path = []
    live: dict[str, str] = {}
    while isinstance(place, Question):
        key = place.key
        given = answers.get(key)
        step = steps[key].get(given) if isinstance(given, str) else None
        if step is None:
            break
        live[key] = step.option.key
        onward = places.get(place.onward(step.option, live) or "")
        if onward is None:
            del live[key]
            break
        path.append(step)
        place = onward
    inactive = () if len(answers) == len(live) else _inactive(guide, answers, {*live, place.key})
    return Replay(tuple(path), place, inactive, guide.depths.get(place.key, 0))


def _start(guide: CompiledGuide, policy_set: str) -> Place:
    try:
        return guide.places[guide.start[policy_set]]
    except KeyError:
        served = ", ".join(guide.sets)
        raise UnknownPolicySet(
            f"Guide {guide.slug!r} does not serve policy set {policy_set!r}: it serves {served}."
        ) from None


def _inactive(guide: CompiledGuide, answers: Answers, on_path: Set[str]) -> tuple[str, ...]:
    return tuple(
        key
        for key, steps in guide.steps.items()
        if key not in on_path and isinstance(answers.get(key), str) and answers[key] in steps
    )


def answer(
    guide: CompiledGuide, policy_set: str, answers: Answers, question_key: str, option_key: str
) -> dict[str, str]:
    """New answers with this one given or changed: those on the path first, in its order.

    Every other answer is kept as it is, on the path or off it; `answers` itself is not touched.
    Raises InvalidAnswer and UnknownPolicySet.
    """
    steps = guide.steps.get(question_key)
    if steps is None:
        raise InvalidAnswer(f"Guide {guide.slug!r} has no question {question_key!r}.")
    if option_key not in steps:
        raise InvalidAnswer(f"Question {question_key!r} has no option {option_key!r}.")
    given = {**answers, question_key: option_key}
    path = replay(guide, policy_set, given).path
    return {step.question.key: step.option.key for step in path} | given


def previous_question(replay: Replay, key: str) -> str | None:
    """The key of the question that Back leads to from `key`, a place on the path or its end.

    None at the first question, and for a key that the path does not meet.
    """
    keys = [step.question.key for step in replay.path]
    keys.append(replay.position.key)
    before = keys.index(key) - 1 if key in keys else -1
    return keys[before] if before >= 0 else None
