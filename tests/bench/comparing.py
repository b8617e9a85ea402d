"""How fast two versions are compared: 100,000 words of which a tenth changed.

`measure()` gives the figures that `make bench` prints: clause by clause, and beside it the whole document as one list
of words, which is what comparing without clauses would cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from random import Random
from time import process_time

from policies.library.comparing import compare, full_text

WORDS, A_CLAUSE, A_SECTION = 100_000, 80, 25
VOCABULARY = 4_000


@dataclass(frozen=True)
class Clause:
    """A clause in one version, as far as comparing looks at it."""

    pk: int
    clause_id: int
    parent_id: int | None
    text: str
    number: str = ""
    heading: str = ""
    path: list[int] = field(default_factory=list)

    @property
    def hash(self) -> str:
        return self.text


class Writer:
    """Writes words as often as a language does: a few all the time, most of them seldom."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        letters = "abcdefghijklmnopqrstuvwxyz"
        self.vocabulary = [
            "".join(self.random.choices(letters, k=self.random.randint(2, 10)))
            for _ in range(VOCABULARY)
        ]
        self.often = [1 / rank for rank in range(1, VOCABULARY + 1)]

    def words(self, number: int) -> list[str]:
        return self.random.choices(self.vocabulary, self.often, k=number)

    def version(self) -> list[Clause]:
        """A text of WORDS words, in sections."""
        clauses: list[Clause] = []
        section = 0
        for n in range(1, WORDS // A_CLAUSE + 1):
            if n % A_SECTION == 1:
                section = n
            parent = section if n != section else None
            clauses.append(Clause(n, n, parent, " ".join(self.words(A_CLAUSE))))
        return clauses

    def tenth_of_the_clauses(self, old: Sequence[Clause]) -> list[Clause]:
        """Every tenth clause written anew, from its first word to its last."""
        return [
            replace(clause, text=" ".join(self.words(A_CLAUSE))) if n % 10 == 0 else clause
            for n, clause in enumerate(old)
        ]

    def tenth_of_the_words(self, old: Sequence[Clause]) -> list[Clause]:
        """Every clause changed, a tenth of the words of each: nothing is left to skip."""
        return [replace(clause, text=self._rewritten(clause.text.split())) for clause in old]

    def _rewritten(self, words: list[str]) -> str:
        for place in self.random.sample(range(len(words)), len(words) // 10):
            [words[place]] = self.words(1)
        return " ".join(words)


def measure() -> dict[str, float]:
    """The figures by name, in milliseconds of processor time, for others may be busy: the best of three."""
    writer = Writer(seed=1)
    old = writer.version()
    clauses, words = writer.tenth_of_the_clauses(old), writer.tenth_of_the_words(old)
    return {
        "compare_ms_tenth_of_clauses": min(_ms(lambda: compare(old, clauses)) for _ in range(3)),
        "compare_ms_tenth_of_words": min(_ms(lambda: compare(old, words)) for _ in range(3)),
        "whole_difflib_ms_of_clauses": _ms(lambda: _whole(old, clauses)),
        "whole_difflib_ms_of_words": _ms(lambda: _whole(old, words)),
    }


def _whole(old: Sequence[Clause], new: Sequence[Clause]) -> list:
    """The same two texts, each as one list of words."""
    before, after = (
        [word for c in version for word in full_text(c).split()] for version in (old, new)
    )
    return SequenceMatcher(None, before, after).get_opcodes()


def _ms(work: Callable[[], object]) -> int:
    begun = process_time()
    if not work():
        raise AssertionError("Nothing was compared.")
    return round((process_time() - begun) * 1000)


if __name__ == "__main__":
    for name, figure in measure().items():
        print(f"{name}: {figure:,}")  # noqa: T201
