"""Saying who is away, and who answers in the meantime."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from policies.roles import reading
from policies.roles.models import Absence
from portal import audit
from portal.editing import Refused
from portal.models import User
from portal.permissions import Permission

MOST_DAYS = 366


class NotTheirs(Exception):
    """People say for themselves that they are away; for a team, whoever leads it."""


@transaction.atomic
def enter_absence(
    *, by: User, person: User, first: date, last: date, deputy: User | None = None, note: str = ""
) -> Absence:
    """Keep that `person` is away from `first` to `last`, both included.

    Raises NotTheirs, Refused.
    """
    _guard(by, person)
    if last < first:
        raise Refused("Choose a last day that is not before the first.", "last")
    if last < timezone.localdate():
        raise Refused("Choose days that are not over yet.", "last")
    if (last - first).days > MOST_DAYS:
        raise Refused("Choose at most a year.", "last")
    if deputy and deputy not in reading.possible_deputies(person):
        raise Refused("Choose somebody who gives advice in the same organisation.", "deputy")
    try:
        with transaction.atomic():
            absence = Absence.objects.create(
                person=person,
                deputy=deputy,
                away=DateRange(first, last + timedelta(days=1)),
                note=note,
            )
    except IntegrityError:
        raise Refused("Choose other days: another absence covers some of these.", "first") from None
    audit.record(
        by=by,
        action="absence.enter",
        on=absence,
        person=person.username,
        deputy=deputy.username if deputy else "",
        days=f"{first} to {last}",
    )
    return absence


@transaction.atomic
def end_absence(*, by: User, absence: Absence) -> None:
    """The person is back today; an absence that has not begun is taken out. Raises NotTheirs."""
    absence = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    _guard(by, absence.person)
    today = timezone.localdate()
    audit.record(by=by, action="absence.end", on=absence, person=absence.person.username)
    if absence.away.lower >= today:
        absence.delete()
    elif absence.away.upper > today:
        absence.away = DateRange(absence.away.lower, today)
        absence.save(update_fields=["away"])


def _guard(by: User, person: User) -> None:
    if not by.may(Permission.ABSENCE_ENTER) or person not in reading.people_of(by):
        raise NotTheirs("people say for themselves that they are away; for a team, its leader")
