"""What changed between two versions, clause by clause: matched by uid, words compared inside changed clauses."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Protocol

# Pairs of equal words up to which texts are compared word by word; beyond, the time grows out of hand.
_PAIRS = 60_000

# (same, added or removed; the text), and (place in the old, place in the new, length).
Run = tuple[str, str]
Block = tuple[int, int, int]


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
    def is_moved(self) -> bool:
        """Whether the clause stands in another place, with the same words or others."""
        return self.status == "moved" or self.also_moved

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


def compare_words(old: str, new: str) -> list[Run]:
    """The runs of text that are the same, removed or added; same + removed give `old`, same + added give `new`.

    Very long texts are compared line by line, or as wholes, so that a page never takes long.
    """
    if old == new:
        return [("same", old)] if old else []
    for split in (tokens, lines):
        before, after = split(old), split(new)
        blocks = _blocks(before, after)
        if blocks is not None:
            return _runs(before, after, _readable(blocks))
    return [run for run in (("removed", old), ("added", new)) if run[1]]


def _blocks(before: list[str], after: list[str]) -> list[Block] | None:
    """Where both are the same, as (place in `before`, place in `after`, length), closed by one of length 0.

    None where finding them would take too long.
    """
    most = min(len(before), len(after))
    start = next((n for n in range(most) if before[n] != after[n]), most)
    most -= start
    end = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    old, new = before[start : len(before) - end], after[start : len(after) - end]
    counts = Counter(new)
    if sum(counts[token] for token in old) > _PAIRS:
        return None
    blocks: list[Block] = [(0, 0, start)] if start else []
    for i, j, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()[:-1]:
        blocks.append((start + i, start + j, size))
    if end:
        blocks.append((len(before) - end, len(after) - end, end))
    return [*blocks, (len(before), len(after), 0)]


def _readable(blocks: list[Block]) -> list[Block]:
    """`blocks` without the word or two that two rewritten passages happen to share between them.

    So a sentence that was written anew reads as one removed and one added, not word by word.
    """
    kept: list[Block] = []
    end_i = end_j = 0
    for (i, j, size), following in pairwise(blocks):
        gap_before = max(i - end_i, j - end_j)
        gap_after = max(following[0] - i - size, following[1] - j - size)
        if size >= min(gap_before, gap_after):
            kept.append((i, j, size))
            end_i, end_j = i + size, j + size
    return [*kept, blocks[-1]]


def _runs(before: list[str], after: list[str], blocks: list[Block]) -> list[Run]:
    runs: list[Run] = []
    i = j = 0
    for to_i, to_j, size in blocks:
        pieces = {
            "removed": before[i:to_i],
            "added": after[j:to_j],
            "same": before[to_i : to_i + size],
        }
        runs += [(op, "".join(words)) for op, words in pieces.items() if words]
        i, j = to_i + size, to_j + size
    return runs


def compare(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> list[ClauseChange]:
    """Every clause of two versions, in the new order, each removed clause where it used to stand.

    Both come in reading order, parents before their children. Status is unchanged, changed, moved (same words in
    another place), added or removed.
    """
    before = {c.clause_id: c for c in old}
    moved = _moved(old, new)
    changes = [change_of(before.get(c.clause_id), c, c.clause_id in moved) for c in new]
    return list(_in_order(changes, old, moved))


def change_of(old: ClauseText | None, new: ClauseText, moved: bool = False) -> ClauseChange:
    """What happened to one clause; `old` is None where it was not there."""
    if old is None:
        return ClauseChange("added", None, new, [("added", full_text(new))])
    if old.hash == new.hash:
        return ClauseChange("moved" if moved else "unchanged", old, new)
    words = compare_words(full_text(old), full_text(new))
    return ClauseChange("changed", old, new, words, also_moved=moved)


def full_text(clause: ClauseText) -> str:
    """Heading and body as one text."""
    return "\n".join(part for part in (clause.heading, clause.text) if part)


def body_words(change: ClauseChange) -> list[Run]:
    """The compared words; without the heading, where it did not change, for a page names the clause by it."""
    heading = change.clause.heading
    if not heading or (change.old and change.new and change.old.heading != change.new.heading):
        return change.words or [("same", full_text(change.clause))]
    if not change.words:
        return [("same", change.clause.text)]
    left = dict.fromkeys(("removed", "added"), len(heading) + 1)
    rest: list[Run] = []
    for op, text in change.words:
        cut = max(left.values()) if op == "same" else left[op]
        for side in left if op == "same" else (op,):
            left[side] = max(0, left[side] - len(text))
        rest.append((op, text[cut:]))
    return [run for run in rest if run[1]]


def _moved(old: Sequence[ClauseText], new: Sequence[ClauseText]) -> set[int]:
    """Clauses that stand elsewhere: under another parent, or in another order among those they stand with.

    As few as possible; what moves along with its section has not moved itself.
    """
    was, now = _parents(old), _parents(new)
    place = {c.clause_id: n for n, c in enumerate(old)}
    together: dict[int | None, list[int]] = defaultdict(list)
    for clause, parent in now.items():
        if clause in was and was[clause] == parent:
            together[parent].append(clause)
    stayed = {clause for group in together.values() for clause in _in_old_order(group, place)}
    return {clause for clause in now if clause in was} - stayed


def _in_old_order(clauses: Sequence[int], place: Mapping[int, int]) -> list[int]:
    """The most of `clauses` that still follow each other in the order of `place` (longest rising run)."""
    ends: list[int] = []
    last: list[int] = []
    before: dict[int, int | None] = {}
    for clause in clauses:
        n = bisect_left(ends, place[clause])
        ends[n : n + 1] = [place[clause]]
        last[n : n + 1] = [clause]
        before[clause] = last[n - 1] if n else None
    found: list[int] = []
    clause = last[-1] if last else None
    while clause is not None:
        found.append(clause)
        clause = before[clause]
    return found


def _parents(clauses: Sequence[ClauseText]) -> dict[int, int | None]:
    """clause id → its parent's clause id (rows of two versions differ, their clauses do not)."""
    by_row = {c.pk: c.clause_id for c in clauses}
    return {c.clause_id: by_row.get(c.parent_id) for c in clauses}


