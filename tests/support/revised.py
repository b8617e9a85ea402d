"""One of the portal's own Word exports, revised as somebody with Word at a desk would revise it."""

from docx.document import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def name_of(paper: Document, number: str) -> Paragraph:
    """The paragraph that holds the number and the heading of a clause."""
    return next(
        p for p in paper.paragraphs if p.style.name == "Clause" and p.text.split()[:1] == [number]
    )


def words_of(paper: Document, number: str) -> Paragraph:
    """The first paragraph of a clause's text."""
    rows = list(paper.paragraphs)
    at = next(n for n, row in enumerate(rows) if row._p is name_of(paper, number)._p)
    return rows[at + 1]


def reword(paper: Document, number: str, text: str) -> None:
    """Write other words over the first paragraph of a clause's text."""
    row = words_of(paper, number)
    for run in row.runs[1:]:
        row._p.remove(run._r)
    row.runs[0].text = text


def renumber(paper: Document, number: str, to: str) -> None:
    """Write another number over a clause's number; its bookmark and its link stay."""
    pieces = name_of(paper, number)._p.iter(qn("w:t"))
    next(piece for piece in pieces if piece.text == number).text = to


def write_clause(paper: Document, name: str, text: str, *, before: str) -> None:
    """Write a clause in before another, with the export's style for names and no bookmark."""
    place = name_of(paper, before)
    place.insert_paragraph_before("", style="Clause").add_run(name).bold = True
    place.insert_paragraph_before(text, style="Normal")
