"""The words within one paragraph of a Word file, and what hangs on them. Plain Python."""

from lxml import etree

from policies.drafting.importing.source import Piece
from policies.drafting.importing.word_styles import W, switched_on

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BOX = f"{W}txbxContent"
_SIGNS = {
    f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "",
    f"{W}ptab": "\t",
}  # fmt: skip
# The private places in which Symbol and Wingdings keep their bullets.
_SYMBOLS = {"F0B7": "•", "F0A7": "•", "F0D8": "•", "F0FC": "•", "F02D": "–", "2022": "•"}
_HIDDEN, _DELETED = "hidden in Word", "deleted in Word, with the changes tracked"


class Runs:
    """`pieces` of text; `boxes`: text boxes anchored here; `notes`: (kind, id) of footnotes; `left_out`."""

    def __init__(self, row: etree._Element, links: dict[str, str], *, bold: bool = False):
        self.pieces: list[Piece] = []
        self.boxes: list[etree._Element] = []
        self.notes: list[tuple[str, str]] = []
        self.left_out: list[tuple[str, list[Piece]]] = []
        self._links, self._bold = links, bold
        # Of nested fields only the result is shown, not the code.
        self._in_code: list[bool] = []
        self._through(row, "", "")

    def _through(self, parent: etree._Element, href: str, why: str) -> None:
        for child in parent:
            if child.tag == f"{W}r":
                self._run(child, href, why)
            elif child.tag == f"{W}hyperlink":
                self._through(child, self._links.get(child.get(f"{_R}id", ""), ""), why)
            elif child.tag in (f"{W}del", f"{W}moveFrom"):
                self._through(child, href, _DELETED)
            elif child.tag in (f"{W}p", f"{W}tbl", f"{W}pPr", f"{_MC}Fallback"):
                continue
            else:
                self._through(child, href, why)

    def _run(self, run: etree._Element, href: str, why: str) -> None:
        properties = run.find(f"{W}rPr")
        bold = self._bold
        if properties is not None and properties.find(f"{W}b") is not None:
            bold = switched_on(properties, "b")
        why = why or (_HIDDEN if switched_on(properties, "vanish") else "")
        italic = switched_on(properties, "i")
        for child in run:
            text = self._sign(child)
            if not text or any(self._in_code):
                continue
            piece = Piece(text, bold, italic, href)
            if not why:
                self.pieces.append(piece)
            elif self.left_out and self.left_out[-1][0] == why:
                self.left_out[-1][1].append(piece)
            elif text.strip():
                self.left_out.append((why, [piece]))

    def _sign(self, child: etree._Element) -> str:
        """The text of a part of a run; notes what it refers to."""
        if child.tag in (f"{W}t", f"{W}delText"):
            return child.text or ""
        if child.tag == f"{W}br" and child.get(f"{W}type") in ("page", "column"):
            return ""
        if child.tag == f"{W}sym":
            return _SYMBOLS.get(child.get(f"{W}char", "").upper(), "")
        if child.tag == f"{W}fldChar":
            self._field(child.get(f"{W}fldCharType", ""))
        elif child.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = etree.QName(child).localname.removesuffix("Reference")
            self.notes.append((kind, child.get(f"{W}id", "")))
        elif child.tag in (f"{_MC}AlternateContent", f"{W}drawing", f"{W}pict", f"{W}object"):
            self._boxes(child)
        return _SIGNS.get(child.tag, "")

    def _field(self, step: str) -> None:
        if step == "begin":
            self._in_code.append(True)
        elif self._in_code and step == "separate":
            self._in_code[-1] = False
        elif self._in_code and step == "end":
            self._in_code.pop()

    def _boxes(self, drawing: etree._Element) -> None:
        """Note the text boxes of a drawing once: Word writes each a second time for older programs."""
        choice = drawing.find(f"{_MC}Choice")
        for box in (drawing if choice is None else choice).iter(_BOX):
            above = box.getparent()
            while above is not None and above is not drawing and above.tag != _BOX:
                above = above.getparent()
            if above is drawing:
                self.boxes.append(box)
