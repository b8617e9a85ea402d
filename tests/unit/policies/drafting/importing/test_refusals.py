"""Files that mean harm, or are not what they are called: each refused, with its reason and what to do."""

import zlib
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest

from policies.drafting.importing import packages
from policies.drafting.importing.reading import check, read
from policies.drafting.importing.source import MAX_BYTES, MAX_PARAGRAPHS, Unreadable
from tests.support.papers import archive, put, run, with_parts, word

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
MEGABYTE = 1024 * 1024


def plain_docx() -> bytes:
    return word(lambda paper: paper.add_paragraph("It is here."))


def bomb(size: int = 80 * MEGABYTE) -> bytes:
    return with_parts(plain_docx(), {"word/media/image.bin": bytes(size)})


def nested_bomb() -> bytes:
    inner = archive({f"{n}.bin": bytes(30 * MEGABYTE) for n in range(4)})
    return with_parts(plain_docx(), {"word/embeddings/a.zip": archive({"b.zip": inner})})


def lying_bomb() -> bytes:
    """Says in its directory that the text is small; it unpacks to far more."""
    text = b"<w:document>" + bytes(packages.MAX_PART + MEGABYTE)
    data = bytearray(with_parts(plain_docx(), {"word/document.xml": text}))
    size = len(text).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (MEGABYTE).to_bytes(4, "little")
    return bytes(data)


def docx_of(document: str) -> bytes:
    return with_parts(plain_docx(), {"word/document.xml": document.encode()})


def macro() -> bytes:
    return with_parts(plain_docx(), {"word/vbaProject.bin": b"\0"})


def macro_by_type() -> bytes:
    with ZipFile(BytesIO(plain_docx())) as file:
        types = file.read("[Content_Types].xml")
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return with_parts(plain_docx(), {"[Content_Types].xml": types.replace(plain, kind)})


def encrypted_entry() -> bytes:
    data = bytearray(plain_docx())
    with ZipFile(BytesIO(plain_docx())) as file:
        start = file.start_dir
    at = start
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def damaged() -> bytes:
    data = bytearray(plain_docx())
    with ZipFile(BytesIO(bytes(data))) as file:
        entry = file.getinfo("word/document.xml")
    data[entry.header_offset + 60 : entry.header_offset + 90] = b"x" * 30
    return bytes(data)


