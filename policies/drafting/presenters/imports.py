"""How an import is shown: its figures, the source beside the clauses, and what became of the old ones."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.forms import Form
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from policies.drafting.importing.choices import Choices, Fate, How
from policies.drafting.importing.tree import ParsedClause, from_json, walk
from policies.drafting.models import PolicyImport
from policies.drafting.presenters.changes import clause_name
from policies.drafting.presenters.versions import StateWord
from policies.library.models import ClauseVersion
from policies.library.presenters import ClausePresenter

State = PolicyImport.State
# Clauses on a page: more than this nobody looks at carefully.
PART = 30
# After this long without an end, the reading has failed in a way that nobody foresaw.
PATIENCE = timedelta(minutes=15)
UNLIKE = "Nothing in the document is like it."
_TONES = {State.REFUSED: "prohibited", State.DRAFTED: "permitted", State.READ: "ask-first"}
_HOW = {
    How.MATCHED: "goes on as",
    How.SPLIT: "was split into",
    How.MERGED: "was merged into",
    How.REPLACED: "is replaced by",
}


def clause_words(clause: ParsedClause, length: int = 80) -> str:
    """A clause of the document on a line: its place, its number and its first words."""
    said = " ".join(f"{clause.number} {clause.heading or clause.text}".split())
    said = said if len(said) <= length else said[:length].rstrip() + "…"
    return f"{place_of(clause)} {said}".strip()


def place_of(clause: ParsedClause) -> str:
    """A clause's place in brackets; "" where its own number says the same."""
    return "" if clause.number == clause.key else f"[{clause.key}]"


@dataclass(frozen=True)
class OldLine:
    """A clause of the version before, and what becomes of it."""

    shown: ClausePresenter
    name: str
    fate: str
    how: str
    url: str
    why: str = ""
    uid: str = ""


@dataclass
class SourceRow:
    """Source paragraphs, and beside them the clause that they became; or why they became none."""

    paragraphs: list[dict[str, Any]]
    clause: ParsedClause | None = None
    why: str = ""
    depth: int = 0
    fields: dict[str, Any] = field(default_factory=dict)
    continues: str = ""
    is_confirmed: bool = False

    @property
    def name(self) -> str:
        clause = self.clause
        return " ".join(f"{place_of(clause)} {clause.number} {clause.heading}".split())

    @property
    def place(self) -> str:
        return place_of(self.clause)

    @property
    def shown_fields(self) -> list[dict[str, Any]]:
        """The fields with short labels: the clause they are of stands above them."""
        labels = {"kind": "Kind", "strength": "Strength", "words": "Words that carry it"}
        return [{"label": label, "bound": self.fields[name]} for name, label in labels.items()]

    @property
    def body(self) -> SafeString:
        # Sanitised when it was read.
        return mark_safe(self.clause.body)  # noqa: S308


