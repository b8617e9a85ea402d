"""What a reader makes of a file: its paragraphs in order, each with what its layout says. Plain Python."""

import re
from dataclasses import dataclass, field

from policies.drafting.importing.tree import ParsedClause

MAX_BYTES = 20 * 1024 * 1024
MAX_PARAGRAPHS = 20_000
MAX_TEXT = 5_000_000
# Sections within sections, lists within lists: no policy that people can follow goes deeper.
MAX_DEPTH = 12
# Begins the `uid` of a clause that somebody wrote into one of the portal's own exports.
WRITTEN = "+"

_unseen = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_control = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_blank = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


class Unreadable(Exception):
    """The file cannot be read; `str()` tells the person why and what to do."""


@dataclass(frozen=True)
class Piece:
    """A run of text. A line end within it is a soft break."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""


@dataclass
class Paragraph:
    """One paragraph of the file, and what its layout says about it.

    `number` counts from one over the whole file; `printed` is the text as the file has it, with its
    bullet or number. `where` says in words where it stands if not in the running text; `heading` is
    its rank as a heading (0: none by its layout). `marker` is its bullet or number, `kind` of it
    "bullet" or "number", `level` how deep the list is (-1: not known), `indent` how far in it
    stands. `box`, `table`, `row` and `column` number text boxes and cells. `gap` counts the empty
    lines before it, `pointed_at` is True where a table of contents points at it, `tabbed` where it
    begins with a tab, and `joined` where it goes on from the paragraph before in the middle of a
    sentence. `left_out` says why it is no part of the text, where the layout settles that.
    `part` is "title" for the document's title; in the portal's own exports `uid` names the clause
    and `part` is its "section" line, "head" line, "body" or "note".
    """

    pieces: list[Piece] = field(default_factory=list)
    number: int = 0
    printed: str = ""
    where: str = ""
    heading: int = 0
    marker: str = ""
    kind: str = ""
    level: int = -1
    indent: int = 0
    box: int = 0
    table: int = 0
    row: int = 0
    column: int = 0
    is_header: bool = False
    gap: int = 0
    pointed_at: bool = False
    tabbed: bool = False
    joined: bool = False
    quote: bool = False
    left_out: str = ""
    uid: str = ""
    part: str = ""

    @property
    def text(self) -> str:
        """Its words on one line, without bullet or number."""
        return one_line("".join(piece.text for piece in self.pieces))

    @property
    def is_bold(self) -> bool:
        """Whether all its words are bold."""
        said = [piece for piece in self.pieces if piece.text.strip()]
        return bool(said) and all(piece.bold for piece in said)

    @property
    def is_item(self) -> bool:
        return bool(self.kind)


@dataclass(frozen=True)
class Reading:
    """A file as it was read.

    Every paragraph is in `placed`, as (number, text, key of the clause it became part of), or in
    `unplaced`, as (number, text, why it is part of none).
    """

    paragraphs: list[Paragraph]
    tree: list[ParsedClause]
    placed: list[tuple[int, str, str]]
    unplaced: list[tuple[int, str, str]]


def tidy(text: str) -> str:
    """`text` without what nobody sees: control characters, soft hyphens, marks of direction.

    No-break spaces and tabs become spaces; line ends and typographic quotes stay.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n").replace("\f", "\n")
    return _blank.sub(" ", _control.sub("", _unseen.sub("", text)))


def one_line(text: str) -> str:
    """`text` tidied, on one line."""
    return " ".join(tidy(text).split())


def numbered(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The paragraphs with their numbers and printed words set.

    Raises Unreadable where there are too many, too much text, or none.
    """
    for number, paragraph in enumerate(paragraphs, 1):
        paragraph.number = number
        if not paragraph.printed:
            paragraph.printed = one_line(f"{paragraph.marker} {paragraph.text}")
    if not paragraphs:
        raise Unreadable(
            "There is no text in this file. If it holds scanned pages, have them turned into text."
        )
    if len(paragraphs) > MAX_PARAGRAPHS:
        raise Unreadable(
            f"This file has {len(paragraphs):,} paragraphs, and {MAX_PARAGRAPHS:,} is the most. "
            "Bring each policy in a file of its own."
        )
    if sum(len(paragraph.printed) for paragraph in paragraphs) > MAX_TEXT:
        raise Unreadable(
            f"This file has more than {MAX_TEXT:,} characters of text. "
            "Bring each policy in a file of its own."
        )
    return paragraphs


def require_depth(depth: int) -> None:
    """Raise Unreadable where lists or sections stand in each other deeper than a policy can."""
    if depth > MAX_DEPTH:
        raise Unreadable(
            f"Lists, tables or sections in this file stand more than {MAX_DEPTH} deep in each "
            "other. Make the outline flatter and bring it again."
        )
