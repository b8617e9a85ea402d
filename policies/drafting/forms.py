"""The desk's forms. Field names are the models' field names; errors say what to do."""

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError

from policies.drafting.actions.wording import BODY_LIMIT, LIMITS, NOTE_LIMIT, seal
from policies.drafting.rich import RichTextarea
from policies.library.markup import clean, to_markdown
from policies.library.models import ClauseVersion, Kind, Strength

DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]


class CleanText(forms.CharField):
    """Text without the control characters that come along when people paste from other programs."""

    def __init__(
        self,
        *,
        rows: int = 0,
        rich: bool = False,
        missing: str = "",
        shorten: str = "Shorten this",
        **kwargs,
    ):
        limit = kwargs.pop("limit", NOTE_LIMIT)
        if rows:
            box = RichTextarea(rows=rows) if rich else forms.Textarea(attrs={"rows": rows})
            kwargs["widget"] = box
        super().__init__(strip=True, **kwargs)
        self.limit = limit
        self.error_messages["required"] = missing
        self.shorten = shorten

    def to_python(self, value: object) -> str:
        return super().to_python(clean(value) if isinstance(value, str) else value)

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.limit:
            raise ValidationError(
                f"{self.shorten} to {self.limit:,} characters. It has {len(value):,} now."
            )


class ClauseForm(forms.Form):
    """A clause as the editor writes it; `body` is Markdown here and sanitised HTML once stored."""

    number = CleanText(
        required=False,
        limit=LIMITS["number"],
        shorten="Shorten the number",
        label="Number (optional)",
        help_text="As readers see it. Renumbering flags nobody.",
    )
    heading = CleanText(
        required=False,
        limit=LIMITS["heading"],
        shorten="Shorten the heading",
        label="Heading (optional)",
    )
    body = CleanText(
        required=False,
        rows=10,
        rich=True,
        limit=BODY_LIMIT,
        shorten="Shorten the text, or split it over several clauses,",
        label="Text",
    )
    kind = forms.ChoiceField(
        choices=Kind.choices,
        label="Kind",
        help_text="Chooses how the clause is shown.",
        error_messages={"required": "Choose what kind of clause this is."},
    )
    strength = forms.ChoiceField(
        choices=Strength.choices,
        label="Strength",
        help_text="How strongly the document itself speaks here. Never louder than its words.",
        error_messages={"required": "Choose how strongly the clause speaks."},
    )
    strength_words = CleanText(
        required=False,
        limit=LIMITS["strength_words"],
        shorten="Shorten the words",
        label="Words that carry the strength (optional)",
        help_text="The document’s own, such as “may only”.",
    )
    note = CleanText(
        required=False,
        rows=3,
        shorten="Shorten the note",
        label="Editor’s note (optional)",
        help_text="For readers, beside the clause: a gap, a fault or a tension in the document.",
    )

    def clean(self) -> dict:
        values = super().clean()
        if not self.errors and not values["heading"] and not values["body"]:
            self.add_error("body", "Write a heading or a text: an empty clause says nothing.")
        return values

    def words(self) -> dict[str, str]:
        """What was written, as the actions take it."""
        words = {name: self.cleaned_data[name] for name in _WORDS if name != "body"}
        return words | {"body_markdown": self.cleaned_data["body"]}


_WORDS = ("number", "heading", "body", "kind", "strength", "strength_words", "note")


def clause_initial(words: ClauseVersion) -> dict[str, object]:
    """A stored clause as the form shows it."""
    initial: dict[str, object] = {name: getattr(words, name) for name in _WORDS}
    return initial | {
        "body": to_markdown(words.body),
        "revision": words.revision,
        "seen": seal(words),
    }


class EditClauseForm(ClauseForm):
    """`revision` and `seen` say which words the editor had before them."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    revision = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"), "Open the clause again and copy your words over."
        ),
    )

    def against(self, current: ClauseVersion) -> list[dict[str, str]]:
        """Each field in which this valid form and the clause differ: label, theirs, mine."""
        theirs = clause_initial(current)
        return [
            {
                "label": self.fields[name].label.removesuffix(" (optional)"),
                "theirs": self._shown(name, theirs[name]) or "(empty)",
                "mine": self._shown(name, self.cleaned_data[name]) or "(empty)",
            }
            for name in _WORDS
            if theirs[name] != self.cleaned_data[name]
        ]

    def _shown(self, name: str, value: str) -> str:
        return dict(getattr(self.fields[name], "choices", ())).get(value, value)


class PlaceForm(forms.Form):
    """A place in the draft: behind (or, as `parent` says, under) the clause `after`."""

    after = forms.ChoiceField(
        label="Where does it go?",
        help_text="Behind this clause, or under it.",
        error_messages={"invalid_choice": "Choose a place: the clause you chose is not there now."},
    )
    parent = forms.ChoiceField(
        label="On which level?",
        choices=[("same", "Behind it, on the same level"), ("under", "Under it, as the first")],
        initial="same",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose on which level the clause stands."},
    )

    def __init__(self, *args, places: Iterable[tuple[str, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["after"].choices = [("", "At the very beginning"), *places]
        self.fields["after"].required = False


class AddClauseForm(PlaceForm, ClauseForm):
    """A new clause and its place."""

    field_order = ["after", "parent"]


class ConfirmForm(forms.Form):
    """`new` is the row of the words that the reader compared; `note` is kept with it."""

    new = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"), "Compare the old and the new words again, then confirm."
        ),
    )
    note = CleanText(required=False, shorten="Shorten the note", label="Note (optional)")


class MoveFlagForm(forms.Form):
    """`words` are rows of the words that took the place of a clause that is gone."""

    words = forms.TypedMultipleChoiceField(
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        label="It rests now on",
        error_messages={
            "required": "Choose the clause that it rests on now.",
            "invalid_choice": "What took its place has changed. Read it as it is now, then choose.",
        },
    )
    note = CleanText(required=False, shorten="Shorten the note", label="Note (optional)")

    def __init__(self, *args, heirs: Iterable[tuple[int, str]], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].choices = list(heirs)
