"""Answering: from accepting a question to closing its record."""

from django.db import transaction
from django.utils import timezone

from policies.consultations import deadlines, granting, routes
from policies.consultations.actions.steps import (
    due_from_now,
    give_tasks,
    guard,
    step,
    title_of,
)
from policies.consultations.models import Consultation, Decision
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
    """Give the information asked for. The due date moves on by the working time waited."""
    asked = consultation.events.filter(action="ask").last()
    due = deadlines.Due(consultation.due, consultation.due_at)
    if asked:
        clock = deadlines.Clock.of(consultation.team.area.organisation)
        due = clock.after_waiting(due, asked=asked.at, replied=timezone.now())
    when = {"due": due.day, "due_at": due.at}
    step("reply", by=by, consultation=consultation, revision=revision, text=text, **when)


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
        detail |= granting.grant(by=by, consultation=consultation, result=result)
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
    above = routes.following(consultation, holder=how["by"])
    if above is None:
        raise NobodyNext("Nobody stands next up the ladder.")
    detail |= above.as_detail()
    due = due_from_now(consultation, consultation.team)
    step(
        "refer-up",
        detail=detail,
        assigned_to=above.user,
        level=above.level,
        due=due.day,
        due_at=due.at,
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
