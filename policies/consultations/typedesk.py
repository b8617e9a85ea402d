"""The desk's form of a type: rows for what it asks for and for its route, without a script."""

from collections.abc import Iterator, Mapping

from django import forms
from django.forms.boundfield import BoundField
from django.utils.text import slugify

from policies.consultations import asks
from policies.consultations.actions import Level
from policies.consultations.models import ConsultationType
from policies.directory.models import Contact
from policies.library.models import ClauseVersion
from policies.roles.models import JobRole, PolicySet

MOST_LEVELS = 6
ASK_PARTS = ("key", "label", "kind", "hint", "options", "required")


class Lines(forms.CharField):
    """One thing a line; also parts at commas where `commas` says so."""

    widget = forms.Textarea(attrs={"rows": 3})

    def __init__(self, *args, commas: bool = False, **kwargs):
        self.commas = commas
        super().__init__(*args, **kwargs)

    def clean(self, value: object) -> list[str]:
        text = super().clean(value)
        text = text.replace(",", "\n") if self.commas else text
        return [line.strip() for line in text.splitlines() if line.strip()]


class TypeForm(forms.Form):
    """`kind` is the type as it stands; `rows` how many rows for asks the form has."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    rows = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        max_length=200, error_messages={"required": "Write what the type is called."}
    )
    summary = forms.CharField(
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="One or two sentences: when to use it, and who decides.",
    )
    policy_sets = forms.ModelMultipleChoiceField(
        queryset=PolicySet.objects.all(),
        label="Whose staff it serves",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one policy set."},
    )
    ring = forms.ModelChoiceField(
        queryset=Contact.objects.defer("search"),
        label="Whom to ring (who decides)",
        required=False,
        empty_label="Nobody",
    )
    also_tell = Lines(
        label="Whom to ring or tell besides (optional)",
        commas=True,
        required=False,
        help_text="The key of a contact a line, as in its address, such as media-unit. The most "
        "urgent first.",
    )
    working_days = forms.IntegerField(
        label="Answer due within working days",
        min_value=1,
        max_value=60,
        error_messages={"required": "Write a number of days between 1 and 60."},
    )
    urgent_hours = forms.IntegerField(
        label="Urgent: due within working hours",
        min_value=1,
        max_value=80,
        error_messages={"required": "Write a number of hours between 1 and 80."},
    )
    evidence = Lines(
        label="Documents it always needs (optional)",
        required=False,
        help_text="One a line. Each has to be named by its title and record number.",
    )
    cites = Lines(
        label="Clauses it rests on (optional)",
        commas=True,
        required=False,
        help_text="The short id of a clause a line, such as dhs-059.",
    )
    grants = forms.ChoiceField(
        label="What an approval grants", choices=ConsultationType.Grants.choices, required=False
    )

    def __init__(self, *args, kind: ConsultationType, rows: int = 0, **kwargs):
        super().__init__(*args, **kwargs)
        self.stored = kind
        self.row_count = min(max(rows, len(kind.asks) + 1), asks.MOST_ASKS)
        self.initial["rows"] = self.row_count
        roles = list(JobRole.objects.select_related("policy_set").order_by("title"))
        self.roles = {str(role.pk): role for role in roles}
        for n in range(self.row_count):
            self._add_ask(n)
        self.level_count = min(len(kind.levels.all()) + 2, MOST_LEVELS)
        for n in range(self.level_count):
            self._add_level(n)

    def _add_ask(self, n: int) -> None:
        new = {
            "key": forms.CharField(widget=forms.HiddenInput, required=False, max_length=40),
            "label": forms.CharField(label="Question or label", required=False, max_length=200),
            "kind": forms.ChoiceField(label="Kind", choices=list(asks.KINDS.items())),
            "hint": forms.CharField(label="Hint (optional)", required=False, max_length=300),
            "options": Lines(
                label="Answers to choose from",
                required=False,
                help_text="One a line, for a choice only. After a bar, the document that the "
                "answer calls for: Yes | Moderation policy.",
            ),
            "required": forms.BooleanField(label="Has to be answered", required=False),
        }
        new["kind"].required = False
        self.fields |= {f"a-{n}-{part}": field for part, field in new.items()}

    def _add_level(self, n: int) -> None:
        roles = [(key, f"{r.title} ({r.policy_set.code})") for key, r in self.roles.items()]
        self.fields[f"l-{n}-role"] = forms.ChoiceField(
            label=f"Level {n + 1}", choices=[("", "Nobody"), *roles], required=False
        )
        self.fields[f"l-{n}-agreement"] = forms.BooleanField(
            label="Only where behaviour is high risk and a local agreement says so", required=False
        )

    @property
    def plain_fields(self) -> list[BoundField]:
        return [f for f in self.visible_fields() if f.name[:2] not in ("a-", "l-")]

    @property
    def ask_rows(self) -> list[list[BoundField]]:
        return [
            [self[f"a-{n}-{part}"] for part in ASK_PARTS if part != "key"]
            for n in range(self.row_count)
        ]

    @property
    def level_rows(self) -> list[list[BoundField]]:
        return [[self[f"l-{n}-role"], self[f"l-{n}-agreement"]] for n in range(self.level_count)]

    def clean_also_tell(self) -> list[str]:
        keys = self.cleaned_data["also_tell"]
        known = set(Contact.objects.filter(key__in=keys).values_list("key", flat=True))
        self._refuse(
            keys, known, "There is no contact “{}”: write the key of one in the directory."
        )
        return keys

    def clean_cites(self) -> list[str]:
        cited = self.cleaned_data["cites"]
        known = set(
            ClauseVersion.objects.in_force()
            .filter(clause__short_id__in=cited)
            .values_list("clause__short_id", flat=True)
        )
        self._refuse(cited, known, "No clause “{}” is in force: write the short id of one that is.")
        return cited

    @staticmethod
    def _refuse(named: list[str], known: set[str], message: str) -> None:
        wrong = [name for name in named if name not in known]
        if wrong:
            raise forms.ValidationError([message.format(name) for name in wrong])

    def clean(self) -> dict:
        cleaned = super().clean()
        cleaned["asks"] = list(self._asks(cleaned))
        for fault in asks.faults(cleaned["asks"]):
            self.add_error(None, fault)
        return cleaned

    def _asks(self, cleaned: Mapping) -> Iterator[dict]:
        """The rows that have a label, as they are stored."""
        known = {ask["key"]: ask for ask in self.stored.asks}
        for n in range(self.row_count):
            row = {part: cleaned.get(f"a-{n}-{part}") for part in ASK_PARTS}
            if not row["label"]:
                continue
            before = known.get(row["key"] or "", {})
            key = row["key"] if before else slugify(row["label"])[:40].strip("-")
            options = list(_options(row["options"] or (), before.get("options") or ()))
            ask = {"key": key, "label": row["label"], "kind": row["kind"] or "text"}
            ask |= {name: row[name] for name in ("hint", "required") if row[name]}
            yield ask | {"options": options}

    @property
    def values(self) -> dict[str, object]:
        """The columns of the type; of a valid form."""
        names = ("title", "summary", "ring", "also_tell", "working_days", "urgent_hours")
        names += ("evidence", "cites", "grants", "asks")
        return {name: self.cleaned_data[name] for name in names}

    @property
    def route(self) -> list[Level]:
        rows = [
            (self.cleaned_data[f"l-{n}-role"], self.cleaned_data[f"l-{n}-agreement"])
            for n in range(self.level_count)
        ]
        return [Level(self.roles[role], agreement) for role, agreement in rows if role]


def filled(kind: ConsultationType) -> dict[str, object]:
    """The type as the initial values of its form."""
    plain = ("revision", "title", "summary", "working_days", "urgent_hours", "grants")
    initial: dict[str, object] = {name: getattr(kind, name) for name in plain}
    initial |= {name: "\n".join(getattr(kind, name)) for name in ("also_tell", "evidence", "cites")}
    initial |= {"ring": kind.ring_id, "policy_sets": list(kind.policy_sets.all())}
    for n, ask in enumerate(kind.asks):
        lines = [_line(option) for option in ask.get("options") or ()]
        row = {**ask, "options": "\n".join(lines)}
        initial |= {f"a-{n}-{part}": row.get(part, "") for part in ASK_PARTS}
    for n, level in enumerate(kind.levels.all()):
        initial |= {f"l-{n}-role": level.job_role_id, f"l-{n}-agreement": level.needs_agreement}
    return initial


def _line(option: Mapping) -> str:
    evidence = option.get("evidence")
    return f"{option['label']} | {evidence}" if evidence else option["label"]


def _options(lines: list[str], before: list[Mapping]) -> Iterator[dict]:
    """Options from their lines; one that was there keeps its key, which records refer to."""
    keys = {option["label"]: option["key"] for option in before}
    for line in lines:
        label, _, evidence = (part.strip() for part in line.partition("|"))
        option = {"key": keys.get(label) or slugify(label)[:40].strip("-"), "label": label}
        yield option | ({"evidence": evidence} if evidence else {})
