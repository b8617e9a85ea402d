"""What owners type about words. Field names are the models' field names; errors say what to do."""

import re

from django import forms

from policies.library.markup import clean


class CleanText(forms.CharField):
    """Text without the control characters that come along when people paste from other programs."""

    def to_python(self, value: object) -> str:
        return super().to_python(clean(value) if isinstance(value, str) else value)


class LinesField(CleanText):
    """Words or phrases, one a line; commas part them as well."""

    widget = forms.Textarea(attrs={"rows": 6})

    def clean(self, value: object) -> list[str]:
        text = super().clean(value)
        return [line for part in re.split(r"[\n,;]", text) if (line := part.strip())]


class SynonymForm(forms.Form):
    """`revision` says which text of the entry the person saw."""

    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    word = CleanText(
        label="What people type",
        help_text="One word or a few, such as “kid” or “friend request”.",
        error_messages={"required": "Enter the word that people type."},
    )
    means = LinesField(
        label="What the documents say for it",
        help_text="One word or phrase a line. A search for the word looks for these as well.",
        error_messages={"required": "Enter at least one word or phrase of the documents."},
    )


class WordsForm(forms.Form):
    """`seen` says which words the person saw."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    people_say = LinesField(
        required=False,
        label="Words people use",
        help_text="One word or phrase a line, as staff would type it.",
    )
