"""The forms of a version's steps, and of what is said about it on its way."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from policies.drafting.actions.wording import BODY_LIMIT
from policies.drafting.forms import DATE_FORMATS, CleanText
from policies.library.models import PolicyVersion


class DayField(forms.DateField):
    """A day from today on, typed or picked."""

    def __init__(self, *, missing: str = "", **kwargs):
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=DATE_FORMATS, **kwargs)
        self.error_messages["required"] = missing
        self.error_messages["invalid"] = "Enter a date such as 14/03/2026."

    def clean(self, value: object):
        day = super().clean(value)
        if day and day < timezone.localdate():
            raise ValidationError("Choose today or a later day.")
        return day


class SubmitForm(forms.Form):
    note = CleanText(
        rows=4,
        missing="Say what changed and why.",
        shorten="Shorten the note",
        label="What changed, and why",
        help_text="Readers see this with the new version.",
    )
    change_class = forms.ChoiceField(
        choices=PolicyVersion.ChangeClass.choices,
        widget=forms.RadioSelect,
        label="What kind of change is it?",
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choose whether the change is material or minor."
        ),
    )
    effective_from = DayField(
        required=False,
        label="Wanted from (optional)",
        help_text="The day you would like it to come into force. The approver decides.",
    )


class ApproveForm(forms.Form):
    """`content_hash` says which text the approver read."""

    content_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReturnForm(forms.Form):
    """With open comments on the version, which say what has to change, the note may be left out."""

    review_note = CleanText(
        rows=4,
        missing="Say what has to change before you return it.",
        shorten="Shorten the note",
        label="What has to change",
        help_text="The editor sees this on the draft, with the comments that are open.",
    )

    def __init__(self, *args, open_comments: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        if open_comments:
            self.fields["review_note"].required = False
            self.fields["review_note"].label += " (optional)"


class TakeBackForm(forms.Form):
    review_note = CleanText(
        rows=3,
        missing="Say why you take this version back.",
        shorten="Shorten the reason",
        label="Why do you take it back?",
    )


class PublishForm(forms.Form):
    effective_from = DayField(
        missing="Enter the day on which it comes into force.",
        label="In force from",
        help_text="Today, or a later day: it is then published on that day by itself.",
    )


class AtOnceForm(forms.Form):
    """Publishing in an emergency; `note` and `change_class` are what a submission would say."""

    emergency_reason = CleanText(
        rows=3,
        missing="Say why it cannot wait for a second person.",
        shorten="Shorten the reason",
        label="Why can it not wait?",
        help_text="Kept with the version. Whoever reads it after the fact sees it.",
    )
    note = CleanText(
        rows=3,
        missing="Say what changed and why.",
        shorten="Shorten the note",
        label="What changed, and why",
        help_text="Readers see this with the new version.",
    )
    change_class = forms.ChoiceField(
        choices=PolicyVersion.ChangeClass.choices,
        widget=forms.RadioSelect,
        label="What kind of change is it?",
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choose whether the change is material or minor."
        ),
    )


class ReadAfterForm(forms.Form):
    """What a second person says after the fact: that it stands, or what has to change."""

    outcome = forms.ChoiceField(
        choices=[
            ("stands", "It stands as it is"),
            ("mend", "It has to be mended: the editors get a draft with your note"),
        ],
        widget=forms.RadioSelect,
        label="What do you say after reading it?",
        error_messages=dict.fromkeys(
            ("required", "invalid_choice"), "Choose whether it stands or has to be mended."
        ),
    )
    review_note = CleanText(
        required=False,
        rows=3,
        shorten="Shorten the note",
        label="What has to change (only if it has to be mended)",
    )

    def clean(self) -> dict:
        values = super().clean()
        if values.get("outcome") == "mend" and not values.get("review_note"):
            self.add_error("review_note", "Say what has to change.")
        return values


class WithdrawForm(forms.Form):
    withdrawn_reason = CleanText(
        rows=4,
        missing="Say why it is withdrawn: staff read this in its place.",
        shorten="Shorten the reason",
        label="Why is it withdrawn, and what do staff do meanwhile?",
        help_text="Staff read this in its place.",
    )


class CommentForm(forms.Form):
    """A comment; `quote` holds words of the clause that it is about."""

    quote = CleanText(
        required=False,
        rows=2,
        limit=BODY_LIMIT,
        shorten="Shorten the quote",
        label="Which words is it about? (optional)",
        help_text="Copy them from the clause above.",
    )
    text = CleanText(
        rows=4,
        missing="Write what you want to say about it.",
        shorten="Shorten the comment",
        label="Your comment",
    )


class AnswerForm(forms.Form):
    text = CleanText(
        rows=3,
        missing="Write your answer.",
        shorten="Shorten the answer",
        label="Your answer",
    )
