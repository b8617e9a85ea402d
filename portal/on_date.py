"""`?on=2026-03-14`: a page as at a day."""

from datetime import date, datetime, time

from django import forms
from django.utils import timezone


def end_of(day: date) -> datetime:
    """The last moment of `day`, here: what stood then is what stood on that day."""
    return timezone.make_aware(datetime.combine(day, time.max))


class OnDateForm(forms.Form):
    """`?on=YYYY-MM-DD`: what stood on that day."""

    on = forms.DateField(
        required=False,
        label="Read it as at a date",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "form-control"}),
        error_messages={"invalid": "Enter a date such as 2026-03-14."},
    )

    @property
    def typed(self) -> str:
        """What the field shows: the day, or what was given in its place."""
        return self.day.isoformat() if self.day else self.data.get("on", "")

    @property
    def day(self) -> date | None:
        """The day asked for; None where there is none that can be read."""
        return self.cleaned_data.get("on") if self.is_valid() else None
