"""What a compiled guide is made of: frozen values, shared safely between requests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from itertools import combinations
from types import MappingProxyType
from typing import TypeAlias

from policies.guides.bands import Band
from policies.guides.guards import Answer, Answers, Guard

HAND_OFF = "guide:"

STANDINGS = (
    "permitted",
    "conditional",
    "ask-first",
    "prohibited",
    "report",
    "emergency",
    "silent",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a definition: the rule broken, the node it is at, what to do.

    `line` is that of the node in its file, counted from 1, where there is a file.
    """

    rule: str
    node: str
    message: str
    line: int = 0


class DefinitionError(ValueError):
    """A definition that cannot be compiled; `faults` says all that is wrong with it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(fault.message for fault in self.faults))


@dataclass(frozen=True, slots=True)
class Option:
    """An answer a person can choose; `to` is None where the question or its routes decide.

    Where several may be chosen, one that is `exclusive` excludes the others. `band` is the range
    of numbers or dates that it stands for.
    """

    key: str
    label: str
    to: str | None = None
    exclusive: bool = False
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """Where to go when the guard holds; tried in order, before the options' own `to`."""

    guard: Guard
    to: str


CHOICE, MULTIPLE, YES_NO = "choice", "multiple", "yes-no-not-sure"


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `to` is where it leads when neither a route nor the option says."""

    key: str
    text: str
    hint: str = ""
    options: tuple[Option, ...] = ()
    routes: tuple[Route, ...] = ()
    source: tuple[str, ...] = ()
    kind: str = CHOICE
    to: str | None = None

    @property
    def is_multiple(self) -> bool:
        return self.kind == MULTIPLE

    def answers(self) -> Iterator[tuple[Answer, Option]]:
        """Every answer there is, with the option that stands for it."""
        if not self.is_multiple:
            yield from ((option.key, option) for option in self.options)
            return
        plain = [option for option in self.options if not option.exclusive]
        for number in range(1, len(plain) + 1):
            for chosen in combinations(plain, number):
                keys = tuple(option.key for option in chosen)
                label = ", ".join(option.label for option in chosen)
                yield keys, Option("+".join(keys), label)
        yield from (((option.key,), option) for option in self.options if option.exclusive)

    def onward(self, option: Option, answers: Answers) -> str | None:
        """Where `option` leads, given the answers on the path, this one included.

        None where nothing leads on, which the gate refuses to publish.
        """
        for route in self.routes:
            if route.guard.holds(answers):
                return route.to
        return self.to if option.to is None else option.to

    def targets(self) -> frozenset[str]:
        """Every key this question names as a next place, whatever the guards say."""
        own = {option.to for option in self.options} | {self.to}
        return frozenset(to for to in own if to is not None).union(r.to for r in self.routes)


@dataclass(frozen=True, slots=True)
class Todo:
    """A task that an outcome gives to a job role; `by` is in words, `template` a key or empty."""

    role: str
    task: str
    by: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A prohibition that a permission does not rule out, with who signed that it may stand."""

    clause: str
    why: str
    signed_by: str
    on: str


@dataclass(frozen=True, slots=True)
class Outcome:
    key: str
    standing: str
    answer: str
    advice: tuple[str, ...] = ()
    do: tuple[Todo, ...] = ()
    consult: tuple[str, ...] = ()
    approve: tuple[str, ...] = ()
    notify: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    weighed: tuple[Weighed, ...] = ()


@dataclass(frozen=True, slots=True)
class HandOff:
    """The run ends here and goes on in another guide."""

    slug: str

    @property
    def key(self) -> str:
        return HAND_OFF + self.slug


@dataclass(frozen=True, slots=True)
class Step:
    """One answered question on the path; where several were chosen, `option` joins their labels."""

    question: Question
    option: Option
    answer: Answer = ""


@dataclass(frozen=True, slots=True)
class FactUse:
    """A derived fact of this guide: its key in guards, the function's name, the questions read."""

    key: str
    fact: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A situation that someone vouches for: with these answers, this set ends at `end`."""

    node: str
    situation: str
    policy_set: str
    answers: Mapping[str, object]
    end: str
    signed_by: str = ""
    on: str = ""


Place: TypeAlias = Question | Outcome | HandOff


@dataclass(frozen=True, slots=True)
class CompiledGuide:
    """A definition made ready to run. `engine.compile_guide` gives a checked one.

    The rest is worked out from the questions and outcomes: `places` finds what a target names;
    `steps` holds each possible step, built once because replay needs them by the hundred
    thousand; `order` has each question before those it leads to, and is empty where there is a
    cycle; `depths` is the most questions left at each question, itself included.
    """

    slug: str
    title: str
    sets: tuple[str, ...]
    start: Mapping[str, str]
    questions: Mapping[str, Question]
    outcomes: Mapping[str, Outcome]
    topic: str = ""
    summary: str = ""
    owner: str = ""
    decision: str = ""
    people_say: tuple[str, ...] = ()
    facts: Mapping[str, FactUse] = field(default_factory=dict)
    scenarios: tuple[Scenario, ...] = ()
    places: Mapping[str, Place] = field(init=False, repr=False, compare=False)
    steps: Mapping[str, Mapping[Answer, Step]] = field(init=False, repr=False, compare=False)
    order: tuple[str, ...] = field(init=False, repr=False, compare=False)
    depths: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        order = in_order(self.questions)
        worked_out = {
            "start": self.start,
            "questions": self.questions,
            "outcomes": self.outcomes,
            "facts": self.facts,
            "places": {**_hand_offs(self), **self.outcomes, **self.questions},
            "steps": {key: _steps(question) for key, question in self.questions.items()},
            "depths": _depths(self.questions, order),
        }
        for name, mapping in worked_out.items():
            object.__setattr__(self, name, MappingProxyType(dict(mapping)))
        object.__setattr__(self, "order", order)

    @property
    def node(self) -> str:
        """What faults of the guide as a whole are filed under."""
        return self.slug or "guide"

    def starts(self) -> dict[str, list[str]]:
        """Each place that exists and is a start, with the policy sets that start there."""
        starts: dict[str, list[str]] = {}
        for policy_set in self.sets:
            key = self.start.get(policy_set, "")
            if key in self.places:
                starts.setdefault(key, []).append(policy_set)
        return starts


def in_order(questions: Mapping[str, Question]) -> tuple[str, ...]:
    """The keys of `questions`, each before those it leads to; none at all if there is a cycle."""
    try:
        order = tuple(TopologicalSorter(next_questions(questions)).static_order())
    except CycleError:
        return ()
    return order[::-1]


def next_questions(questions: Mapping[str, Question]) -> dict[str, list[str]]:
    """For each question the questions it names as a next place, whatever the guards say."""
    return {
        key: sorted(question.targets().intersection(questions))
        for key, question in questions.items()
    }


def _depths(questions: Mapping[str, Question], order: tuple[str, ...]) -> dict[str, int]:
    depths: dict[str, int] = {}
    for key in reversed(order):
        depths[key] = 1 + max((depths.get(to, 0) for to in questions[key].targets()), default=0)
    return depths


def _steps(question: Question) -> Mapping[Answer, Step]:
    steps = {answer: Step(question, option, answer) for answer, option in question.answers()}
    return MappingProxyType(steps)


def _hand_offs(guide: CompiledGuide) -> dict[str, Place]:
    targets = set(guide.start.values())
    targets.update(*(question.targets() for question in guide.questions.values()))
    return {
        target: HandOff(target.removeprefix(HAND_OFF))
        for target in targets
        if target.startswith(HAND_OFF) and target != HAND_OFF
    }
