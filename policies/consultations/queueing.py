"""The queue: which records a person looks at, filtered and sorted as the address says.

The address is the whole state: it survives sharing, and a saved view is nothing but its query.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.http import QueryDict
from django.utils import timezone

from policies.consultations import answerers, presenters
from policies.consultations.models import (
    CLOCK_RUNS,
    FINISHED,
    HOLDERS_TURN,
    OPEN,
    REQUESTERS_TURN,
    Consultation,
    Kind,
    State,
    to_countersign,
)
from policies.consultations.models.consultation import ConsultationQuerySet
from policies.roles.models import Appointment
from portal.models import User
from portal.permissions import Permission
from portal.working_time import add_working_days

SOON = 2
SORTS = {
    "": "By what needs you",
    "due": "By due date",
    "newest": "Newest first",
    "oldest": "Oldest first",
    "topic": "By topic",
}
_ORDER = {"newest": ["-pk"], "oldest": ["pk"], "topic": ["topic", "pk"]}


@dataclass(frozen=True)
class View:
    """A list that a person can choose; `why` says why it is empty."""

    key: str
    label: str
    why: str


ASKED = View("mine", "Mine", "You have asked nothing that is still open.")
HELD = View("mine", "Mine", "Nothing is with you at the moment.")
TEAM = View("team", "My team’s", "Your team has no open question.")
DUE = View("due", "Due soon", f"Nothing is due within {SOON} working days.")
OVERDUE = View("overdue", "Overdue", "Nothing is overdue.")
WAITING = View("waiting", "Waiting on others", "Nothing waits for somebody else.")
SIGN = View("countersign", "To countersign", "Nobody waits for your countersignature.")
ASKED_TOO = View("asked", "Asked by me", "You have asked nothing that is still open.")
ALL = View("all", "All open", "No open record is yours to read.")
CLOSED = View("closed", "Closed", "No closed or withdrawn record is yours to read.")


def views_of(user: User) -> list[View]:
    """The lists this person can choose from, the first one shown first."""
    if user.may(Permission.CONSULTATION_ADVISE):
        team = [TEAM] if _led_team(user) else []
        return [HELD, *team, DUE, OVERDUE, WAITING, SIGN, ASKED_TOO, ALL, CLOSED]
    if user.may(Permission.CONSULTATION_READ_ALL):
        return [ASKED, DUE, OVERDUE, WAITING, ALL, CLOSED]
    return [ASKED, WAITING, CLOSED]


def _led_team(user: User) -> int | None:
    held = Appointment.objects.held_by(user)
    return held.team_id if held and held.job_role.leads_team else None


@dataclass(frozen=True)
class Queue:
    """One look at the queue by `user`: the chosen view, the filters and the order."""

    user: User
    view: View
    kind: str = ""
    state: str = ""
    urgent: bool = False
    holder: int | None = None
    sort: str = ""

    @classmethod
    def read(cls, user: User, data: QueryDict) -> "Queue":
        """What an address asks for. What it says that nobody knows is left out."""
        views = views_of(user)
        holder = data.get("holder", "")
        return cls(
            user=user,
            view=next((v for v in views if v.key == data.get("show")), views[0]),
            kind=_known(data.get("kind"), Kind.values),
            state=_known(data.get("state"), State.values),
            urgent=data.get("urgent") == "yes",
            holder=int(holder)
            if holder.isascii() and holder.isdigit() and len(holder) < 10
            else None,
            sort=_known(data.get("sort"), SORTS),
        )

    @property
    def is_filtered(self) -> bool:
        return bool(self.kind or self.state or self.urgent or self.holder)

    @property
    def query(self) -> str:
        """The query string that leads back to this look, without the page."""
        said = {
            "show": self.view.key,
            "kind": self.kind,
            "state": self.state,
            "urgent": "yes" if self.urgent else "",
            "holder": self.holder or "",
            "sort": self.sort,
        }
        return urlencode({name: value for name, value in said.items() if value})

    @property
    def records(self) -> ConsultationQuerySet:
        """The records of the view that pass the filters, in order."""
        if self.view is CLOSED:
            records = Consultation.objects.visible_part_to(self.user).finished()
        else:
            records = Consultation.objects.visible_to(self.user).unfinished()
        if self.view not in (CLOSED, ALL):
            records = records.filter(self._conditions[self.view.key])
        filters = {"kind": self.kind, "state": self.state, "assigned_to": self.holder}
        chosen = {name: value for name, value in filters.items() if value}
        if self.urgent:
            chosen["urgent"] = True
        return self._ordered(records.filter(**chosen))

    def _ordered(self, records: ConsultationQuerySet) -> ConsultationQuerySet:
        if self.sort in _ORDER:
            return records.order_by(*_ORDER[self.sort])
        if self.view is CLOSED:
            return records.latest_first()
        personal = self.sort != "due" and self.view in (ASKED, HELD, ASKED_TOO)
        return records.needing_first(self.user) if personal else records.due_first()

    @cached_property
    def _conditions(self) -> dict[str, Q]:
        """What an unfinished record fulfils that stands in a view, by the view's key."""
        user, team = self.user, _led_team(self.user)
        of_team = Q(team=team, submitted_at__isnull=False) if team else Q(pk__in=[])
        answers = user.may(Permission.CONSULTATION_ADVISE)
        if answers:
            scope = Q(assigned_to=user) | of_team
        else:
            scope = Q() if user.may(Permission.CONSULTATION_READ_ALL) else Q(requester=user)
        today = timezone.localdate()
        running = scope & Q(state__in=CLOCK_RUNS)
        soon = add_working_days(today, SOON, Appointment.objects.place_of(user)[0])
        late = Q(due__lt=today) | Q(due_at__lte=timezone.now())
        return {
            "mine": Q(assigned_to=user) if answers else Q(requester=user),
            "asked": Q(requester=user),
            "team": of_team,
            "due": running & ~late & Q(due__lte=soon),
            "overdue": running & late,
            "waiting": self._waits_on_others(scope),
            "countersign": Q(state__in=OPEN, pk__in=to_countersign(user)),
        }

    def _waits_on_others(self, scope: Q) -> Q:
        """The next step is neither the reader's nor, where they read for a whole organisation, nobody's."""
        user = self.user
        others = Q(state__in=HOLDERS_TURN) & ~Q(assigned_to=user)
        others |= Q(state__in=REQUESTERS_TURN) & ~Q(requester=user)
        return (scope | Q(requester=user)) & others & ~Q(state=State.DRAFT)

    def counts(self) -> dict[str, int]:
        """How many stand in each view but the closed ones, in one query."""
        open_views = [v for v in views_of(self.user) if v is not CLOSED]
        wanted = {
            view.key: Count("pk", filter=self._conditions.get(view.key, Q())) for view in open_views
        }
        visible = Consultation.objects.visible_to(self.user).exclude(state__in=FINISHED)
        return (
            visible.aggregate(**{f"n_{key}": how for key, how in wanted.items()}) if wanted else {}
        )


