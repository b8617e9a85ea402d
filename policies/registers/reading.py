"""What the pages of the registers show, each in a fixed number of queries."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.utils import timezone

from policies.library.models import ClauseVersion
from policies.registers.books import BOOKS, Book
from policies.registers.models.entry import EntryQuerySet
from policies.registers.presenters import Happened, Place, happened
from policies.roles.models import Appointment, PolicySet
from portal.models import AuditEvent, LockedModel, User


def place_of(user: User) -> Place:
    """Day and clock of where this person works."""
    zone = ZoneInfo(Appointment.objects.place_of(user)[1])
    return Place(zone, timezone.localdate(timezone=zone))


def sets_of(user: User) -> list[PolicySet]:
    """The policy sets of the organisation that this person works for."""
    held = Appointment.objects.held_by(user)
    if held is None:
        return []
    return list(PolicySet.objects.filter(organisation=held.job_role.policy_set.organisation_id))


def counts(user: User) -> list[tuple[Book, str, int]]:
    """Each register with the way of looking that its page opens with, and how many it shows so."""
    today = place_of(user).today
    found = []
    for book in BOOKS.values():
        first = book.choices[0]
        entries = first.narrow(book.model.objects.visible_to(user), today)
        found.append((book, first.label, entries.aggregate(n=Count("pk"))["n"]))
    return found


def asked_by(user: User, books: Iterable[Book]) -> list[ClauseVersion]:
    """The clauses in force that ask for these registers and bind this person, in document order."""
    held = Appointment.objects.held_by(user)
    if held is None:
        return []
    wanted = {short_id for book in books for short_id in book.asked}
    return list(
        ClauseVersion.objects.in_force()
        .filter(
            clause__short_id__in=wanted,
            version__policy__bindings__policy_set=held.job_role.policy_set_id,
        )
        .select_related("clause", "version__policy")
        .defer("search", "clause__search")
        .order_by("version__policy__title", "path")
    )


def entries_of(book: Book, user: User) -> EntryQuerySet:
    """The register as far as this person may read it."""
    return book.all().visible_to(user)


def history(entry: LockedModel, place: Place) -> list[Happened]:
    """What happened to an entry, oldest first."""
    chain = f"{entry._meta.model_name}:{entry.pk}"
    events = AuditEvent.objects.filter(chain=chain).select_related("by").order_by("sequence")
    return [happened(event, place) for event in events]
