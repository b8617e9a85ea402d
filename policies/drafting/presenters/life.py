"""The steps of a version's life, as its page and its policy's page tell them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from portal.models import AuditEvent

_STEPS = {
    "draft.start": ("Editor", "started the draft"),
    "draft.import": ("Editor", "worked on the document that it comes from"),
    "draft.open": ("Approver", "asked for a mended version"),
    "draft.submit": ("Editor", "submitted it for approval"),
    "draft.return": ("Approver", "asked for changes"),
    "draft.approve": ("Approver", "approved it"),
    "draft.discard": ("Editor", "discarded it"),
    "draft.comment": ("", "commented"),
    "draft.answer": ("", "answered a comment"),
    "draft.settle": ("", "settled a comment"),
    "policy.schedule": ("Approver", "scheduled it"),
    "policy.publish": ("Approver", "published it"),
    "policy.publish-at-once": ("Approver", "chose not to wait for a second reader"),
    "policy.read-after": ("Approver", "read it after the fact"),
    "policy.end": ("Approver", "replaced it by the next version"),
    "policy.take-back": ("Approver", "took its day back before it came into force"),
    "policy.withdraw": ("Approver", "withdrew it"),
    "citations.carry-over": ("", "kept what relies on clauses of which only references changed"),
}


@dataclass(frozen=True)
class TimelineEntry:
    """A step of a version's life, as templates/components/timeline.html shows it."""

    who: str
    what: str
    when: str
    when_iso: str
    text: str = ""
    kind: str = ""


def timeline(events: Iterable[AuditEvent]) -> list[TimelineEntry]:
    """The steps of a version, oldest first, from its audit trail."""
    return [_entry(event) for event in events]


def _entry(event: AuditEvent) -> TimelineEntry:
    role, what = _STEPS.get(event.action, ("", event.action))
    data = event.data
    if "effective_from" in data:
        what += f", in force from {date_format(date.fromisoformat(data['effective_from']))}"
    if data.get("clause"):
        what += f" on {data['clause']}"
    if event.action == "policy.read-after":
        what += ": it stands" if data["stands"] else ": it has to be mended"
    # What nobody did, the worker did.
    who = (role, event.by.name) if event.by else ("The portal",)
    return TimelineEntry(
        who=", ".join(part for part in who if part),
        what=what,
        when=date_format(timezone.localtime(event.at), "DATETIME_FORMAT"),
        when_iso=event.at.isoformat(),
        text=data.get("note", ""),
    )
