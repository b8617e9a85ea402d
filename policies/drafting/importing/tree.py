"""A document as a tree of clauses, as an import keeps it. Plain Python."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any


@dataclass
class ParsedClause:
    """One clause as it was read.

    `key` is its place, such as "1.2.3": the third below the second below the first. `body` is
    sanitised HTML as a clause version stores it, `text` the same without markup. `certain` is False
    where kind and strength were proposed from the words and nobody has confirmed them; `uid`,
    `short_id`, `column`, `terms`, `note` and `source` are filled where the file carries them.
    `paragraphs` are the numbers of the source paragraphs that it was made of.
    """

    key: str
    number: str = ""
    heading: str = ""
    body: str = ""
    text: str = ""
    kind: str = "section"
    strength: str = "information"
    strength_words: str = ""
    certain: bool = False
    uid: str = ""
    short_id: str = ""
    children: list["ParsedClause"] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    column: str = ""
    terms: dict[str, str] | None = None
    note: str = ""
    source: list[str] = field(default_factory=list)


_PLAIN = [f.name for f in fields(ParsedClause) if f.name != "children"]


def walk(tree: Iterable[ParsedClause]) -> Iterator[ParsedClause]:
    """All clauses in reading order, each before those under it; depth costs no recursion."""
    waiting = list(tree)[::-1]
    while waiting:
        clause = waiting.pop()
        yield clause
        waiting.extend(reversed(clause.children))


def with_parents(
    tree: Iterable[ParsedClause],
) -> Iterator[tuple[ParsedClause, ParsedClause | None]]:
    """All clauses in reading order, each with the clause that it stands under."""
    waiting = [(clause, None) for clause in tree][::-1]
    while waiting:
        clause, parent = waiting.pop()
        yield clause, parent
        waiting.extend((child, clause) for child in reversed(clause.children))


def give_keys(tree: Sequence[ParsedClause]) -> None:
    """Set every clause's `key` from its place in the tree."""
    for number, clause in enumerate(tree, 1):
        clause.key = str(number)
    for clause in walk(tree):
        for number, child in enumerate(clause.children, 1):
            child.key = f"{clause.key}.{number}"


def as_json(tree: Iterable[ParsedClause]) -> list[dict[str, Any]]:
    """The tree as plain values that JSON can hold."""
    return [
        {name: getattr(clause, name) for name in _PLAIN} | {"children": as_json(clause.children)}
        for clause in tree
    ]


def from_json(values: Iterable[dict[str, Any]]) -> list[ParsedClause]:
    """The tree that `as_json` gave."""
    return [
        ParsedClause(
            **{name: value[name] for name in _PLAIN if name in value},
            children=from_json(value.get("children", ())),
        )
        for value in values
    ]
