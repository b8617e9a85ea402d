"""How fast a document is recognised: 2,000 clauses against 2,000, a fifth of them or all in other words."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from time import process_time

from policies.drafting.importing.matching import OldClause, match
from policies.drafting.importing.tree import ParsedClause, give_keys
from tests.bench.comparing import Writer

CLAUSES = 2_000


def measure() -> dict[str, float]:
    """The figures by name, in milliseconds of processor time, for others may be busy."""
    writer, chance = Writer(seed=1), Random(2)
    old = [
        OldClause(uid=str(n), text=" ".join(writer.words(chance.randint(10, 100))))
        for n in range(CLAUSES)
    ]
    return {
        "match_ms_fifth_of_clauses": _ms(old, _edited(old, writer, chance, share=0.2)),
        "match_ms_every_clause": _ms(old, _edited(old, writer, chance, share=1)),
    }


def _edited(
    old: Sequence[OldClause], writer: Writer, chance: Random, share: float
) -> list[ParsedClause]:
    """The clauses in another order, `share` of them with every fifth word replaced."""
    tree = []
    for clause in chance.sample(old, len(old)):
        words = clause.text.split()
        if chance.random() < share:
            for place in chance.sample(range(len(words)), len(words) // 5):
                [words[place]] = writer.words(1)
        tree.append(ParsedClause(key="", text=" ".join(words)))
    give_keys(tree)
    return tree


def _ms(old: Sequence[OldClause], tree: Sequence[ParsedClause]) -> int:
    begun = process_time()
    if len(match(old, tree).pairs) < CLAUSES * 0.95:
        raise AssertionError("Clauses were not recognised.")
    return round((process_time() - begun) * 1000)
