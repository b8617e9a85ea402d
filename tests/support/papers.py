"""Documents made in a test: Word files, their parts, and what was made of them."""

from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from policies.drafting.importing.reading import read
from policies.drafting.importing.source import Reading
from policies.drafting.importing.tree import ParsedClause, walk

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def word(write: Callable[[WordDocument], object]) -> bytes:
    """A Word file that `write` filled."""
    document = Document()
    write(document)
    return saved(document)


def saved(document: WordDocument) -> bytes:
    with BytesIO() as file:
        document.save(file)
        return file.getvalue()


def put(document: WordDocument, *paragraphs: str) -> None:
    """Add paragraphs given as the XML within them, before the settings of the last section."""
    for inner in paragraphs:
        document.element.body.insert(-1, parse_xml(f"<w:p {NAMES}>{inner}</w:p>"))


def run(text: str, look: str = "") -> str:
    """A run of text as XML; `look` are its properties."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def with_parts(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """A Word file with parts put in or replaced; None takes one out."""
    with ZipFile(BytesIO(data)) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    return archive({name: body for name, body in (kept | dict(parts)).items() if body is not None})


def archive(parts: Mapping[str, bytes]) -> bytes:
    with BytesIO() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as new:
            for name, body in parts.items():
                new.writestr(name, body)
        return file.getvalue()


def read_text(text: str, name: str = "policy.txt") -> Reading:
    return read(text.encode(), name)


def read_word(write: Callable[[WordDocument], object]) -> Reading:
    return read(word(write), "policy.docx")


def outline(reading: Reading) -> list[str]:
    """Each clause on a line: its place, and its heading or its words."""
    return [f"{c.key} {c.number} {c.heading or c.text}".replace("  ", " ") for c in flat(reading)]


def flat(reading: Reading) -> list[ParsedClause]:
    return list(walk(reading.tree))


def said(reading: Reading, words: str) -> ParsedClause:
    """The clause whose heading or text holds these words."""
    return next(c for c in flat(reading) if words in f"{c.heading} {c.text}")


def left_out(reading: Reading) -> dict[str, str]:
    """Text → why it is part of no clause."""
    return {text: why for _, text, why in reading.unplaced}
