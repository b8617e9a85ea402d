"""The paragraphs of a Word file, with what its layout says of each. Plain Python."""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from policies.drafting.importing.markers import marked
from policies.drafting.importing.packages import Package
from policies.drafting.importing.source import (
    MAX_PARAGRAPHS,
    WRITTEN,
    Paragraph,
    Piece,
    Unreadable,
    numbered,
    require_depth,
)
from policies.drafting.importing.word_runs import Runs
from policies.drafting.importing.word_styles import (
    BODY_LEVEL,
    Style,
    W,
    lists,
    styles,
    value,
    whole,
)

_STARTS = f"{W}bookmarkStart"
_own = re.compile(r"clause_([0-9a-f]{32})")
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_THROUGH = {
    f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
}
_PRINTED = "printed at the head or foot of every page"


def paragraphs(data: bytes, progress: Callable[[int], None]) -> list[Paragraph]:
    """The paragraphs of a .docx file in reading order; a text box follows where it is anchored.

    `progress` is told now and then how much of it is read, in per cent.
    Raises Unreadable where the file is not fit to be read.
    """
    package = Package(data)
    root = package.xml(package.main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise Unreadable(
            "The main part of this DOCX file holds no document. Open it in Word, save it as a new "
            "file and bring that."
        )
    count = sum(1 for _ in body.iter(f"{W}p")) or 1
    reader = _Reader(package, lambda read: progress(min(100, 100 * read // count)))
    found = list(reader.blocks(body, "", 0))
    return numbered(found + list(reader.around()))


class _Reader:
    """Goes through one file; counts its lists, tables, text boxes and notes."""

    def __init__(self, package: Package, progress: Callable[[int], None]):
        self.package, self.progress = package, progress
        self.parts: dict[str, list[str]] = {}
        for kind, target in package.targets(package.main):
            self.parts.setdefault(kind.rsplit("/", 1)[-1], []).append(target)
        self.styles = styles(self._xml("styles"))
        self.lists = lists(self._xml("numbering"))
        self.notes = {kind: self._notes(kind) for kind in ("footnote", "endnote")}
        self.links = package.links(package.main)
        self.tables = self.boxes = self.read = 0
        self.gap = 0
        self.uid = self.mark = ""
        self.is_own, self.written = False, 0

    def _xml(self, kind: str) -> etree._Element | None:
        names = self.parts.get(kind)
        return self.package.xml(names[0]) if names else None

    def _notes(self, kind: str) -> dict[str, etree._Element]:
        root = self._xml(f"{kind}s")
        rows = [] if root is None else root.findall(f"{W}{kind}")
        # Rows with a type are the lines above the notes.
        return {row.get(f"{W}id", ""): row for row in rows if row.get(f"{W}type") is None}

    def around(self) -> Iterator[Paragraph]:
        """What stands round the text: heads and feet of pages."""
        for kind, where in (("header", "Page header"), ("footer", "Page footer")):
            for name in self.parts.get(kind, []):
                root = self.package.xml(name)
                for paragraph in [] if root is None else self.blocks(root, where, 0):
                    paragraph.left_out = paragraph.left_out or _PRINTED
                    yield paragraph

    def blocks(self, parent: etree._Element, where: str, depth: int) -> Iterator[Paragraph]:
        """The paragraphs and tables below an element."""
        require_depth(depth)
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child, where, depth)
            elif child.tag == f"{W}tbl":
                yield from self._table(child, depth)
            elif child.tag in _THROUGH:
                yield from self.blocks(child, where, depth)
            else:
                self._bookmarks(child)

    def _bookmarks(self, element: etree._Element) -> None:
        """Note where a clause of the portal's own export begins and ends."""
        if element.tag == _STARTS:
            own = _own.fullmatch(element.get(f"{W}name", ""))
            if own:
                self.uid, self.mark = own[1], element.get(f"{W}id", "")
                self.is_own = True
        elif element.tag == f"{W}bookmarkEnd" and element.get(f"{W}id", "") == self.mark:
            self.uid = self.mark = ""

    def _paragraph(self, row: etree._Element, where: str, depth: int) -> Iterator[Paragraph]:
        self.read += 1
        if self.read > MAX_PARAGRAPHS:
            raise Unreadable(
                f"This file has more than {MAX_PARAGRAPHS:,} paragraphs. "
                "Bring each policy in a file of its own."
            )
        if self.read % 200 == 0:
            self.progress(self.read)
        for mark in row.iter(_STARTS):
            self._bookmarks(mark)
        properties = row.find(f"{W}pPr")
        style = self.styles.get(value(properties, "pStyle"), Style())
        uid = self._clause(row, style)
        for mark in row.iter(f"{W}bookmarkEnd"):
            self._bookmarks(mark)
        runs = Runs(row, self.links, bold=style.bold)
        shaped = self._shaped(properties, style, runs, where, uid)
        if any(piece.text.strip() for piece in shaped.pieces):
            shaped.gap, self.gap = self.gap, 0
            yield from _lines(shaped)
        else:
            self.gap += 1
        for why, pieces in runs.left_out:
            yield Paragraph(pieces, where=where, left_out=why)
        for box in runs.boxes:
            self.boxes += 1
            yield from self._boxed(box, self.boxes, depth)
        for kind, number in runs.notes:
            note = self.notes[kind].pop(number, None)
            if note is not None:
                yield from self.blocks(note, f"{kind.capitalize()} {number}", depth + 1)

    def _clause(self, row: etree._Element, style: Style) -> str:
        """The clause of the portal's own export that a paragraph is in.

        A name in the export's style with no bookmark is that of a clause somebody wrote into it; it
        goes on to the next name.
        """
        marked = any(_own.fullmatch(mark.get(f"{W}name", "")) for mark in row.iter(_STARTS))
        if self.is_own and style.name == "clause" and not marked:
            self.written += 1
            self.uid, self.mark = f"{WRITTEN}{self.written}", ""
        elif self.uid.startswith(WRITTEN) and style.heading:
            self.uid = ""
        return self.uid

    def _shaped(
        self, properties: etree._Element | None, style: Style, runs: Runs, where: str, uid: str
    ) -> Paragraph:
        """A paragraph with what its style, its list and its indent say."""
        paragraph = Paragraph(runs.pieces, where=where, uid=uid)
        outline = whole(value(properties, "outlineLvl"), BODY_LEVEL)
        paragraph.heading = outline + 1 if outline < BODY_LEVEL else style.heading
        paragraph.part = _part(style, paragraph)
        paragraph.quote = style.name in ("quote", "intense quote")
        if style.name.startswith("toc ") or style.name == "table of figures":
            paragraph.left_out = "a line of the table of contents"
        number = value(properties, "numPr/numId", style.number)
        if number not in ("", "0") and runs.pieces:
            level = whole(value(properties, "numPr/ilvl"), style.level)
            paragraph.marker, paragraph.kind = self.lists.marker(number, level)
            paragraph.level = level + _deeper(style)
        indent = None if properties is None else properties.find(f"{W}ind")
        if indent is not None:
            left = indent.get(f"{W}left", indent.get(f"{W}start", ""))
            paragraph.indent = whole(left) // 120
        return paragraph

    def _table(self, row: etree._Element, depth: int) -> Iterator[Paragraph]:
        self.tables += 1
        table = self.tables
        for number, line in enumerate(row.findall(f"{W}tr"), 1):
            header = line.find(f"{W}trPr/{W}tblHeader") is not None
            for column, cell in enumerate(line.iter(f"{W}tc"), 1):
                if cell.getparent() is not line and cell.getparent().tag == f"{W}tr":
                    # A cell of a table within a cell: its own table yields it.
                    continue
                where = f"Table {table}, row {number}, column {column}"
                for paragraph in self.blocks(cell, where, depth + 1):
                    if not paragraph.table:
                        paragraph.table, paragraph.row, paragraph.column = table, number, column
                        paragraph.is_header = header
                    yield paragraph

    def _boxed(self, box: etree._Element, number: int, depth: int) -> Iterator[Paragraph]:
        for paragraph in self.blocks(box, f"Text box {number}", depth + 1):
            paragraph.box = paragraph.box or number
            yield paragraph


def _part(style: Style, paragraph: Paragraph) -> str:
    """Which part of a clause of the portal's own export it is; "title" for a document's title."""
    if style.name in ("title", "subtitle"):
        return "title"
    if not paragraph.uid:
        return ""
    if style.name == "clause":
        return "head"
    if style.name == "clause note":
        return "note"
    return "section" if paragraph.heading else "body"


def _deeper(style: Style) -> int:
    """Word's own styles "List Bullet 2" and 3 say by their names how deep they are."""
    named = re.fullmatch(r"list (?:bullet|number) ([2-5])", style.name)
    return int(named[1]) - 1 if named else 0


def _lines(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph, or its lines where soft breaks part it into the items of a list."""
    lines: list[list[Piece]] = [[]]
    for piece in paragraph.pieces:
        for n, text in enumerate(piece.text.split("\n")):
            if n:
                lines.append([])
            if text:
                lines[-1].append(Piece(text, piece.bold, piece.italic, piece.href))
    listed = [n for n, line in enumerate(lines) if n and _starts_item(line)]
    if not listed or paragraph.uid:
        yield paragraph
        return
    first = True
    for line in lines:
        if any(piece.text.strip() for piece in line):
            if first:
                paragraph.pieces, first = line, False
                yield paragraph
            else:
                yield Paragraph(
                    line,
                    where=paragraph.where,
                    box=paragraph.box,
                    indent=paragraph.indent,
                )


def _starts_item(line: list[Piece]) -> bool:
    return bool(marked("".join(piece.text for piece in line))[1])
