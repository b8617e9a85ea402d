"""Giving a record to somebody else: when its holder is away, has left, or has too much."""

from django.db import transaction

from policies.consultations import answerers, telling, transitions
from policies.consultations.actions.steps import enter, title_of
from policies.consultations.models import Consultation
from policies.consultations.presenters import person_words
from policies.consultations.transitions import NotYours
from policies.notices.models import NoticeKind
from portal.models import User


class CannotTake(Exception):
    """This person cannot answer this record, or has it already."""


@transaction.atomic
def reassign(
    *,
    by: User,
    consultation: Consultation,
    to: User,
    reason: str,
    revision: int | None = None,
) -> None:
    """Give an open record to `to`; state and due date stay, and everybody it concerns is told.

    Raises NotYours, CannotTake, Conflict.
    """
    if not answerers.handed_over_by(by).filter(pk=consultation.pk).exists():
        raise NotYours("a record is handed over by its holder, or by those who lead them")
    candidates = answerers.Candidates([consultation])
    taker = answerers.of(to, candidates.people)
    if taker is None or not candidates.takes(taker, consultation):
        raise CannotTake(f"{to.name} cannot take {consultation.reference}.")
    had_it = consultation.assigned_to
    enter(
        transitions.REASSIGN,
        by=by,
        consultation=consultation,
        revision=revision,
        text=reason,
        detail={
            "from": person_words(title_of(had_it), had_it.name),
            "to": person_words(taker.job_role.title, to.name),
            "person": to.pk,
        },
        assigned_to=to,
    )
    for person, sentence in (
        (to, telling.GIVEN),
        (had_it, telling.TAKEN),
        (consultation.requester, telling.NOW_WITH),
    ):
        if person != by:
            telling.tell_one(consultation, person, sentence, NoticeKind.REASSIGNMENT)
