"""The ids that our own exports embed: trusted where they can be right. Plain Python."""

from collections import Counter
from collections.abc import Sequence

from policies.drafting.importing.sides import Unit

Doubt = tuple[int, tuple[int, ...], str]

_TWICE = "This id stands at more than one clause of the document: one of them was copied."
_UNKNOWN = "The id in the document belongs to no clause of this version."
_DISAGREE = "The two ids in the document name different clauses."
_SWAPPED = "The id in the document names one clause, the words are those of another."


def embedded(old: Sequence[Unit], new: Sequence[Unit]) -> tuple[list[tuple[int, int]], list[Doubt]]:
    """The pairs (old place, new place) that ids make, and doubts (new place, old places, why)."""
    by_uid = {unit.uid: unit.place for unit in old if unit.uid}
    by_short_id = {unit.short_id: unit.place for unit in old if unit.short_id}
    named: dict[int, int] = {}
    doubts: list[Doubt] = []
    for unit in new:
        places = {by_uid.get(unit.uid) if unit.uid else None} if unit.uid else set()
        if unit.short_id:
            places.add(by_short_id.get(unit.short_id))
        if not places:
            continue
        known = tuple(sorted(place for place in places if place is not None))
        if len(places) > 1:
            doubts.append((unit.place, known, _DISAGREE))
        elif not known:
            doubts.append((unit.place, (), _UNKNOWN))
        else:
            named[unit.place] = known[0]
    pairs = []
    times = Counter(named.values())
    whose = _owners(old)
    for n, o in named.items():
        other = whose.get(new[n].words)
        if times[o] > 1:
            doubts.append((n, (o,), _TWICE))
        elif other not in (None, o) and new[n].words != old[o].words:
            doubts.append((n, (o, other), _SWAPPED))
        else:
            pairs.append((o, n))
    return pairs, sorted(doubts)


def _owners(old: Sequence[Unit]) -> dict[tuple[str, ...], int]:
    """Words → the one clause that says them."""
    times = Counter(unit.words for unit in old if unit.words)
    return {unit.words: unit.place for unit in old if times[unit.words] == 1}
