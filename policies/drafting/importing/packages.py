"""Word files are zip archives: opening one without harm, whatever is in it. Plain Python.

Nothing is written to disk, nothing is fetched, and no more is inflated than a policy can need.
"""

import posixpath
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from policies.drafting.importing.source import Unreadable

MAX_ENTRIES = 5_000
# All that the archive says it holds, pictures included; and one part of text.
MAX_INFLATED = 200 * 1024 * 1024
MAX_PART = 60 * 1024 * 1024
# Text packs ten to one, very even XML fifty to one; a bomb a thousand to one.
MAX_RATIO = 250
RATIO_FROM = 1024 * 1024
NESTED = 3

_OFFICE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DOCUMENT = "/officeDocument"
_BOMB = (
    "This file unpacks to far more than a policy can hold, as files do that are made to choke "
    "computers. Open it in Word, save it as a new DOCX and bring that."
)
_DAMAGED = (
    "This DOCX file is damaged and cannot be unpacked. Open it in Word, save it as a new file and "
    "bring that."
)
_NO_DOCUMENT = (
    "This is a zip file without a Word document in it, whatever its name says. Open the document "
    "in Word and save it as DOCX."
)
_MACROS = (
    "This Word file holds macros: programs that run when it is opened. Save it in Word as "
    "“Word Document (*.docx)”, which leaves them out, and bring that."
)
_BAD_XML = (
    "A part of this DOCX file is no proper XML. Open it in Word, save it as a new file and bring "
    "that."
)
_ENTITIES = (
    "This DOCX file declares entities, which Word never does and which can be made to fill a "
    "computer’s memory. Open it in Word, save it as a new file and bring that."
)
_LOCKED = "This file is locked with a password. Save it without the password and bring that."


class Package:
    """An opened Word file. Raises Unreadable, from here and from every method, where it is unfit."""

    def __init__(self, data: bytes):
        try:
            self._zip = ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, NotImplementedError) as error:
            raise Unreadable(_DAMAGED) from error
        self._check(self._zip)
        self.main = self._main()

    def _check(self, archive: ZipFile) -> None:
        entries = archive.infolist()
        if any(entry.flag_bits & 1 for entry in entries):
            raise Unreadable(_LOCKED)
        self._size(archive, 1)
        names = {entry.filename.lower() for entry in entries}
        if any(name.endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
            raise Unreadable(_MACROS)

    def _size(self, archive: ZipFile, depth: int, before: int = 0) -> int:
        """What an archive says it unpacks to, with the archives in it."""
        entries = archive.infolist()
        total = before + sum(entry.file_size for entry in entries)
        if len(entries) > MAX_ENTRIES or total > MAX_INFLATED:
            raise Unreadable(_BOMB)
        for entry in entries:
            if entry.file_size > RATIO_FROM and entry.file_size > MAX_RATIO * entry.compress_size:
                raise Unreadable(_BOMB)
            if entry.filename.lower().endswith((".zip", ".docx", ".xlsx", ".pptx")):
                total = self._nested(archive, entry, depth, total)
        return total

    def _nested(self, archive: ZipFile, entry: ZipInfo, depth: int, total: int) -> int:
        if depth == NESTED:
            raise Unreadable(_BOMB)
        try:
            with ZipFile(BytesIO(inflate(archive, entry))) as inner:
                return self._size(inner, depth + 1, total)
        except BadZipFile:
            # Called an archive, and none: nothing in it unpacks.
            return total

    def _main(self) -> str:
        """The name of the part with the text."""
        if "[Content_Types].xml" in self._zip.namelist():
            types = self.part("[Content_Types].xml") or b""
            if b"macroEnabled" in types:
                raise Unreadable(_MACROS)
        for kind, target in self.targets(""):
            if kind.endswith(_DOCUMENT) and target in self._zip.namelist():
                return target
        if "word/document.xml" in self._zip.namelist():
            return "word/document.xml"
        raise Unreadable(_NO_DOCUMENT)

    @property
    def weight(self) -> int:
        """How large the part with the text is, in bytes."""
        return self._zip.getinfo(self.main).file_size

    def part(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is none of that name."""
        try:
            entry = self._zip.getinfo(name)
        except KeyError:
            return None
        return inflate(self._zip, entry)

    def xml(self, name: str) -> etree._Element | None:
        """A part as XML; None where there is none of that name."""
        data = self.part(name)
        return None if data is None else parsed(data)

    def targets(self, part: str) -> list[tuple[str, str]]:
        """(type, part or address) of what a part refers to."""
        return [(kind, target) for kind, target, _ in self._relations(part)]

    def links(self, part: str) -> dict[str, str]:
        """id → address of the links out of a part."""
        return {
            name: target
            for kind, target, name in self._relations(part)
            if kind.endswith("/hyperlink")
        }

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        folder, name = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        found = []
        for relation in [] if root is None else root.iter(f"{_OFFICE}Relationship"):
            target = relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.append((relation.get("Type", ""), target, relation.get("Id", "")))
        return found


def inflate(archive: ZipFile, entry: ZipInfo) -> bytes:
    """The bytes of an entry. What its directory says of its size may be a lie: never more is taken.

    Raises Unreadable where it is too large or damaged.
    """
    if entry.file_size > MAX_PART:
        raise Unreadable(_BOMB)
    try:
        with archive.open(entry) as file:
            data = file.read(MAX_PART + 1)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise Unreadable(_DAMAGED) from error
    except RuntimeError as error:
        raise Unreadable(_LOCKED) from error
    if len(data) > MAX_PART:
        raise Unreadable(_BOMB)
    return data


def parsed(data: bytes) -> etree._Element:
    """XML without entities, without fetching anything. Raises Unreadable where it is not that."""
    # Word's parts have no DOCTYPE; an entity can only be declared in one.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or _in_utf16(data):
        raise Unreadable(_ENTITIES)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error).lower():
            raise Unreadable(
                "Lists, tables or boxes in this DOCX file stand too deep in each other. Make the "
                "outline flatter and bring it again."
            ) from error
        raise Unreadable(_BAD_XML) from error


def _in_utf16(data: bytes) -> bool:
    """Whether a DOCTYPE hides in UTF-16."""
    return any(
        "<!DOCTYPE".encode(encoding) in data for encoding in ("utf-16-le", "utf-16-be", "utf-32")
    )
