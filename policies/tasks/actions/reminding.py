"""Reminders of what is due, each written once."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from policies.notices.actions import tell
from policies.notices.models import NoticeKind
from policies.roles.models import Appointment
from policies.tasks.models import Task
from portal.models import User
from portal.working_time import is_working_day

EVE, DAY = "the-day-before", "on-the-day"
# Longer than any row of days off; and after so many days a reminder is of no use.
AHEAD, BEHIND = timedelta(days=10), timedelta(days=7)


def remind() -> int:
    """Remind of open tasks on the last working day before they are due, and on the day itself.

    By the calendar of the place where each person works. Returns how many reminders were new.
    """
    today = timezone.now().date()
    # The day is another one on the other side of the world.
    near = Task.objects.due_between(today - BEHIND, today + AHEAD).filter(person__is_active=True)
    people: dict[int, User] = {}
    written = 0
    for task in near.select_related("person"):
        # One object a person, so that where they work is read once.
        task.person = people.setdefault(task.person_id, task.person)
        written += _remind(task)
    return written


@transaction.atomic
def _remind(task: Task) -> bool:
    """Each of the two reminders is written once for each due date, however often this is called."""
    when = _reminder_for(task)
    if not when:
        return False
    says = "is now due:" if when == DAY else "is due on"
    is_new = tell(
        person=task.person,
        kind=NoticeKind.TASK,
        key=f"task:{task.pk}:{task.due}:{when}",
        title=f"Task {task.reference} {says} {date_format(task.due)}.",
        url=task.get_absolute_url(),
    )
    if is_new:
        Task.objects.filter(pk=task.pk).update(reminded_at=timezone.now())
    return is_new


def _reminder_for(task: Task) -> str:
    """Which of the two is to be written now; empty for none, and for what was written before."""
    jurisdiction, name = Appointment.objects.place_of(task.person)
    zone = ZoneInfo(name)
    today, last = timezone.localdate(timezone=zone), task.reminded_at
    if today >= task.due:
        return "" if last and timezone.localdate(last, zone) >= task.due else DAY
    eve = task.due - timedelta(days=1)
    while not is_working_day(eve, jurisdiction):
        eve -= timedelta(days=1)
    return EVE if today >= eve and not last else ""
