"""The paragraphs of a document as a tree of clauses, each of them placed or reported. Plain Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from policies.drafting.importing.clauses import Lent, clause_of, clauses_of, section_of
from policies.drafting.importing.headings import ranks
from policies.drafting.importing.lines import Line, whole_lines
from policies.drafting.importing.outline import outlined
from policies.drafting.importing.own_word import leave_out_head, own_clause
from policies.drafting.importing.proposing import column_of, lead
from policies.drafting.importing.source import Paragraph, Reading, require_depth
from policies.drafting.importing.tables import table_clauses
from policies.drafting.importing.tree import ParsedClause, give_keys, walk

_LABEL = 45
_TITLE = "the document’s title: the policy keeps its own"
_LOOSE_LABEL = "the label of a text box; the file does not say which box it belongs to"


def build(paragraphs: Sequence[Paragraph]) -> Reading:
    """The document as a tree, with where each paragraph went.

    Raises Unreadable where its outline is too deep.
    """
    lines = whole_lines(paragraphs)
    rank = ranks(lines)
    _leave_out_titles(lines, rank)
    _leave_out_labels(lines)
    leave_out_head(lines)
    tree = _Tree()
    kept = [(line, rank[n]) for n, line in enumerate(lines) if not line.said.left_out]
    for (kind, _), group in groupby(kept, key=lambda pair: _sort(*pair)):
        tree.add(kind, list(group))
    give_keys(tree.top)
    return _report(paragraphs, lines, tree.top)


def _sort(line: Line, rank: int) -> tuple[str, object]:
    """What a line is part of; neighbours of one sort are taken together."""
    said = line.said
    if said.uid:
        return "own", said.uid
    if rank:
        return "heading", id(line)
    if said.table:
        return "table", said.table
    if said.box:
        return "box", said.box
    return "text", ""


@dataclass
class _Section:
    rank: int
    clause: ParsedClause
    lent: Lent


class _Tree:
    """A tree that grows from top to bottom; `open` are the sections that the next line stands in."""

    def __init__(self):
        self.top: list[ParsedClause] = []
        self.open: list[_Section] = []

    @property
    def here(self) -> list[ParsedClause]:
        return self.open[-1].clause.children if self.open else self.top

    @property
    def lent(self) -> Lent:
        return self.open[-1].lent if self.open else Lent()

    def add(self, kind: str, group: list[tuple[Line, int]]) -> None:
        lines = [line for line, _ in group]
        if kind == "own":
            self._own(lines)
        elif kind == "heading":
            self._section(section_of(lines[0]), group[0][1], lines[0].text)
        elif kind == "table":
            self._leave_own()
            self.here.extend(table_clauses(lines, self.lent, first=not self.open))
        elif kind == "box":
            self._leave_own()
            self._box(lines)
        else:
            self._leave_own()
            self._text(lines)

    def _section(self, clause: ParsedClause, rank: int, heading: str) -> None:
        self._close(rank)
        self.here.append(clause)
        self.open.append(_Section(rank, clause, Lent.of(heading)))
        require_depth(len(self.open))

    def _close(self, rank: int) -> None:
        while self.open and self.open[-1].rank >= rank:
            self.open.pop()

    def _leave_own(self) -> None:
        """Words added to one of our own exports stand in its section, not in the clause before."""
        while self.open and self.open[-1].clause.kind != "section":
            self.open.pop()

    def _own(self, lines: list[Line]) -> None:
        clause, rank = own_clause(lines)
        if rank == 0:
            self._leave_own()
            rank = self.open[-1].rank + 1 if self.open else 1
        self._close(rank)
        self.here.append(clause)
        self.open.append(_Section(rank, clause, Lent()))
        require_depth(len(self.open))

    def _box(self, lines: list[Line]) -> None:
        """A text box; its first line is its heading where it is short and others follow."""
        first = lines[0]
        if len(lines) > 1 and column_of(first.text):
            section = section_of(first)
            self.here.append(section)
            section.children = clauses_of(outlined(lines[1:]), Lent.of(first.text))
        else:
            self.here.extend(clauses_of(outlined(lines), self.lent))

    def _text(self, lines: list[Line]) -> None:
        labelled, rest = _labelled(lines) if not self.open else ([], lines)
        for label, values in labelled:
            clause = section_of(label)
            clause.kind, clause.certain = "metadata", False
            for value in values:
                clause_of([value], into=clause)
            self.here.append(clause)
        self.here.extend(clauses_of(outlined(rest), self.lent))


def _labelled(lines: list[Line]) -> tuple[list[tuple[Line, list[Line]]], list[Line]]:
    """The labels with their values at the head of a document, and the lines behind them."""
    found: list[tuple[Line, list[Line]]] = []
    rest = 0
    for n, line in enumerate(lines):
        following = lines[n + 1] if n + 1 < len(lines) else None
        if _is_label(line, following):
            found.append((line, []))
            rest = n + 1
        elif found and n == rest and not line.said.gap and not line.said.is_item:
            found[-1][1].append(line)
            rest = n + 1
        else:
            break
    return (found, lines[rest:]) if len(found) > 1 else ([], lines)


def _is_label(line: Line, following: Line | None) -> bool:
    said = line.said
    if said.is_item or len(line.text) > _LABEL or following is None or following.said.is_item:
        return False
    close = following.said.gap == 0
    return close and (line.text.endswith(":") or (said.tabbed and following.said.tabbed))


def _leave_out_titles(lines: Sequence[Line], rank: list[int]) -> None:
    """Leave out the title, where the layout says which it is."""
    marked = [n for n, line in enumerate(lines) if line.said.part == "title"]
    highest = [n for n, r in enumerate(rank) if r == 1 and lines[n].said.heading == 1]
    first = next((n for n, line in enumerate(lines) if not line.said.left_out), None)
    if not marked and highest == [first] and any(line.said.heading == 2 for line in lines):
        marked = highest
        for n, r in enumerate(rank):
            rank[n] = max(r - 1, 0)
    for n in marked:
        lines[n].said.left_out = lines[n].said.left_out or _TITLE


def _leave_out_labels(lines: Sequence[Line]) -> None:
    """A text box that says "Poor practice" and no more: which box it labels, the text cannot tell."""
    kept = [line for line in lines if line.said.box and not line.said.left_out]
    for _, group in groupby(kept, key=lambda line: line.said.box):
        box = list(group)
        if len(box) == 1 and lead(box[0].text) and column_of(box[0].text):
            box[0].said.left_out = _LOOSE_LABEL


def _report(
    paragraphs: Sequence[Paragraph], lines: Sequence[Line], tree: list[ParsedClause]
) -> Reading:
    """Where each paragraph went. One that is in no clause and has no reason is an error of ours."""
    went = {number: clause.key for clause in walk(tree) for number in clause.paragraphs}
    why = {number: line.said.left_out for line in lines for number in line.numbers}
    placed, unplaced = [], []
    for paragraph in paragraphs:
        number = paragraph.number
        if number in went:
            placed.append((number, paragraph.printed, went[number]))
        else:
            reason = why.get(number) or "not understood: add it to the draft by hand"
            unplaced.append((number, paragraph.printed, reason))
    return Reading(list(paragraphs), tree, placed, unplaced)
