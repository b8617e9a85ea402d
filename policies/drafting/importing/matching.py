"""Which clause of a document is which clause of the version before it. Plain Python.

Identity, in this order: the id that our own export embedded; the same words, once on either side;
the same number and words half alike; the same heading under the same clause; the best pairing of
all that is left, where it is clear; else a new clause. Splits, merges, ties and ids that cannot be
right are suggestions for a person, and so is a clause that is more like another than like the one
that a rule would give it: nothing doubtful is paired in silence.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from policies.drafting.importing.assigning import best_assignment
from policies.drafting.importing.breaking import breaks
from policies.drafting.importing.embedded import embedded
from policies.drafting.importing.likeness import Lexicon
from policies.drafting.importing.pairing import Pairing
from policies.drafting.importing.result import Asked, Candidate, Matching, Pair, Rule, Suggestion
from policies.drafting.importing.sides import OldClause, Unit, new_side, old_clauses, old_side
from policies.drafting.importing.tree import ParsedClause

__all__ = ["Matching", "OldClause", "match", "old_clauses"]

HALF_ALIKE, CLEARLY_ALIKE, MARGIN = 0.5, 0.6, 0.15

# Candidates shown for a clause that is like several.
_SHOWN = 5

# Of units on the old side: the partner of each; None for units on the new side.
Partners = Mapping[int, int] | None

_SPLIT = "Its words stand in several clauses of the document."
_MERGE = "It says the words of several clauses."
_TIE = "It is clearly like a clause, but not clearly enough like one alone."
_NEAR = "It is somewhat like a clause that has no partner."


def match(old: Sequence[OldClause], new: Sequence[ParsedClause]) -> Matching:
    """Pair the clauses of a version (in reading order) with a document's (a tree with its keys)."""
    lexicon = Lexicon()
    known = Pairing(old_side(old, lexicon), new_side(new, lexicon), lexicon)
    lexicon.weigh()
    asked = [*_by_embedded_id(known)]
    _by_words(known)
    # Sections first: under which one they stand tells clauses apart that say the same.
    _by_number(known, sections=True)
    _by_heading(known, sections=True)
    _by_words(known)
    asked += _breaks(known)
    while _another_round(known):
        pass
    asked += _ties(known)
    return _result(known, asked)


def _another_round(known: Pairing) -> bool:
    """Try each rule once, since every pair helps to find others; whether any was found."""
    before = len(known.new_of)
    for rule in (_by_words, _by_number, _by_heading, _by_assignment, _by_own_heading):
        rule(known)
    return len(known.new_of) > before


# --- the rules ---


def _by_embedded_id(known: Pairing) -> Iterable[Suggestion]:
    pairs, doubts = embedded(known.old, known.new)
    for o, n in pairs:
        known.pair(o, n, Rule.EMBEDDED)
    for n, places, why in doubts:
        known.asked_new.add(n)
        free = [o for o in places if o not in known.new_of]
        known.asked_old.update(free)
        yield _suggestion(known, Asked.CONFLICT, free, [n], why)


def _by_words(known: Pairing) -> None:
    """Clauses that say the same words; where several do, by their heading or what stands beside."""
    for way in _WAYS:
        olds, news = defaultdict(list), defaultdict(list)
        # Those left to a person count too: what one of them says does not tell another apart.
        for unit in known.old:
            if unit.words and unit.place not in known.new_of:
                olds[unit.words, way(unit, known.new_of)].append(unit.place)
        for unit in known.new:
            if unit.words and unit.place not in known.old_of:
                news[unit.words, way(unit, None)].append(unit.place)
        for key, places in olds.items():
            # As many on either side under one clause: they stand in the order in which they stood.
            if len(places) != len(news[key]) or (len(places) > 1 and way is not _above):
                continue
            for o, n in zip(places, news[key], strict=True):
                if known.may_pair(o, n):
                    known.pair(o, n, Rule.WORDS)


def _heading(unit: Unit, partners: Partners) -> Hashable:
    """Its heading; without one it is like no other."""
    return unit.heading or partners is None


def _above(unit: Unit, partners: Partners) -> Hashable:
    """The clause it stands under, as the new side has it; "" where it stands under none."""
    return "" if unit.parent is None else _partner(unit.parent, partners)


def _before(unit: Unit, partners: Partners) -> Hashable:
    return _partner(unit.before, partners)


def _after(unit: Unit, partners: Partners) -> Hashable:
    return _partner(unit.after, partners)


_WAYS: list[Callable[[Unit, Partners], Hashable]] = [
    lambda unit, partners: None,
    _heading,
    _above,
    _before,
    _after,
]


def _partner(place: int | None, partners: Partners) -> Hashable:
    """A neighbour as the new side has it; none, or one without partner, is like no other."""
    if place is None:
        return partners is None
    return ("at", place) if partners is None else ("at", partners.get(place, -1))


def _by_number(known: Pairing, *, sections: bool = False) -> None:
    """The same number and words half alike; a number that stands twice counts for nothing."""
    of_old, of_new = _numbered(known.old), _numbered(known.new)
    for number, o in of_old.items():
        n = of_new.get(number)
        if n is None or not known.may_pair(o, n, sections=sections):
            continue
        if known.like_body(o, n) >= HALF_ALIKE and not known.is_beaten(o, n, margin=0):
            known.pair(o, n, Rule.NUMBER)