@dataclass(frozen=True)
class ImportPresenter:
    brought: PolicyImport
    rows: Sequence[ClauseVersion] = ()

    @property
    def url(self) -> str:
        return reverse("import_detail", args=[self.brought.pk])

    @property
    def state(self) -> StateWord:
        return StateWord(self.brought.get_state_display(), _TONES.get(self.brought.state, ""))

    @property
    def is_stuck(self) -> bool:
        waiting = self.brought.state == State.WAITING
        return waiting and self.brought.changed_at < timezone.now() - PATIENCE

    @cached_property
    def tree(self) -> list[ParsedClause]:
        return from_json(self.brought.tree)

    @cached_property
    def clauses(self) -> dict[str, ParsedClause]:
        return {clause.key: clause for clause in walk(self.tree)}

    @cached_property
    def choices(self) -> Choices:
        return Choices.from_json(self.brought.choices)

    @cached_property
    def old(self) -> dict[str, ClauseVersion]:
        return {str(row.clause.uid): row for row in self.rows}

    @cached_property
    def unplaced(self) -> list[tuple[str, list[dict[str, Any]]]]:
        """The paragraphs that became part of no clause, by the reason."""
        found: dict[str, list[dict[str, Any]]] = {}
        for paragraph in self.brought.paragraphs:
            if paragraph["why"]:
                found.setdefault(paragraph["why"], []).append(paragraph)
        return list(found.items())

    @cached_property
    def figures(self) -> list[tuple[str, int]]:
        paragraphs = self.brought.paragraphs
        left = sum(bool(p["why"]) for p in paragraphs)
        return [
            ("Paragraphs in the document", len(paragraphs)),
            ("Placed in a clause", len(paragraphs) - left),
            ("Left out, with the reason", left),
            ("Clauses", len(self.clauses)),
            ("New clauses", len(self.clauses) - len(self.choices.continued())),
        ]

    @cached_property
    def unconfirmed(self) -> Counter[int]:
        """Number of the part → how many of its clauses are to be confirmed."""
        part_of = {c.key: n for n, part in enumerate(self.parts, 1) for c in part}
        return Counter(part_of[clause.key] for clause in self.choices.unconfirmed(self.tree))

    @cached_property
    def parts(self) -> list[list[ParsedClause]]:
        """The clauses in pages that somebody can look through: whole sections where they fit."""
        parts: list[list[ParsedClause]] = []
        for clause in self.tree:
            section = list(walk([clause]))
            if not parts or len(parts[-1]) + len(section) > PART:
                parts.append([])
            parts[-1].extend(section)
        return [part[n : n + PART] for part in parts for n in range(0, len(part), PART)]

    @property
    def part_lines(self) -> list[dict[str, Any]]:
        """The parts as links: what each holds, and what is left to confirm."""
        return [
            {
                "number": number,
                "url": reverse("import_part", args=[self.brought.pk, number]),
                "first": clause_words(part[0], 60),
                "last": clause_words(part[-1], 60),
                "left": self.unconfirmed[number],
            }
            for number, part in enumerate(self.parts, 1)
        ]

    @cached_property
    def old_lines(self) -> list[OldLine]:
        """Every old clause with what becomes of it, in reading order."""
        fates = self.choices.fates()
        rules = {pair.old: pair.rule.label for pair in self.choices.matching.pairs}
        asked = {
            uid: suggestion.why
            for suggestion in self.choices.matching.suggestions
            for uid in suggestion.old
        }
        return [
            OldLine(
                shown=ClausePresenter(row),
                name=clause_name(row),
                fate=self.fate_words(fates.get(uid)),
                how="" if uid in self.choices.old else rules.get(uid, ""),
                url=reverse("import_clause", args=[self.brought.pk, row.clause.short_id]),
                why="" if uid in fates else asked.get(uid, UNLIKE),
                uid=uid,
            )
            for uid, row in self.old.items()
        ]

    @cached_property
    def undecided(self) -> list[OldLine]:
        return [line for line in self.old_lines if not line.fate]

    @property
    def unlike(self) -> list[str]:
        """The uids of the open clauses that nothing in the document is like."""
        return [line.uid for line in self.undecided if line.why == UNLIKE]

    @property
    def every_line(self) -> list[str]:
        """Every clause of the document on a line."""
        return [clause_words(clause) for clause in self.clauses.values()]

    @property
    def decided(self) -> list[OldLine]:
        return [line for line in self.old_lines if line.fate]

    def fate_words(self, fate: Fate | None) -> str:
        """What becomes of an old clause, in words; empty where that is open."""
        if fate is None:
            return ""
        if fate.how == How.RETIRED:
            return f"ends: {fate.reason}"
        names = "; ".join(clause_words(self.clauses[key]) for key in fate.keys)
        return f"{_HOW[fate.how]} {names}"

    @property
    def is_ready(self) -> bool:
        return not self.undecided and not self.unconfirmed

    def likely(self, uid: str) -> list[ParsedClause]:
        """The clauses of the document that an old one may have become, the likeliest first."""
        matching = self.choices.matching
        keys = list(self.choices.old[uid].keys) if uid in self.choices.old else []
        keys += [pair.new for pair in matching.pairs if pair.old == uid]
        for suggestion in matching.suggestions:
            if uid in suggestion.old:
                of_it = [c for c in suggestion.candidates if c.old == uid]
                keys += [c.new for c in sorted(of_it, key=lambda c: -c.likeness)]
                keys += suggestion.new
        return [self.clauses[key] for key in dict.fromkeys(keys) if key in self.clauses]

    def source_rows(self, number: int, form: Form) -> list[SourceRow]:
        """One part: the source in its order, each clause beside its paragraphs."""
        part = self.parts[number - 1]
        by_key: dict[str, list[dict[str, Any]]] = {}
        for paragraph in self.brought.paragraphs:
            by_key.setdefault(paragraph["key"], []).append(paragraph)
        continued = self.choices.continued()
        rows = [self._row(clause, by_key.get(clause.key, []), form, continued) for clause in part]
        return _with_left_out(rows, self._left_out(number, by_key.get("", [])))

    def _row(
        self,
        clause: ParsedClause,
        paragraphs: list[dict[str, Any]],
        form: Form,
        continued: dict[str, str],
    ) -> SourceRow:
        before = self.old.get(continued.get(clause.key, ""))
        return SourceRow(
            paragraphs=paragraphs,
            clause=clause,
            depth=min(clause.key.count("."), 5),
            fields=form.of(clause),
            continues=clause_name(before) if before else "",
            is_confirmed=self.choices.is_confirmed(clause),
        )

    def _left_out(self, number: int, left: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What was left out between this part's first paragraph and the next part's."""
        starts = [min((n for c in part for n in c.paragraphs), default=0) for part in self.parts]
        first = 0 if number == 1 else starts[number - 1]
        end = starts[number] if number < len(starts) else float("inf")
        return [paragraph for paragraph in left if first <= paragraph["n"] < end]


def _with_left_out(rows: list[SourceRow], left: Iterable[dict[str, Any]]) -> list[SourceRow]:
    """The rows, with what was left out where it stands in the document; neighbours together."""
    gone: list[SourceRow] = []
    for paragraph in left:
        last = gone[-1] if gone else None
        if last and last.why == paragraph["why"] and last.paragraphs[-1]["n"] == paragraph["n"] - 1:
            last.paragraphs.append(paragraph)
        else:
            gone.append(SourceRow([paragraph], why=paragraph["why"]))
    merged: list[SourceRow] = []
    for row in rows:
        first = row.paragraphs[0]["n"] if row.paragraphs else 0
        while gone and gone[0].paragraphs[0]["n"] < first:
            merged.append(gone.pop(0))
        merged.append(row)
    return merged + gone
