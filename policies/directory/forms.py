"""What people type about contacts. Field names are columns of the models; errors say what to do."""

import re
from typing import Any

from django import forms

from policies.directory.models import Contact
from policies.directory.opening import DAY_NAMES
from policies.library.markup import clean

_NUMBER = re.compile(r"\+?[\d ()./-]*\d[\d ()./-]*")


class Plain(forms.CharField):
    """Text without control characters, of at most `most`; too long a one is refused, not cut."""

    def __init__(self, *, most: int, missing: str = "", **kwargs):
        self.most = most
        super().__init__(required=bool(missing), error_messages={"required": missing}, **kwargs)

    def to_python(self, value: object) -> str:
        return super().to_python(clean(str(value or "")))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(
                f"Shorten this to {self.most:,} characters. It has {len(value):,} now."
            )


class ReportForm(forms.Form):
    what = Plain(
        label="What is wrong?",
        most=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Such as: nobody answers, it is another office, the address comes back.",
        missing="Say what is wrong.",
    )


class ContactForm(forms.Form):
    """`seen` is the seal of the contact as the person saw it."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    name = Plain(
        label="Name",
        most=200,
        help_text="The name it had stays among its former names.",
        missing="Enter the name.",
    )
    purpose = Plain(
        label="What to call about",
        most=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        missing="Enter what to call about.",
    )
    phone = Plain(label="Telephone (optional)", most=40)
    through = forms.ModelChoiceField(
        None,
        label="Whose number is it reached by?",
        required=False,
        empty_label="It has a number of its own, or none",
        help_text="Instead of typing a number a second time.",
        error_messages={"invalid_choice": "Choose one of the contacts that have a number."},
    )
    email = forms.EmailField(
        label="E-mail (optional)",
        required=False,
        error_messages={"invalid": "Enter an address such as name@example.org."},
    )
    web = Plain(label="Web address (optional)", most=200)
    hours = Plain(
        label="Hours as the document prints them (optional)",
        most=200,
        help_text="Leave it empty where it prints none.",
    )
    opens = forms.TimeField(label="Opens (optional)", required=False)
    closes = forms.TimeField(label="Closes (optional)", required=False)
    open_days = forms.TypedMultipleChoiceField(
        label="Open on",
        coerce=int,
        required=False,
        choices=list(enumerate(DAY_NAMES)),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choose from the days shown."},
    )
    former_names = Plain(
        label="Former names (optional)",
        most=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One a line. A search finds them.",
    )
    note = Plain(label="Note (optional)", most=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, contact: Contact, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.contact = contact
        others = Contact.objects.exclude(phone="").exclude(pk=contact.pk).defer("search")
        self.fields["through"].queryset = others
        for name in ("opens", "closes"):
            field = self.fields[name]
            field.widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
            field.error_messages["invalid"] = "Enter a time such as 09:00."

    def clean_phone(self) -> str:
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and not _NUMBER.fullmatch(phone):
            raise forms.ValidationError("Enter digits, such as 9096 0779 or +61 3 9096 0779.")
        if not phone and self.contact.reaches.exists():
            raise forms.ValidationError("Others are reached by this number. Change those first.")
        return phone

    def clean_former_names(self) -> list[str]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["former_names"].split("\n"))
        names = list(dict.fromkeys(line for line in lines if line))
        if any(len(name) > 200 for name in names):
            raise forms.ValidationError("Shorten each name to 200 characters.")
        return names

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("phone") and cleaned.get("through"):
            self.add_error("through", "Give its own number, or whose number it is: not both.")
        ways = ("phone", "through", "email", "web", "note")
        if not self.errors and not any(cleaned[w] for w in ways) and not self.contact.job_role_id:
            self.add_error("phone", "Give a number, an address, or a note that says how.")
        self._check_hours(cleaned)
        return cleaned

    def _check_hours(self, cleaned: dict) -> None:
        if self.errors:
            return
        opens, closes, days = cleaned["opens"], cleaned["closes"], cleaned["open_days"]
        if not (opens or closes or days):
            return
        if not (opens and closes and days):
            self.add_error("opens", "Give the opening, the closing and the days, or none of them.")
        elif opens >= closes:
            self.add_error("closes", "Choose a closing after the opening.")
        elif self.contact.unit_id is None:
            self.add_error("opens", "It belongs to no unit, so nobody knows on which clock.")

    @property
    def values(self) -> dict[str, Any]:
        """What the columns of the contact get."""
        values = {name: v for name, v in self.cleaned_data.items() if name != "seen"}
        through = values.pop("through")
        return values | {"through_id": through.pk if through else None}

    @staticmethod
    def initial_of(contact: Contact, seen: str) -> dict[str, Any]:
        names = ("name", "purpose", "phone", "through", "email", "web", "hours", "note")
        return {name: getattr(contact, name) for name in (*names, "opens", "closes")} | {
            "seen": seen,
            "open_days": contact.open_days,
            "former_names": "\n".join(contact.former_names),
        }
