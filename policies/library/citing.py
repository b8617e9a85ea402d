"""The form of something that rests on clauses: which they are, and which words of them were read."""

import re
from collections.abc import Iterable

from django import forms

from policies.library.models import Clause
from policies.library.presenters import Ground
from portal.forms import Lines, LockedForm

_ID = re.compile(r"([\w-]+)/?$")

# How the history of such a thing names what it rests on.
LABELS = {
    "clauses": "Clauses",
    "read_again": "Still holds in the new words of",
    "clause": "Shown with",
}


class ShortIds(Lines):
    """Short ids of clauses, one a line; an address that ends in one will do."""

    def __init__(self, **kwargs):
        super().__init__(**{"longest": 200, "label": "Clauses it rests on"} | kwargs)

    def clean(self, value: object) -> list[str]:
        found = [match[1].lower() for line in super().clean(value) if (match := _ID.search(line))]
        if self.required and not found:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return list(dict.fromkeys(found))


class CitingForm(LockedForm):
    """The page shows what the thing rests on (templates/components/grounds.html), and sends it along."""

    clauses = ShortIds(
        help_text="Short ids such as yj-069, one a line: the end of a clause’s address."
    )

    def read(self) -> set[int]:
        """The words (ids of ClauseVersions) that stood on the page."""
        sent = self.data.getlist("read") if hasattr(self.data, "getlist") else []
        return {int(pk) for pk in sent if pk.isascii() and pk.isdigit() and len(pk) < 19}


def short_ids(grounds: Iterable[Ground], *, first: Clause | None = None) -> list[str]:
    """What a thing rests on as the form shows it, `first` before the others."""
    before = [first.short_id] if first else []
    return list(dict.fromkeys([*before, *(ground.short_id for ground in grounds)]))
