"""What people type beside the steps of the table: entries, countersignatures, handing over, views."""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from django import forms
from django.utils import timezone

from policies.consultations import actions
from policies.consultations.forms import FormKey, PlainText, StepForm
from policies.consultations.models import Advice
from policies.roles.models import Appointment
from portal.models import User

NOBODY = [("", "Nobody")]


def person_label(job: Appointment) -> str:
    return f"{job.job_role.title}, {job.user.name}, {job.team.name}"


class EntryForm(StepForm):
    """Advice; `people` are those who may be asked to countersign."""

    text = PlainText(
        what="your advice",
        label="Your advice",
        widget=forms.Textarea(attrs={"rows": 9}),
        help_text="What you advise and why. It stays as you write it; corrections are new entries.",
        error_messages={"required": "Write your advice."},
    )
    given_on = forms.DateField(
        label="Day it was given, if that was not today (optional)",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="For advice given by phone or in person before it was written down.",
        error_messages={"invalid": "Write the day as in 2026-03-14."},
    )
    how = forms.ChoiceField(
        label="How it was given",
        choices=Advice.How.choices,
        required=False,
        error_messages={"invalid_choice": "Choose one of the ways shown."},
    )
    late_because = PlainText(
        what="the reason",
        most=300,
        label="Why it is written down later (needed where the day was not today)",
        required=False,
    )
    countersigner = forms.ChoiceField(
        label="Ask somebody to countersign (optional)",
        required=False,
        help_text="They may read this record for it, and say whether they agree.",
        error_messages={"invalid_choice": "Choose one of the people shown."},
    )

    def __init__(self, *args, people: Iterable[Appointment] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(job.user_id): job for job in people}
        field = self.fields["countersigner"]
        field.choices = [*NOBODY, *((key, person_label(job)) for key, job in self.people.items())]
        if not self.people:
            del self.fields["countersigner"]

    def clean_given_on(self) -> date | None:
        day = self.cleaned_data["given_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError("Choose today or a day before.")
        if day and day < actions.EARLIEST:
            raise forms.ValidationError("Check the year.")
        return day

    def clean_countersigner(self) -> User | None:
        chosen = self.people.get(self.cleaned_data["countersigner"])
        return chosen.user if chosen else None

    def clean(self) -> dict:
        cleaned = super().clean()
        day = cleaned.get("given_on")
        late = day is not None and day < timezone.localdate()
        if late and "late_because" in cleaned and not cleaned["late_because"]:
            self.add_error("late_because", "Say why it is written down later than it was given.")
        return cleaned

    @property
    def entry(self) -> actions.Entry:
        """Of a valid form."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "revision"}
        return actions.Entry(**said)


class CountersignForm(StepForm):
    agrees = forms.TypedChoiceField(
        label="Do you agree with this advice?",
        choices=[("yes", "I agree"), ("no", "I disagree")],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whether you agree.",
            "invalid_choice": "Choose whether you agree.",
        },
    )
    text = PlainText(
        what="your text",
        label="What you have to say (needed where you disagree)",
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("agrees") is False and "text" in cleaned and not cleaned["text"]:
            self.add_error("text", "Write why you disagree.")
        return cleaned


class ReopenForm(forms.Form):
    question = PlainText(
        what="your question",
        label="Why it is taken up again",
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=(
            "What has happened since, and what you would like to do. No names, addresses, numbers "
            "or profiles."
        ),
        error_messages={"required": "Write why it is taken up again."},
    )
    urgent = forms.BooleanField(label="Urgent", required=False)
    form_key = FormKey(widget=forms.HiddenInput, initial=uuid4, required=False)


class HandOverForm(forms.Form):
    """Giving records to somebody else; `people` are those who could take at least one of them."""

    to = forms.ChoiceField(
        label="Who gets it",
        error_messages={
            "required": "Choose who gets it.",
            "invalid_choice": "Choose one of the people shown.",
        },
    )
    reason = PlainText(
        what="the reason",
        most=500,
        label="Why",
        help_text="Stands in the history of each record, such as “Priya is on leave until Monday”.",
        error_messages={"required": "Say why it is given to somebody else."},
    )

    def __init__(self, *args, people: Iterable[Appointment] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {str(job.user_id): job for job in people}
        self.fields["to"].choices = [
            ("", "Choose somebody"),
            *((key, person_label(job)) for key, job in self.people.items()),
        ]

    @property
    def taker(self) -> User:
        """Of a valid form."""
        return self.people[self.cleaned_data["to"]].user


class SaveViewForm(forms.Form):
    name = PlainText(
        what="the name",
        most=80,
        label="Name",
        error_messages={"required": "Give the view a name."},
    )
