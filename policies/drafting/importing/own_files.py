"""The portal's own JSON export, taken exactly as it is. Plain Python."""

import json
from collections.abc import Iterable
from typing import Any

from policies.drafting.importing.clauses import LONGEST_HEADING, LONGEST_NUMBER
from policies.drafting.importing.proposing import LONGEST
from policies.drafting.importing.source import (
    MAX_PARAGRAPHS,
    Paragraph,
    Piece,
    Reading,
    Unreadable,
    numbered,
    one_line,
    require_depth,
    tidy,
)
from policies.drafting.importing.tree import ParsedClause, give_keys, walk
from policies.library.markup import sanitise, to_plain

FORMAT = "policy-portal/version/1"
_TEXTS = ("number", "heading", "kind", "strength", "strength_words", "column", "note", "short_id")
_LIMITS = {"number": LONGEST_NUMBER, "heading": LONGEST_HEADING, "strength_words": LONGEST}
_NOT_OURS = (
    "This JSON file is not a version that the portal exported. Export one from the page of a "
    "policy’s version, or bring the text as DOCX, HTML, Markdown or plain text."
)


def json_reading(text: str) -> Reading:
    """The version in a JSON export, exactly. Raises Unreadable where the file is not one."""
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(_NOT_OURS) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise Unreadable(_NOT_OURS)
    rows = content.get("clauses")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreadable(_NOT_OURS)
    if len(rows) > MAX_PARAGRAPHS:
        raise Unreadable(f"This file has more than {MAX_PARAGRAPHS:,} clauses.")
    return _reading([(_from_row(row), str(row.get("parent") or "")) for row in rows])


def _from_row(row: dict[str, Any]) -> ParsedClause:
    clause = ParsedClause(key="", certain=True, uid=str(row.get("uid") or ""))
    for name in _TEXTS:
        setattr(clause, name, tidy(str(row.get(name) or "")).strip())
    for name, limit in _LIMITS.items():
        if len(getattr(clause, name)) > limit:
            raise Unreadable(
                f"The {name.replace('_', ' ')} of clause {clause.short_id or clause.uid} is longer "
                f"than {limit} characters: the portal did not export this. Export the version again."
            )
    clause.body = sanitise(str(row.get("body_html") or ""))
    clause.text = to_plain(clause.body)
    terms, source = row.get("terms"), row.get("source")
    if isinstance(terms, dict):
        clause.terms = {str(k): None if v is None else str(v) for k, v in terms.items()}
    if isinstance(source, list):
        clause.source = [str(item)[:30] for item in source]
    if not clause.heading and not clause.text:
        raise Unreadable(
            f"Clause {clause.short_id or clause.uid} of this file says nothing. Export it again."
        )
    return clause


def _reading(clauses: Iterable[tuple[ParsedClause, str]]) -> Reading:
    """Clauses in reading order, each with the short id of its parent, as a reading."""
    top: list[ParsedClause] = []
    known: dict[str, tuple[ParsedClause, int]] = {}
    paragraphs = []
    for number, (clause, parent) in enumerate(clauses, 1):
        above, depth = known.get(parent, (None, 0))
        if parent and above is None:
            raise Unreadable(
                f"Clause {clause.short_id} stands under {parent}, which is not before it in this "
                "file. Export the version again."
            )
        require_depth(depth + 1)
        (above.children if above else top).append(clause)
        known[clause.short_id] = (clause, depth + 1)
        clause.paragraphs = [number]
        said = one_line(f"{clause.number} {clause.heading} {clause.text}")
        paragraphs.append(Paragraph([Piece(said)], printed=said))
    give_keys(top)
    paragraphs = numbered(paragraphs)
    placed = [
        (clause.paragraphs[0], paragraphs[clause.paragraphs[0] - 1].printed, clause.key)
        for clause in walk(top)
    ]
    return Reading(paragraphs, top, sorted(placed), [])
