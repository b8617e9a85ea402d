"""What people type into a consultation. Every text is looked through for identifiers."""

import dataclasses
import re
from collections.abc import Iterable
from uuid import UUID, uuid4

from django import forms

from policies.consultations.actions import Asked
from policies.consultations.kinds import result_word
from policies.consultations.models import Decision, Kind
from policies.directory.models import Contact
from portal import identifiers

MOST_CHARACTERS = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CASE_REFERENCE = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9/-]{0,19}")
_NAME_LENGTH = re.compile(r"[A-Za-z]{5,}")


def published_numbers() -> Iterable[str]:
    """The telephone numbers that the portal prints itself; they identify no client."""
    return Contact.objects.exclude(phone="").values_list("phone", flat=True)


class PlainText(forms.CharField):
    """Text without control characters, of a length a record can keep, that identifies nobody.

    Too long a text is refused here and not cut by the browser, which would lose the end of it.
    """

    def __init__(self, *, what: str, most: int = MOST_CHARACTERS, **kwargs):
        self.what = what
        self.most = most
        super().__init__(**kwargs)

    def to_python(self, value: object) -> str:
        text = str(value or "").replace("\r\n", "\n").replace("\r", "\n")
        return super().to_python(_CONTROL.sub("", text))

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(
                f"Shorten {self.what}: it has {len(value):,} characters, and a record keeps up to "
                f"{self.most:,}. Nothing you typed is lost."
            )
        found = identifiers.find(value, published_numbers)
        if found:
            raise forms.ValidationError([_refusal(one, self.what) for one in found])


def _refusal(found: identifiers.Identifier, what: str) -> str:
    article = "an" if found.kind[0] in "aeio" else "a"
    shown = found.found if len(found.found) <= 60 else f"{found.found[:60]}…"
    return f"Take “{shown}” out of {what}: it looks like {article} {found.kind}. {found.instead}"


def _area(rows: int = 6) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class FormKey(forms.UUIDField):
    """The number of a form; one that lost its number gets a new one."""

    def to_python(self, value: object) -> UUID:
        try:
            return super().to_python(value) or uuid4()
        except forms.ValidationError:
            return uuid4()


class AskForm(forms.Form):
    """A question as a draft or to submit; `form_key` makes a second submit find the first.

    A draft needs no more than a topic.
    """

    topic = PlainText(
        what="the topic",
        most=200,
        help_text="A few words that say what it is about.",
        error_messages={"required": "Write the topic in a few words."},
    )
    question = PlainText(
        what="your question",
        widget=_area(9),
        help_text=(
            "What happened, what you would like to do, and which ways you see. Leave out names, "
            "addresses, numbers and profiles: the case reference says which case it is."
        ),
        error_messages={"required": "Write your question."},
    )
    case_reference = PlainText(
        what="the case reference",
        label="Case reference (optional)",
        most=20,
        required=False,
        help_text=(
            "The code of the case, such as YJ-4471. Never a name: this record is kept for decades "
            "and read by people who do not know the young person."
        ),
    )
    urgent = forms.BooleanField(
        label="Urgent: I need the answer by the end of the next working day",
        required=False,
    )
    form_key = FormKey(widget=forms.HiddenInput, initial=uuid4, required=False)

    def __init__(self, *args, submitting: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.submitting = submitting
        self.fields["question"].required = submitting

    @property
    def asked(self) -> Asked:
        """What the person wrote; of a valid form."""
        names = {field.name for field in dataclasses.fields(Asked)} & set(self.cleaned_data)
        return Asked(**{name: self.cleaned_data[name] for name in names})

    def clean_case_reference(self) -> str:
        reference = self.cleaned_data["case_reference"]
        if reference and not _CASE_REFERENCE.fullmatch(reference):
            raise forms.ValidationError(
                "Write the code of the case only: letters, digits, - and /, with at least one "
                "digit, up to 20 characters, such as YJ-4471."
            )
        if _NAME_LENGTH.search(reference):
            raise forms.ValidationError(
                "Write the code without words: it looks as if it holds a name. A code such as "
                "YJ-4471 has at most four letters in a row."
            )
        return reference


class EditForm(AskForm):
    """A draft again; `revision` is the one the person saw."""

    form_key = None
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class StepForm(forms.Form):
    """A step without words."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class AskMoreForm(StepForm):
    text = PlainText(
        what="your text",
        label="What do you need to know?",
        widget=_area(),
        help_text="The time limit stands still until the reply.",
        error_messages={"required": "Write what you need to know."},
    )


class ReplyForm(StepForm):
    text = PlainText(
        what="your reply",
        label="Your reply",
        widget=_area(),
        help_text="No names, addresses, numbers or profiles.",
        error_messages={"required": "Write your reply."},
    )


class CloseForm(StepForm):
    text = PlainText(
        what="your text",
        label="What came of it (optional)",
        required=False,
        widget=_area(4),
        help_text="What was done, for whoever reads this record later.",
    )


class WithdrawForm(StepForm):
    text = PlainText(
        what="your reason",
        label="Why you withdraw it (optional)",
        required=False,
        widget=_area(4),
    )


class DecideForm(StepForm):
    """`next_up` names whom the record would be referred up to; without it nobody is next."""

    result = forms.ChoiceField(
        label="Your decision",
        choices=Decision.Result.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a decision.",
            "invalid_choice": "Choose one of the decisions shown.",
        },
    )
    conditions = PlainText(
        what="the conditions",
        label="Conditions",
        required=False,
        widget=_area(4),
        help_text="Only for a decision with conditions: what has to hold or be done.",
    )
    reasons = PlainText(
        what="your reasons",
        label="Reasons",
        widget=_area(),
        help_text="Why, resting on the clauses and on what you were told.",
        error_messages={"required": "Write the reasons for your decision."},
    )

    def __init__(self, *args, next_up: str = "", kind: str = Kind.ADVICE, **kwargs):
        super().__init__(*args, **kwargs)
        self.next_up = next_up
        up = f"Refer up to {next_up}" if next_up else ""
        self.fields["result"].choices = [
            (value, up if value == Decision.Result.REFERRED_UP else result_word(kind, value))
            for value in Decision.Result
            if next_up or value != Decision.Result.REFERRED_UP
        ]
        if not next_up:
            self.fields[
                "result"
            ].help_text = "You cannot refer it up: nobody comes after you on its route."

    def clean(self) -> dict:
        cleaned = super().clean()
        result = cleaned.get("result")
        if "conditions" not in cleaned:
            return cleaned
        if result == Decision.Result.CONDITIONS and not cleaned["conditions"]:
            self.add_error("conditions", "Say what the conditions are.")
        if result and result != Decision.Result.CONDITIONS and cleaned["conditions"]:
            self.add_error(
                "conditions",
                "Choose the decision with conditions, or take the conditions out.",
            )
        return cleaned


FORMS: dict[str, type[StepForm]] = {
    "ask": AskMoreForm,
    "reply": ReplyForm,
    "decide": DecideForm,
    "close": CloseForm,
    "withdraw": WithdrawForm,
}


def form_of(action: str) -> type[StepForm]:
    """The form of a step."""
    return FORMS.get(action, StepForm)
