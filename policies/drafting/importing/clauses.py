"""Lines and lists as clauses, with the kind and strength that their words propose. Plain Python."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policies.drafting.importing.bodies import blocks, canonical, paragraph
from policies.drafting.importing.headings import LONGEST
from policies.drafting.importing.lines import Line
from policies.drafting.importing.markers import without_start
from policies.drafting.importing.outline import Node
from policies.drafting.importing.proposing import (
    RULES,
    Proposal,
    column_of,
    lead,
    lists_things,
    propose,
    under,
)
from policies.drafting.importing.source import Paragraph, Piece, one_line
from policies.drafting.importing.tree import ParsedClause
from policies.library.markup import to_plain

LONGEST_HEADING, LONGEST_NUMBER, LONGEST_BODY = 300, 20, 20_000
_ends_run_in = re.compile(r"[:.–—-]\s*$|^\s*[:.–—-]\s")
# In a heading, and nowhere else, a number needs no full stop.
_bare_number = re.compile(r"(\d{1,2}) (?=[A-Z])")
# How a heading that leads on may end: "Do: -".
_LEADS_ON = " :–—-"
_sentence = re.compile(r"(?<=[.!?;])\s+|\s+")


@dataclass(frozen=True)
class Lent:
    """What a heading or a lead-in gives to the clauses under it: a strength, a column, or neither."""

    proposal: Proposal | None = None
    column: str = ""

    @classmethod
    def of(cls, words: str) -> "Lent":
        """What a heading lends: only "Do", "Poor practice" and their like lend anything."""
        column = column_of(words)
        return cls(lead(words), column) if column else cls()


def section_of(line: Line) -> ParsedClause:
    """A heading as a section; what does not fit a heading's or a number's room goes into the body."""
    said, text = line.said, line.text
    number, rest = _number(said)
    text = one_line(f"{rest} {text}").rstrip(_LEADS_ON) or text
    bare = _bare_number.match(text)
    if bare and not number:
        number, text = bare[1], text[bare.end() :]
    clause = ParsedClause(key="", number=number, paragraphs=list(line.numbers))
    clause.certain = bool(said.heading)
    if len(text) <= LONGEST_HEADING:
        clause.heading = text
    else:
        clause.heading = ""
        _say(clause, paragraph(said))
    return clause


def _number(said: Paragraph) -> tuple[str, str]:
    """(number, what of the marker is none) of a line."""
    if said.kind != "number":
        return "", ""
    number = said.marker.rstrip(".:–—- ")
    return (number, "") if len(number) <= LONGEST_NUMBER else ("", said.marker)


def clauses_of(nodes: Sequence[Node], lent: Lent) -> list[ParsedClause]:
    """Each node as a clause. Items under it are clauses of their own where they are rules."""
    found: list[ParsedClause] = []
    for node in nodes:
        found.extend(_clauses_of(node, lent))
    return found


def _clauses_of(node: Node, lent: Lent) -> list[ParsedClause]:
    parts = _parts(node.line)
    clauses = [_clause(part, lent) for part in parts]
    if not node.under:
        return clauses
    offered = _offered(node, lent)
    if offered or _are_rules(node.under) or _is_long(node):
        clauses[-1].children = clauses_of(node.under, offered or lent)
    else:
        html = _body_html(parts[-1]) + blocks(node.under)
        _say(clauses[-1], html)
        for below in node.all():
            if below is not node:
                clauses[-1].paragraphs.extend(below.line.numbers)
    return clauses


def _offered(node: Node, lent: Lent) -> Lent | None:
    """What a node lends to those under it; None where it is no lead-in of rules."""
    own = lead(node.line.text) if node.leads else None
    # An item that is a rule by its lead-in hands that on.
    handed = node.leads and lent.proposal and not lists_things(node.line.text)
    if own is None and not handed:
        return None
    return Lent(under(lent.proposal, node.line.text) if lent.proposal else own, lent.column)


def _are_rules(nodes: Sequence[Node]) -> bool:
    """Whether any of these items asks something of somebody by its own words."""
    return any(propose(below.line.text).strength in RULES for node in nodes for below in node.all())


def _is_long(node: Node) -> bool:
    return sum(len(below.line.text) for below in node.all()) > LONGEST_BODY // 2


def _parts(line: Line) -> list[Line]:
    """A line, or several where its text has more room than a clause; each names its paragraphs."""
    text = line.text
    if len(text) <= LONGEST_BODY // 2:
        return [line]
    parts, words = [], ""
    for word in _sentence.split(text):
        if len(words) + len(word) > LONGEST_BODY // 4 and words:
            parts.append(words)
            words = ""
        for start in range(0, len(word), LONGEST_BODY // 4):
            words = f"{words} {word[start : start + LONGEST_BODY // 4]}".strip()
    parts.append(words)
    made = [Line(Paragraph([Piece(part)]), list(line.numbers)) for part in parts]
    made[0].said.marker, made[0].said.kind = line.said.marker, line.said.kind
    return made


def _clause(line: Line, lent: Lent) -> ParsedClause:
    """A line as a clause; words in bold before the others are its heading."""
    clause = ParsedClause(key="", kind="principle", column=lent.column)
    clause.number = _number(line.said)[0]
    clause.paragraphs = list(line.numbers)
    run_in, rest = _run_in(line.said)
    if run_in:
        clause.heading = run_in
        _say(clause, paragraph(rest))
    else:
        _say(clause, _body_html(line))
    proposal = under(lent.proposal, clause.text) if lent.proposal else propose(clause.text)
    clause.kind, clause.strength = proposal.kind, proposal.strength
    clause.strength_words = proposal.words
    return clause


def clause_of(lines: Sequence[Line], into: ParsedClause) -> None:
    """Add lines to the body of a clause."""
    html = into.body
    for line in lines:
        html += _body_html(line)
        into.paragraphs.extend(line.numbers)
    _say(into, html)


def _body_html(line: Line) -> str:
    rest = _number(line.said)[1]
    if not rest:
        return paragraph(line.said)
    return paragraph(Paragraph([Piece(f"{rest} "), *line.said.pieces]))


def _say(clause: ParsedClause, html: str) -> None:
    clause.body = canonical(html)
    clause.text = to_plain(clause.body)


def _run_in(said: Paragraph) -> tuple[str, Paragraph]:
    """(heading, the rest) of a line that begins with a few words in bold, set off from the others."""
    bold = 0
    for piece in said.pieces:
        if not piece.bold and piece.text.strip():
            break
        bold += 1
    start = "".join(piece.text for piece in said.pieces[:bold])
    rest = "".join(piece.text for piece in said.pieces[bold:])
    heading = one_line(start).rstrip(" :.–—-")
    set_off = _ends_run_in.search(start) or _ends_run_in.search(rest[:2] + " ") or "\n" in rest[:2]
    if not heading or not rest.strip() or len(heading) > LONGEST or not set_off:
        return "", said
    cut = len(rest) - len(rest.lstrip(" \t\n\u00a0:.–—-"))
    kept = without_start(said.pieces[bold:], cut)
    return (heading, Paragraph(kept, quote=said.quote)) if kept else ("", said)
