"""What a reader may ask of the library."""

from django import forms


class OnDateForm(forms.Form):
    """`?on=YYYY-MM-DD`: the text as it stood on that day."""

    on = forms.DateField(
        required=False,
        label="Read it as at",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Enter a date such as 2026-03-14."},
    )


class CompareForm(forms.Form):
    """`?from=1&to=2`: two version numbers."""

    to = forms.IntegerField(min_value=1, error_messages={"invalid": "Enter a version's number."})

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["from"] = forms.IntegerField(
            min_value=1, error_messages={"invalid": "Enter a version's number."}
        )
