"""A file of any kind as a tree of clauses, with a report of where each paragraph went. Plain Python."""

import re
from collections.abc import Callable
from pathlib import PurePath

from policies.drafting.importing import plain, web, word
from policies.drafting.importing.building import build
from policies.drafting.importing.decoding import decoded
from policies.drafting.importing.own_files import json_reading
from policies.drafting.importing.own_markdown import is_own, markdown_reading
from policies.drafting.importing.packages import Package
from policies.drafting.importing.source import MAX_BYTES, Reading, Unreadable

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_SIGNS = [
    (b"%PDF", "This is a PDF. Open it in Word, save it as DOCX and bring that."),
    (b"{\\rtf", "This is an RTF file. Open it in Word, save it as DOCX and bring that."),
    (b"\x1f\x8b", "This is a gzip archive. Unpack it and bring the document itself."),
    (b"7z\xbc\xaf", "This is a 7z archive. Unpack it and bring the document itself."),
    (b"Rar!", "This is a RAR archive. Unpack it and bring the document itself."),
    (b"\x89PNG", "This is a picture. Bring the document as text, not as a picture of it."),
    (b"\xff\xd8\xff", "This is a picture. Bring the document as text, not as a picture of it."),
    (b"MZ", "This is a program, not a document."),
    (b"\x7fELF", "This is a program, not a document."),
]
_KINDS = {
    ".docx": "docx", ".html": "html", ".htm": "html", ".xhtml": "html", ".md": "markdown",
    ".markdown": "markdown", ".txt": "text", ".text": "text", ".json": "json",
}  # fmt: skip
ACCEPTED = sorted(_KINDS)
_looks_like_html = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html|<body|<head)", re.I)


def read(data: bytes, file_name: str, progress: Callable[[int], None] | None = None) -> Reading:
    """The document in `data`; `progress` is told now and then how much is read, in per cent.

    Raises Unreadable, with the reason and what to do, where it cannot be read.
    """
    progress = progress or (lambda read: None)
    kind = check(data, file_name)
    if kind == "docx":
        return build(word.paragraphs(data, progress))
    text = decoded(data)
    if kind == "json":
        return json_reading(text)
    if kind == "html" or (kind == "text" and _looks_like_html.match(text)):
        return build(web.paragraphs(text))
    if kind == "markdown":
        return markdown_reading(text) if is_own(text) else build(web.markdown_paragraphs(text))
    return build(plain.paragraphs(text))


def check(data: bytes, file_name: str) -> str:
    """What kind of file it is, by its bytes before its name. Raises Unreadable where it is unfit."""
    if not data.strip():
        raise Unreadable("This file is empty. Choose the file that holds the text.")
    if len(data) > MAX_BYTES:
        raise Unreadable(
            f"This file has {len(data) / 1_048_576:.0f} MB, and 20 MB is the most. Take pictures "
            "out of it, or bring it in parts."
        )
    kind = _KINDS.get(PurePath(file_name).suffix.lower(), "")
    if data.startswith(_OLE):
        raise Unreadable(_ole(data))
    for sign, why in _SIGNS:
        if data.startswith(sign):
            raise Unreadable(why)
    if data.startswith(b"PK"):
        Package(data)
        return "docx"
    if kind == "docx" or PurePath(file_name).suffix.lower() in (".docm", ".dotx", ".doc"):
        raise Unreadable(
            "This is no Word document, whatever its name says. Open it in the program that wrote "
            "it, save it as DOCX and bring that."
        )
    if not kind:
        raise Unreadable(
            "The portal does not know this kind of file. Bring DOCX, HTML, Markdown, plain text, or "
            "a JSON export of the portal."
        )
    return kind


def weight(data: bytes) -> int:
    """How much text there is to read, roughly, in bytes: Word packs its text. For a checked file."""
    return Package(data).weight if data.startswith(b"PK") else len(data)


def _ole(data: bytes) -> str:
    """Why a file in Microsoft's old container is not read: it is locked, or an old Word file."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return (
            "This file is locked with a password. Open it in Word, take the password off, save it "
            "and bring it again."
        )
    return (
        "This is a file of an old Word (.doc), whatever its name says. Open it in Word, save it as "
        "DOCX and bring that."
    )
