"""The second level: what nobody answered in time goes to whoever is next on its route."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from policies.consultations import deadlines, routes, telling, transitions
from policies.consultations.actions.steps import append, due_from_now, title_of
from policies.consultations.models import CLOCK_RUNS, Consultation, State
from policies.consultations.presenters import person_words


@transaction.atomic
def escalate(*, consultation: Consultation) -> bool:
    """Give the record to whoever is next, with a new time to answer, if its time has passed.

    Says whether it did. Not while the clock stands, and for what is not urgent only when people are
    at work. Where nobody is next the record says so, once. The row is locked and looked at anew, so
    that of two workers one moves it; the other finds its new due date.
    """
    record = (
        Consultation.objects.select_for_update(of=("self",)).with_people().get(pk=consultation.pk)
    )
    now = timezone.now()
    if not is_due_for_the_next(record, now):
        return False
    above = routes.following(record, holder=record.assigned_to)
    if above is None or above.user == record.assigned_to:
        record.save_over(record.revision, escalated_at=now)
        append(record, by=None, action=transitions.OVERDUE, from_state=record.state)
        return False
    before, had_it = record.state, record.assigned_to
    had_it_words = person_words(title_of(had_it), had_it.name)
    due = due_from_now(record, record.team)
    record.save_over(
        record.revision,
        state=State.SUBMITTED,
        assigned_to=above.user,
        level=above.level,
        due=due.day,
        due_at=due.at,
        escalated_at=now,
    )
    detail = {"from": had_it_words} | above.as_detail()
    append(record, by=None, action=transitions.ESCALATE, from_state=before, detail=detail)
    telling.tell_it_went_up(record, had_it)
    return True


def is_due_for_the_next(record: Consultation, now: datetime) -> bool:
    """Whether the clock runs, the time has passed, and this is an hour to move it."""
    if record.state not in CLOCK_RUNS:
        return False
    clock = deadlines.Clock.of(record.team.area.organisation)
    due = deadlines.Due(record.due, record.due_at)
    looked_at = record.escalated_at and clock.has_passed(due, record.escalated_at)
    at_work = record.urgent or clock.are_at_work(now)
    return clock.has_passed(due, now) and at_work and not looked_at
