"""What a calendar program is told: references and due dates, never a word of a case."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from policies.consultations.models import Consultation
from policies.consultations.models.consultation import CLOCK_RUNS
from policies.home.ical import Event, calendar
from policies.tasks.models import Task
from portal.models import User

MOST = 500
REFRESH_MINUTES = 60


def due_calendar(person: User, *, now: datetime) -> bytes:
    """Open tasks with a due date, and the consultations this person has to answer by one."""
    return calendar(
        "Due in the Policy Advice Portal",
        [*_tasks(person), *_consultations(person)],
        now=now,
        refresh_minutes=REFRESH_MINUTES,
    )


def _tasks(person: User) -> list[Event]:
    tasks = Task.objects.of(person).open().exclude(due=None)[:MOST]
    return [Event(_uid(t), t.due, f"Task {t.reference} is due", _link(t)) for t in tasks]


def _consultations(person: User) -> list[Event]:
    held = Consultation.objects.held_by(person).filter(state__in=CLOCK_RUNS)
    return [
        Event(_uid(c), c.due_at or c.due, f"{c.reference} is due", _link(c))
        for c in held.due_first()[:MOST]
    ]


def _uid(thing: Task | Consultation) -> str:
    host = urlsplit(settings.PORTAL_ADDRESS).hostname or "policy-advice-portal"
    return f"{thing.reference}@{host}"


def _link(thing: Task | Consultation) -> str:
    """Where it is in the portal; nowhere while the portal has no address of its own."""
    return settings.PORTAL_ADDRESS and f"{settings.PORTAL_ADDRESS}{thing.get_absolute_url()}"
