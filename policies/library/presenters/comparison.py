"""What changed between two versions, as the reader sees it."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from policies.library.comparing import ClauseChange, Run, body_words
from policies.library.markup import to_markdown
from policies.library.models import ClauseVersion, Column
from policies.library.presenters.clauses import strength_word

# The status of a change in words, in the order of the summary.
_SAID = {
    "changed": "changed",
    "changed and moved": "changed and moved",
    "moved": "moved",
    "added": "added",
    "removed": "removed",
    "noted": "with another note",
}
_TAGS = {
    "changed": ("Changed", "ask-first"),
    "added": ("Added", "permitted"),
    "removed": ("Removed", "prohibited"),
    "moved": ("Moved", "conditional"),
    "noted": ("Note changed", "conditional"),
}
_BESIDE = ("kind", "strength", "strength_words", "column", "terms", "note")
_TERMS = {"summary": "Tried summarily", "indictment": "On indictment"}


@dataclass(frozen=True)
class Detail:
    """Something beside the words that differs: what, and how it stood before and after."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Unchanged:
    """A clause in a fold of those that did not change; `was` is its number before, where that differs."""

    number: str
    heading: str
    url: str
    was: str = ""


def compare_address(code: str, old: int, new: int, short_id: str) -> str:
    """Where a clause is compared from one version of its policy, by number, to another."""
    return f"/policies/{code}/compare/?from={old}&to={new}#{short_id}"


@dataclass(frozen=True)
class ChangePresenter:
    """One entry of templates/components/comparison.html; `unchanged` folds clauses that stayed the same."""

    kind: str
    number: str = ""
    heading: str = ""
    body_html: str = ""
    short_id: str = ""
    was: str = ""
    moved_from: str = ""
    words: Sequence[Run] = ()
    details: Sequence[Detail] = ()
    unchanged: Sequence[Unchanged] = ()

    @property
    def tag(self) -> tuple[str, str]:
        """The word that says what happened, and its tone."""
        return _TAGS[self.kind]

    @property
    def url(self) -> str:
        return f"/c/{self.short_id}/"

    @property
    def count(self) -> int:
        return len(self.unchanged)

    @property
    def renumbered(self) -> int:
        return sum(1 for clause in self.unchanged if clause.was)

    @property
    def folded(self) -> str:
        """What a fold of unchanged clauses says: "3 clauses unchanged, 1 of them with another number"."""
        clauses = "1 clause" if self.count == 1 else f"{self.count} clauses"
        if not self.renumbered:
            return f"{clauses} unchanged"
        if self.count == 1:
            return f"{clauses} unchanged, with another number"
        return f"{clauses} unchanged, {self.renumbered} of them with another number"

    @property
    def place(self) -> str:
        """From where it came, or what number it had; empty where both are the same."""
        if self.moved_from:
            return f"Moved from {self.moved_from}"
        return f"Was {self.was}" if self.was else ""

    @property
    def before_html(self) -> str:
        """The old words, those that went marked; empty where there were none."""
        return words_html(run for run in self.words if run[0] != "added")

    @property
    def after_html(self) -> str:
        """The new words, those that came marked; empty where there are none."""
        return words_html(run for run in self.words if run[0] != "removed")


def words_html(words: Iterable[Run]) -> SafeString:
    """Compared words as HTML: additions in <ins>, removals in <del>, each said in words too.

    White space before the first marked word stays outside, so that it is neither struck nor underlined.
    """
    tags = {"added": "ins", "removed": "del"}
    parts = []
    for op, text in words:
        bare = text.lstrip()
        space, escaped = (_escaped(part) for part in (text[: len(text) - len(bare)], bare))
        tag = tags.get(op)
        parts.append(f'{space}<{tag} class="{op}">{escaped}</{tag}>' if tag else space + escaped)
    return mark_safe("".join(parts))  # noqa: S308 - every text was escaped above


