"""Saying that somebody is away. Field names are the model's; errors say what to do."""

from django import forms

from portal.models import User

_DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y"]


def _day(label: str, help_text: str = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        input_formats=_DAYS,
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": f"Choose the {label.lower()}.",
            "invalid": f"Write the {label.lower()} like 14/03/2026.",
        },
    )


class AbsenceForm(forms.Form):
    """`people` are those it can be said of, `deputies` those who could answer for them."""

    person = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Who is away?",
        empty_label=None,
        error_messages={"invalid_choice": "Choose yourself or somebody of your team."},
    )
    first = _day("First day away")
    last = _day("Last day away")
    deputy = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label="Who answers in the meantime? (optional)",
        required=False,
        empty_label="Nobody: whoever is next gets it",
        help_text="New questions go to this person. What you have already stays with you until it is handed over.",
        error_messages={"invalid_choice": "Choose somebody from the list."},
    )

    def __init__(self, *args, people: list[User], deputies, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = User.objects.filter(pk__in=[p.pk for p in people])
        self.fields["person"].choices = [(person.pk, person.name) for person in people]
        self.fields["deputy"].queryset = deputies
        if len(people) == 1:
            self.fields["person"].widget = forms.HiddenInput()
