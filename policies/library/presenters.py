"""How clauses, versions and what relies on them are worded and marked."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from policies.library.comparing import ClauseChange, full_text
from policies.library.models import (
    Citation,
    ClauseVersion,
    Kind,
    Policy,
    PolicyVersion,
    Strength,
)
from policies.library.terms import TermFinder
from policies.roles.models import PolicySet

_NEGATIVE = {Kind.PROHIBITION}
_STRENGTH_WORDS = {
    Strength.MUST: ("Must", "Must not"),
    Strength.SHOULD: ("Should", "Should not"),
    Strength.ADVISED: ("Advised", "Advised against"),
    Strength.INFORMATION: ("", ""),
}
_LOUDEST_FIRST = ("Must not", "Must", "Should not", "Should", "Advised against", "Advised", "May")
_RULES = {
    Kind.DUTY,
    Kind.PROHIBITION,
    Kind.PERMISSION,
    Kind.CONDITION,
    Kind.APPROVAL,
    Kind.ESCALATION,
    Kind.ADVICE,
    Kind.ROLE_TASK,
}


def strength_word(kind: str, strength: str) -> str:
    """Must, Must not, Should, … as the reader sees it; empty for plain information."""
    if kind == Kind.PERMISSION:
        return "May"
    positive, negative = _STRENGTH_WORDS[Strength(strength)]
    return negative if kind in _NEGATIVE else positive


class ClausePresenter:
    """A clause as templates/components/clause.html shows it."""

    def __init__(
        self,
        words: ClauseVersion,
        *,
        suspect: bool = False,
        terms: TermFinder | None = None,
        contacts: Sequence = (),
    ):
        self.words = words
        self.suspect = suspect
        self.contacts = contacts
        self.short_id = words.clause.short_id
        self.number = words.number
        self.heading = words.heading
        self.note = words.note
        self.kind = words.kind
        self.strength_phrase = words.strength_words
        self.strength_word = strength_word(words.kind, words.strength)
        self.strength = words.strength
        self.level = len(words.path)
        self.url = f"/c/{self.short_id}/"
        body = terms.mark(words.body, words.clause_id) if terms else words.body
        self.body_html: SafeString = mark_safe(body)  # noqa: S308 - sanitised when stored

    @property
    def kind_label(self) -> str:
        return Kind(self.kind).label if self.kind in _RULES else ""

    @property
    def is_section(self) -> bool:
        return self.kind == Kind.SECTION

    @property
    def is_example(self) -> bool:
        return self.kind == Kind.EXAMPLE

    @property
    def policy_title(self) -> str:
        return self.words.version.policy.title

    @property
    def version_label(self) -> str:
        return f"version {self.words.version.number}"

    @property
    def name(self) -> str:
        """How the clause is spoken of: its number and heading."""
        return f"{self.number} {self.heading}".strip() or self.short_id


@dataclass(frozen=True)
class ReliancePresenter:
    """Something that relies on a clause."""

    label: str
    url: str
    what: str


_WHAT = {
    "guideversion": "Guide outcome",
    "consultation": "Consultation record",
    "contact": "Contact",
    "roletask": "Standing task",
    "definition": "Definition",
}


def reliance(citation: Citation) -> ReliancePresenter:
    """One citation in words: what kind of thing relies on the clause, which one, where it is."""
    model = citation.source_type.model
    return ReliancePresenter(citation.label, citation.url, _WHAT.get(model, model))


def in_force_words(version: PolicyVersion) -> str:
    """ "In force since 1 January 2026" and its relatives."""
    if version.effective is None:
        return version.get_state_display()
    if version.effective.isempty:
        return "Replaced on its first day"
    since, end = version.effective.lower, version.effective.upper
    if end is None:
        begun = since <= timezone.localdate()
        return f"{'In force since' if begun else 'Comes into force on'} {date_format(since)}"
    return f"In force from {date_format(since)} to {date_format(end - timedelta(days=1))}"


def rests_on(words: Iterable[ClauseVersion]) -> str:
    """How strongly the clauses behind an advice speak, loudest first: "2 “Must not”, 1 “Should”, 2 statements"."""
    counts = Counter(strength_word(c.kind, c.strength) for c in words)
    statements = counts.pop("", 0)
    parts = [f"{counts[word]} “{word}”" for word in _LOUDEST_FIRST if counts[word]]
    if statements:
        parts.append(f"{statements} statement{'s' if statements > 1 else ''}")
    return ", ".join(parts)


@dataclass(frozen=True)
class PolicyRow:
    """A policy in a list: what it is, whom it binds, what is in force."""

    policy: Policy
    binds: str
    in_force: str
    note: str


def whom_it_binds(policy: Policy, reader: PolicySet | None) -> str:
    """Whom a policy binds, said to this reader: "Binds you, as …" or "Does not bind you. It binds …"."""
    names = [b.policy_set.name for b in policy.bindings.all()]
    if reader and reader.pk in {b.policy_set_id for b in policy.bindings.all()}:
        return f"Binds you as one of the {reader.name}"
    return f"Does not bind you. It binds {' and '.join(names)}" if names else "Binds nobody yet"


def policy_rows(
    policies: Iterable[Policy], versions: Mapping[int, PolicyVersion], reader: PolicySet | None
) -> tuple[list[PolicyRow], list[PolicyRow]]:
    """The policies that bind the reader, in the order of their binding, and the others."""
    mine: list[tuple[int, PolicyRow]] = []
    others: list[PolicyRow] = []
    for policy in policies:
        version = versions.get(policy.pk)
        row = PolicyRow(
            policy,
            whom_it_binds(policy, reader),
            in_force_words(version) if version else "Not in force",
            version.note if version and version.number > 1 else "",
        )
        bound = [b for b in policy.bindings.all() if reader and b.policy_set_id == reader.pk]
        if bound:
            mine.append((bound[0].order, row))
        elif version:
            others.append(row)
    return [row for _, row in sorted(mine, key=lambda pair: pair[0])], others


@dataclass(frozen=True)
class ChangePresenter:
    """One entry of templates/components/comparison.html; `count` folds unchanged clauses."""

    kind: str
    number: str = ""
    heading: str = ""
    body_html: str = ""
    moved_from: str = ""
    count: int = 0
    short_id: str = ""


def words_html(words: Iterable[tuple[str, str]]) -> SafeString:
    """Compared words as HTML: additions in <ins>, removals in <del>, each said in words too."""
    tags = {"added": "ins", "removed": "del"}
    parts = []
    for op, text in words:
        escaped = conditional_escape(text).replace("\n", mark_safe("<br>"))
        tag = tags.get(op)
        parts.append(f'<{tag} class="{op}">{escaped}</{tag}>' if tag else str(escaped))
    return mark_safe("".join(parts))  # noqa: S308 - every text was escaped above


def comparison(changes: Iterable[ClauseChange]) -> list[ChangePresenter]:
    """Changes as the reader sees them, runs of unchanged clauses folded into one line."""
    entries: list[ChangePresenter] = []
    for change in changes:
        if change.status == "unchanged":
            count = entries.pop().count if entries and entries[-1].kind == "same" else 0
            entries.append(ChangePresenter("same", count=count + 1))
            continue
        moved = change.status == "moved" or change.also_moved
        entries.append(
            ChangePresenter(
                kind=change.status,
                number=change.clause.number,
                body_html=words_html(change.words or [("same", full_text(change.clause))]),
                moved_from=f"{change.old.number}" if moved else "",
                short_id=change.clause.clause.short_id,
            )
        )
    return entries
