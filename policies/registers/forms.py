"""What people type into the registers. Field names are columns of the models; errors say what to do."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import QueryDict
from django.utils import timezone

from policies.library.markup import clean
from policies.registers.books import ACCOUNTS, POSTS, REPRESENTATIVES, Book
from policies.registers.models import OfficialAccount, Representative
from policies.registers.presenters import Place
from policies.roles.models import PolicySet
from portal.models import LockedModel

DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y"]
MOMENTS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M"]
LONGEST_TEXT = 10_000


class Line(forms.CharField):
    """One line of at most `most` characters; too long a one is refused, not cut."""

    def __init__(self, *, most: int, missing: str = "", **kwargs):
        self.most = most
        kwargs.setdefault("required", bool(missing))
        super().__init__(error_messages={"required": missing}, **kwargs)

    def to_python(self, value: object) -> str:
        return " ".join(super().to_python(clean(str(value or ""))).split())

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(
                f"Shorten this to {self.most:,} characters. It has {len(value):,} now."
            )


class Text(Line):
    """The same over several lines."""

    widget = forms.Textarea(attrs={"rows": 4})

    def to_python(self, value: object) -> str:
        return forms.CharField.to_python(self, clean(str(value or "")))


def day_field(label: str, *, required: bool = True, **kwargs: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DAYS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": "Enter a day, such as 14/03/2026.",
            "invalid": "Enter a day such as 14/03/2026.",
        },
        **kwargs,
    )


def _pick(label: str, what: str, **kwargs: Any) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        None,
        label=label,
        empty_label="Choose one",
        error_messages={name: f"Choose {what}." for name in ("required", "invalid_choice")},
        **kwargs,
    )


class EntryForm(forms.Form):
    """`revision` is the one the person saw; 0 for a new entry."""

    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args, sets: list[PolicySet], place: Place, **kwargs):
        super().__init__(*args, **kwargs)
        self.place = place
        if "policy_set" in self.fields:
            pks = [policy_set.pk for policy_set in sets]
            self.fields["policy_set"].queryset = PolicySet.objects.filter(pk__in=pks)

    @property
    def values(self) -> dict[str, Any]:
        """What the columns of the entry get."""
        return {name: v for name, v in self.cleaned_data.items() if name != "revision"}

    @classmethod
    def initial_of(cls, entry: LockedModel) -> dict[str, Any]:
        return {name: getattr(entry, name, "") for name in cls.base_fields}


class RepresentativeForm(EntryForm):
    name = Line(label="Name", most=200, missing="Enter the person’s name.")
    job_title = Line(label="Job title", most=200, missing="Enter the person’s job title.")
    subject = Line(
        label="May speak about",
        most=300,
        help_text="The matters within their area of expertise and authority.",
        missing="Enter what the person may speak about.",
    )
    starts = day_field("From which day?")
    ends = day_field("Until which day? (optional)", required=False, help_text="The last day.")
    policy_set = _pick("Staff group", "a staff group")
    record_number = Line(
        label="Record number (optional)", most=60, help_text="Of the approval, in your records."
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", "Choose a last day that is not before the first.")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        starts, ends = values.pop("starts"), values.pop("ends")
        return values | {"held": DateRange(starts, ends + timedelta(days=1) if ends else None)}

    @classmethod
    def initial_of(cls, entry: Representative) -> dict[str, Any]:
        upper = entry.held.upper
        ends = upper - timedelta(days=1) if upper else None
        return super().initial_of(entry) | {"starts": entry.held.lower, "ends": ends}


class AccountForm(EntryForm):
    platform = Line(
        label="Platform",
        most=100,
        help_text="Such as Facebook, YouTube or the department’s website.",
        missing="Enter the platform.",
    )
    name = Line(label="Name of the account, page or site", most=200, missing="Enter its name.")
    address = Line(
        label="Address", most=300, help_text="As in the browser.", missing="Enter its address."
    )
    purpose = Line(label="What it is for", most=300, missing="Enter what it is for.")
    holder = Line(
        label="Who answers for it",
        most=200,
        help_text="A job title, not a name.",
        missing="Enter the job title of whoever answers for it.",
    )
    opened_on = day_field("Opened on")
    policy_set = _pick("Staff group", "a staff group")
    record_number = Line(
        label="Record number (optional)", most=60, help_text="Of the approval, in your records."
    )


class PostForm(EntryForm):
    account = _pick("Account", "an account", help_text="As among the official accounts.")
    what = Text(
        label="What was posted",
        most=LONGEST_TEXT,
        help_text="Its words, or what it said in short. Leave out clients’ names.",
        missing="Enter what was posted.",
    )
    posted_at = forms.DateTimeField(
        label="When",
        input_formats=MOMENTS,
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        help_text="On your own clock.",
        error_messages={
            "required": "Enter when it was posted.",
            "invalid": "Enter day and time such as 14/03/2026 16:30.",
        },
    )
    where = Line(label="Where", most=300, help_text="Its address.", missing="Enter its address.")
    by_name = Line(label="By whom", most=200, missing="Enter who posted it.")
    classification = Line(
        label="Classification",
        most=100,
        help_text="As your organisation’s procedures for records classify it.",
        missing="Enter how it is classified.",
    )
    approval = Line(
        label="Approval (optional)", most=100, help_text="Who approved it, or which record."
    )
    record_number = Line(
        label="Record number (optional)", most=60, help_text="Where the record is kept."
    )

    def __init__(self, *args, sets: list[PolicySet], place: Place, **kwargs):
        super().__init__(*args, sets=sets, place=place, **kwargs)
        pks = [policy_set.pk for policy_set in sets]
        self.fields["account"].queryset = OfficialAccount.objects.filter(policy_set__in=pks)

        posted = self.initial.get("posted_at")
        if posted:
            self.initial["posted_at"] = timezone.make_naive(posted, place.zone)

    def full_clean(self) -> None:
        """People type the time on their own clock."""
        with timezone.override(self.place.zone):
            super().full_clean()

    def clean_posted_at(self) -> datetime:
        posted = self.cleaned_data["posted_at"]
        if posted > timezone.now():
            raise forms.ValidationError("Enter a time that has passed.")
        return posted


class RevokeForm(forms.Form):
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    revoked_on = day_field("From which day?", help_text="From then on they may not speak.")
    revoked_because = Text(
        label="Why", most=2000, missing="Enter why the authorisation is revoked."
    )


class CloseForm(forms.Form):
    revision = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    closed_on = day_field("From which day?", help_text="The first day on which it is not in use.")


FORMS = {REPRESENTATIVES.key: RepresentativeForm, ACCOUNTS.key: AccountForm, POSTS.key: PostForm}
ENDINGS = {REPRESENTATIVES.key: RevokeForm, ACCOUNTS.key: CloseForm}


class FilterForm(forms.Form):
    """How a list is narrowed; every field may stay empty. The address carries it, so it can be shared."""

    q = Line(label="Words", most=200)
    show = forms.ChoiceField(label="Show", required=False)
    set = forms.ModelChoiceField(
        None, label="Staff group", required=False, to_field_name="code", empty_label="All"
    )
    account = forms.ModelChoiceField(None, label="Account", required=False, empty_label="All")
    since = day_field("From", required=False)
    until = day_field("Until", required=False)

    def __init__(self, book: Book, sets: list[PolicySet], data: QueryDict):
        super().__init__(data)
        pks = [policy_set.pk for policy_set in sets]
        self.fields["show"].choices = [(c.key, c.label) for c in book.choices]
        self.fields["set"].queryset = PolicySet.objects.filter(pk__in=pks)
        self.fields["account"].queryset = OfficialAccount.objects.filter(policy_set__in=pks)
        unused = {"show"} if book == POSTS else {"account", "since", "until"}
        if len(sets) < 2:
            unused.add("set")
        for name in unused:
            del self.fields[name]
