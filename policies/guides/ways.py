"""The ways on from each question, in the part of a guide that one policy set's staff can come to.

What links alone say: a way that guards never open to them is in it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policies.guides.compiled import CompiledGuide, Option, Question
from policies.guides.flow import linked


@dataclass(frozen=True, slots=True)
class Way:
    """From a question to a place: by its route of this index, by an option, or by its own `to`."""

    source: str
    target: str
    route: int | None = None
    option: Option | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """`numbers` counts the questions from 1, each before those it leads to; `ends` are in the
    guide's order, outcomes before guides that take over.
    """

    start: str
    numbers: dict[str, int]
    ends: tuple[str, ...]
    ways: tuple[Way, ...]


def part(guide: CompiledGuide, policy_set: str) -> Part:
    """What people bound by `policy_set` can come to. Raises KeyError where it is not served."""
    start = guide.start[policy_set]
    here = {key for key, sets in linked(guide).items() if policy_set in sets}
    questions = _as_they_come(guide, start, here)
    ends = [key for key in guide.outcomes if key in here]
    ends += sorted(here.difference(questions, ends))
    return Part(
        start=start,
        numbers={key: number for number, key in enumerate(questions, start=1)},
        ends=tuple(ends),
        ways=tuple(way for key in questions for way in ways_on(guide.questions[key])),
    )


def ways_on(question: Question) -> Iterator[Way]:
    """The ways on from `question`, in the order in which they are tried."""
    for index, route in enumerate(question.routes):
        yield Way(question.key, route.to, route=index)
    for option in question.options:
        if option.to is not None:
            yield Way(question.key, option.to, option=option)
    if question.to is not None:
        yield Way(question.key, question.to)


def _as_they_come(guide: CompiledGuide, start: str, here: set[str]) -> list[str]:
    """The questions in `here`, by how many can lie before them, then in the guide's order."""
    depths = {start: 0}
    for key in guide.order:
        if key in here:
            for to in guide.questions[key].targets():
                depths[to] = max(depths.get(to, 0), depths[key] + 1)
    return sorted((key for key in guide.questions if key in here), key=lambda key: depths[key])
