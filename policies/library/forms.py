"""What a reader may ask of the library, and what is typed about a definition."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from policies.library.citing import CitingForm, ShortIds, short_ids
from policies.library.models import Definition, Policy, PolicyVersion
from policies.library.presenters import Ground
from portal.forms import Lines, Text

_NOT_A_NUMBER = {
    "required": "Choose a version.",
    "invalid": "Choose one of the versions.",
    "min_value": "Choose one of the versions.",
}


class CompareForm(forms.Form):
    """`?from=1&to=2`: two version numbers; `view=side` sets them side by side."""

    to = forms.IntegerField(min_value=1, error_messages=_NOT_A_NUMBER)
    view = forms.CharField(required=False, max_length=10)

    def __init__(self, data: QueryDict | None = None):
        super().__init__(data)
        self.fields["from"] = forms.IntegerField(min_value=1, error_messages=_NOT_A_NUMBER)

    @property
    def numbers(self) -> tuple[int, int]:
        return self.cleaned_data["from"], self.cleaned_data["to"]

    @property
    def side_by_side(self) -> bool:
        return self.cleaned_data.get("view") == "side"


def choices(versions: list[PolicyVersion], chosen: tuple[int, int] | None = None) -> dict:
    """What templates/policies/library/_choose.html offers: by itself, the last change."""
    if chosen is None and len(versions) > 1:
        chosen = versions[1].number, versions[0].number
    return {"versions": versions, "from": chosen and chosen[0], "to": chosen and chosen[1]}


class DefinitionForm(CitingForm):
    """A term, what it means, and the clauses it rests on: the first defines it."""

    term = Text(label="Term", max_length=200, missing="Enter the term.")
    aliases = Lines(
        longest=200,
        label="Other forms (optional)",
        help_text="Plurals and other words for it, one a line. They are explained alike.",
    )
    meaning = Text(
        rows=3,
        max_length=2000,
        label="Meaning",
        missing="Say what the term means.",
        help_text="One plain sentence. It adds nothing to what the clause says.",
    )
    clauses = ShortIds(
        required=True,
        missing="Name the clause that defines the term.",
        help_text="Short ids such as yj-069, one a line: the end of a clause’s address. "
        "The first defines the term.",
    )
    field_order = ["revision", "term", "aliases", "meaning", "clauses"]


class AddDefinitionForm(DefinitionForm):
    policy = forms.ModelChoiceField(
        Policy.objects.order_by("title"),
        label="Which policy defines it?",
        empty_label="Choose",
        error_messages={"required": "Choose the policy."},
    )
    field_order = ["revision", "policy", "term", "aliases", "meaning", "clauses"]


def definition_initial(definition: Definition, grounds: Iterable[Ground]) -> dict[str, object]:
    """A definition that rests on `grounds` as the form shows it."""
    names = ("revision", "term", "aliases", "meaning")
    return {name: getattr(definition, name) for name in names} | {
        "clauses": short_ids(grounds, first=definition.clause)
    }
