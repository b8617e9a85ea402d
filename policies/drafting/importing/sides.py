"""The two sides of a comparison: the clauses of a version, and those of a document. Plain Python."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

from policies.drafting.importing.likeness import Lexicon, Said, words_of
from policies.drafting.importing.tree import ParsedClause, with_parents


class Words(Protocol):
    """A ClauseVersion with its clause loaded, or anything of its shape."""

    pk: Any
    parent_id: Any
    clause: Any
    number: str
    heading: str
    text: str


@dataclass(frozen=True)
class OldClause:
    """A clause of the version that a document is reconciled with; `parent` is the uid above it."""

    uid: str
    short_id: str = ""
    number: str = ""
    heading: str = ""
    text: str = ""
    parent: str | None = None


def old_clauses(rows: Iterable[Words]) -> list[OldClause]:
    """The rows of a version, in reading order, as the old side."""
    uids: dict[Any, str] = {}
    found = []
    for row in rows:
        uids[row.pk] = str(row.clause.uid)
        found.append(
            OldClause(
                uid=uids[row.pk],
                short_id=row.clause.short_id,
                number=row.number,
                heading=row.heading,
                text=row.text,
                parent=uids.get(row.parent_id),
            )
        )
    return found


@dataclass
class Unit:
    """A clause on either side; places are those in reading order.

    `said` are the words of its body, or of its heading where it has no body; `full` those of both.
    """

    place: int
    key: str
    number: str
    heading: tuple[str, ...]
    words: tuple[str, ...]
    said: Said
    full: Said
    uid: str = ""
    short_id: str = ""
    parent: int | None = None
    before: int | None = None
    after: int | None = None
    children: list[int] = field(default_factory=list)


def plain_uid(uid: str) -> str:
    """A uid as it is compared, whichever way it is written; what is none stays as it is."""
    try:
        return UUID(uid.strip()).hex
    except ValueError:
        return uid.strip().casefold()


def old_side(clauses: Sequence[OldClause], lexicon: Lexicon) -> list[Unit]:
    """The clauses of a version as units; `key` is the uid as it was given."""
    places = {clause.uid: place for place, clause in enumerate(clauses)}
    units = [
        _unit(place, clause.uid, clause, places.get(clause.parent or ""), lexicon)
        for place, clause in enumerate(clauses)
    ]
    return _with_neighbours(units)


def new_side(tree: Sequence[ParsedClause], lexicon: Lexicon) -> list[Unit]:
    """A document's clauses as units; `key` is theirs."""
    units: list[Unit] = []
    places: dict[int, int] = {}
    for place, (clause, parent) in enumerate(with_parents(tree)):
        places[id(clause)] = place
        above = None if parent is None else places[id(parent)]
        units.append(_unit(place, clause.key, clause, above, lexicon))
    return _with_neighbours(units)


def _unit(
    place: int, key: str, clause: OldClause | ParsedClause, parent: int | None, lexicon: Lexicon
) -> Unit:
    heading, words = words_of(clause.heading), words_of(clause.text)
    return Unit(
        place=place,
        key=key,
        number=clause.number.strip().rstrip(".").casefold(),
        heading=tuple(heading),
        words=tuple(words),
        said=lexicon.said(words or heading),
        full=lexicon.said([*heading, *words]),
        uid=plain_uid(clause.uid),
        short_id=clause.short_id.strip().casefold(),
        parent=parent,
    )


def _with_neighbours(units: list[Unit]) -> list[Unit]:
    """Each unit told of its children and of those it stands between."""
    last: dict[int | None, Unit] = {}
    for unit in units:
        if unit.parent is not None:
            units[unit.parent].children.append(unit.place)
        if neighbour := last.get(unit.parent):
            neighbour.after, unit.before = unit.place, neighbour.place
        last[unit.parent] = unit
    return units
