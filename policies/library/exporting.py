"""A version as a file to take away: Markdown and JSON; `word` has the Word document.

Each clause carries its permanent uid and short id, so that a file that was edited elsewhere can be read back with every
clause recognised.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from html import escape
from typing import Any

from policies.library.markup import escape_markdown, to_markdown
from policies.library.models import ClauseVersion, Column, Kind, PolicyVersion
from policies.library.presenters import facts, strength_word

FORMAT = "policy-portal/version/1"
# In Markdown, what follows this within a clause is said about its words and is not one of them.
BESIDE = "<!-- beside the words -->"
TERMS = {"summary": "Tried summarily", "indictment": "On indictment"}
# What stands for a term that the document leaves out.
NO_TERM = "none printed"


def version_address(version: PolicyVersion, portal: str) -> str:
    """Where to read exactly this version."""
    return f"{portal}/policies/{version.policy.code}/versions/{version.number}/"


def head(version: PolicyVersion, portal: str) -> dict[str, Any]:
    """What identifies a version, as plain values; `effective_until` is its last day."""
    days = version.effective
    return {
        "format": FORMAT,
        "title": version.policy.title,
        "code": version.policy.code,
        "version": version.number,
        "content_hash": version.content_hash,
        "effective_from": _iso(days.lower),
        "effective_until": _iso(days.upper - timedelta(days=1) if days.upper else None),
        "binds": [binding.policy_set.code for binding in version.policy.bindings.all()],
        "address": version_address(version, portal),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def json_text(version: PolicyVersion, words: Sequence[ClauseVersion], *, portal: str) -> bytes:
    """The version as JSON: its head, and its clauses in reading order with the short id of their parent."""
    short_ids = {row.pk: row.clause.short_id for row in words}
    content = head(version, portal) | {
        "kind": version.policy.kind,
        "change_class": version.change_class,
        "note": version.note,
        "clauses": [_clause(row, short_ids.get(row.parent_id)) for row in words],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode()


def _clause(row: ClauseVersion, parent: str | None) -> dict[str, Any]:
    return {
        "uid": str(row.clause.uid),
        "short_id": row.clause.short_id,
        "parent": parent,
        "number": row.number,
        "heading": row.heading,
        "kind": row.kind,
        "strength": row.strength,
        "strength_words": row.strength_words,
        "column": row.column,
        "terms": row.terms,
        "body_html": row.body,
        "body_markdown": to_markdown(row.body) if row.body else "",
        "note": row.note,
        "source": row.source,
        "hash": row.hash,
    }


def markdown(version: PolicyVersion, words: Sequence[ClauseVersion], *, portal: str) -> bytes:
    """The version as Markdown: its head as YAML, then each clause behind a comment that says which it is."""
    about = head(version, portal)
    # JSON values are YAML values too.
    lines = [
        "---",
        *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in about.items()),
    ]
    lines += ["---", "", f"# {escape_markdown(version.policy.title)}", ""]
    for label, value in facts(version, address=about["address"]):
        lines.append(f"- {label}: {escape_markdown(value)}")
    for row in words:
        lines += ["", *_markdown_clause(row)]
    return ("\n".join(lines) + "\n").encode()


def _markdown_clause(row: ClauseVersion) -> list[str]:
    lines = [_comment(row)]
    name = escape_markdown(f"{row.number} {row.heading}") or row.clause.short_id
    if row.kind == Kind.SECTION:
        lines.append(f"{'#' * min(len(row.path) + 1, 6)} {name}")
    else:
        lines.append(" · ".join(part for part in (f"**{name}**", spoken(row)) if part))
    if row.body:
        lines += ["", to_markdown(row.body)]
    if said := beside(row):
        quoted = "\n>\n".join(f"> {label}: {_lines(value)}" for label, value in said)
        lines += ["", BESIDE, quoted]
    return lines


def _comment(row: ClauseVersion) -> str:
    """Which clause it is, and which part of its name is its number. No value can end the comment."""
    said = {
        "short_id": row.clause.short_id,
        "uid": row.clause.uid,
        "level": len(row.path),
        "kind": row.kind,
        "strength": row.strength,
        "column": row.column,
    }
    attributes = " ".join(f'{key}="{value}"' for key, value in said.items() if value)
    number = escape(row.number).replace("-", "&#45;")
    return f'<!-- clause {attributes} number="{number}" -->'


def _lines(text: str) -> str:
    """Plain text as lines of a quote, each but the last with a hard break behind it."""
    return "\\\n> ".join(escape_markdown(line) for line in text.split("\n"))


def spoken(row: ClauseVersion) -> str:
    """The clause's strength and, in a grid or a pair of lists, its column, in words."""
    column = Column(row.column).label if row.column else ""
    return " · ".join(part for part in (column, strength_word(row.kind, row.strength)) if part)


def beside(row: ClauseVersion) -> list[tuple[str, str]]:
    """What is said about a clause's words without being one of them: pairs of label and value."""
    said = [("The document’s words", row.strength_words)]
    if row.terms:
        said += [(label, row.terms.get(key) or NO_TERM) for key, label in TERMS.items()]
    said.append(("Editor’s note", row.note))
    return [(label, value) for label, value in said if value]