def _numbered(units: Iterable[Unit]) -> dict[str, int]:
    found: dict[str, list[int]] = defaultdict(list)
    for unit in units:
        if unit.number:
            found[unit.number].append(unit.place)
    return {number: places[0] for number, places in found.items() if len(places) == 1}


def _by_heading(known: Pairing, *, sections: bool = False) -> None:
    """The same heading under the same clause, once on either side; parents come first."""
    of_new = _headed(known.new)
    for (parent, heading), o in _headed(known.old).items():
        above = None if parent is None else known.new_of.get(parent, -1)
        n = of_new.get((above, heading))
        if n is None or not known.may_pair(o, n, sections=sections):
            continue
        if not _is_rivalled(known, o, n):
            known.pair(o, n, Rule.HEADING)


def _headed(units: Iterable[Unit]) -> dict[tuple[int | None, tuple[str, ...]], int]:
    found: dict[tuple[int | None, tuple[str, ...]], list[int]] = defaultdict(list)
    for unit in units:
        if unit.heading:
            found[unit.parent, unit.heading].append(unit.place)
    return {key: places[0] for key, places in found.items() if len(places) == 1}


def _by_assignment(known: Pairing) -> None:
    """The best pairing of all that is left; of it, what is clearly alike and clearly the best."""
    weights = {
        o: {n: alike for n, alike in known.like_new(o) if known.is_free_new(n)}
        for o in known.free_old()
    }
    clear = [
        (o, n)
        for o, n in best_assignment(weights).items()
        if known.like(o, n) >= CLEARLY_ALIKE and not known.is_beaten(o, n, MARGIN)
    ]
    for o, n in clear:
        known.pair(o, n, Rule.ASSIGNED)


def _by_own_heading(known: Pairing) -> None:
    """Sections that say no more than their heading, which no other section has on either side.

    After the others: what stands under a section tells more about it.
    """
    of_new = _only_headed(known.new)
    for heading, o in _only_headed(known.old).items():
        n = of_new.get(heading)
        if n is not None and known.may_pair(o, n, sections=True) and not _is_rivalled(known, o, n):
            known.pair(o, n, Rule.WORDS)


def _only_headed(units: Iterable[Unit]) -> dict[tuple[str, ...], int]:
    times = Counter(unit.heading for unit in units if not unit.words)
    return {u.heading: u.place for u in units if not u.words and times[u.heading] == 1}


def _is_rivalled(known: Pairing, o: int, n: int) -> bool:
    """Whether another is clearly like one of the two, and more so than they are like each other."""
    alike = known.like(o, n)
    return any(rival > max(alike, CLEARLY_ALIKE) for rival, _ in known.rivals(o, n))


# --- what a person is asked ---


def _breaks(known: Pairing) -> Iterable[Suggestion]:
    """Splits and merges among what has no partner yet: whichever rule came first would take a part."""
    free_old = [known.old[o] for o in known.free_old()]
    free_new = [known.new[n] for n in known.free_new()]
    for found in breaks(free_old, free_new, known.lexicon):
        parts = [part.place for part in found.parts]
        known.asked_old.add(found.whole.place)
        known.asked_new.update(parts)
        yield _suggestion(known, Asked.SPLIT, [found.whole.place], parts, _SPLIT)
    free_new = [unit for unit in free_new if known.is_free_new(unit.place)]
    free_old = [unit for unit in free_old if known.is_free_old(unit.place)]
    for found in breaks(free_new, free_old, known.lexicon):
        parts = [part.place for part in found.parts]
        known.asked_new.add(found.whole.place)
        known.asked_old.update(parts)
        yield _suggestion(known, Asked.MERGE, parts, [found.whole.place], _MERGE)


def _ties(known: Pairing) -> Iterable[Suggestion]:
    for n in known.free_new():
        near = sorted(
            ((alike, o) for o, alike in known.like_old(n) if o not in known.new_of), reverse=True
        )
        if not near:
            continue
        known.asked_new.add(n)
        tie = near[0][0] >= CLEARLY_ALIKE
        kind, why = (Asked.TIE, _TIE) if tie else (Asked.NEAR, _NEAR)
        yield _suggestion(known, kind, [o for _, o in near[:_SHOWN]], [n], why)


def _suggestion(
    known: Pairing, kind: Asked, olds: Sequence[int], news: Sequence[int], why: str
) -> Suggestion:
    candidates = [
        Candidate(known.old[o].key, known.new[n].key, round(known.like(o, n), 2))
        for o in olds
        for n in news
    ]
    return Suggestion(
        kind=kind,
        old=tuple(known.old[o].key for o in olds),
        new=tuple(known.new[n].key for n in news),
        candidates=tuple(sorted(candidates, key=lambda c: -c.likeness)),
        why=why,
    )


def _result(known: Pairing, asked: Sequence[Suggestion]) -> Matching:
    pairs = [
        Pair(known.old[o].key, known.new[n].key, known.rules[o], round(known.like(o, n), 2))
        for n, o in sorted(known.old_of.items())
    ]
    return Matching(
        pairs=tuple(pairs),
        added=tuple(known.new[n].key for n in known.free_new()),
        unmatched=tuple(u.key for u in known.old if u.place not in known.new_of),
        suggestions=tuple(asked),
    )
