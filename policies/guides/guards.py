"""Guards: the conditions under which a route of a guide is taken.

A guard reads only answers on the path so far. An answer that was not given makes a plain
comparison false, and therefore true under `not`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

Answers: TypeAlias = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class OneOf:
    """`is: [question, option]` and `in: [question, [options]]`: the answer is one of these."""

    question: str
    options: frozenset[str]

    def holds(self, answers: Answers) -> bool:
        return answers.get(self.question) in self.options

    def decided(self, answers: Answers) -> bool | None:
        answer = answers.get(self.question)
        return None if answer is None else answer in self.options

    def comparisons(self) -> Iterator[OneOf]:
        yield self


@dataclass(frozen=True, slots=True)
class Not:
    """`not: guard`."""

    guard: Guard

    def holds(self, answers: Answers) -> bool:
        return not self.guard.holds(answers)

    def decided(self, answers: Answers) -> bool | None:
        verdict = self.guard.decided(answers)
        return None if verdict is None else not verdict

    def comparisons(self) -> Iterator[OneOf]:
        return self.guard.comparisons()


@dataclass(frozen=True, slots=True)
class All:
    """`all: [guards]`."""

    guards: tuple[Guard, ...]

    def holds(self, answers: Answers) -> bool:
        for guard in self.guards:  # noqa: SIM110  (a generator slows replay by two fifths)
            if not guard.holds(answers):
                return False
        return True

    def decided(self, answers: Answers) -> bool | None:
        verdicts = [guard.decided(answers) for guard in self.guards]
        return False if False in verdicts else None if None in verdicts else True

    def comparisons(self) -> Iterator[OneOf]:
        for guard in self.guards:
            yield from guard.comparisons()


@dataclass(frozen=True, slots=True)
class Any:
    """`any: [guards]`."""

    guards: tuple[Guard, ...]

    def holds(self, answers: Answers) -> bool:
        for guard in self.guards:  # noqa: SIM110  (likewise)
            if guard.holds(answers):
                return True
        return False

    def decided(self, answers: Answers) -> bool | None:
        verdicts = [guard.decided(answers) for guard in self.guards]
        return True if True in verdicts else None if None in verdicts else False

    def comparisons(self) -> Iterator[OneOf]:
        for guard in self.guards:
            yield from guard.comparisons()


# `holds` is what replay asks. `decided` is what the gate asks: it is None where a missing answer
# could change the verdict, so that an author may write `all: [asked-if, then-read]`.
# `comparisons` are the leaves, for checks that each question and option read does exist.
Guard: TypeAlias = OneOf | Not | All | Any
