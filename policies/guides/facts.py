"""Facts that guards may read as if they were answers, each found from answers by a tested function.

A guide names one under `facts`: `{key: all-agreed, fact: all-yes, of: [parent, manager]}`, and a
guard then reads it: `is: [all-agreed, "yes"]`. To add one, write a function of the answers, in the
order of `of`, with None for one not given, that gives one of finitely many outputs, or None where
a missing answer could still change it; and enter it in `REGISTRY` with its outputs and the options
that the questions must have. The tests try every function in the registry on all answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Find: TypeAlias = Callable[[Sequence[object]], str | None]

YES_NO = frozenset({"yes", "no", "not-sure"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A function over answers; `takes` holds the options it understands."""

    outputs: tuple[str, ...]
    takes: frozenset[str]
    find: Find


def all_yes(answers: Sequence[object]) -> str | None:
    """`yes` if every answer is, `no` if one is, else `not-sure`."""
    if "no" in answers:
        return "no"
    if None in answers:
        return None
    return "yes" if all(answer == "yes" for answer in answers) else "not-sure"


def any_yes(answers: Sequence[object]) -> str | None:
    """`yes` if one answer is, `no` if every one is, else `not-sure`."""
    if "yes" in answers:
        return "yes"
    if None in answers:
        return None
    return "no" if all(answer == "no" for answer in answers) else "not-sure"


REGISTRY = {
    "all-yes": Fact(("yes", "no", "not-sure"), YES_NO, all_yes),
    "any-yes": Fact(("yes", "no", "not-sure"), YES_NO, any_yes),
}
