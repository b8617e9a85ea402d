"""Reading back what a PDF says, page by page: enough of the format for the files that Typst writes."""

import re
import zlib
from collections.abc import Iterator

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\n(.*)\nendstream", re.DOTALL)
_MAPPED = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")
_TOKEN = re.compile(rb"\(|/?[^\s()\[\]<>/]+|.", re.DOTALL)
_PIECE = re.compile(rb"\\([0-7]{1,3}|.)|([()])|[^\\()]+", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(pdf: bytes) -> list[str]:
    """The words on each page, header and footer included, on one line."""
    objects = {int(number): body for number, body in _OBJECT.findall(pdf)}
    [kids] = re.findall(rb"/Type/Pages/Count \d+/Kids\[([^\]]*)\]", pdf)
    return [_page(objects, int(number)) for number in re.findall(rb"(\d+) 0 R", kids)]


def is_accessible(pdf: bytes) -> bool:
    """Whether the file says that it keeps PDF/UA-1, is tagged, and in which language it is."""
    metadata = b"<pdfuaid:part>1</pdfuaid:part>" in pdf
    return metadata and b"/Marked true" in pdf and b"/Lang(en-AU)" in pdf


def _page(objects: dict[int, bytes], number: int) -> str:
    fonts = objects[_reference(objects[number], b"Resources")]
    contents = _stream(objects[_reference(objects[number], b"Contents")])
    letters: dict[int, str] = {}
    text, name, shown = "", b"", b""
    for token, is_string in _tokens(contents):
        if is_string:
            shown += token
        elif token.startswith(b"/"):
            name = token[1:]
        elif token == b"Tf":
            letters = _letters(objects, _reference(fonts, name))
        elif token in (b"TJ", b"Tj"):
            codes = zip(shown[::2], shown[1::2], strict=True)
            text += "".join(letters[high * 256 + low] for high, low in codes)
            shown = b""
        elif token in (b"ET", b"BDC"):
            text, shown = f"{text} ", b""
    return " ".join(text.split())


def _tokens(contents: bytes) -> Iterator[tuple[bytes, bool]]:
    """The tokens of a page, each with whether it is a string."""
    place = 0
    while found := _TOKEN.match(contents, place):
        place = found.end()
        if found[0] == b"(":
            text, place = _string(contents, place)
            yield text, True
        else:
            yield found[0], False


def _string(contents: bytes, place: int) -> tuple[bytes, int]:
    """The string that begins at `place`, behind its bracket, and where it ends; brackets in it come in pairs."""
    text, depth = b"", 1
    while True:
        piece = _PIECE.match(contents, place)
        place = piece.end()
        escaped, bracket = piece.groups()
        depth += {b"(": 1, b")": -1}.get(bracket, 0)
        if not depth:
            return text, place
        if escaped is None:
            text += piece[0]
        else:
            text += (
                bytes([int(escaped, 8)]) if escaped.isdigit() else _ESCAPED.get(escaped, escaped)
            )


def _reference(body: bytes, name: bytes) -> int:
    return int(re.search(rb"/" + name + rb" (\d+) 0 R", body)[1])


def _stream(body: bytes) -> bytes:
    raw = _STREAM.search(body)[1]
    return zlib.decompress(raw) if b"/FlateDecode" in body else raw


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    """The letters that a font's codes stand for."""
    table = _stream(objects[_reference(objects[font], b"ToUnicode")])
    return {
        int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in _MAPPED.findall(table)
    }
