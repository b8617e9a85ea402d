"""Who else has a clause open, and what one has typed and not saved."""

from dataclasses import dataclass

from django.utils import timezone

from policies.drafting.models import ClauseWriting
from policies.drafting.models.clause_writing import PRESENT_FOR
from policies.library.models import Clause, PolicyVersion
from portal.models import User


@dataclass(frozen=True)
class Writers:
    """`mine` only where it holds words; `others` have, or just had, the clause open, latest first."""

    mine: ClauseWriting | None
    others: list[ClauseWriting]


def writers(version: PolicyVersion, clause: Clause, person: User) -> Writers:
    """What the page of a clause says about those who write in it, in one query."""
    rows = ClauseWriting.objects.filter(version=version, clause=clause).select_related("person")
    since = timezone.now() - PRESENT_FOR
    found = list(rows)
    return Writers(
        mine=next((row for row in found if row.person_id == person.pk and row.words), None),
        others=[row for row in found if row.person_id != person.pk and row.seen_at >= since],
    )
