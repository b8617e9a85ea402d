"""One question of a guide."""

from django import forms
from django.http import QueryDict

from policies.guides import bands, engine
from policies.guides.engine import Question
from policies.guides.loading import LARGEST
from policies.library.markup import clean

_CHOOSE = {
    "required": "Choose an answer.",
    "invalid_choice": "Choose one of the answers shown.",
}


class BandField(forms.CharField):
    """A number or a date that is typed; only the band it falls into goes on, so nothing typed is kept.

    Left empty, the band `chosen` before stays.
    """

    def __init__(self, question: Question, chosen: str | None, **kwargs):
        self.question, self.chosen = question, chosen
        kind = "date" if question.kind == "date" else "text"
        widget = forms.TextInput(attrs={"type": kind, "autocomplete": "off"})
        wanted = f"Write {bands.WANTED[question.kind]}."
        super().__init__(
            widget=widget, required=not chosen, error_messages={"required": wanted}, **kwargs
        )

    def clean(self, value: str) -> str:
        typed = super().clean(value)
        if not typed and self.chosen:
            return self.chosen
        try:
            return engine.band(self.question, typed)
        except engine.InvalidAnswer as error:
            raise forms.ValidationError(str(error)) from error


class SeveralField(forms.MultipleChoiceField):
    """Options of which several may be chosen; one that excludes the others stands alone."""

    def __init__(self, question: Question, **kwargs):
        self.question = question
        super().__init__(widget=forms.CheckboxSelectMultiple, choices=_choices(question), **kwargs)

    def clean(self, value: list[str]) -> list[str]:
        chosen = list(dict.fromkeys(super().clean(value)))
        alone = [o.label for o in self.question.options if o.exclusive and o.key in chosen]
        if alone and len(chosen) > 1:
            raise forms.ValidationError(f"Choose “{alone[0]}” alone, or the others without it.")
        return chosen


def _choices(question: Question) -> list[tuple[str, str]]:
    return [(option.key, option.label) for option in question.options]


def _field(question: Question, chosen: str | list[str] | None) -> forms.Field:
    """The field that fits the kind of question."""
    words = {"label": question.text, "help_text": question.hint}
    if question.kind in bands.KINDS:
        return BandField(question, chosen, **words)
    if question.is_multiple:
        return SeveralField(question, error_messages=_CHOOSE, **words)
    return forms.ChoiceField(
        choices=_choices(question), widget=forms.RadioSelect, error_messages=_CHOOSE, **words
    )


class QuestionForm(forms.Form):
    """One question; the field is called `answer`, the question's key goes with it.

    An answer given to another question, on a page left open or in another tab, is not taken for this one.
    """

    question = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, question: Question, chosen: str | list[str] | None = None, **kwargs):
        banded = question.kind in bands.KINDS
        kwargs["initial"] = {"question": question.key, "answer": None if banded else chosen}
        super().__init__(*args, **kwargs)
        self.asked = question.key
        self.fields["answer"] = _field(question, chosen)
        band = next((o.label for o in question.options if banded and o.key == chosen), "")
        # The number or date itself is not kept, so the band stands in its place.
        self.answered_before = band

    def clean(self) -> dict:
        if self.cleaned_data.get("question") != self.asked:
            self.data = {"question": self.asked}
            raise forms.ValidationError("That answer was for another question. Answer this one.")
        return self.cleaned_data


class WaiverForm(forms.Form):
    """Why no guide needs to lead to a prohibition. `words` says which words of the clause the person read."""

    words = forms.CharField(
        widget=forms.HiddenInput,
        error_messages={"required": "Read the words of the clause, then sign again."},
    )
    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        label="Why no guide needs to lead to it",
        help_text="It is kept with your name and today’s date.",
        error_messages={"required": "Say why no guide needs to lead to this clause."},
    )

    def clean_reason(self) -> str:
        return clean(self.cleaned_data["reason"])


_MONO = {"spellcheck": "false", "autocapitalize": "off", "autocomplete": "off", "class": "code"}


def _yaml_field(rows: int, **kwargs) -> forms.CharField:
    """The text of a guide, exactly as it is typed."""
    widget = forms.Textarea(attrs={"rows": rows, **_MONO})
    return forms.CharField(widget=widget, strip=False, **kwargs)


class DraftTextForm(forms.Form):
    """The text of a draft; `revision` says which state of it the editor read."""

    revision = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages=dict.fromkeys(
            ("required", "invalid"), "Open the draft again and copy your text over."
        ),
    )
    text = _yaml_field(
        28,
        label="The guide, as YAML",
        error_messages={"required": "Write the text of the guide, or discard the draft."},
    )


class NewGuideForm(forms.Form):
    """A guide as a file or as pasted text. `typed` is what the page shows again."""

    file = forms.FileField(
        required=False,
        label="A YAML file",
        help_text=f"UTF-8, at most {LARGEST:,} bytes.",
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,text/plain"}),
        error_messages={"empty": "The file is empty. Choose another, or paste the text."},
    )
    text = _yaml_field(
        16,
        required=False,
        label="Or its text",
        help_text="Used where no file is chosen.",
    )

    def clean_file(self) -> str:
        """What the file says."""
        file = self.cleaned_data["file"]
        if file is None:
            return ""
        if file.size > LARGEST:
            raise forms.ValidationError(
                f"Choose a file of at most {LARGEST:,} bytes. This one has {file.size:,}."
            )
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError(
                "Save the file as UTF-8 text and choose it again: this one holds other bytes."
            ) from error
        if clean(text) != text.replace("\r\n", "\n").replace("\r", "\n"):
            raise forms.ValidationError(
                "Choose a file of plain text: this one holds characters that no guide can show."
            )
        return text

    def clean(self) -> dict:
        values = super().clean()
        if not self.errors and not values.get("file") and not values.get("text", "").strip():
            self.add_error("text", "Choose a file or paste the text of a guide.")
        return values

    @property
    def given(self) -> str:
        """What was given: the file, or else the text."""
        return self.cleaned_data["file"] or self.cleaned_data["text"]

    def as_text(self) -> "NewGuideForm":
        """The same with what was given as text, to be mended on the page."""
        form = NewGuideForm({"text": self.given})
        form.full_clean()
        return form


class SubmitDraftForm(forms.Form):
    note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        label="What changed, and why",
        help_text="The approver reads this first; it stays with the version.",
        error_messages={"required": "Say what changed and why."},
    )


class ReturnDraftForm(forms.Form):
    review_note = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 4}),
        label="What has to change",
        help_text="The editor sees this on the draft.",
        error_messages={"required": "Say what has to change before you return it."},
    )


class SeenForm(forms.Form):
    """`seen` is the hash of the definition that the approver read."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)


class CompareVersionsForm(forms.Form):
    """`?from=1&to=2`: two version numbers."""

    to = forms.IntegerField(min_value=1, max_value=2_000_000_000)

    def __init__(self, data: QueryDict):
        super().__init__(data)
        self.fields["from"] = forms.IntegerField(min_value=1, max_value=2_000_000_000)

    @property
    def numbers(self) -> tuple[int, int] | None:
        """The two numbers; None where they cannot be read."""
        return (self.cleaned_data["from"], self.cleaned_data["to"]) if self.is_valid() else None
