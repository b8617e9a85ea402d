"""Figures that show work and nobody in it, in plain Python.

A group of fewer than FEWEST says something about a person, so it is not shown: small groups are
merged, with their neighbours where they follow one another in time, else under one label. Nothing
else is shown from which such a group could be worked out: every figure shown is that of a group of
FEWEST or more, or nought.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

FEWEST = 5


@dataclass(frozen=True)
class Bar:
    """A figure with its label."""

    label: str
    count: int


def merged(counts: Mapping[str, int], *, others: str) -> list[Bar]:
    """Groups by size, the largest first; those too small to show stand together as `others`.

    Where they are too few together the smallest shown joins them, so that no difference tells.
    Empty where all together are too few.
    """
    groups = sorted(
        ((label, count) for label, count in counts.items() if count),
        key=lambda group: (-group[1], group[0]),
    )
    if sum(count for _, count in groups) < FEWEST:
        return []
    shown = [group for group in groups if group[1] >= FEWEST]
    rest = sum(count for _, count in groups) - sum(count for _, count in shown)
    while 0 < rest < FEWEST and shown:
        rest += shown.pop()[1]
    bars = [Bar(label, count) for label, count in shown]
    return [*bars, Bar(others, rest)] if rest else bars


def in_sequence(counts: Sequence[tuple[str, int]], *, joined: str = " to ") -> list[Bar]:
    """Groups that follow one another; one too small is merged with those after it, or at the end before it.

    Nought stands by itself only between groups that need it not. Empty where all together are too
    few.
    """
    if sum(count for _, count in counts) < FEWEST:
        return []
    bars: list[tuple[str, str, int]] = []
    first, running = "", 0
    for label, count in counts:
        first = first or label
        running += count
        if running == 0 or running >= FEWEST:
            bars.append((first, label, running))
            first, running = "", 0
    if running:
        last = counts[-1][0]
        while bars and running < FEWEST:
            first, _, before = bars.pop()
            running += before
        bars.append((first, last, running))
    return [Bar(_span(start, end, joined), count) for start, end, count in bars]


def _span(start: str, end: str, joined: str) -> str:
    return start if start == end else f"{start}{joined}{end}"


def median(counts: Iterable[tuple[int, int]]) -> int | None:
    """The median of values given with how often each occurs; None for fewer than FEWEST in all.

    Of an even number the lower of the two in the middle: a number of days that somebody waited.
    """
    ordered = sorted((value, count) for value, count in counts if count)
    total = sum(count for _, count in ordered)
    if total < FEWEST:
        return None
    passed = 0
    for value, count in ordered:
        passed += count
        if 2 * passed >= total:
            return value
    return None
