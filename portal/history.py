"""The history of a row that people edit, from its audit chain: who changed what, and when."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format

from portal.models import AuditEvent

MOST = 50
_VERBS = {
    "add": "added it",
    "edit": "changed it",
    "verify": "rang and checked it",
    "remove": "removed it",
    "report": "reported something wrong",
    "settle": "looked into what was reported",
    "move": "put other clauses in the place of one that is gone",
}


@dataclass(frozen=True)
class Change:
    """A change as templates/components/timeline.html shows it."""

    who: str
    what: str
    when: str
    when_iso: str
    text: str = ""


def history(thing: models.Model, labels: Mapping[str, str]) -> list[Change]:
    """The latest changes of a row, oldest first; `labels` name its fields as its form does."""
    chain = f"{thing._meta.model_name}:{thing.pk}"
    events = AuditEvent.objects.filter(chain=chain).select_related("by").order_by("-sequence")
    return [_change(event, labels) for event in reversed(events[:MOST])]


def labels_of(form: type) -> dict[str, str]:
    """The names of a form's fields, as history gives them."""
    return {
        name: (field.label or name).removesuffix(" (optional)")
        for name, field in form.base_fields.items()
    }


def _change(event: AuditEvent, labels: Mapping[str, str]) -> Change:
    data = event.data
    verb = event.action.rpartition(".")[2]
    fields = {} if verb == "verify" else data.get("fields", {})
    lines = [
        f"{labels.get(name, name.replace('_', ' ').capitalize())}: {_from_to(before, after)}"
        for name, (before, after) in fields.items()
    ]
    for name in ("added", "removed"):
        if data.get(name):
            lines.append(f"{name.capitalize()}: {', '.join(data[name])}")
    words = event.action.startswith("words.")
    return Change(
        who=event.by.name if event.by else "The portal",
        what="changed the words people use for it" if words else _VERBS.get(verb, verb),
        when=date_format(timezone.localtime(event.at), "DATETIME_FORMAT"),
        when_iso=event.at.isoformat(),
        text="\n".join(lines),
    )


def _from_to(before: str, after: str) -> str:
    if not before:
        return f"“{after}”"
    return f"“{before}” became “{after}”" if after else f"“{before}” was taken out"
