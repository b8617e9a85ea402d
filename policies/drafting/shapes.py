"""The forms that change the shape of a draft: moving, splitting, merging and retiring its clauses."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from django import forms
from django.forms.boundfield import BoundField

from policies.drafting.actions.shaping import MOST_PARTS
from policies.drafting.actions.wording import BODY_LIMIT, LIMITS
from policies.drafting.forms import ClauseForm, CleanText, PlaceForm
from policies.drafting.presenters.changes import clause_name
from policies.library.markup import escape_markdown, to_markdown
from policies.library.models import ClauseVersion

NEW = "new"
_OPENED_AGAIN = dict.fromkeys(("required", "invalid"), "Read the clause again, then send this.")
_item = re.compile(r"([-*+]|\d+[.)]) ")


class RevisionForm(forms.Form):
    """`revision` says which words of the clause the editor had read."""

    revision = forms.IntegerField(widget=forms.HiddenInput, error_messages=_OPENED_AGAIN)


class MoveForm(PlaceForm, RevisionForm):
    """Where a clause goes, with all that stands under it."""


class RetireForm(RevisionForm):
    """Why a clause goes, and what takes its place."""

    successor = forms.ChoiceField(
        required=False,
        label="Which clause takes its place? (optional)",
        help_text="Whoever follows the old address is led there.",
        error_messages={"invalid_choice": "Choose a clause that stands in the draft."},
    )
    reason = CleanText(
        required=False,
        rows=3,
        shorten="Shorten the reason",
        label="Why does it go?",
        help_text="Readers of the old address see this. Needed where no clause takes its place.",
    )

    def __init__(self, *args, others: Iterable[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = [("", "None"), *others]


class CutForm(forms.Form):
    """`at` holds the numbers of the pieces with which a new clause begins."""

    at = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args, pieces: Sequence[str], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].choices = [(number, "") for number in range(1, len(pieces))]

    def parts(self, pieces: Sequence[str]) -> list[str]:
        """The pieces put together into the parts that were chosen; two at least, at most MOST_PARTS."""
        at = sorted(self.cleaned_data["at"])[: MOST_PARTS - 1] if self.is_valid() else []
        edges = [0, *at, len(pieces)]
        parts = ["".join(pieces[start:end]).strip() for start, end in pairwise(edges)]
        return parts if len(parts) > 1 else [*parts, ""]


def pieces(markdown: str) -> list[str]:
    """A clause's text cut at its paragraphs and at the items of its lists; joined they are the text."""
    found: list[str] = []
    blank = True
    for line in markdown.splitlines(keepends=True):
        begins = not line[:1].isspace() and (blank or _item.match(line))
        if begins or not found:
            found.append(line)
        else:
            found[-1] += line
        blank = not line.strip()
    return found


class SplitForm(RevisionForm):
    """The parts of a clause; `keeps` names the one that stays what it was. An empty part falls away."""

    keeps = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="Which part stays this clause?",
        help_text="It keeps the address, and what relies on the clause. The others are new.",
        error_messages={"required": "Choose which part keeps the address, or that none does."},
    )

    def __init__(self, *args, count: int, short_id: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = count
        parts = range(count)
        self.fields["keeps"].choices = [
            *((str(number), f"Part {number + 1} stays {short_id}") for number in parts),
            (NEW, f"None: all parts are new, and {short_id} goes"),
        ]
        for number in parts:
            self.fields |= _part_fields(number)

    @property
    def rows(self) -> list[list[BoundField]]:
        """The fields of each part."""
        return [[self[name] for name in _part_fields(number)] for number in range(self.count)]

    @property
    def filled(self) -> list[int]:
        """The numbers of the parts that say anything."""
        said = self.cleaned_data
        parts = range(self.count)
        return [n for n in parts if said.get(f"heading_{n}") or said.get(f"body_{n}")]

    def clean(self) -> dict:
        values = super().clean()
        if not self.errors:
            if len(self.filled) < 2:
                self.add_error(f"body_{self.count - 1}", "Write at least two parts.")
            elif values["keeps"] != NEW and int(values["keeps"]) not in self.filled:
                self.add_error("keeps", "Choose a part that is not empty.")
        return values

    def parts(self) -> list[dict[str, str]]:
        """What each part says, as the action takes it."""
        said = self.cleaned_data
        return [
            {
                "number": said[f"number_{n}"],
                "heading": said[f"heading_{n}"],
                "body_markdown": said[f"body_{n}"],
            }
            for n in self.filled
        ]

    def kept(self) -> int | None:
        """Which of `parts` stays the clause; None where all are new."""
        keeps = self.cleaned_data["keeps"]
        return None if keeps == NEW else self.filled.index(int(keeps))


def _part_fields(number: int) -> dict[str, forms.Field]:
    return {
        f"number_{number}": CleanText(
            required=False,
            limit=LIMITS["number"],
            shorten="Shorten the number",
            label="Number (optional)",
        ),
        f"heading_{number}": CleanText(
            required=False,
            limit=LIMITS["heading"],
            shorten="Shorten the heading",
            label="Heading (optional)",
        ),
        f"body_{number}": CleanText(
            required=False,
            rows=6,
            rich=True,
            limit=BODY_LIMIT,
            shorten="Shorten the text, or split it once more,",
            label="Text",
        ),
    }


class MergeForm(ClauseForm):
    """What the merged clause says, and which of the clauses it is; `seen` is what was read of each."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    stays = forms.ChoiceField(
        widget=forms.RadioSelect,
        label="Which clause stays?",
        help_text="It keeps its address. The addresses of the others lead to it.",
        error_messages={"required": "Choose the clause that stays."},
    )
    field_order = ["stays"]

    def __init__(self, *args, clauses: Sequence[ClauseVersion], **kwargs):
        super().__init__(*args, **kwargs)
        self.clauses = clauses
        self.fields["stays"].choices = [
            (c.clause.short_id, f"{clause_name(c)} ({c.clause.short_id})") for c in clauses
        ]

    def revisions(self) -> dict[ClauseVersion, int]:
        """Each of the clauses with the revision that was read; 0 where that is not known."""
        pairs = (one.partition(":") for one in self.cleaned_data["seen"].split())
        seen = {short_id: int(n) for short_id, _, n in pairs if re.fullmatch(r"[0-9]{1,9}", n)}
        return {c: seen.get(c.clause.short_id, 0) for c in self.clauses}


def merge_initial(clauses: Sequence[ClauseVersion]) -> dict[str, str]:
    """The words of several clauses put together in their order, to start from."""
    first = clauses[0]
    alike = {name: getattr(first, name) for name in ("number", "heading", "kind", "strength")}
    phrases = dict.fromkeys(c.strength_words for c in clauses if c.strength_words)
    notes = dict.fromkeys(c.note for c in clauses if c.note)
    return alike | {
        "stays": first.clause.short_id,
        "body": "\n\n".join(_said_by(c, headed=c != first) for c in clauses).strip(),
        "strength_words": next(iter(phrases), ""),
        "note": "\n\n".join(notes),
        "seen": seen(clauses),
    }


def _said_by(clause: ClauseVersion, *, headed: bool) -> str:
    """The text of a clause, its heading in bold before it where `headed`."""
    heading = f"**{escape_markdown(clause.heading)}**" if headed and clause.heading else ""
    return "\n\n".join(filter(None, (heading, to_markdown(clause.body))))


def seen(clauses: Iterable[ClauseVersion]) -> str:
    """Which revision of each clause a page shows."""
    return " ".join(f"{c.clause.short_id}:{c.revision}" for c in clauses)
