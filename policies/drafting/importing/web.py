"""The paragraphs of a web page, and of Markdown by way of one. Plain Python."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree, html
from markdown_it import MarkdownIt

from policies.drafting.importing.source import (
    Paragraph,
    Piece,
    Unreadable,
    numbered,
    one_line,
    require_depth,
)
from policies.drafting.importing.word_styles import counted

_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl"),
    *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5"),
    *("h6", "header", "hr", "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary"),
    *("table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
}
# Elements within elements beyond which no person wrote the page.
_DEEPEST = 150
_SKIPPED = {"script", "style", "template", "noscript", "head", "svg", "math", "object", "iframe"}
_NOT_TEXT = {
    "nav": "navigation of the web page",
    "button": "a button of the web page",
    "select": "a form of the web page",
    "textarea": "a form of the web page",
}
_hidden = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_bold = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_scheme = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
_parser = MarkdownIt("commonmark", {"html": True}).enable("table")


@dataclass(frozen=True)
class _Setting:
    """What holds for the words at a place of the page."""

    bold: bool = False
    italic: bool = False
    pre: bool = False
    href: str = ""
    heading: int = 0
    level: int = -1
    quote: bool = False
    where: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    is_header: bool = False
    left_out: str = ""


# What a paragraph takes over from its setting.
_OF_PARAGRAPH = (
    *("heading", "level", "quote", "where", "table", "row", "column", "is_header", "left_out"),
)


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of an HTML page. Raises Unreadable where it has none, or too many or too deep."""
    # An entity is declared only in a DOCTYPE of its own, which no web page has.
    if "<!ENTITY" in text.upper():
        raise Unreadable(
            "This page declares entities, which can be made to fill a computer’s memory. "
            "Save it again from a browser and bring that."
        )
    text = re.sub(r"^\s*<\?xml[^>]*>", "", text)
    if not text.strip():
        return numbered([])
    parser = html.HTMLParser(no_network=True, huge_tree=False, encoding="utf-8")
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError:
        return numbered([])
    return numbered(list(_Page().all(root)))


