"""Who has a record now, who is next, and whom to ring about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from policies.consultations import routes
from policies.consultations.models import CLOCK_RUNS, Consultation, ConsultationEvent, State
from policies.directory.presenters import ContactCard

NOBODY = "Nobody comes after them in the portal"
WHY_NEXT = "when it is referred up, or when its time passes"


@dataclass(frozen=True)
class Handling:
    """`now` and `next` are people, role first; `why_next` says when the record goes on to them.

    `next` is empty while the clock stands; where nobody comes after, it says so and `why_next` is empty.
    """

    now: str
    next: str
    why_next: str


def handling(
    record: Consultation, events: Sequence[ConsultationEvent], holder: str
) -> Handling | None:
    """For a record that is open; None for a draft and for what is finished.

    `holder` says who has it: role first, then name.
    """
    if record.assigned_to_id is None or record.state in (State.CLOSED, State.WITHDRAWN):
        return None
    following = _next(record)
    return Handling(
        now=f"{holder}{stands_for(record, events)}",
        next=following,
        why_next="" if following in ("", NOBODY) else WHY_NEXT,
    )


def stands_for(record: Consultation, events: Sequence[ConsultationEvent]) -> str:
    """The words “, for Priya Raman, who is away” where the holder got it as somebody's deputy."""
    given = [event.data for event in events if event.data.get("person") == record.assigned_to_id]
    away = given[-1].get("for") if given else ""
    return f", for {away}, who is away" if away else ""


def ring_as_it_was(events: Sequence[ConsultationEvent]) -> list[ContactCard]:
    """The contacts of its type as they stood when it was submitted."""
    kept = next((e.data["type"]["ring"] for e in events if "type" in e.data), ())
    return [ContactCard(**card) for card in kept]


def _next(record: Consultation) -> str:
    if record.state not in CLOCK_RUNS:
        return ""
    found = routes.following(record, holder=record.assigned_to)
    return found.words if found else NOBODY
