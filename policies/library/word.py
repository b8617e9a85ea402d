"""A version as a Word document.

Each clause stands in a bookmark named after its uid, and its number links to its permanent address: both survive
editing, so that a file that comes back can be read with every clause recognised. What the printed words do not tell,
the keys of its kind, strength and column, stands behind the address, after a #.
"""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from django.utils import timezone
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from policies.library.exporting import beside, head, spoken
from policies.library.markup import Node, nodes
from policies.library.models import ClauseVersion, Kind, PolicyVersion
from policies.library.presenters import facts

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
CLAUSE, NOTE = "Clause", "Clause note"

# What XML cannot hold.
_unfit = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(version: PolicyVersion, words: Sequence[ClauseVersion], *, portal: str) -> bytes:
    """The version as the bytes of a .docx file."""
    paper = _Paper()
    about = head(version, portal)
    paper.describe(version, about["address"])
    paper.paragraph("Title").add_run(_fit(version.policy.title))
    for label, value in facts(version, address=about["address"]):
        paragraph = paper.paragraph("Normal")
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(_fit(value))
    for number, row in enumerate(words, 1):
        paper.clause(row, number, f"{portal}/c/{row.clause.short_id}/")
    with BytesIO() as file:
        paper.file.save(file)
        return file.getvalue()


def bookmark(row: ClauseVersion) -> str:
    """The name of a clause's bookmark: Word allows 40 letters, digits and underscores."""
    return f"clause_{row.clause.uid.hex}"


def _fit(text: str) -> str:
    return _unfit.sub("", text)


class _Paper:
    """A Word document that is being written, one clause after the other."""

    def __init__(self):
        self.file = Document()
        self.written: list[Paragraph] = []
        styles = self.file.styles
        for name in (CLAUSE, NOTE):
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        styles[CLAUSE].paragraph_format.keep_with_next = True
        styles[CLAUSE].paragraph_format.space_before = Pt(10)
        styles[NOTE].font.italic = True
        # Looked up once: by its name a style is searched for at every paragraph, most of a document's time.
        self.style_ids = {style.name: style.style_id for style in styles}

    def describe(self, version: PolicyVersion, address: str) -> None:
        """What the file says about itself."""
        said = self.file.core_properties
        said.author, said.comments = "", ""
        said.title = _fit(version.policy.title)[:255]
        said.version = str(version.number)
        said.identifier = version.content_hash
        said.subject = address
        said.language = "en-AU"
        said.created = said.modified = (version.published_at or timezone.now()).replace(tzinfo=None)

    def paragraph(self, style: str) -> Paragraph:
        self.written.append(self.file.add_paragraph())
        self.written[-1]._p.style = self.style_ids[style]
        return self.written[-1]

    def clause(self, row: ClauseVersion, number: int, address: str) -> None:
        """Number, heading and strength on a line, then the words, then what is said about them."""
        self.written = []
        is_section = row.kind == Kind.SECTION
        line = self.paragraph(f"Heading {min(len(row.path), 9)}" if is_section else CLAUSE)
        _outline_level(line, len(row.path))
        keys = "-".join(key for key in (row.kind, row.strength, row.column) if key)
        _link(line, f"{address}#{keys}", row.number or row.clause.short_id)
        line.add_run(_fit(f" {row.heading}" if row.heading else "")).bold = True
        if not is_section and (said := spoken(row)):
            line.add_run(f"  {said}").font.small_caps = True
        self.blocks(nodes(row.body))
        for label, value in beside(row):
            self.paragraph(NOTE).add_run(_fit(f"{label}: {value}"))
        _bookmark(self.written, bookmark(row), number)

    def blocks(self, tree: Iterable[Node], style: str = "Normal") -> None:
        """Paragraphs, lists and quotes; text outside of them has a paragraph of its own."""
        loose: list[Node] = []
        for node in tree:
            tag = "" if isinstance(node, str) else node["tag"]
            if tag not in ("p", "ul", "ol", "blockquote"):
                loose.append(node)
                continue
            self._loose(loose, style)
            if tag == "p":
                _runs(self.paragraph(style), node["children"])
            elif tag == "blockquote":
                self.blocks(node["children"], "Quote")
            else:
                self._list(node, level=1)
        self._loose(loose, style)

    def _loose(self, tree: list[Node], style: str) -> None:
        if any(not isinstance(node, str) or node.strip() for node in tree):
            _runs(self.paragraph(style), tree)
        tree.clear()

    def _list(self, node: Node, level: int) -> None:
        """Each item a paragraph in Word's own list style, which knows three levels."""
        kind = "List Number" if node["tag"] == "ol" else "List Bullet"
        style = kind if level == 1 else f"{kind} {min(level, 3)}"
        again = self._numbering(style) if node["tag"] == "ol" else None
        for item in node["children"]:
            inner = [] if isinstance(item, str) else item["children"]
            lists = [n for n in inner if not isinstance(n, str) and n["tag"] in ("ul", "ol")]
            paragraph = self.paragraph(style)
            if again is not None:
                paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = again
            _runs(paragraph, [n for n in inner if n not in lists])
            for nested in lists:
                self._list(nested, level + 1)

    def _numbering(self, style: str) -> int:
        """The id of a numbering that starts at one: Word would go on counting from list to list."""
        numbering = self.file.part.numbering_part.element
        of_style = self.file.styles[style].element.pPr.numPr.numId.val
        kind = next(num for num in numbering.num_lst if num.numId == of_style).abstractNumId.val
        again = numbering.add_num(kind)
        again.add_lvlOverride(ilvl=0).add_startOverride(1)
        return again.numId


def _runs(
    paragraph: Paragraph, tree: Iterable[Node], *, bold: bool = False, italic: bool = False
) -> None:
    """Put text into a paragraph; what is not text or its emphasis gives its text."""
    for node in tree:
        if isinstance(node, str):
            run = paragraph.add_run(_fit(node))
            run.bold, run.italic = bold or None, italic or None
        elif node["tag"] == "br":
            paragraph.add_run().add_break()
        elif node["tag"] == "a":
            _link(paragraph, node["href"], "".join(_texts(node["children"])))
        else:
            tag = node["tag"]
            _runs(
                paragraph,
                node["children"],
                bold=bold or tag == "strong",
                italic=italic or tag == "em",
            )


def _texts(tree: Iterable[Node]) -> Iterable[str]:
    for node in tree:
        if isinstance(node, str):
            yield node
        else:
            yield from _texts(node["children"])


def _link(paragraph: Paragraph, address: str, text: str) -> None:
    """Add `text` as a link; python-docx reads links but cannot write them."""
    link = OxmlElement("w:hyperlink")
    known = paragraph.part.relate_to(_fit(address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), known)
    run = paragraph.add_run(_fit(text))
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _outline_level(paragraph: Paragraph, level: int) -> None:
    """Say how deep a clause stands, as Word's outline shows it; it knows nine levels."""
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(min(level, 9) - 1))
    paragraph._p.get_or_add_pPr().append(mark)


def _bookmark(paragraphs: Sequence[Paragraph], name: str, number: int) -> None:
    """Put a bookmark round paragraphs."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    first = paragraphs[0]._p
    first.insert(1 if first.pPr is not None else 0, start)
    paragraphs[-1]._p.append(end)
