"""The paragraphs of a plain text, with what its blanks, indents and brackets say. Plain Python."""

import re
from collections.abc import Iterator
from itertools import pairwise

from policies.drafting.importing.markers import marked
from policies.drafting.importing.source import Paragraph, Piece, numbered, tidy

# A program that made text out of a page put each text box in brackets, on lines of their own.
_opens = re.compile(r"[ \t]*\([ \t]*")
_closes = re.compile(r"[ \t]*\)[ \t]*(\([ \t]*)?")
_closes_and_says = re.compile(r"[ \t]*\)(?=[A-Z])")
_BOX = "the edge of a text box"
_LONGEST_BOX = 80
_residue = re.compile(r"\[bookmark: ?(\w+)\]")
# A line that begins so goes on in the middle of a sentence.
_goes_on = re.compile(r"[a-z,.;:)’”–—-]")
_ends = re.compile(r"[.!?:;][”\"’)]*\s*$")
# Lines that a program broke are about as long as its page is wide.
_WIDE, _NARROW, _SHORT = 110, 45, 20


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of a plain text, one a line; `joined` where a sentence was broken over lines.

    Raises Unreadable where it has none, or too many.
    """
    text = re.sub("\r\n|[\r\v\f\u2028\u2029\x85]", "\n", text)
    lines = [line for raw in _boxed(text.split("\n")) for line in _line(*raw)]
    wrapped = _is_wrapped([line for line in lines if not line.box])
    found: list[Paragraph] = []
    gap = 0
    spaced = False
    for line in lines:
        if not line.printed:
            gap += 1
            spaced = spaced or bool(line.box and line.pieces[0].text)
            continue
        line.gap, gap = gap, 0
        before = found[-1] if found else None
        line.joined = before is not None and _goes_on_from(before, line, wrapped)
        if line.joined and (spaced or not line.box):
            line.pieces.insert(0, Piece(" "))
        spaced = False
        found.append(line)
    return numbered(found)


def _boxed(raw: list[str]) -> Iterator[tuple[str, int, bool]]:
    """Each line with the number of its text box (0: none) and whether it is but an edge of one."""
    box = boxes = 0
    for n, line in enumerate(raw):
        closing = _closes.fullmatch(line)
        said = _closes_and_says.match(line)
        if box and closing:
            boxes += bool(closing[1])
            box = boxes if closing[1] else 0
            yield line, box, True
        elif said:
            box = 0
            yield line[: said.end()], 0, True
            yield line[said.end() :], 0, False
        elif not box and _opens.fullmatch(line) and _is_closed(raw, n + 1):
            box = boxes = boxes + 1
            yield line, box, True
        else:
            yield line, box, False


def _is_closed(raw: list[str], start: int) -> bool:
    ahead = raw[start : start + _LONGEST_BOX]
    return any(_closes.fullmatch(line) or _closes_and_says.match(line) for line in ahead)


def _line(raw: str, box: int, is_edge: bool) -> Iterator[Paragraph]:
    """A line as a paragraph; an empty one has nothing printed. Bookmark marks are taken off."""
    where = f"Text box {box}" if box else ""
    if is_edge:
        yield Paragraph([Piece(raw.strip())], printed=raw.strip(), where=where, left_out=_BOX)
        return
    marks = _residue.findall(raw)
    said = _residue.sub("", raw)
    before = said[: len(said) - len(said.lstrip(" \t\u00a0"))]
    yield Paragraph(
        [Piece(said if box else said.strip(" \t\u00a0"))],
        printed=tidy(raw).strip(),
        where=where,
        box=box,
        indent=len(before.expandtabs(8)),
        tabbed="\t" in before,
        pointed_at=any(mark.startswith("_Toc") for mark in marks) and bool(said.strip()),
        left_out="" if tidy(said).strip() or not marks else "a mark that was left of a bookmark",
    )


def _is_wrapped(lines: list[Paragraph]) -> bool:
    """Whether a program broke the lines: most that stand close together are as wide as a page."""
    texts = ["".join(piece.text for piece in line.pieces) for line in lines]
    pairs = [
        len(first)
        for first, second in pairwise(texts)
        if first and second and not marked(second)[1]
    ]
    if len(pairs) < 4 or max(map(len, texts)) > _WIDE:
        return False
    return sum(length > _NARROW for length in pairs) > 0.6 * len(pairs)


def _goes_on_from(before: Paragraph, line: Paragraph, wrapped: bool) -> bool:
    """Whether a line goes on in the middle of what the line before began."""
    if before.left_out or line.left_out or before.box != line.box or line.pointed_at:
        return False
    first = "".join(piece.text for piece in before.pieces)
    second = "".join(piece.text for piece in line.pieces)
    if line.box:
        # Words were broken wherever their look changes, and spaces stand where they stood.
        return bool(
            _goes_on.match(second)
            or (second[:1] == " " and before.gap >= 0 and not _ends.search(first))
            or first.rstrip().endswith(("–", "—", ",", "("))
        )
    if line.gap or marked(second)[1]:
        return False
    if first.rstrip().endswith(","):
        return True
    if wrapped:
        return len(first) > _NARROW or not _ends.search(first)
    return bool(re.match("[a-z]", second)) and len(first) > _SHORT and not _ends.search(first)
