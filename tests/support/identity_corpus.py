"""Edited variants of the five sample documents, whose truth is known, and how well they are matched.

`python -m tests.support.identity_corpus` matches all of them and prints the table. A variant is a
document with its clauses reworded, renumbered, moved, split, merged, deleted and inserted by a seed,
without embedded ids. Each clause of it says which old clauses it was made of (`made_of`) and how.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from policies.drafting.importing.matching import Matching, match
from tests.support.identity_editing import Edited, edited
from tests.support.identity_nodes import documents
from tests.support.identity_steps import EDITS

SEEDS = 6


@dataclass
class Variant:
    """One edited document, by the names of its document and kind of edit, and the seed."""

    document: str
    edit: str
    seed: int

    def __str__(self) -> str:
        return f"{self.document} {self.edit} {self.seed}"

    def build(self) -> Edited:
        return edited(self.document, EDITS[self.edit], f"{self.document}/{self.edit}/{self.seed}")


def variants(seeds: range = range(SEEDS)) -> Iterator[Variant]:
    """Every kind of edit of every document, once a seed."""
    for seed in seeds:
        for document in documents():
            for edit in EDITS:
                yield Variant(document, edit, seed)


@dataclass
class Tally:
    """How the clauses of one sort fared: kept their identity, were asked about, or were lost."""

    kept: int = 0
    asked: int = 0
    lost: int = 0
    wrong: int = 0
    examples: list[str] = field(default_factory=list)

    @property
    def all(self) -> int:
        return self.kept + self.asked + self.lost + self.wrong

    def add(self, other: "Tally") -> None:
        for name in ("kept", "asked", "lost", "wrong"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.examples += other.examples


def judge(variant: Edited, found: Matching) -> dict[str, Tally]:
    """The tallies of one variant by sort of clause.

    An old clause that was kept or reworded should be paired with its own; one that was split, merged
    or deleted, and a new one that was inserted, with nothing. `asked` is one that stands in a
    suggestion with its right partner, or that rightly has none.
    """
    tallies: dict[str, Tally] = {}
    partner = {pair.old: pair.new for pair in found.pairs}
    taken = {pair.new: pair.old for pair in found.pairs}
    asked = {(c.old, c.new) for s in found.suggestions for c in s.candidates}
    suggested = {n for s in found.suggestions for n in s.new}
    for old, (sort, keys) in variant.truth.items():
        tally = tallies.setdefault(sort, Tally())
        if sort in ("split", "merged", "deleted"):
            named = all((old, key) in asked for key in keys)
            outcome = "wrong" if old in partner else "kept" if named else "lost"
        elif partner.get(old) == keys[0]:
            outcome = "kept"
        elif old in partner:
            outcome = "wrong"
        else:
            outcome = "asked" if (old, keys[0]) in asked else "lost"
        _count(tally, outcome, f"{sort} {old} → {partner.get(old)}, truly {keys}")
    for key in variant.inserted:
        tally = tallies.setdefault("inserted", Tally())
        outcome = "wrong" if key in taken else "asked" if key in suggested else "kept"
        _count(tally, outcome, f"inserted {key} taken for {taken.get(key)}")
    return tallies


def _count(tally: Tally, outcome: str, what: str) -> None:
    setattr(tally, outcome, getattr(tally, outcome) + 1)
    if outcome != "kept":
        tally.examples.append(f"{outcome}: {what}")


def measure(chosen: Iterator[Variant]) -> tuple[dict[str, Tally], Counter, list[str]]:
    """All tallies together, how many variants of each edit, and what was wrong, in words."""
    together: dict[str, Tally] = {}
    kinds: Counter = Counter()
    faults: list[str] = []
    for variant in chosen:
        built = variant.build()
        for sort, tally in judge(built, match(built.old, built.tree)).items():
            together.setdefault(sort, Tally()).add(tally)
            faults += [f"{variant}: {e}" for e in tally.examples if e.startswith("wrong")]
        kinds[variant.edit] += 1
    return together, kinds, faults


def table(found: dict[str, Tally], kinds: Counter, seconds: float) -> str:
    """The tallies as people read them."""
    lines = [
        f"{sum(kinds.values())} variants of {len(documents())} documents, "
        f"{len(kinds)} kinds of edit, {seconds:.0f} s",
        "",
        f"{'clauses':20}{'all':>8}{'right':>8}{'asked':>8}{'lost':>8}{'wrong':>8}{'right':>9}",
    ]
    for sort, tally in sorted(found.items(), key=lambda item: -item[1].all):
        share = f"{100 * tally.kept / tally.all:.2f} %"
        figures = (tally.all, tally.kept, tally.asked, tally.lost, tally.wrong)
        lines.append(f"{sort:20}" + "".join(f"{n:>8,}" for n in figures) + f"{share:>9}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.support.identity_corpus", description=__doc__
    )
    parser.add_argument("--seeds", type=int, default=SEEDS)
    parser.add_argument("--faults", action="store_true", help="name each wrong match")
    given = parser.parse_args()
    begun = time.perf_counter()
    found, kinds, faults = measure(variants(range(given.seeds)))
    sys.stdout.write(f"{table(found, kinds, time.perf_counter() - begun)}\n")
    if given.faults:
        sys.stdout.write("\n".join(["", *faults, ""]))


if __name__ == "__main__":
    main()
