"""The forms of an import: the file, what its clauses are, and what became of the old ones."""

import re
from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from policies.drafting.forms import CleanText
from policies.drafting.importing.choices import Choices, Fate, How, Said
from policies.drafting.importing.proposing import LONGEST
from policies.drafting.importing.reading import ACCEPTED
from policies.drafting.importing.source import MAX_BYTES
from policies.drafting.importing.tree import ParsedClause
from policies.library.models import Kind, Strength

_LOOKS = {
    "kind": "form-select",
    "strength": "form-select",
    "words": "form-control",
    "sure": "form-check-input",
}
_key = re.compile(r"\d+(?:\.\d+)*")


class ImportForm(forms.Form):
    file = forms.FileField(
        label="The document",
        help_text="DOCX, HTML, Markdown, plain text, or a file exported from here. 20 MB at most.",
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED)}),
        error_messages={
            "required": "Choose the file that holds the text.",
            "empty": "This file is empty. Choose the file that holds the text.",
            "max_length": "Give the file a shorter name and choose it again.",
            "invalid": "Choose the file again: the form was sent without it.",
        },
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_BYTES:
            raise ValidationError(
                f"This file has {file.size / 1_048_576:.0f} MB, and 20 MB is the most. Take pictures "
                "out of it, or bring it in parts."
            )
        return file


class PartForm(forms.Form):
    """Kind and strength of each clause of a part; a tick confirms what is proposed."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, clauses: Iterable[ParsedClause], choices: Choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.clauses, self.choices = list(clauses), choices
        for clause in self.clauses:
            said, name = choices.said(clause), clause.number or clause.heading or clause.key
            fields = {
                "kind": forms.ChoiceField(
                    choices=Kind.choices, initial=said.kind, label=f"Kind of {name}"
                ),
                "strength": forms.ChoiceField(
                    choices=Strength.choices, initial=said.strength, label=f"Strength of {name}"
                ),
                "words": CleanText(
                    required=False,
                    limit=LONGEST,
                    shorten="Shorten the words",
                    initial=said.strength_words,
                    label=f"Words that carry the strength of {name}",
                ),
                "sure": forms.BooleanField(
                    required=False,
                    initial=choices.is_confirmed(clause),
                    label=f"Confirmed: {name}",
                ),
            }
            for field, made in fields.items():
                made.widget.attrs["class"] = _LOOKS[field]
                self.fields[f"{field}-{clause.key}"] = made

    def of(self, clause: ParsedClause) -> dict[str, forms.BoundField]:
        """The fields of one clause."""
        return {
            name: self[f"{name}-{clause.key}"] for name in ("kind", "strength", "words", "sure")
        }

    def confirmed(self, *, everything: bool) -> dict[str, Said]:
        """key → what the editor confirmed: by a tick, by changing it, or all that is shown."""
        found = {}
        for clause in self.clauses:
            values = [self.cleaned_data[f"{n}-{clause.key}"] for n in ("kind", "strength", "words")]
            said = Said(*values)
            ticked = everything or self.cleaned_data[f"sure-{clause.key}"]
            if said != self.choices.said(clause) or (
                ticked and not self.choices.is_confirmed(clause)
            ):
                found[clause.key] = said
        return found


class FateForm(forms.Form):
    """What became of a clause of the version before."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    how = forms.ChoiceField(
        label="What became of it?",
        widget=forms.RadioSelect,
        choices=[
            (How.MATCHED, "It goes on as the one clause chosen below"),
            (How.SPLIT, "It was split into the clauses chosen below"),
            (How.MERGED, "It was merged into the one clause chosen below"),
            (How.REPLACED, "The one clause chosen below replaces it"),
            (How.RETIRED, "It ends, for the reason given below"),
        ],
        error_messages={"required": "Choose what became of the clause."},
    )
    likely = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label="Likely clauses of the document"
    )
    others = CleanText(
        required=False,
        limit=200,
        label="Other clauses of the document (optional)",
        help_text="By their places, such as 2.1, 2.2.",
    )
    reason = CleanText(
        required=False,
        rows=3,
        shorten="Shorten the reason",
        label="Why it ends, or a note",
        help_text="Kept with the version, for everybody who relied on the clause.",
    )

    def __init__(self, *args, likely: Iterable[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["likely"].choices = list(likely)

    def clean(self) -> dict:
        values = super().clean()
        places = re.split(r"[,;\s]+", values.get("others", "").strip())
        strange = [place for place in places if place and not _key.fullmatch(place)]
        if strange:
            self.add_error("others", f"“{strange[0]}” is no place. Write them such as 2.1, 2.2.")
        how, keys = values.get("how"), [*values.get("likely", []), *filter(None, places)]
        values["keys"] = list(dict.fromkeys(keys))
        if how == How.RETIRED:
            if not values.get("reason"):
                self.add_error(
                    "reason", "Say why the clause ends: people who relied on it will ask."
                )
        elif how == How.SPLIT and len(values["keys"]) < 2:
            self.add_error("likely", "Choose at least two clauses that it was split into.")
        elif how and how != How.SPLIT and len(values["keys"]) != 1 and not self.errors:
            self.add_error("likely", "Choose the one clause, and no other.")
        return values

    def fate(self) -> Fate:
        """What was chosen, as the action takes it."""
        values = self.cleaned_data
        how = How(values["how"])
        keys = () if how == How.RETIRED else tuple(values["keys"])
        return Fate(how, keys, values["reason"])


class RetireForm(forms.Form):
    """One reason for all the old clauses that nothing in the document is like."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = CleanText(
        rows=3,
        missing="Say why these clauses end: people who relied on them will ask.",
        shorten="Shorten the reason",
        label="Why they end",
    )
