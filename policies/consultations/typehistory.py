"""A type in words: as it was saved, and what was changed when by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policies.consultations.presenters import moment
from portal.models import AuditEvent

LABELS = {
    "title": "Title",
    "summary": "Summary",
    "sets": "Whose staff it serves",
    "asks": "What it asks for",
    "evidence": "Documents it needs",
    "route": "Route",
    "ring": "Whom to ring",
    "also_tell": "Whom to tell besides",
    "working_days": "Working days",
    "urgent_hours": "Urgent hours",
    "grants": "What an approval grants",
    "cites": "Clauses",
}


@dataclass(frozen=True)
class Change:
    """One change: who, when, and each thing as it was and as it is."""

    who: str
    when: str
    things: Sequence[tuple[str, str, str]]


def as_saved(facts: Mapping[str, object]) -> list[tuple[str, str]]:
    """Label and words of everything the desk can change."""
    return [(LABELS[name], _words(value)) for name, value in facts.items()]


def change(event: AuditEvent) -> Change:
    changed = event.data.get("changed", {})
    return Change(
        who=event.by.name if event.by else "The portal",
        when=moment(event.at),
        things=[
            (LABELS[name], _words(before) or "Nothing", _words(after) or "Nothing")
            for name, (before, after) in changed.items()
        ],
    )


def _words(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_words(one) for one in value)
    if isinstance(value, Mapping):
        options = " / ".join(_option(one) for one in value.get("options") or ())
        must = ", has to be answered" if value.get("required") else ""
        return f"{value['label']}{f' ({options})' if options else ''}{must}"
    return str(value)


def _option(option: Mapping) -> str:
    evidence = option.get("evidence")
    return f"{option['label']}, with {evidence}" if evidence else option["label"]
