"""Bytes as text, whatever program wrote them. Plain Python."""

import codecs
import re

from policies.drafting.importing.source import Unreadable

_BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_control = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
_NOT_TEXT = (
    "This file holds characters that no text has: it is a program's own format, or damaged. "
    "Open it in the program that wrote it and save it as DOCX or plain text."
)


def decoded(data: bytes) -> str:
    """The text in `data`: UTF-8, UTF-16 or UTF-32 by its mark or its looks, else Windows-1252.

    Raises Unreadable where it is no text at all.
    """
    text = _by_mark(data) or _by_looks(data)
    strange = len(_control.findall(text))
    if "\x00" in text or strange > max(8, len(text) // 500):
        raise Unreadable(_NOT_TEXT)
    return text


def _by_mark(data: bytes) -> str:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(encoding)
            except UnicodeDecodeError as error:
                raise Unreadable(_NOT_TEXT) from error
    return ""


def _by_looks(data: bytes) -> str:
    # Western text in UTF-16 has an empty byte in every other place.
    zeros = [data[:4000:2].count(0), data[1:4000:2].count(0)]
    most = max(1, min(len(data), 4000) // 2)
    for count, encoding in zip(zeros, ("utf-16-be", "utf-16-le"), strict=True):
        if count > most * 0.7 and min(zeros) < most * 0.1:
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # Five bytes have no meaning in Windows-1252; browsers read them as Latin-1.
        return "".join(
            piece.decode("windows-1252", "ignore") or piece.decode("latin-1")
            for piece in (data[n : n + 1] for n in range(len(data)))
        )