def _known(value: str | None, known: Iterable[str]) -> str:
    return value if value in known else ""


def queue_rows(page: ConsultationQuerySet, viewer: User) -> list[presenters.QueueRow]:
    """These records as rows, in three queries whatever their number.

    First which they are, which an index tells; then what is shown of each. In one query the
    database reads and weighs all of it for every record in the list.
    """
    numbers = list(page.values_list("pk", flat=True))
    jobs = Prefetch(
        "assigned_to__appointments", Appointment.objects.current(), to_attr="current_jobs"
    )
    handed = answerers.handed_over_by(viewer).filter(pk=OuterRef("pk"))
    records = (
        Consultation.objects.filter(pk__in=numbers)
        .select_related("requester", "requester_role", "assigned_to", "team__area__organisation")
        .with_replaced()
        .annotate(handable=Exists(handed))
        .prefetch_related(jobs)
    )
    found = {record.pk: record for record in records}
    return [
        presenters.queue_row(found[number], viewer, _holder(found[number])) for number in numbers
    ]


def _holder(record: Consultation) -> str:
    person = record.assigned_to
    if person is None:
        return ""
    title = person.current_jobs[0].job_role.title if person.current_jobs else ""
    return presenters.person_words(title, person.name)


@dataclass(frozen=True)
class HandedRow:
    """An open record that could be given to somebody else; its topic only for those who may read it."""

    reference: str
    revision: int
    url: str
    topic: str
    what: str
    team: str
    holder: str
    state: presenters.Tag
    due: str
    due_css: str
    urgent: bool


def handed_rows(records: Iterable[Consultation], viewer: User) -> list[HandedRow]:
    """These records as rows, in two queries whatever their number."""
    records = list(records)
    numbers = [record.pk for record in records]
    readable = Consultation.objects.visible_to(viewer).filter(pk__in=numbers)
    visible = set(readable.values_list("pk", flat=True)) if numbers else set()
    return [_handed(record, reads=record.pk in visible) for record in records]


def _handed(record: Consultation, *, reads: bool) -> HandedRow:
    return HandedRow(
        reference=record.reference,
        revision=record.revision,
        url=record.get_absolute_url() if reads else "",
        topic=record.topic if reads else "",
        what=record.type.title if record.type else record.get_kind_display(),
        team=record.team.name,
        holder=record.assigned_to.name,
        state=presenters.state_tag(record),
        due=presenters.due_of(record),
        due_css=presenters.due_tone(record),
        urgent=record.urgent,
    )


def holders(user: User) -> list[tuple[int, str]]:
    """Who has an open record that this person may read, by name; for the filter."""
    visible = Consultation.objects.visible_to(user).open()
    return list(
        visible.values_list("assigned_to", "assigned_to__name")
        .distinct()
        .order_by("assigned_to__name")
    )
