"""How the desk words and marks what a draft changes, and what relies on it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.text import Truncator, get_text_list

from policies.drafting.impact import ClauseImpact, flags
from policies.drafting.presenters.comments import ThreadPresenter
from policies.drafting.presenters.versions import StateWord
from policies.drafting.reading.changes import Difference, differences, is_touched
from policies.library.comparing import ClauseChange, compare_words, full_text
from policies.library.models import ClauseSuccession, ClauseVersion, Kind, PolicyVersion
from policies.library.presenters import ReliancePresenter, reliance, strength_word, words_html

_MARKS = {
    "changed": ("Changed", "ask-first"),
    "added": ("Added", "permitted"),
    "removed": ("Removed", "prohibited"),
    "moved": ("Moved", "conditional"),
    "unchanged": ("Details changed", "conditional"),
}
_How = ClauseSuccession.How
_BECAME = {
    _How.SPLIT: "It is split into",
    _How.MERGED: "It is merged into",
    _How.REPLACED: "It is replaced by",
    _How.RETIRED: "It ends, and leads to",
}


@dataclass(frozen=True)
class DraftRow:
    """A clause in the outline of a draft, or one that the draft removes."""

    change: ClauseChange
    relied_on: int
    first: bool = False
    last: bool = False
    became: str = ""

    @property
    def words(self) -> ClauseVersion:
        return self.change.clause

    @property
    def short_id(self) -> str:
        return self.words.clause.short_id

    @property
    def removed(self) -> bool:
        return self.change.new is None

    @property
    def title(self) -> str:
        """Number and heading; where there is no heading, the text itself."""
        words = self.words
        return f"{words.number} {words.heading or _excerpt(words)}".strip()

    @property
    def heading_level(self) -> int:
        """3 or 4 for a section's heading, 0 for a clause."""
        return min(2 + len(self.words.path), 4) if self.words.kind == Kind.SECTION else 0

    @property
    def depth(self) -> int:
        """How far it stands in: 0 for the top level and for what stands right under it, 3 at most."""
        return min(max(len(self.words.path) - 2, 0), 3)

    @property
    def details(self) -> str:
        """How strongly it speaks, how the text begins, and how many rely on it."""
        words = self.words
        if words.kind == Kind.SECTION and not self.relied_on:
            return ""
        parts = [strength_word(words.kind, words.strength) or Kind(words.kind).label]
        if words.heading and words.text:
            parts.append(_excerpt(words))
        if self.relied_on:
            parts.append(
                "1 relies on it" if self.relied_on == 1 else f"{self.relied_on} rely on it"
            )
        return " · ".join(parts)

    @property
    def mark(self) -> StateWord | None:
        """How it differs from the version before; None where it does not."""
        return StateWord(*_MARKS[self.change.status]) if is_touched(self.change) else None


def _excerpt(words: ClauseVersion) -> str:
    return Truncator(words.text).words(16, truncate=" …")


@dataclass(frozen=True)
class ChangeCard:
    """A change in full, with what relies on the clause; `count` folds clauses without change."""

    mark: StateWord | None = None
    status: str = "same"
    name: str = ""
    short_id: str = ""
    body_html: str = ""
    moved_from: str = ""
    became: str = ""
    differences: Sequence[Difference] = ()
    relying: Sequence[ReliancePresenter] = ()
    records: int = 0
    open_records: int = 0
    readable: Sequence[tuple[str, str]] = ()
    kept_runs: int = 0
    touched: Sequence[tuple[str, str]] = ()
    only_references: bool = False
    count: int = 0
    comments: Sequence[ThreadPresenter] = ()

    @property
    def counted(self) -> str:
        """What relies on the words, by kind: "3 guide outcomes, 1 contact"; empty for one kind."""
        return counted_by_kind(self.relying)


def counted_by_kind(relying: Iterable[ReliancePresenter]) -> str:
    """Things that rely on a clause counted by their kind, most first; empty where all are of one."""
    kinds = Counter(thing.what for thing in relying)
    if len(kinds) < 2:
        return ""
    return ", ".join(
        f"{number} {_several(kind) if number > 1 else kind.lower()}"
        for kind, number in kinds.most_common()
    )


def _several(kind: str) -> str:
    return f"{kind.lower()}s"


def clause_name(words: ClauseVersion) -> str:
    """How a clause is spoken of: number and heading, or its first words."""
    title = words.heading or Truncator(words.text).words(8, truncate=" …")
    return f"{words.number} {title}".strip() or words.clause.short_id


def names_of(changes: Iterable[ClauseChange]) -> dict[str, str]:
    """short id → name of every clause that stands in the new version."""
    return {c.new.clause.short_id: clause_name(c.new) for c in changes if c.new}


