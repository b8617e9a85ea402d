"""What changed between two versions, clause by clause: matched by uid, words compared inside changed clauses."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Protocol

# Pairs of equal words up to which texts are compared word by word; beyond, the time grows out of hand.
_PAIRS = 60_000


class ClauseText(Protocol):
    """What is compared: a ClauseVersion, or anything of its shape."""

    pk: int
    clause_id: int
    parent_id: int | None
    number: str
    heading: str
    text: str
    hash: str
    path: list[int]


@dataclass(frozen=True)
class ClauseChange:
    """One clause in two versions. `words` is a list of (op, text), op being same, added or removed."""

    status: str
    old: ClauseText | None
    new: ClauseText | None
    words: list[tuple[str, str]] = field(default_factory=list)
    also_moved: bool = False

    @property
    def clause(self) -> ClauseText:
        """The clause as it stands, or as it stood where it was removed."""
        return self.new or self.old

    @property
    def only_numbering(self) -> bool:
        """Whether nothing but the printed number differs."""
        return self.status == "unchanged" and self.old.number != self.new.number


def tokens(text: str) -> list[str]:
    """`text` as words, each with the white space before it; joined again they give `text`."""
    return re.findall(r"\s*\S+|\s+$", text)


def lines(text: str) -> list[str]:
    """`text` as lines, each with its end; joined again they give `text`."""
    return text.splitlines(keepends=True)


def compare_words(old: str, new: str) -> list[tuple[str, str]]:
    """The runs of text that are the same, removed or added; same + removed give `old`, same + added give `new`.

    Very long texts are compared line by line, or as wholes, so that a page never takes long.
    """
    if old == new:
        return [("same", old)] if old else []
    for split in (tokens, lines):
        before, after = split(old), split(new)
        counts = Counter(after)
        if sum(counts[token] for token in before) <= _PAIRS:
            return _runs(before, after)
    return [run for run in (("removed", old), ("added", new)) if run[1]]


def _runs(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    runs: list[tuple[str, str]] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            runs.append(("same", "".join(before[i1:i2])))
            continue
        if i2 > i1:
            runs.append(("removed", "".join(before[i1:i2])))
        if j2 > j1:
            runs.append(("added", "".join(after[j1:j2])))
    return runs


def compare(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> list[ClauseChange]:
    """Every clause of two versions, in the new order, each removed clause behind the one it used to follow.

    Status is unchanged, changed, moved (same words in another place), added or removed.
    """
    before = {c.clause_id: c for c in old}
    moved = _moved(old, new)
    changes = [_change(before.get(c.clause_id), c, c.clause_id in moved) for c in new]
    return _with_removed(changes, old, {c.clause_id for c in new})


def _change(old: ClauseText | None, new: ClauseText, moved: bool) -> ClauseChange:
    if old is None:
        return ClauseChange("added", None, new, [("added", full_text(new))])
    if old.hash == new.hash:
        return ClauseChange("moved" if moved else "unchanged", old, new)
    words = compare_words(full_text(old), full_text(new))
    return ClauseChange("changed", old, new, words, also_moved=moved)


def full_text(clause: ClauseText) -> str:
    """Heading and body as one text."""
    return "\n".join(part for part in (clause.heading, clause.text) if part)


def _moved(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> set[int]:
    """Clauses that stand elsewhere: under another parent, or outside the longest run that kept its order."""
    parent_of = {"old": _parents(old), "new": _parents(new)}
    kept = [c.clause_id for c in new if c.clause_id in parent_of["old"]]
    order = [c.clause_id for c in old if c.clause_id in parent_of["new"]]
    stayed: set[int] = set()
    for block in SequenceMatcher(None, order, kept, autojunk=False).get_matching_blocks():
        stayed.update(kept[block.b : block.b + block.size])
    return {c for c in kept if c not in stayed or parent_of["old"][c] != parent_of["new"][c]}


def _parents(clauses: Sequence[ClauseText]) -> dict[int, int | None]:
    """clause id → its parent's clause id (rows of two versions differ, their clauses do not)."""
    by_row = {c.pk: c.clause_id for c in clauses}
    return {c.clause_id: by_row.get(c.parent_id) for c in clauses}


def _with_removed(
    changes: list[ClauseChange], old: Sequence[ClauseText], kept: set[int]
) -> list[ClauseChange]:
    place = {change.new.clause_id: i for i, change in enumerate(changes)}
    after: dict[int, list[ClauseChange]] = {}
    last = -1
    for clause in old:
        if clause.clause_id in kept:
            last = place[clause.clause_id]
        else:
            gone = ClauseChange("removed", clause, None, [("removed", full_text(clause))])
            after.setdefault(last, []).append(gone)
    result = after.get(-1, [])
    for i, change in enumerate(changes):
        result = [*result, change, *after.get(i, [])]
    return result
