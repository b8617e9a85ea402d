"""One clause of the portal's own Word export, from the paragraphs within its bookmark. Plain Python."""

import re
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from policies.drafting.importing.bodies import blocks, canonical
from policies.drafting.importing.clauses import LONGEST_HEADING, LONGEST_NUMBER
from policies.drafting.importing.lines import Line
from policies.drafting.importing.outline import outlined
from policies.drafting.importing.proposing import LONGEST, propose
from policies.drafting.importing.source import WRITTEN, one_line
from policies.drafting.importing.tree import ParsedClause
from policies.library.markup import to_plain

_address = re.compile(
    r"/c/([\w-]+)/?(?:#([a-z-]+?)-(must|should|advised|information)"
    r"(?:-(best|safe|poor|do|dont))?)?$"
)
_typed_number = re.compile(r"((?:\d{1,3}\.)*\d{1,3})\.?\s+(?=\S)")
_STRENGTHS = {
    "must": "must",
    "must not": "must",
    "should": "should",
    "should not": "should",
    "advised": "advised",
    "advised against": "advised",
}
_NEGATIVE = {"must not", "should not", "advised against"}
_COLUMNS = {
    "best practice": "best",
    "safe practice": "safe",
    "poor practice": "poor",
    "do": "do",
    "do not": "dont",
}
# What the export says at its head, before the first clause.
_FACTS = {
    *("Binds", "Version", "When", "About this version", "Text", "Address", "Owner"),
    *("Policy number", "Adapted from", "Licence", "Withdrawn"),
}
_HEAD = "the head of the portal’s own export: a fact about the version"
_TERMS = {"Tried summarily": "summary", "On indictment": "indictment"}
_NO_TERM = "none printed"


def leave_out_head(lines: Sequence[Line]) -> None:
    """Mark what the export says about the version before its first clause."""
    first = next((n for n, line in enumerate(lines) if line.said.uid), 0)
    for line in lines[:first]:
        label = line.text.partition(": ")[0]
        if line.said.pieces[0].bold and label in _FACTS:
            line.said.left_out = line.said.left_out or _HEAD


def own_clause(lines: Sequence[Line]) -> tuple[ParsedClause, int]:
    """The clause that these paragraphs make up, and its rank in the outline (0: not known)."""
    uid = lines[0].said.uid
    clause = ParsedClause(key="", kind="", uid="" if uid.startswith(WRITTEN) else str(UUID(uid)))
    rank = 0
    body: list[Line] = []
    for line in lines:
        clause.paragraphs.extend(line.numbers)
        part = line.said.part
        if part in ("head", "section") and not clause.heading and not clause.short_id:
            rank = line.said.heading
            clause.kind = "section" if part == "section" else ""
            _head(clause, line)
        elif part == "note":
            say_beside(clause, _lines(line))
        else:
            body.append(line)
    clause.body = canonical(blocks(outlined(body), exact=True)) if body else ""
    clause.text = to_plain(clause.body)
    _propose(clause)
    return clause, rank


def _lines(line: Line) -> str:
    """What a line says, each soft break a line end."""
    said = "".join(piece.text for piece in line.said.pieces)
    return "\n".join(one_line(text) for text in said.split("\n"))


def _head(clause: ParsedClause, line: Line) -> None:
    """Number, heading and strength from the line that the export begins a clause with."""
    pieces = line.said.pieces
    link = next((n for n, piece in enumerate(pieces) if _address.search(piece.href)), None)
    start = 0
    if link is not None:
        clause.short_id, kind, strength, column = _address.search(pieces[link].href).groups()
        if kind and clause.kind != "section":
            clause.kind, clause.certain = "" if kind == "section" else kind, kind != "section"
        clause.strength, clause.column = strength or clause.strength, column or ""
        start = link
        while start < len(pieces) and pieces[start].href == pieces[link].href:
            start += 1
        number = one_line("".join(piece.text for piece in pieces[:start]))
        clause.number = "" if number == clause.short_id else number[:LONGEST_NUMBER]
    rest = pieces[start:]
    typed = _typed_number.match(rest[0].text) if link is None and rest else None
    if typed:
        clause.number = typed[1]
        rest = [replace(rest[0], text=rest[0].text[typed.end() :]), *rest[1:]]
    said = one_line("".join(piece.text for piece in rest if not piece.bold))
    known = known_words(said)
    bold = "".join(piece.text for piece in rest if piece.bold or known is None)
    clause.heading = one_line(bold)[:LONGEST_HEADING]
    if known and clause.kind != "section":
        if clause.kind:
            spoken(clause, *known)
        else:
            clause.kind, clause.strength, clause.column = known


def known_words(said: str) -> tuple[str, str, str] | None:
    """(kind, strength, column) that the words behind a clause's name tell; None for other words.

    "Best practice · Must not" is a prohibition that one must keep to, in the best column.
    """
    kind, strength, column = "", "information", ""
    for word in filter(None, (part.strip().lower() for part in said.split("·"))):
        if word in _COLUMNS:
            column = _COLUMNS[word]
        elif word in _STRENGTHS:
            strength = _STRENGTHS[word]
            kind = "prohibition" if word in _NEGATIVE else kind
        elif word == "may":
            kind = "permission"
        else:
            return None
    return kind, strength, column


def spoken(clause: ParsedClause, kind: str, strength: str, column: str) -> None:
    """Where somebody changed the words behind the name, they count, and are to be confirmed."""
    allowed = (kind == "permission", clause.kind == "permission")
    if all(allowed):
        strength = clause.strength
    same = strength == clause.strength and column == clause.column
    turned = (kind == "prohibition") != (clause.kind == "prohibition") and strength != "information"
    turned = turned or allowed[0] != allowed[1]
    if same and not turned:
        return
    clause.certain, clause.strength, clause.column = False, strength, column
    if turned:
        clause.kind = kind or "duty"


def say_beside(clause: ParsedClause, text: str) -> None:
    """Put what is said beside a clause's words where it belongs; what has no label is a note."""
    label, _, said = text.partition(": ")
    if label in _TERMS:
        none = dict.fromkeys(_TERMS.values())
        term = None if said == _NO_TERM else said
        clause.terms = none | (clause.terms or {}) | {_TERMS[label]: term}
    elif label == "The document’s words":
        clause.strength_words = said[:LONGEST]
    else:
        note = said if label == "Editor’s note" else text
        clause.note = f"{clause.note}\n{note}".strip()


def _propose(clause: ParsedClause) -> None:
    """Give the kind that the export does not carry; how strongly its clauses speak, it does."""
    if clause.kind == "section":
        clause.certain = True
    elif not clause.kind:
        proposal = propose(clause.text, clause.heading)
        clause.kind = proposal.kind
        if not clause.uid and clause.strength == "information" and not clause.strength_words:
            clause.strength, clause.strength_words = proposal.strength, proposal.words
