"""The form of a type: what it asks for, and rows for documents. No script is needed for any of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from policies.consultations import asks
from policies.consultations.asks import Ask, Document
from policies.consultations.forms import AskForm, EditForm, PlainText
from policies.consultations.models import Consultation, ConsultationType, Kind
from portal import identifiers

ROWS, MOST_ROWS = 3, 20
_RECORD_NUMBER = re.compile(r"(?=.*\d)[A-Za-z0-9][A-Za-z0-9 ./:-]*")
_DAYS = ["%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y", "%d.%m.%Y"]
_QUESTIONS = {
    Kind.APPROVAL: (
        "What you ask for, and why",
        "What you plan, what it is for, and what speaks for and against it. Leave out names, "
        "addresses, numbers and profiles.",
        "Write what you ask for.",
    ),
    Kind.REPORT: (
        "What happened",
        "What you saw, in your own words. Leave out names, addresses, numbers and profiles, and "
        "copy no image.",
        "Write what happened.",
    ),
}


class RecordNumber(PlainText):
    """The number of a document in the records system."""

    def validate(self, value: str) -> None:
        forms.CharField.validate(self, value)
        if value and not (len(value) <= self.most and _RECORD_NUMBER.fullmatch(value)):
            raise forms.ValidationError(
                "Write the record number only: letters, digits, spaces and . / : - with at least "
                f"one digit, up to {self.most} characters, such as D26/104455."
            )
        if value[:1] == "0" and identifiers.find(value):
            raise forms.ValidationError(
                f"Take “{value}” out: it looks like a telephone number. Write the record number."
            )


@dataclass(frozen=True)
class EvidenceRow:
    """Two fields about one document; `legend` says which."""

    legend: str
    hint: str
    title: BoundField
    record: BoundField


class TypedForm:
    """What a type adds to the form of a question. A draft may leave anything open."""

    fields: dict[str, forms.Field]

    def add_type(self, kind: ConsultationType | None, rows: int | None) -> None:
        """Add the fields of `kind`, with as many rows for documents as were asked for."""
        self.kind = kind
        self.asks: list[Ask] = asks.read(kind.asks) if kind else []
        self.documents = asks.possible_documents(kind.evidence if kind else (), self.asks)
        for ask in self.asks:
            if ask.kind != "case":
                self.fields[f"d-{ask.key}"] = _field(ask, self.submitting)
        if kind and kind.kind != Kind.ADVICE:
            label, hint, missing = _QUESTIONS[Kind(kind.kind)]
            question = self.fields["question"]
            question.label, question.help_text = label, hint
            question.error_messages["required"] = missing
            if not any(ask.kind == "case" for ask in self.asks):
                del self.fields["case_reference"]
        if kind:
            self.fields["urgent"].label = _urgent(kind)
            self._add_rows(rows)
        details = [name for name in self.fields if name.startswith(("d-", "e-"))]
        self.order_fields(["topic", "question", *details, "case_reference", "urgent"])

    def _add_rows(self, rows: int | None) -> None:
        least = max(len(self.documents), 0 if self.kind.kind == Kind.ADVICE else ROWS)
        self.rows = min(max(rows or 0, least), MOST_ROWS)
        self.fields["rows"] = forms.CharField(
            widget=forms.HiddenInput, initial=self.rows, required=False
        )
        for n in range(self.rows):
            self.fields[f"e-{n}-title"] = PlainText(
                what="the title", label="Title", most=200, required=False
            )
            self.fields[f"e-{n}-record"] = RecordNumber(
                what="the record number", label="Record number", most=40, required=False
            )

    @property
    def plain_fields(self) -> list[BoundField]:
        """All that is shown but the rows for documents, in order."""
        return [field for field in self.visible_fields() if not field.name.startswith("e-")]

    @property
    def evidence_rows(self) -> list[EvidenceRow]:
        return [
            EvidenceRow(legend, hint, self[f"e-{n}-title"], self[f"e-{n}-record"])
            for n, (legend, hint) in enumerate(self._legends())
        ]

    @property
    def can_add_a_row(self) -> bool:
        return self.kind is not None and self.rows < MOST_ROWS

    def _legends(self) -> Iterator[tuple[str, str]]:
        for name, when in self.documents.items():
            yield name, f"Needed where you answer: {when}" if when else "Needed."
        extra = getattr(self, "rows", 0) - len(self.documents)
        for n in range(1, extra + 1):
            other = "Another document" if self.documents else "Document"
            yield f"{other} {n} (optional)", ""

    def clean(self) -> dict:
        cleaned = super().clean()
        cleaned["details"] = {
            ask.key: str(value)
            for ask in self.asks
            if (value := cleaned.get(f"d-{ask.key}")) not in (None, "")
        }
        cleaned["evidence"] = [asdict(one) for one in self._documents(cleaned)]
        return cleaned

    def _documents(self, cleaned: Mapping) -> list[Document]:
        """The documents named; where submitting, says which are incomplete."""
        names = list(self.documents)
        wanted = (
            asks.needed_documents(self.kind.evidence, self.asks, cleaned["details"])
            if self.kind
            else []
        )
        found = []
        for n in range(getattr(self, "rows", 0)):
            name = names[n] if n < len(names) else ""
            title, record = cleaned.get(f"e-{n}-title", ""), cleaned.get(f"e-{n}-record", "")
            if title or record:
                found.append(Document(title, record, name))
            if self.submitting and (title or record or name in wanted):
                self._require(n, name or "the document")
        return found

    def _require(self, n: int, name: str) -> None:
        for part, words in (("title", "title"), ("record", "record number")):
            field = f"e-{n}-{part}"
            if not self.cleaned_data.get(field) and field not in self.errors:
                self.add_error(field, f"Write the {words} of {name}.")


class TypedAskForm(TypedForm, AskForm):
    """A question, a request for approval or a report."""

    def __init__(
        self, *args, kind: ConsultationType | None = None, rows: int | None = None, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.add_type(kind, rows)


class TypedEditForm(TypedForm, EditForm):
    """A draft of it again."""

    def __init__(
        self, *args, kind: ConsultationType | None = None, rows: int | None = None, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.add_type(kind, rows)


def rows_of(data: QueryDict) -> int:
    """How many rows for documents a sent form had."""
    value = data.get("rows", "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 0


def with_another_row(form_class: type[TypedForm], data: QueryDict, kind: ConsultationType) -> Any:
    """The form as it was typed, unchecked, with one more row; the row takes the focus."""
    form = form_class(initial=data.dict(), kind=kind, rows=rows_of(data) + 1)
    form.initial["rows"] = form.rows
    form.fields[f"e-{form.rows - 1}-title"].widget.attrs["autofocus"] = True
    return form


def typed_so_far(draft: Consultation) -> tuple[dict[str, object], int]:
    """What a draft holds, as the initial values of its form, and how many rows it needs."""
    names = ("topic", "question", "case_reference", "urgent", "revision")
    initial: dict[str, object] = {name: getattr(draft, name) for name in names}
    initial |= {f"d-{key}": answer for key, answer in draft.details.items()}
    if draft.type is None:
        return initial, 0
    needed = list(asks.possible_documents(draft.type.evidence, asks.read(draft.type.asks)))
    rows = _places(draft.evidence, needed)
    for n, document in rows.items():
        initial |= {f"e-{n}-title": document["title"], f"e-{n}-record": document["record"]}
    return initial, max(rows, default=-1) + 1


def _places(documents: Sequence[Mapping], needed: Sequence[str]) -> dict[int, Mapping]:
    """Which row each document stands in: those needed first, in their order."""
    rows: dict[int, Mapping] = {}
    free = len(needed)
    for document in documents:
        if document["needed"] in needed:
            rows[needed.index(document["needed"])] = document
        else:
            rows[free] = document
            free += 1
    return rows


def _urgent(kind: ConsultationType) -> str:
    hours = kind.urgent_hours
    return f"Urgent: I need the answer within {hours} working hour{'s' if hours > 1 else ''}"


def _field(ask: Ask, submitting: bool) -> forms.Field:
    """The field of one ask; required only where the form is to be submitted."""
    label = ask.label if ask.required else f"{ask.label.removesuffix('?')} (optional)"
    shared = {"label": label, "help_text": ask.hint, "required": ask.required and submitting}
    missing = f"Answer “{ask.label}”."
    if ask.kind == "choice":
        return forms.ChoiceField(
            choices=[(option.key, option.label) for option in ask.options],
            widget=forms.RadioSelect,
            error_messages={
                "required": f"Choose an answer to “{ask.label}”.",
                "invalid_choice": f"Choose one of the answers shown to “{ask.label}”.",
            },
            **shared,
        )
    if ask.kind == "date":
        return forms.DateField(
            input_formats=_DAYS,
            widget=forms.DateInput(attrs={"type": "date"}),
            error_messages={
                "required": missing,
                "invalid": f"Write a day such as 14/03/2026 under “{ask.label}”.",
            },
            **shared,
        )
    return PlainText(
        what=f"“{ask.label}”",
        most=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": missing},
        **shared,
    )
