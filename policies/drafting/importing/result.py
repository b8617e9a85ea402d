"""What matching found. Plain Python."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Rule(StrEnum):
    """By what a clause was recognised."""

    EMBEDDED = "embedded-id"
    WORDS = "same-words"
    NUMBER = "same-number"
    HEADING = "same-heading"
    ASSIGNED = "best-assignment"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Rule.EMBEDDED: "by the id in the file",
    Rule.WORDS: "by its words, which are the same",
    Rule.NUMBER: "by its number; the words are alike",
    Rule.HEADING: "by its heading and place",
    Rule.ASSIGNED: "by its words, which are more alike than any others",
}


class Asked(StrEnum):
    """What a person is asked about."""

    CONFLICT = "conflict"
    SPLIT = "split"
    MERGE = "merge"
    TIE = "tie"
    NEAR = "near"


@dataclass(frozen=True)
class Pair:
    """`old` is a uid, `new` the key of a parsed clause; `likeness` is of their words, from 0 to 1."""

    old: str
    new: str
    rule: Rule
    likeness: float


@dataclass(frozen=True)
class Candidate:
    """One way to answer a suggestion."""

    old: str
    new: str
    likeness: float


@dataclass(frozen=True)
class Suggestion:
    """What a person has to decide: `old` are uids, `new` keys, `why` is a sentence.

    split: one old clause, several new ones; merge: several old, one new; tie: a new clause that is
    clearly like old ones and not clearly like one; near: somewhat like them; conflict: a new clause
    whose embedded id cannot be trusted.
    """

    kind: Asked
    old: tuple[str, ...]
    new: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    why: str


@dataclass(frozen=True)
class Matching:
    """Every new clause is in one of `pairs`, `added` and `suggestions`.

    Every old one is in `pairs` or in `unmatched`, those named by suggestions among the latter.
    """

    pairs: tuple[Pair, ...]
    added: tuple[str, ...]
    unmatched: tuple[str, ...]
    suggestions: tuple[Suggestion, ...]

    def as_json(self) -> dict[str, Any]:
        """As plain values that JSON can hold."""
        return {
            "pairs": [
                {"old": p.old, "new": p.new, "rule": p.rule.value, "likeness": p.likeness}
                for p in self.pairs
            ],
            "added": list(self.added),
            "unmatched": list(self.unmatched),
            "suggestions": [
                {
                    "kind": s.kind.value,
                    "old": list(s.old),
                    "new": list(s.new),
                    "candidates": [
                        {"old": c.old, "new": c.new, "likeness": c.likeness} for c in s.candidates
                    ],
                    "why": s.why,
                }
                for s in self.suggestions
            ],
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> "Matching":
        """The matching that `as_json` gave."""
        return cls(
            pairs=tuple(
                Pair(p["old"], p["new"], Rule(p["rule"]), p["likeness"]) for p in values["pairs"]
            ),
            added=tuple(values["added"]),
            unmatched=tuple(values["unmatched"]),
            suggestions=tuple(_suggestions(values["suggestions"])),
        )


def _suggestions(rows: Iterable[Mapping[str, Any]]) -> Iterable[Suggestion]:
    for row in rows:
        yield Suggestion(
            kind=Asked(row["kind"]),
            old=tuple(row["old"]),
            new=tuple(row["new"]),
            candidates=tuple(Candidate(**c) for c in row["candidates"]),
            why=row["why"],
        )
