"""What an editor wrote, checked and turned into what is stored."""

import hashlib
from typing import TypedDict

from policies.drafting.actions.errors import Refused
from policies.library.actions import clause_hash
from policies.library.markup import clean, to_html, to_plain
from policies.library.models import ClauseVersion, Kind, Strength
from portal.models.chained import canonical

# A clause is one rule: longer than this it is several.
BODY_LIMIT = 20_000
NOTE_LIMIT = 5_000
LIMITS = {
    "number": 20,
    "heading": 300,
    "strength_words": 80,
}
_LABELS = {
    "number": "number",
    "heading": "heading",
    "strength_words": "words that carry the strength",
}


class Words(TypedDict, total=False):
    """What an editor may write in a clause."""

    number: str
    heading: str
    body_markdown: str
    kind: str
    strength: str
    strength_words: str
    note: str


def written(words: Words, *, over: ClauseVersion | None = None) -> dict[str, str]:
    """The column values of a clause that says `words`, taking what is not given from `over`.

    Raises Refused, with what to do, where a text is too long, kind or strength is unknown, or
    nothing is said at all.
    """
    values = {name: _one_line(name, words.get(name, _was(over, name))) for name in LIMITS}
    values["note"] = _long("note", words.get("note", _was(over, "note")), NOTE_LIMIT)
    values["kind"] = words.get("kind", _was(over, "kind"))
    values["strength"] = words.get("strength", _was(over, "strength") or Strength.INFORMATION)
    if values["kind"] not in Kind.values:
        raise Refused("Choose what kind of clause this is.")
    if values["strength"] not in Strength.values:
        raise Refused("Choose how strongly the clause speaks.")
    values["body"] = _was(over, "body")
    if "body_markdown" in words:
        values["body"] = to_html(_long("text", words["body_markdown"], BODY_LIMIT))
    values["text"] = to_plain(values["body"])
    if not values["heading"] and not values["text"]:
        raise Refused("Write a heading or a text: an empty clause says nothing.")
    values["hash"] = clause_hash(
        **{name: values[name] for name in ("heading", "body", "kind", "strength")},
        column=_was(over, "column"),
        terms=over.terms if over else None,
    )
    return values


def seal(clause: ClauseVersion) -> str:
    """Of all that an editor may write in the clause, as it is now: equal seals, equal words."""
    words = [getattr(clause, name) for name in (*LIMITS, "body", "kind", "strength", "note")]
    return hashlib.sha256(canonical({"words": words}).encode()).hexdigest()


def _was(over: ClauseVersion | None, name: str) -> str:
    return getattr(over, name) if over else ""


def _one_line(name: str, text: str) -> str:
    text = " ".join(clean(text).split())
    if len(text) > LIMITS[name]:
        raise Refused(
            f"Shorten the {_LABELS[name]} to {LIMITS[name]} characters. It has {len(text):,}."
        )
    return text


def _long(label: str, text: str, limit: int) -> str:
    text = clean(text).strip()
    if len(text) > limit:
        raise Refused(
            f"Shorten the {label} to {limit:,} characters, or split it over several clauses. "
            f"It has {len(text):,}."
        )
    return text