def markdown_paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a Markdown text; its front matter is left out and reported."""
    front = re.match(r"\ufeff?---\n(.*?)\n(?:---|\.\.\.)\n", text, re.DOTALL)
    before = [
        Paragraph([Piece(line)], left_out="front matter: facts about the file")
        for line in (front[1].splitlines() if front else [])
        if line.strip()
    ]
    rest = text[front.end() :] if front else text
    return numbered(before + (paragraphs(_parser.render(rest)) if rest.strip() else []))


class _Page:
    """Goes through one page, gathering words until a block begins or ends."""

    def __init__(self):
        self.pieces: list[Piece] = []
        self.marker = ""
        self.tables = 0

    def all(self, root: etree._Element) -> Iterator[Paragraph]:
        yield from self._element(root, _Setting(), 0)
        yield from self._end(_Setting())

    def _end(self, setting: _Setting) -> Iterator[Paragraph]:
        """The paragraph gathered so far, if there is one; the first of an item has its marker."""
        pieces, self.pieces = self.pieces, []
        if not "".join(piece.text for piece in pieces).strip():
            return
        marker, self.marker = self.marker, ""
        kind = ("bullet" if marker == "•" else "number") if marker else ""
        of_setting = {name: getattr(setting, name) for name in _OF_PARAGRAPH}
        yield Paragraph(_trimmed(pieces), marker=marker, kind=kind, **of_setting)

    def _element(
        self, element: etree._Element, setting: _Setting, depth: int
    ) -> Iterator[Paragraph]:
        require_depth(setting.level)
        if depth > _DEEPEST:
            raise Unreadable(
                "The elements of this page stand too deep in each other. Save it as plain text and "
                "bring that."
            )
        tag = element.tag if isinstance(element.tag, str) else ""
        if element.tag is etree.Comment:
            yield from _comment(element)
        elif not tag or tag in _SKIPPED:
            return
        elif tag == "br":
            self.pieces.append(Piece("\n"))
        elif tag not in _BLOCKS:
            yield from self._inside(element, _inline(element, tag, setting), depth)
        elif tag == "table":
            yield from self._table(element, setting, depth)
        elif tag in ("ul", "ol"):
            yield from self._list(element, tag, setting, depth)
        else:
            inner = _block(element, tag, setting)
            yield from self._inside(element, inner, depth)
            yield from self._end(inner)

    def _inside(
        self, element: etree._Element, setting: _Setting, depth: int
    ) -> Iterator[Paragraph]:
        self._text(element.text, setting)
        for child in element:
            if child.tag in _BLOCKS:
                yield from self._end(setting)
            yield from self._element(child, setting, depth + 1)
            self._text(child.tail, setting)

    def _text(self, text: str | None, setting: _Setting) -> None:
        if text:
            shown = text if setting.pre else re.sub(r"[ \t\r\n]+", " ", text)
            self.pieces.append(Piece(shown, setting.bold, setting.italic, setting.href))

    def _list(
        self, element: etree._Element, tag: str, setting: _Setting, depth: int
    ) -> Iterator[Paragraph]:
        inner = replace(setting, level=setting.level + 1, heading=0)
        start = element.get("start", "1")
        number = int(start) if start.isdecimal() and len(start) < 6 else 1
        for child in element:
            if child.tag == "li":
                kind = _NUMBERS.get(element.get("type", "1"), "decimal")
                self.marker = f"{counted(number, kind)}." if tag == "ol" else "•"
                number += 1
            yield from self._element(child, inner, depth + 1)
            self.marker = ""

    def _table(self, element: etree._Element, setting: _Setting, depth: int) -> Iterator[Paragraph]:
        self.tables += 1
        table = self.tables
        for caption in element.iterchildren("caption"):
            yield from self._inside(caption, setting, depth + 1)
            yield from self._end(setting)
        lines = [
            line for line in element.iter("tr") if next(line.iterancestors("table")) is element
        ]
        for row, line in enumerate(lines, 1):
            cells = list(line.iterchildren("td", "th"))
            for column, cell in enumerate(cells, 1):
                inner = replace(
                    _block(cell, "td", setting),
                    where=f"Table {table}, row {row}, column {column}",
                    table=setting.table or table,
                    row=setting.row or row,
                    column=setting.column or column,
                    is_header=all(c.tag == "th" for c in cells),
                    level=-1,
                )
                yield from self._inside(cell, inner, depth + 1)
                yield from self._end(inner)


_NUMBERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def _comment(element: etree._Element) -> Iterator[Paragraph]:
    said = one_line(element.text or "")
    if said:
        yield Paragraph([Piece(said)], left_out="a comment, which pages do not show")


def _inline(element: etree._Element, tag: str, setting: _Setting) -> _Setting:
    """The setting within an element that is part of a line."""
    look = element.get("style", "")
    href = element.get("href", "").strip() if tag == "a" else setting.href
    return replace(
        setting,
        bold=setting.bold or tag in ("b", "strong") or bool(_bold.search(look)),
        italic=setting.italic or tag in ("i", "em", "cite"),
        href=href if _scheme.match(href) else "",
        left_out=setting.left_out or _not_text(element, tag),
    )


def _block(element: etree._Element, tag: str, setting: _Setting) -> _Setting:
    """The setting within an element that is a block."""
    return replace(
        setting,
        bold=setting.bold or bool(_bold.search(element.get("style", ""))) or tag == "dt",
        heading=int(tag[1]) if re.fullmatch("h[1-6]", tag) else setting.heading,
        quote=setting.quote or tag == "blockquote",
        pre=setting.pre or tag == "pre",
        left_out=setting.left_out or _not_text(element, tag),
    )


def _not_text(element: etree._Element, tag: str) -> str:
    """Why an element is no part of the text; empty where it is."""
    if element.get("hidden") is not None or _hidden.search(element.get("style", "")):
        return "hidden on the web page"
    return _NOT_TEXT.get(tag, "")


def _trimmed(pieces: list[Piece]) -> list[Piece]:
    """The pieces without empty ones and without space at either end."""
    kept = [piece for piece in pieces if piece.text]
    while kept and not kept[0].text.strip():
        kept.pop(0)
    while kept and not kept[-1].text.strip():
        kept.pop()
    return kept
