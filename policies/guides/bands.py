"""Numbers and dates in bands: what is typed is mapped to its band, and only the band is kept.

A band reaches from its lower limit, which belongs to it, to its upper one, which does not; either
may be open. A comparison is sound where each band is wholly on one side of its value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

Value: TypeAlias = Decimal | date

NUMBER, DATE = "number", "date"
KINDS = (NUMBER, DATE)
WANTED = {
    NUMBER: "digits, such as 18 or 2.5",
    DATE: "a date as year, month, day, such as 2026-07-01",
}
_NUMBER = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Band:
    """From `low` up to `high`, which is no part of it; None is open."""

    low: Value | None
    high: Value | None

    def holds(self, value: Value) -> bool:
        above = self.low is None or self.low <= value  # type: ignore[operator]
        return above and (self.high is None or value < self.high)  # type: ignore[operator]

    def reaches(self, operator: str, value: Value) -> bool | None:
        """Whether all of the band compares so with `value`; None if only a part does."""
        if self.low is not None and self.low >= value:  # type: ignore[operator]
            return operator == ">="
        if self.high is not None and self.high <= value:  # type: ignore[operator]
            return operator == "<"
        return None


def value(kind: str, text: str) -> Value | None:
    """The number or date that `text` writes, or None."""
    text = text.strip()
    if kind == NUMBER:
        return Decimal(text) if text.isascii() and _NUMBER.fullmatch(text) else None
    if not (text.isascii() and _DATE.fullmatch(text)):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def flaw(bands: Sequence[Band]) -> str:
    """What keeps `bands` from meeting each value exactly once, in words; empty if nothing does."""
    if len(bands) < 2:
        return "has fewer than two bands: write at least two options with from or below"
    for band in bands:
        if band.low is not None and band.high is not None and band.low >= band.high:  # type: ignore[operator]
            return f"has a band from {band.low} below {band.high}: begin it lower than it ends"
    if sum(band.low is None for band in bands) != 1 or sum(b.high is None for b in bands) != 1:
        return "has not one band open at each end: leave from out of the first, below of the last"
    ordered = sorted((band for band in bands if band.low is not None), key=lambda band: band.low)  # type: ignore[arg-type,return-value]
    first = next(band for band in bands if band.low is None)
    for before, after in zip([first, *ordered], ordered, strict=False):
        if before.high != after.low:
            return f"has a gap or an overlap at {after.low}: end one band where the next begins"
    return ""
