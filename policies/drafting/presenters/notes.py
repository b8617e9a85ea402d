"""Editor's notes that are still open, as their page lists them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from policies.drafting.presenters.changes import clause_name
from policies.library.models import ClauseVersion, Policy


@dataclass(frozen=True)
class Noted:
    """A clause in force with its note."""

    name: str
    short_id: str
    note: str


def notes_by_policy(clauses: Iterable[ClauseVersion]) -> list[tuple[Policy, list[Noted]]]:
    """Clauses with a note, in the order of `notes_in_force`, under their policy."""
    return [
        (policy, [Noted(clause_name(c), c.clause.short_id, c.note) for c in noted])
        for policy, noted in groupby(clauses, key=lambda c: c.version.policy)
    ]
