"""Paragraphs put together again, and what is printed round the text told apart. Plain Python."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policies.drafting.importing.markers import take_marker
from policies.drafting.importing.source import Paragraph, one_line

_page_number = re.compile(
    r"[-–—\s]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
_says_page = re.compile(r"\bpage\s+\d{1,4}\b|\b\d{1,4}\s+of\s+\d{1,4}\b", re.IGNORECASE)
_contents = re.compile(r".{2,120}?(?:\.{4,}|…{2,}|(?: \.){4,}|\t)\s*\d{1,4}")
_LONGEST_HEADER = 100
_REPEATS = 3


@dataclass
class Line:
    """A whole paragraph, and the numbers of the source paragraphs it was made of."""

    said: Paragraph
    numbers: list[int]

    @property
    def text(self) -> str:
        return self.said.text


def whole_lines(paragraphs: Sequence[Paragraph]) -> list[Line]:
    """The paragraphs, those that were broken joined, with bullets and numbers taken off.

    Page numbers, heads and feet of pages and lines of a table of contents are marked as left out.
    """
    lines: list[Line] = []
    for paragraph in paragraphs:
        if paragraph.joined and lines:
            lines[-1].said.pieces.extend(paragraph.pieces)
            lines[-1].numbers.append(paragraph.number)
        else:
            copy = replace(paragraph, pieces=list(paragraph.pieces))
            lines.append(Line(copy, [paragraph.number]))
    _leave_out_pages(lines)
    for line in lines:
        # In the portal's own exports an item is one of Word's own: what looks like a bullet is text.
        if not line.said.part:
            take_marker(line.said)
    return lines


def _leave_out_pages(lines: Sequence[Line]) -> None:
    """Mark what is printed on every page and is no part of the text."""
    numbers = set(_page_numbers(lines))
    for n in numbers:
        lines[n].said.left_out = "a page number"
    for n in _repeated(lines, numbers):
        lines[n].said.left_out = "repeated at the head or foot of pages"
    for line in lines:
        said = line.said
        if not (said.left_out or said.heading or said.uid) and _contents.fullmatch(said.printed):
            said.left_out = "a line of the table of contents"


def _free(line: Line) -> bool:
    said = line.said
    return not (said.left_out or said.heading or said.table or said.uid)


def _page_numbers(lines: Sequence[Line]) -> Iterator[int]:
    """Lines that hold a page number and nothing else; a lone number must rise with others."""
    found = [
        (n, int(re.findall(r"\d+", line.said.printed)[0]))
        for n, line in enumerate(lines)
        if _free(line) and not line.said.kind and _page_number.fullmatch(line.said.printed)
    ]
    for at, (n, number) in enumerate(found):
        neighbours = [found[i][1] - (i - at) for i in (at - 1, at + 1) if 0 <= i < len(found)]
        if _says_page.search(lines[n].said.printed) or number in neighbours:
            yield n


def _repeated(lines: Sequence[Line], numbers: set[int]) -> Iterator[int]:
    """Short lines that come again and again beside page numbers, or with a page number in them.

    A sentence is none, however often it comes.
    """
    same: dict[str, list[int]] = defaultdict(list)
    paged: dict[str, list[int]] = defaultdict(list)
    for n, line in enumerate(lines):
        printed = one_line(line.said.printed).lower()
        short = len(printed) <= _LONGEST_HEADER and not printed.endswith((".", ";", ":", "?", "!"))
        if not _free(line) or not short or n in numbers:
            continue
        if _says_page.search(printed):
            paged[re.sub(r"\d+", "#", printed)].append(n)
        else:
            same[printed].append(n)
    for places in paged.values():
        if len({lines[n].said.printed for n in places}) >= _REPEATS:
            yield from places
    for places in same.values():
        beside = sum(bool({n - 1, n + 1} & numbers) for n in places)
        if len(places) >= _REPEATS and beside * 2 > len(places):
            yield from places
