"""Guards: the conditions under which a route of a guide is taken.

A guard reads only answers on the path so far. An answer that was not given makes a plain
comparison false, and therefore true under `not`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import eq, ge, gt, le, lt, ne
from typing import TypeAlias

from policies.guides.facts import Find

# An option's key or, where several may be chosen, their keys in the order of the options.
Answer: TypeAlias = str | tuple[str, ...]
Answers: TypeAlias = Mapping[str, Answer]

COUNTS = {"==": eq, "!=": ne, "<": lt, "<=": le, ">": gt, ">=": ge}


@dataclass(frozen=True, slots=True)
class OneOf:
    """The answer is one of these: `is`, `in`, and what `has`, `count` and `compare` come to.

    Every question has finitely many answers, so each comparison is a set of them.
    """

    question: str
    options: frozenset[Answer]

    @property
    def name(self) -> str:
        return self.question

    @property
    def questions(self) -> tuple[str, ...]:
        return (self.question,)

    def holds(self, answers: Answers) -> bool:
        return answers.get(self.question) in self.options

    def decided(self, answers: Answers) -> bool | None:
        answer = answers.get(self.question)
        return None if answer is None else answer in self.options

    def told(self, answers: Answers) -> object:
        """All that this can ever tell of `answers`, further ones included."""
        return self.decided(answers)

    def comparisons(self) -> Iterator[Comparison]:
        yield self


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived fact, found from the answers to `questions`, is one of `options`."""

    fact: str
    questions: tuple[str, ...]
    options: frozenset[Answer]
    find: Find = field(repr=False)

    @property
    def name(self) -> str:
        return self.fact

    def holds(self, answers: Answers) -> bool:
        return self.decided(answers) is True

    def decided(self, answers: Answers) -> bool | None:
        found = self.find([answers.get(question) for question in self.questions])
        return None if found is None else found in self.options

    def told(self, answers: Answers) -> object:
        """All that this can ever tell of `answers`, further ones included."""
        found = self.decided(answers)
        if found is not None:
            return found
        return tuple(answers.get(question) for question in self.questions)

    def comparisons(self) -> Iterator[Comparison]:
        yield self


@dataclass(frozen=True, slots=True)
class Written:
    """`has`, `count` or `compare` as written, until the question it reads is known.

    One that stays so reads what it cannot, which the gate reports.
    """

    form: str
    question: str
    operator: str
    value: str

    @property
    def name(self) -> str:
        return self.question

    @property
    def questions(self) -> tuple[str, ...]:
        return (self.question,)

    def holds(self, answers: Answers) -> bool:
        return False

    def decided(self, answers: Answers) -> bool | None:
        return None

    def told(self, answers: Answers) -> object:
        """All that this can ever tell of `answers`, further ones included."""
        return self.decided(answers)

    def comparisons(self) -> Iterator[Comparison]:
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

    def comparisons(self) -> Iterator[Comparison]:
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

    def comparisons(self) -> Iterator[Comparison]:
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

    def comparisons(self) -> Iterator[Comparison]:
        for guard in self.guards:
            yield from guard.comparisons()


# `holds` is what replay asks. `decided` is what the gate asks: it is None where a missing answer
# could change the verdict, so that an author may write `all: [asked-if, then-read]`.
# `comparisons` are the leaves, for checks that each question and option read does exist; `name` is
# what a leaf was written to read, a question or a derived fact.
Comparison: TypeAlias = OneOf | Derived | Written
Guard: TypeAlias = Comparison | Not | All | Any
