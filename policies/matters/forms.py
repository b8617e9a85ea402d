"""What is typed about a matter, and about what one set says on it."""

from collections.abc import Iterable

from django import forms

from policies.directory.models import Contact
from policies.library.citing import CitingForm, ShortIds, short_ids
from policies.library.presenters import Ground
from policies.matters.models import Matter, MatterCell
from portal.forms import Lines, LockedForm, Text


class MatterForm(LockedForm):
    title = Text(label="Title", max_length=200, missing="Enter the title.")
    question = Text(
        label="Question",
        max_length=300,
        missing="Enter the question.",
        help_text="As a worker asks it.",
    )
    why = Text(
        rows=4,
        required=False,
        max_length=2000,
        label="Why the staff groups differ (optional)",
        help_text="Or what to watch. It stands above the answers.",
    )
    people_say = Lines(
        longest=100,
        rows=5,
        max_length=5000,
        label="Words people search with (optional)",
        help_text="One a line. They are not shown.",
    )


def matter_initial(matter: Matter) -> dict[str, object]:
    """A matter as the form shows it."""
    names = ("revision", "title", "question", "why")
    return {name: getattr(matter, name) for name in names} | {
        "people_say": matter.people_say.splitlines()
    }


class MatterCellForm(CitingForm):
    says = Text(
        rows=6,
        max_length=5000,
        label="What it says",
        missing="Say what the documents say on it.",
        help_text="No louder than its clauses: “must” only where one of them is a Must.",
    )
    silent = forms.BooleanField(required=False, label="The documents have no rule on it")
    ask = forms.ModelChoiceField(
        Contact.objects.none(),
        required=False,
        label="Whom to ask (optional)",
        empty_label="Nobody in particular",
        help_text="Needed where there is no rule.",
        error_messages={"invalid_choice": "Choose a contact that this group of staff may ring."},
    )
    clauses = ShortIds(
        help_text="Short ids such as yj-069, one a line: the end of a clause’s address. "
        "Where there is no rule, the nearest ones, or none.",
    )
    field_order = ["revision", "says", "silent", "ask", "clauses"]

    def __init__(self, *args, cell: MatterCell, **kwargs):
        super().__init__(*args, **kwargs)
        theirs = Contact.objects.serving(cell.policy_set)
        if cell.ask_id:
            theirs = (theirs | Contact.objects.filter(pk=cell.ask_id)).distinct()
        self.fields["ask"].queryset = theirs.defer("search")


def cell_initial(cell: MatterCell, grounds: Iterable[Ground]) -> dict[str, object]:
    """What a set says on a matter, resting on `grounds`, as the form shows it."""
    names = ("revision", "says", "silent", "ask")
    return {name: getattr(cell, name) for name in names} | {"clauses": short_ids(grounds)}
