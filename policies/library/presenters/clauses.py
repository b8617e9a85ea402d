"""How a clause is shown, and what relies on it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from policies.library.models import Citation, ClauseVersion, Column, Kind, Strength
from policies.library.terms import TermFinder

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


def rests_on(words: Iterable[ClauseVersion]) -> str:
    """How strongly the clauses behind an advice speak, loudest first: "2 “Must not”, 1 “Should”, 2 statements"."""
    counts = Counter(strength_word(c.kind, c.strength) for c in words)
    statements = counts.pop("", 0)
    parts = [f"{counts[word]} “{word}”" for word in _LOUDEST_FIRST if counts[word]]
    if statements:
        parts.append(f"{statements} statement{'s' if statements > 1 else ''}")
    return ", ".join(parts)


class ClausePresenter:
    """A clause as templates/components/clause.html shows it; `then` makes its address show the words of an old day."""

    def __init__(
        self,
        words: ClauseVersion,
        *,
        suspect: bool = False,
        terms: TermFinder | None = None,
        contacts: Sequence = (),
        then: str = "",
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
        self.column = words.column
        self.terms = words.terms or {}
        self.strength_word = (
            Column(words.column).label
            if words.kind == Kind.PRACTICE and words.column
            else strength_word(words.kind, words.strength)
        )
        self.strength = words.strength
        self.level = len(words.path)
        self.url = f"/c/{self.short_id}/{then}"
        body = terms.mark(words.body, words.clause_id) if terms else words.body
        self.body_html: SafeString = mark_safe(body)  # noqa: S308 - sanitised when stored

    @property
    def kind_label(self) -> str:
        return Kind(self.kind).label if self.kind in _RULES else ""

    @property
    def is_section(self) -> bool:
        return self.kind == Kind.SECTION

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
    "mattercell": "Matter",
}


def reliance(citation: Citation) -> ReliancePresenter:
    """One citation in words: what kind of thing relies on the clause, which one, where it is."""
    model = citation.source_type.model
    return ReliancePresenter(citation.label, citation.url, _WHAT.get(model, model))