def became(change: ClauseChange, names: Mapping[str, str]) -> str:
    """What took the place of a clause or of some of its words, in a sentence; "" for nothing."""
    rows = getattr(change.old, "became", ())
    if not rows:
        return ""
    heirs = [names.get(row["successor"], row["successor"]) for row in rows if row["successor"]]
    reason = next((row["reason"] for row in rows if row["reason"]), "")
    if not heirs:
        return f"It ends: {reason}"
    how = "Some of its words went into" if change.new else _BECAME[rows[0]["how"]]
    return f"{how} {get_text_list(heirs, 'and')}.{f' {reason}' if reason else ''}"


def draft_rows(changes: Iterable[ClauseChange], relied_on: Mapping[int, int]) -> list[DraftRow]:
    """The outline of a draft, removed clauses in the place where they stood.

    `first` and `last` say of a clause that it cannot go further up or down on its level.
    """
    changes = list(changes)
    names = names_of(changes)
    levels: dict[int | None, list[ClauseVersion]] = defaultdict(list)
    for change in changes:
        if change.new:
            levels[change.new.parent_id].append(change.new)
    return [
        DraftRow(
            change,
            relied_on.get(change.clause.clause_id, 0),
            first=change.new is not None and levels[change.new.parent_id][0] == change.new,
            last=change.new is not None and levels[change.new.parent_id][-1] == change.new,
            became=became(change, names),
        )
        for change in changes
    ]


def contents(rows: Iterable[DraftRow]) -> list[dict[str, str]]:
    """The highest sections of an outline, as the page's contents takes them."""
    return [
        {"url": f"#{row.short_id}", "label": row.title}
        for row in rows
        if row.heading_level == 3 and not row.removed
    ]


def change_cards(
    changes: Iterable[ClauseChange],
    impacts: Iterable[ClauseImpact],
    comments: Mapping[int | None, Sequence[ThreadPresenter]] | None = None,
) -> list[ChangeCard]:
    """Every change in the order of the text, runs of clauses without one folded into a line.

    `comments` are those on each clause, by its row.
    """
    changes, said = list(changes), comments or {}
    names = names_of(changes)
    by_clause = {impact.change.clause.clause_id: impact for impact in impacts}
    cards: list[ChangeCard] = []
    for change in changes:
        if is_touched(change):
            clause_id = change.clause.clause_id
            card = _card(change, by_clause.get(clause_id), said.get(clause_id, ()))
            cards.append(replace(card, became=became(change, names)))
            continue
        folded = cards.pop().count if cards and cards[-1].status == "same" else 0
        cards.append(ChangeCard(count=folded + 1))
    return cards


Runs = list[tuple[str, str]]


def compared(change: ClauseChange) -> Runs:
    """The words of a change as (op, text), without the heading where a page names it anyway."""
    old, new = change.old, change.new
    if old and new and old.heading != new.heading:
        return compare_words(full_text(old), full_text(new))
    if old and new:
        return compare_words(old.text, new.text)
    return [("added" if new else "removed", change.clause.text)]


def _card(
    change: ClauseChange, impact: ClauseImpact | None, comments: Sequence[ThreadPresenter]
) -> ChangeCard:
    moved = change.status == "moved" or change.also_moved
    return ChangeCard(
        mark=StateWord(*_MARKS[change.status]),
        status=change.status,
        name=clause_name(change.clause),
        short_id=change.clause.clause.short_id,
        body_html=words_html(compared(change)),
        moved_from=change.old.number or "another place" if moved else "",
        differences=differences(change),
        relying=[reliance(citation) for citation in impact.citations] if impact else (),
        only_references=change.status == "changed" and not flags(change),
        comments=comments,
        **(_also(impact) if impact else {}),
    )


def _also(impact: ClauseImpact) -> dict[str, object]:
    """What else goes by the words of a clause, beside what is kept up to date."""
    return {
        "records": impact.records,
        "open_records": impact.open_records,
        "readable": impact.readable,
        "kept_runs": impact.kept_runs,
        "touched": [(c.clause.short_id, clause_name(c)) for c in impact.touched],
    }


@dataclass(frozen=True)
class EffectSummary:
    """What publishing would do, or has done, in numbers."""

    touched: int
    flagged: int
    done: bool

    @property
    def words(self) -> str:
        clauses = "1 clause" if self.touched == 1 else f"{self.touched} clauses"
        if self.done:
            return f"{clauses} changed. {self._things('still ')} the words before."
        change = "changes" if self.touched == 1 else "change"
        return f"{clauses} {change}. {self._things()} words that change."

    def _things(self, still: str = "") -> str:
        if not self.flagged:
            return f"Nothing {still}relies on"
        if self.flagged == 1:
            return f"1 thing {still}relies on"
        return f"{self.flagged} things {still}rely on"


def effect_summary(
    version: PolicyVersion, changes: Iterable[ClauseChange], impacts: Iterable[ClauseImpact]
) -> EffectSummary:
    """What publishing `version` would do, or has done."""
    return EffectSummary(
        touched=sum(is_touched(change) for change in changes),
        flagged=sum(impact.count for impact in impacts),
        done=version.state not in PolicyVersion.WORKING,
    )
