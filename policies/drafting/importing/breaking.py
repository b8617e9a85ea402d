"""Clauses that were split into several, or merged into one. Plain Python."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policies.drafting.importing.likeness import Index, Lexicon
from policies.drafting.importing.sides import Unit

# A part is a piece of the whole: most of its words stand there, in no part found before it. Or it
# says most of what the parts before it leave, and something else besides.
_FROM_THE_WHOLE, _BESIDES, _OF_THE_REST = 0.62, 0.3, 0.6
# Fewer words than this stand anywhere.
_LEAST = 3
# So like another clause that it is that one in other words.
_ANOTHER = 0.7
# Together the parts say most of the whole, and clearly more of it than the first alone.
_TOGETHER, _MORE = 0.7, 0.12


@dataclass(frozen=True)
class Break:
    """`whole` is on one side, its `parts` are on the other; they say `cover` of it."""

    whole: Unit
    parts: tuple[Unit, ...]
    cover: float


def breaks(wholes: Sequence[Unit], pieces: Sequence[Unit], lexicon: Lexicon) -> list[Break]:
    """Which of `wholes` were made of, or fell into, two or more of `pieces`.

    No piece is part of two wholes: the whole of which more is found goes first.
    """
    index = Index([whole.said for whole in wholes])
    candidates: dict[int, list[Unit]] = defaultdict(list)
    for piece in pieces:
        if len(piece.words) < _LEAST:
            continue
        near = list(index.near(piece.said))
        alike = {place: lexicon.likeness(piece.said, wholes[place].said) for place in near}
        for place in near:
            others = max((like for n, like in alike.items() if n != place), default=0.0)
            if _may_be_part(piece, wholes[place], others, lexicon):
                candidates[place].append(piece)
    waiting = [b for n, ps in candidates.items() if (b := _together(wholes[n], ps, lexicon))]
    places = {whole.place: n for n, whole in enumerate(wholes)}
    used: set[int] = set()
    kept = []
    while waiting:
        found = max(waiting, key=lambda b: (b.cover, -b.whole.place))
        waiting.remove(found)
        if used.isdisjoint(part.place for part in found.parts):
            used.update(part.place for part in found.parts)
            kept.append(found)
            continue
        left = [p for p in candidates[places[found.whole.place]] if p.place not in used]
        if again := _together(found.whole, left, lexicon):
            waiting.append(again)
    return sorted(kept, key=lambda b: b.whole.place)


def _may_be_part(piece: Unit, whole: Unit, others: float, lexicon: Lexicon) -> bool:
    """Whether enough of it stands in the whole, and it is not rather one of the others, reworded."""
    if not whole.words or len(piece.said) >= len(whole.said):
        return False
    held = lexicon.shared(piece.said.counts, whole.said.counts)
    held /= lexicon.weight(piece.said.counts)
    return held >= _BESIDES and others < max(_ANOTHER, held)


def _together(whole: Unit, candidates: Iterable[Unit], lexicon: Lexicon) -> Break | None:
    """The parts that make the whole up; None where they do not. Those that fit best go first."""
    left = whole.said.counts
    all_of_it = lexicon.weight(left)
    waiting = list(candidates)
    parts: list[Unit] = []
    first = 0.0
    while waiting:
        fits = [
            (round(lexicon.shared(p.said.counts, left) / lexicon.weight(p.said.counts), 1), p)
            for p in waiting
        ]
        share, piece = max(fits, key=lambda f: (f[0], len(f[1].said), -f[1].place))
        own = lexicon.shared(piece.said.counts, left)
        waiting.remove(piece)
        rest = parts and share >= _BESIDES and own >= _OF_THE_REST * lexicon.weight(left)
        if share < _FROM_THE_WHOLE and not rest:
            continue
        left = left - piece.said.counts
        parts.append(piece)
        first = first or own / all_of_it
    cover = 1 - lexicon.weight(left) / all_of_it
    if len(parts) > 1 and cover >= _TOGETHER and cover - first >= _MORE:
        return Break(whole, tuple(sorted(parts, key=lambda p: p.place)), cover)
    return None
