"""What is typed about a contact."""

import re
from collections.abc import Mapping

from django import forms
from django.db.models import QuerySet

from policies.directory.models import Contact, Unit
from policies.directory.opening import DAY_NAMES, days_words
from policies.library.citing import CitingForm, ShortIds
from policies.roles.models import JobRole, PolicySet
from portal.forms import Lines, LockedForm, Text

_NUMBER = re.compile(r"\+?[\d ()./-]*\d[\d ()./-]*")


class ReportForm(forms.Form):
    what = Text(
        label="What is wrong?",
        rows=4,
        max_length=2000,
        help_text="Such as: nobody answers, it is another office, the address comes back.",
        error_messages={
            "max_length": "Shorten this to %(limit_value)d characters. It has %(show_value)d now."
        },
        missing="Say what is wrong.",
    )


def _clock_field(label: str) -> forms.TimeField:
    return forms.TimeField(
        label=label,
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": "Enter a time such as 09:00."},
    )


class ContactForm(LockedForm):
    name = Text(label="Name", max_length=200, missing="Enter the name of the contact.")
    purpose = Text(
        label="What to call about",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        missing="Say what to call about, in a few words.",
    )
    phone = Text(label="Number (optional)", max_length=40, required=False)
    through = forms.ModelChoiceField(
        Contact.objects.none(),
        label="Whose number is it reached by? (optional)",
        required=False,
        empty_label="It has a number of its own, or none",
        help_text="Instead of typing a number a second time.",
        error_messages={"invalid_choice": "Choose one of the contacts that have a number."},
    )
    email = forms.EmailField(
        label="E-mail (optional)",
        required=False,
        error_messages={"invalid": "Enter an e-mail address such as name@example.org."},
    )
    web = Text(label="Page or form (optional)", max_length=200, required=False)
    hours = Text(
        label="Hours as the document prints them (optional)",
        max_length=200,
        required=False,
        help_text="Leave it empty where it prints none.",
    )
    opens = _clock_field("Opens (optional)")
    closes = _clock_field("Closes (optional)")
    open_days = forms.TypedMultipleChoiceField(
        label="Open on (optional)",
        coerce=int,
        required=False,
        choices=list(enumerate(DAY_NAMES)),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the days shown."},
    )
    job_role = forms.ModelChoiceField(
        JobRole.objects.none(),
        required=False,
        label="Stands for a job (optional)",
        help_text="Without a number, staff are shown who holds this job in their area.",
        empty_label="None",
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), required=False, label="Unit (optional)", empty_label="None"
    )
    deputy = forms.ModelChoiceField(
        Contact.objects.none(),
        required=False,
        label="Who stands in (optional)",
        empty_label="Nobody",
    )
    former_names = Lines(
        longest=200,
        label="Former names (optional)",
        help_text="One a line. Documents may still print them, and a search finds them. "
        "A name that is changed here joins them.",
    )
    note = Text(rows=3, required=False, max_length=2000, label="Note (optional)")
    policy_sets = forms.ModelMultipleChoiceField(
        PolicySet.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        label="Who may ring",
        error_messages={"required": "Choose at least one group of staff who may ring."},
    )

    def __init__(self, *args, contact: Contact | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["job_role"].queryset = JobRole.objects.order_by("title")
        self.fields["unit"].queryset = Unit.objects.all()
        others = Contact.objects.defer("search")
        others = others.exclude(pk=contact.pk) if contact else others
        read = list(others)
        self._offer("deputy", others, read)
        self._offer("through", others.exclude(phone=""), [one for one in read if one.phone])
        self.fields["policy_sets"].queryset = PolicySet.objects.all()

    def _offer(self, name: str, rows: QuerySet, read: list[Contact]) -> None:
        """Let the field take one of `rows`, which are `read`: fields that choose alike ask once."""
        field = self.fields[name]
        field.queryset = rows
        field.choices = [("", field.empty_label), *((one.pk, one.name) for one in read)]

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        if phone and not _NUMBER.fullmatch(phone):
            raise forms.ValidationError("Enter digits, such as 9096 0779 or +61 3 9096 0779.")
        return phone

    def against(self, theirs: Mapping[str, object]) -> list[dict[str, str]]:
        """As LockedForm does it, with the days by name."""
        both = super().against(theirs)
        for one in both:
            if one["label"] == "Open on":
                days = (theirs["open_days"], self.cleaned_data["open_days"])
                one["theirs"], one["mine"] = (days_words(some) or "(empty)" for some in days)
        return both


class ContactClausesForm(CitingForm):
    clauses = ShortIds(
        rows=6,
        label="Clauses that name it",
        help_text="Short ids such as yj-069, one a line: the end of a clause’s address.",
    )


def contact_initial(contact: Contact) -> dict[str, object]:
    """A contact as the form shows it."""
    names = [name for name in ContactForm.base_fields if name != "policy_sets"]
    return {name: getattr(contact, name) for name in names} | {
        "policy_sets": list(contact.policy_sets.all())
    }