BILLION = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="x"><w:body>&b;</w:body></w:document>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
DEEP = (
    "<w:document xmlns:w='x'><w:body>"
    + "<w:sdt>" * 400
    + "</w:sdt>" * 400
    + "</w:body></w:document>"
)
HOSTILE = {
    "too large": (b"a" * (MAX_BYTES + 1), "a.txt", "20 MB is the most"),
    "empty": (b"", "a.docx", "empty"),
    "white space": (b" \n\t ", "a.txt", "empty"),
    "a bomb": (bomb(), "a.docx", "unpacks to far more"),
    "a bomb in an archive in it": (nested_bomb(), "a.docx", "unpacks to far more"),
    "a bomb that lies": (lying_bomb(), "a.docx", "(damaged|unpacks to far more)"),
    "very many entries": (archive({str(n): b"" for n in range(5_001)}), "a.docx", "far more"),
    "macros": (macro(), "a.docx", "macros"),
    "macros by its type": (macro_by_type(), "a.docm", "macros"),
    "locked": (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "password"),
    "an entry locked": (encrypted_entry(), "a.docx", "password"),
    "an old Word file": (OLE, "a.docx", "old Word"),
    "a PDF": (b"%PDF-1.7 x", "a.docx", "PDF"),
    "an RTF file": (b"{\\rtf1 x}", "a.docx", "RTF"),
    "a program": (b"MZ\x90\x00", "a.txt", "program"),
    "text called Word": (b"Hello", "a.docx", "no Word document"),
    "an unknown kind": (b"Hello", "a.pages", "does not know"),
    "a zip without a document": (archive({"a.txt": b"a"}), "a.docx", "without a Word document"),
    "an empty zip": (archive({}), "a.docx", "without a Word document"),
    "half a zip": (plain_docx()[:300], "a.docx", "damaged"),
    "a damaged zip": (damaged(), "a.docx", "damaged"),
    "entities": (docx_of(BILLION), "a.docx", "entities"),
    "an entity from outside": (docx_of(OUTSIDE), "a.docx", "entities"),
    "entities in UTF-16": (
        with_parts(plain_docx(), {"word/document.xml": BILLION.encode("utf-16")}), "a.docx",
        "entities",
    ),
    "broken XML": (docx_of("<w:document"), "a.docx", "no proper XML"),
    "XML that is no document": (docx_of("<x/>"), "a.docx", "no document"),
    "XML too deep": (docx_of(DEEP), "a.docx", "too deep"),
    "a document without text": (word(lambda paper: None), "a.docx", "no text"),
    "control characters": (bytes(range(1, 9)) * 100, "a.txt", "no text has"),
    "zeros": (b"a\0b\0\0\0c", "a.txt", "no text has"),
    "too many paragraphs": (b"It is.\n" * (MAX_PARAGRAPHS + 1), "a.txt", "paragraphs"),
    "too many Word paragraphs": (
        docx_of(
            '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:body>{'<w:p/>' * (MAX_PARAGRAPHS + 1)}</w:body></w:document>"
        ),
        "a.docx", "paragraphs",
    ),
    "lists too deep": (
        "\n".join(" " * 3 * n + f"• item {n}" for n in range(20)).encode(), "a.txt", "deep",
    ),
    "a page too deep": (b"<div>" * 5_000 + b"x", "a.html", "too deep"),
    "lists of a page too deep": (b"<ul><li>a" * 40, "a.html", "deep"),
    "entities in a page": (OUTSIDE.encode(), "a.html", "entities"),
    "JSON of another kind": (b'{"a": 1}', "a.json", "not a version"),
    "JSON too deep": (b"[" * 100_000, "a.json", "not a version"),
    "JSON without rows": (b'{"format": "policy-portal/version/1"}', "a.json", "not a version"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_with_its_reason_and_what_to_do(name):
    data, file_name, reason = HOSTILE[name]
    with pytest.raises(Unreadable, match=reason) as refusal:
        read(data, file_name)
    assert str(refusal.value).count(".") >= 1
    assert len(str(refusal.value)) < 300


def test_no_more_is_inflated_than_the_limit(monkeypatch):
    """What the directory says of a part may be a lie: only so much of it is ever asked for."""
    asked: list[int] = []
    real = zlib.decompressobj

    class Counting:
        def __init__(self, *args):
            self.inner = real(*args)

        def decompress(self, data, most=0):
            out = self.inner.decompress(data, most)
            asked.append(len(out))
            return out

        def __getattr__(self, name):
            return getattr(self.inner, name)

    monkeypatch.setattr("zipfile.zlib.decompressobj", Counting)
    with pytest.raises(Unreadable):
        read(lying_bomb(), "a.docx")
    assert sum(asked) < packages.MAX_PART + 2 * MEGABYTE


def test_the_worst_is_refused_before_the_text_is_read():
    with pytest.raises(Unreadable, match="unpacks"):
        check(bomb(), "a.docx")


def test_an_archive_in_a_document_does_no_harm():
    sheet = archive({"xl/workbook.xml": b"<x/>"})
    data = with_parts(plain_docx(), {"word/embeddings/sheet.xlsx": sheet, "a.zip": b"no archive"})
    assert read(data, "a.docx").tree[0].text == "It is here."


def test_a_word_file_is_known_by_its_bytes_and_not_by_its_name():
    assert read(plain_docx(), "policy.txt").tree[0].text == "It is here."


def test_a_stored_document_of_even_text_is_no_bomb():
    data = word(lambda paper: put(paper, *[run("Staff must ask. " * 200)] * 100))
    with BytesIO() as file:
        with ZipFile(BytesIO(data)) as old, ZipFile(file, "w", ZIP_STORED) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))
        assert len(read(file.getvalue(), "a.docx").paragraphs) == 100