def _escaped(text: str) -> str:
    return str(conditional_escape(text)).replace("\n", "<br>")


def comparison(changes: Iterable[ClauseChange]) -> list[ChangePresenter]:
    """Changes as the reader sees them, runs of unchanged clauses folded into one entry."""
    entries: list[ChangePresenter] = []
    fold: list[Unchanged] = []
    for change in changes:
        shown = change_presenter(change)
        if shown is None:
            fold.append(_unchanged(change))
            continue
        if fold:
            entries.append(ChangePresenter("same", unchanged=fold))
            fold = []
        entries.append(shown)
    return [*entries, ChangePresenter("same", unchanged=fold)] if fold else entries


def change_presenter(change: ClauseChange) -> ChangePresenter | None:
    """One change in full; None where only the number differs, or nothing."""
    differs = details(change)
    if change.status == "unchanged" and not differs:
        return None
    words = body_words(change)
    clause, old, new = change.clause, change.old, change.new
    return ChangePresenter(
        kind="noted" if change.status == "unchanged" else change.status,
        number=clause.number,
        heading=clause.heading if _one_heading(change) else "",
        body_html=words_html(words),
        short_id=clause.clause.short_id,
        was=old.number if old and new and old.number != new.number else "",
        moved_from=(old.number or "another place") if change.is_moved else "",
        words=words,
        details=differs,
    )


def details(change: ClauseChange) -> list[Detail]:
    """What differs beside number and words: kind, strength, layout, terms, the editor's note."""
    old, new = change.old, change.new
    if old is None or new is None:
        return []
    found: list[Detail] = []
    # Most clauses of two versions agree in all of it, and putting it in words takes its time.
    if any(getattr(old, name) != getattr(new, name) for name in _BESIDE):
        found = [Detail(what, *sides) for what, *sides in _sides(old, new)]
    if change.status == "changed" and (old.heading, old.text) == (new.heading, new.text):
        found.append(Detail("Links and layout", to_markdown(old.body), to_markdown(new.body)))
    return [detail for detail in found if detail.before != detail.after]


def _sides(old: ClauseVersion, new: ClauseVersion) -> list[tuple[str, str, str]]:
    def both(what, said):
        return (what, said(old), said(new))

    sides = [
        both("Kind", lambda c: c.get_kind_display()),
        both("Strength", lambda c: strength_word(c.kind, c.strength) or "Information"),
        both("The document’s words for it", lambda c: c.strength_words),
        both("Column", lambda c: Column(c.column).label if c.column else ""),
        both("Editor’s note", lambda c: c.note),
    ]
    sides += [
        both(what, lambda c, key=key: (c.terms or {}).get(key) or "")
        for key, what in _TERMS.items()
    ]
    return sides


def counted(entries: Iterable[ChangePresenter]) -> str:
    """The changes in one line: "2 changed and 1 moved. 180 unchanged, 3 of them with another number."."""
    counts: Counter[str] = Counter()
    renumbered = 0
    for entry in entries:
        both = entry.kind == "changed" and entry.moved_from
        counts["changed and moved" if both else entry.kind] += entry.count or 1
        renumbered += entry.renumbered
    parts = [f"{counts[kind]} {said}" for kind, said in _SAID.items() if counts[kind]]
    *most, last = parts or ["No clause differs"]
    differs = f"{', '.join(most)} and {last}" if most else last
    numbers = f", {renumbered} of them with another number" if renumbered else ""
    return f"{differs}. {counts['same']} unchanged{numbers}."


def _one_heading(change: ClauseChange) -> bool:
    """Whether both versions give the clause one heading; where they do not, it stands among the compared words."""
    return not (change.old and change.new) or change.old.heading == change.new.heading


def _unchanged(change: ClauseChange) -> Unchanged:
    clause = change.new
    return Unchanged(
        clause.number,
        clause.heading or clause.text[:80],
        f"/c/{clause.clause.short_id}/",
        change.old.number if change.only_numbering else "",
    )
