"""What needs you, in words and in order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from policies.consultations.models import CLOCK_RUNS, Consultation, State
from policies.library.models import PolicyVersion
from policies.tasks.models import Task
from policies.tasks.presenters import due_words
from portal.models import User
from portal.permissions import Permission

MOST = 5


@dataclass(frozen=True)
class Need:
    """One thing that waits for the reader, fitting templates/components/task_list.html."""

    task: str
    url: str
    note: str
    by: str
    due: date | None
    state: str = ""
    state_css: str = ""


def needs(
    user: User,
    consultations: Iterable[Consultation],
    tasks: Iterable[Task],
    drafts: Iterable[PolicyVersion] = (),
    also: Iterable[Consultation] = (),
) -> list[Need]:
    """Everything that waits for this person, due first; `also` as also_waiting_for reads it."""
    waiting = [need for c in consultations if (need := _from_consultation(user, c))]
    waiting += [Need(t.what, t.origin_url, t.origin_label, due_words(t.due), t.due) for t in tasks]
    waiting += [need for c in also for need in _beside_the_steps(c)]
    waiting += [_from_draft(user, v) for v in drafts if _waits_for(user, v)]
    return sorted(waiting, key=lambda need: (need.due is None, need.due or date.max))


_ASKED = {
    State.MORE_INFORMATION: "Answer the question about",
    State.DECIDED: "Read the decision on",
    State.DRAFT: "Finish your draft",
}
_HELD = {
    State.SUBMITTED: "Accept",
    State.ACCEPTED: "Advise on",
    State.ADVISED: "Decide",
    State.ACKNOWLEDGED: "Close",
}


def _from_consultation(user: User, c: Consultation) -> Need | None:
    """What this consultation asks of the reader now, if anything."""
    verb = (_ASKED if c.requester_id == user.pk else _HELD).get(State(c.state))
    if verb is None or user.pk not in {c.requester_id, c.assigned_to_id}:
        return None
    urgent = c.urgent and c.requester_id != user.pk
    return Need(
        task=f"{verb} {c.reference}",
        url=c.get_absolute_url(),
        note=c.topic,
        by=due_words(c.due) if c.requester_id != user.pk else "",
        due=c.due if c.requester_id != user.pk else None,
        state="Overdue" if c.is_overdue else "Urgent" if urgent else "",
        state_css="prohibited" if c.is_overdue or urgent else "",
    )


def _beside_the_steps(c: Consultation) -> Iterator[Need]:
    url = c.get_absolute_url()
    if c.signs:
        yield Need(f"Countersign the advice on {c.reference}", url, c.topic, "", None)
    if c.replaced:
        task = f"Look again at {c.reference}: the text it rests on was replaced"
        due = c.due if c.state in CLOCK_RUNS else None
        yield Need(task, url, c.topic, due_words(due) if due else "", due)


_TO_APPROVE = ("in-review", "approved")


def _waits_for(user: User, version: PolicyVersion) -> bool:
    """Whether it is this person's turn, as far as its state and its author tell.

    Nobody's while it waits for its day; and who may read an emergency's text after the fact, the
    desk's own home knows.
    """
    own = version.author_id == user.pk
    if version.is_editable:
        return own
    return version.state in _TO_APPROVE and not own and user.may(Permission.DRAFT_APPROVE)


_AT_THE_DESK = {
    "draft": "Finish your draft of",
    "returned": "Mend",
    "in-review": "Review",
    "approved": "Publish",
}


def _from_draft(user: User, version: PolicyVersion) -> Need:
    verb = _AT_THE_DESK[version.state]
    return Need(
        task=f"{verb} {version.policy.title}",
        url=f"/manage/drafts/{version.pk}/",
        note=version.get_state_display(),
        by="",
        due=None,
    )
