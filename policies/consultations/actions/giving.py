"""Tasks that somebody gives from a record: to the person who asked, or to themselves."""

from datetime import date

from django.db import transaction

from policies.consultations.models import OPEN, Consultation
from policies.consultations.transitions import NotYours, WrongState
from policies.notices.actions import tell
from policies.notices.models import NoticeKind
from policies.roles.models import Appointment
from policies.tasks.actions import give
from policies.tasks.models import Task
from portal import audit
from portal.models import User
from portal.permissions import Permission


def receivers(by: User, consultation: Consultation) -> list[User]:
    """To whom this person may give a task from the record; empty for nobody, or when it is over.

    Whoever has it, and who leads the team that asked, to the person who asked and to themselves;
    the person who asked to themselves only.
    """
    if consultation.state not in OPEN:
        return []
    if by.pk == consultation.requester_id:
        return [by]
    return [consultation.requester, by] if _answers(by, consultation) else []


def _answers(by: User, consultation: Consultation) -> bool:
    if not by.may(Permission.CONSULTATION_ADVISE):
        return False
    held = Appointment.objects.held_by(by)
    leads = held and held.job_role.leads_team and held.team_id == consultation.team_id
    return by.pk == consultation.assigned_to_id or bool(leads)


@transaction.atomic
def give_task(
    *, by: User, consultation: Consultation, person: User, what: str, due: date | None = None
) -> bool:
    """Give `person` something to do; says whether it is new: the same words twice are one task.

    Raises NotYours, WrongState.
    """
    if consultation.state not in OPEN:
        raise WrongState("The record is finished.")
    if person not in receivers(by, consultation):
        raise NotYours("not somebody to whom this person gives tasks from this record")
    url = consultation.get_absolute_url()
    is_new = give(
        by=by,
        person=person,
        tasks=[what],
        due=due,
        origin=consultation,
        origin_label=consultation.reference,
        origin_url=url,
    )
    audit.record(by=by, action="consultation.give-task", on=consultation, to=person.pk)
    if is_new and person != by:
        task = Task.objects.of(person).given_from(consultation).get(what=what)
        tell(
            person=person,
            kind=NoticeKind.TASK,
            key=f"task-given:{task.pk}",
            title=f"Task {task.reference} has been given to you from {consultation.reference}.",
            url=task.get_absolute_url(),
        )
    return bool(is_new)
