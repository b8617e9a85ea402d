"""Tables as clauses: grids of practice, labels with their values, and rows under headings. Plain Python."""

from collections import defaultdict
from collections.abc import Sequence
from html import escape

from policies.drafting.importing.bodies import blocks, canonical
from policies.drafting.importing.clauses import LONGEST_HEADING, Lent, clauses_of
from policies.drafting.importing.lines import Line
from policies.drafting.importing.outline import outlined
from policies.drafting.importing.proposing import column_of, propose
from policies.drafting.importing.tree import ParsedClause
from policies.library.markup import to_plain

_LABEL = 60
Cells = dict[int, dict[int, list[Line]]]


def table_clauses(lines: Sequence[Line], lent: Lent, *, first: bool) -> list[ParsedClause]:
    """The clauses of one table. `first`: it stands at the head of the document, as facts about it do."""
    cells: Cells = defaultdict(lambda: defaultdict(list))
    for line in lines:
        cells[line.said.row][line.said.column].append(line)
    columns = {column for row in cells.values() for column in row}
    if len(columns) == 1:
        return clauses_of(outlined(lines), lent)
    heads = _heads(cells)
    if sum(bool(column_of(words)) for words in heads.values()) > 1:
        return _grid(cells, heads)
    found = [
        _row(row, heads, first)
        for number, row in cells.items()
        if not (heads and number == min(cells))
    ]
    if heads and found:
        top = [n for row in cells[min(cells)].values() for line in row for n in line.numbers]
        found[0].paragraphs[:0] = top
    return found or clauses_of(outlined(lines), lent)


def _heads(cells: Cells) -> dict[int, str]:
    """column → the words above it; empty where the first row is no row of headings."""
    row = cells[min(cells)]
    lines = [line for cell in row.values() for line in cell]
    words = {column: " ".join(line.text for line in cell) for column, cell in row.items()}
    declared = all(line.said.is_header for line in lines)
    bold = all(line.said.is_bold for line in lines) and len(cells) > 1
    grid = sum(bool(column_of(text)) for text in words.values()) > 1
    if not (declared or bold or grid) or len(cells) < 2 or len(row) < 2:
        return {}
    below = [line for n in cells if n != min(cells) for cell in cells[n].values() for line in cell]
    return words if grid or not all(line.said.is_bold for line in below) else {}


def _grid(cells: Cells, heads: dict[int, str]) -> list[ParsedClause]:
    """A grid of practice: a section a row, in it the clauses of each column."""
    sections: list[ParsedClause] = []
    for number, row in cells.items():
        if number == min(cells):
            continue
        section = ParsedClause(key="", certain=False)
        for column, cell in sorted(row.items()):
            if column_of(heads.get(column, "")):
                section.children += clauses_of(outlined(cell), Lent.of(heads[column]))
            else:
                section.heading = " ".join(line.text for line in cell)[:LONGEST_HEADING]
                section.paragraphs += [n for line in cell for n in line.numbers]
        sections += [section] if section.heading else section.children
    top = [n for row in cells[min(cells)].values() for line in row for n in line.numbers]
    if sections:
        sections[0].paragraphs[:0] = top
    return sections


def _row(row: dict[int, list[Line]], heads: dict[int, str], first: bool) -> ParsedClause:
    """A row as a clause: its first cell is the heading, the others the body."""
    clause = ParsedClause(key="", kind="principle")
    clause.paragraphs = [n for cell in row.values() for line in cell for n in line.numbers]
    columns = sorted(row)
    label = " ".join(line.text for line in row[columns[0]])
    if len(columns) > 1 and len(label) <= LONGEST_HEADING:
        clause.heading = label.removesuffix(":")
        columns = columns[1:]
    html = ""
    for column in columns:
        named = heads.get(column, "")
        said = f"<p><strong>{escape(named, quote=False)}</strong></p>" if named else ""
        html += said + blocks(outlined(row[column]))
    clause.body = canonical(html)
    clause.text = to_plain(clause.body)
    proposal = propose(clause.text, clause.heading)
    clause.kind, clause.strength = proposal.kind, proposal.strength
    clause.strength_words = proposal.words
    if first and not heads and len(label) <= _LABEL and proposal.strength == "information":
        clause.kind = "metadata"
    return clause
