"""Bullets and numbers that stand in the text itself. Plain Python."""

import re
from dataclasses import replace

from policies.drafting.importing.source import Paragraph, Piece, tidy

_GLYPHS = "•·●∙○◦▪▫■□◆◇➢➤►▶‣⁃✓✔❖§\uf0b7\uf0a7\uf0d8\uf0fc*"
_bullet = re.compile(rf"([{re.escape(_GLYPHS)}]|[-–—](?![-–—])|o(?=[ \t\u00a0]+\S))[ \t\u00a0]+")
_glued = re.compile("([•●▪◦‣\uf0b7\uf0a7])(?=\\S)")
# A letter or Roman number counts only with a bracket, or it would eat initials such as "A. Brown".
_number = re.compile(
    r"((?:\d{1,3}\.)+\d{1,3}[.)]?|\(?\d{1,3}\)|\d{1,3}\.|\((?:[a-zA-Z]|[ivxlcIVXLC]{1,6})\)"
    r"|(?:[a-zA-Z]|[ivxlc]{1,6})\))[ \t\u00a0]+(?=\S)"
)
_named = re.compile(
    r"((?:Part|Section|Chapter|Clause|Schedule|Appendix|Annex)[ \u00a0]+(?:\d{1,3}(?:\.\d{1,3})*|[A-Z]|"
    r"[IVXLC]{1,6}))\s*[.:–—-][ \t\u00a0]*(?=\S)"
)
_clause = re.compile(r"(\d{1,3}(?:\.\d{1,3})+)[ \t\u00a0]+(?=\S)")
_decimal = re.compile(r"\d{1,3}(?:\.\d{1,3})*")


def marked(text: str) -> tuple[str, str, str]:
    """(marker, its kind, the rest) of a line; the first two are empty where it has none.

    >>> marked("• one"), marked("2.1 Scope"), marked("Plain.")
    (('•', 'bullet', 'one'), ('2.1', 'number', 'Scope'), ('', '', 'Plain.'))
    """
    start = text.lstrip(" \t\u00a0\n")
    for pattern, kind in (
        (_bullet, "bullet"), (_glued, "bullet"),
        (_number, "number"), (_clause, "number"), (_named, "number"),
    ):  # fmt: skip
        found = pattern.match(start)
        if found:
            return tidy(found[1]), kind, start[found.end() :]
    return "", "", text


def take_marker(paragraph: Paragraph) -> None:
    """Move a bullet or number at the start of the words to where markers belong."""
    if paragraph.kind or paragraph.left_out:
        return
    words = "".join(piece.text for piece in paragraph.pieces)
    marker, kind, rest = marked(words)
    if not kind:
        return
    paragraph.printed = paragraph.printed or words
    paragraph.marker, paragraph.kind = marker, kind
    paragraph.pieces = without_start(paragraph.pieces, len(words) - len(rest))


def without_start(pieces: list[Piece], length: int) -> list[Piece]:
    """The pieces less their first `length` characters."""
    kept = []
    for piece in pieces:
        cut = min(length, len(piece.text))
        length -= cut
        if piece.text[cut:]:
            kept.append(replace(piece, text=piece.text[cut:]))
    return kept


def style(marker: str) -> str:
    """What a marker looks like: markers of one list look alike. "1." "(a)" "(i)" "•"…"""
    if not any(c.isalnum() for c in marker) or marker == "o":
        return marker
    core = marker.strip("().")
    if _decimal.fullmatch(core):
        looks = ".".join("1" for _ in core.split("."))
    elif core in ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"):
        looks = "i"
    elif len(core) == 1:
        looks = "a" if core.islower() else "A"
    else:
        looks = core.split()[0]
    return marker.replace(core, looks)


def depth(marker: str) -> int:
    """How many levels a decimal number has: 3 for "1.2.3"; 0 for anything else."""
    core = marker.strip("().")
    return len(core.split(".")) if _decimal.fullmatch(core) else 0
