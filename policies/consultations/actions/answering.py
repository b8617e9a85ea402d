"""Answering: from accepting a question to closing its record."""

from django.db import transaction
from django.utils import timezone

from policies.consultations import deadlines, ladder
from policies.consultations.actions.steps import (
    due_from_today,
    give_tasks,
    guard,
    step,
    title_of,
)
from policies.consultations.models import Consultation, Decision
from policies.roles.models import Appointment
from portal.models import User

SHORT_CONDITIONS = 300


class NobodyNext(Exception):
    """Nobody stands higher up the ladder in the area of the team that asked."""


@transaction.atomic
def accept(*, by: User, consultation: Consultation, revision: int | None = None) -> None:
    """Take a question on. Raises Conflict, NotYours, WrongState, as all that follow do."""
    step("accept", by=by, consultation=consultation, revision=revision, assigned_to=by)


@transaction.atomic
def ask(*, by: User, consultation: Consultation, text: str, revision: int | None = None) -> None:
    """Ask for more information. The clock stands until the reply."""
    step("ask", by=by, consultation=consultation, revision=revision, text=text)


@transaction.atomic
def reply(*, by: User, consultation: Consultation, text: str, revision: int | None = None) -> None:
    """Give the information asked for. The due date moves on by the working days waited."""
    asked = consultation.events.filter(action="ask").last()
    due = consultation.due
    if asked:
        due = deadlines.due_after_waiting(
            due,
            asked=timezone.localdate(asked.at),
            replied=timezone.localdate(),
            jurisdiction=consultation.team.area.organisation.jurisdiction,
        )
    step("reply", by=by, consultation=consultation, revision=revision, text=text, due=due)


@transaction.atomic
def advise(*, by: User, consultation: Consultation, text: str, revision: int | None = None) -> None:
    """Record the advice given."""
    step("advise", by=by, consultation=consultation, revision=revision, text=text)


@transaction.atomic
def decide(
    *,
    by: User,
    consultation: Consultation,
    result: str,
    reasons: str,
    conditions: str = "",
    revision: int | None = None,
) -> Decision:
    """Decide, or refer up. Nobody decides what they asked themselves.

    Conditions become a task of the person who asked. Referred up, the record goes to the next
    person up the ladder of the area, with a new time to answer. Raises NobodyNext.
    """
    conditions = conditions if result == Decision.Result.CONDITIONS else ""
    detail = {"result": result, "conditions": conditions}
    how = {"by": by, "consultation": consultation, "revision": revision, "text": reasons}
    if result == Decision.Result.REFERRED_UP:
        _refer_up(how, detail)
    else:
        step("decide", detail=detail, **how)
    if result == Decision.Result.CONDITIONS:
        what = f"Meet the conditions of {consultation.reference}: {conditions[:SHORT_CONDITIONS]}"
        give_tasks(consultation, by=by, tasks=[what])
    return Decision.objects.create(
        consultation=consultation,
        result=result,
        conditions=conditions,
        reasons=reasons,
        by=by,
        by_title=title_of(by),
    )


def _refer_up(how: dict, detail: dict) -> None:
    consultation = how["consultation"]
    guard("refer-up", by=how["by"], consultation=consultation, revision=how["revision"])
    above = ladder.next_up(
        consultation.team,
        above=Appointment.objects.held_by(how["by"]),
        requester=consultation.requester,
    )
    if above is None:
        raise NobodyNext("Nobody stands next up the ladder.")
    detail["to"] = f"{above.job_role.title}, {above.user.name}"
    step(
        "refer-up",
        detail=detail,
        assigned_to=above.user,
        due=due_from_today(consultation, consultation.team),
        **how,
    )


@transaction.atomic
def acknowledge(*, by: User, consultation: Consultation, revision: int | None = None) -> None:
    """Say that the decision has been read."""
    step("acknowledge", by=by, consultation=consultation, revision=revision)


@transaction.atomic
def close(
    *, by: User, consultation: Consultation, text: str = "", revision: int | None = None
) -> None:
    """End the record, with what came of it where there is something to say."""
    step("close", by=by, consultation=consultation, revision=revision, text=text)


@transaction.atomic
def withdraw(
    *, by: User, consultation: Consultation, text: str = "", revision: int | None = None
) -> None:
    """Take the question back. The record remains."""
    step("withdraw", by=by, consultation=consultation, revision=revision, text=text)