def _in_order(
    changes: Sequence[ClauseChange], old: Sequence[ClauseText], moved: set[int]
) -> Iterator[ClauseChange]:
    """`changes` in the new order, with the removed clauses behind the neighbour they used to follow."""
    now = _parents([change.new for change in changes])
    children: dict[int | None, list[ClauseChange]] = defaultdict(list)
    for change in changes:
        children[now[change.new.clause_id]].append(change)
    gone = _removed_behind(old, moved, now)

    def under(parent: int | None) -> Iterator[ClauseChange]:
        yield from removed(parent, None)
        for change in children[parent]:
            clause = change.new.clause_id
            yield change
            yield from under(clause)
            yield from removed(parent, clause)

    def removed(parent: int | None, neighbour: int | None) -> Iterator[ClauseChange]:
        for clause in gone.get((parent, neighbour), ()):
            yield ClauseChange("removed", clause, None, [("removed", full_text(clause))])
            yield from under(clause.clause_id)

    return under(None)


def _removed_behind(
    old: Sequence[ClauseText], moved: set[int], now: Mapping[int, int | None]
) -> dict[tuple[int | None, int | None], list[ClauseText]]:
    """(parent, neighbour) → the removed clauses that stood there; no neighbour means first under the parent."""
    was = _parents(old)
    neighbour: dict[int | None, int] = {}
    found: dict[tuple[int | None, int | None], list[ClauseText]] = defaultdict(list)
    for clause in old:
        parent = was[clause.clause_id]
        if clause.clause_id not in now:
            found[parent, neighbour.get(parent)].append(clause)
        elif clause.clause_id not in moved:
            neighbour[parent] = clause.clause_id
    return found
