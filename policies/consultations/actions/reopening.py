"""Taking up a closed question again: as a record of its own, linked to the first."""

from uuid import UUID

from django.db import IntegrityError, transaction

from policies.consultations import transitions
from policies.consultations.actions.raising import NoAppointment, next_reference, submit
from policies.consultations.actions.steps import append
from policies.consultations.models import FINISHED, Consultation, State
from policies.consultations.transitions import NotYours, WrongState
from policies.roles.models import Appointment
from portal.models import User
from portal.permissions import Permission


class AlreadyReopened(Exception):
    """A record that reopens this one is not finished yet."""

    def __init__(self, consultation: Consultation):
        super().__init__(f"reopened as {consultation.reference}")
        self.consultation = consultation


def may_reopen(user: User, record: Consultation) -> bool:
    """Who asked, who had it last, and who leads the team."""
    if record.state != State.CLOSED or not user.may(Permission.CONSULTATION_RAISE):
        return False
    return user.pk in {record.requester_id, record.assigned_to_id} or (
        user.may(Permission.CONSULTATION_ADVISE) and transitions.is_leader(user, record)
    )


@transaction.atomic
def reopen(
    *,
    by: User,
    consultation: Consultation,
    question: str,
    form_key: UUID,
    urgent: bool = False,
    submit_now: bool = False,
) -> Consultation:
    """A new record that carries the topic, the case reference and what the closed one's type asked.

    Submitted, it is pinned to the same clauses in the words now in force. The same form sent twice
    makes one record. Raises NotYours, WrongState, AlreadyReopened, NoAppointment, and what `submit`
    raises.
    """
    if consultation.state != State.CLOSED:
        raise WrongState("only a closed record is reopened")
    if not may_reopen(by, consultation):
        raise NotYours("a record is reopened by who asked, who had it, or who leads the team")
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    again = consultation.reopened_by.exclude(state__in=FINISHED).first()
    if again and (again.requester_id, again.form_key) != (by.pk, form_key):
        raise AlreadyReopened(again)
    again = again or _start(by, consultation, question, form_key, urgent=urgent)
    if submit_now and again.state == State.DRAFT:
        submit(by=by, consultation=again)
    return again


def _start(
    by: User, closed: Consultation, question: str, form_key: UUID, *, urgent: bool
) -> Consultation:
    held = Appointment.objects.held_by(by)
    if held is None:
        raise NoAppointment("Only people with a current job can ask.")
    values = {
        "kind": closed.kind,
        "type": closed.type,
        "topic": closed.topic,
        "case_reference": closed.case_reference,
        "details": closed.details,
        "evidence": closed.evidence,
        "clause": closed.clause,
    }
    try:
        with transaction.atomic():
            again = Consultation.objects.create(
                reference=next_reference(),
                requester=by,
                requester_role=held.job_role,
                team=held.team,
                policy_set=held.job_role.policy_set,
                question=question,
                urgent=urgent,
                form_key=form_key,
                reopens=closed,
                **values,
            )
    except IntegrityError:
        sent = Consultation.objects.filter(requester=by, form_key=form_key, reopens=closed).first()
        if sent is None:
            raise
        return sent
    detail = {"reopens": closed.reference}
    append(again, by=by, action=transitions.START, from_state="", detail=detail)
    return again
