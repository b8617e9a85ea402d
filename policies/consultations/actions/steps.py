"""One step of a record: the transition guarded, the event appended, the next person told."""

from datetime import date

from django.utils import timezone

from policies.consultations import deadlines, telling, transitions
from policies.consultations.models import Consultation, ConsultationEvent
from policies.roles.models import Appointment, Team
from policies.tasks.actions import give
from portal import audit
from portal.models import Conflict, User
from portal.models.chained import canonical


def step(
    action: str,
    *,
    by: User,
    consultation: Consultation,
    revision: int | None,
    text: str = "",
    detail: dict | None = None,
    **values,
) -> None:
    """Take the transition `action`: guard it, write `values`, append the event.

    Raises Conflict, NotYours, WrongState.
    """
    transition = guard(action, by=by, consultation=consultation, revision=revision)
    from_state = consultation.state
    consultation.save_over(consultation.revision, state=transition.to, **values)
    append(consultation, by=by, action=action, from_state=from_state, text=text, detail=detail)


def enter(
    action: str,
    *,
    by: User,
    consultation: Consultation,
    revision: int | None,
    text: str = "",
    detail: dict | None = None,
    **values,
) -> None:
    """Write an entry that leaves the state as it is, with `values`. Raises Conflict.

    Whether `by` may is for the caller to check.
    """
    if revision is not None and revision != consultation.revision:
        raise Conflict(consultation, {})
    state = consultation.state
    consultation.save_over(consultation.revision, state=state, **values)
    append(consultation, by=by, action=action, from_state=state, text=text, detail=detail)


def guard(
    action: str, *, by: User, consultation: Consultation, revision: int | None
) -> transitions.Transition:
    """The transition, if it is possible and the person saw the record as it stands.

    Raises Conflict, NotYours, WrongState.
    """
    if revision is not None and revision != consultation.revision:
        raise Conflict(consultation, {})
    return transitions.guard(action, by=by, consultation=consultation)


def append(
    consultation: Consultation,
    *,
    by: User | None,
    action: str,
    from_state: str,
    text: str = "",
    detail: dict | None = None,
) -> None:
    """Write the event and its audit row, and tell the next person. `by` is None for the worker."""
    event = ConsultationEvent.objects.create(
        consultation=consultation,
        chain=consultation.reference,
        action=action,
        from_state=from_state,
        to_state=consultation.state,
        by=by,
        by_title=title_of(by) if by else "",
        text=text,
        detail=canonical(detail) if detail else "",
    )
    moved = {"from": from_state, "to": consultation.state}
    audit.record(by=by, action=f"consultation.{action}", on=consultation, **moved)
    telling.tell_of(consultation, event)


def title_of(person: User) -> str:
    """The job title today; empty without a job."""
    appointment = Appointment.objects.held_by(person)
    return appointment.job_role.title if appointment else ""


def due_from_now(consultation: Consultation, team: Team) -> deadlines.Due:
    """When an answer to a question of this team is due that somebody gets now."""
    now, kind = timezone.now(), consultation.type
    clock = deadlines.Clock.of(team.area.organisation)
    if kind is None:
        return clock.in_days(
            now,
            deadlines.URGENT_WORKING_DAYS if consultation.urgent else deadlines.WORKING_DAYS,
        )
    if consultation.urgent:
        return clock.in_hours(now, kind.urgent_hours)
    return clock.in_days(now, kind.working_days)


def give_tasks(
    consultation: Consultation, *, by: User, tasks: list[str], due: date | None = None
) -> None:
    """Give the person who asked something to do."""
    if tasks:
        give(
            by=by,
            person=consultation.requester,
            tasks=tasks,
            due=due,
            origin=consultation,
            origin_label=consultation.reference,
            origin_url=consultation.get_absolute_url(),
        )
