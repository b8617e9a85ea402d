"""Word files as people make them: styles or none, lists, tables, boxes, changes, notes, fields."""

from io import BytesIO
from zipfile import ZipFile

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from policies.drafting.importing.reading import read
from tests.support.papers import (
    flat,
    left_out,
    outline,
    put,
    read_word,
    run,
    said,
    with_parts,
    word,
)

BOLD = "<w:b/>"


def test_styled_headings_and_lists():
    def write(paper: WordDocument):
        paper.add_paragraph("Media policy", style="Title")
        paper.add_heading("Rules", 1)
        paper.add_paragraph("Staff must:")
        paper.add_paragraph("ask", style="List Bullet")
        paper.add_paragraph("twice", style="List Bullet 2")
        paper.add_paragraph("wait", style="List Bullet")
        paper.add_heading("At home", 2)
        paper.add_paragraph("Keep it private.", style="List Number")
        paper.add_paragraph("Think first.", style="List Number")

    reading = read_word(write)
    assert outline(reading) == [
        "1 Rules",
        "1.1 Staff must:",
        "1.1.1 ask\ntwice",
        "1.1.2 wait",
        "1.2 At home",
        "1.2.1 1 Keep it private.",
        "1.2.2 2 Think first.",
    ]
    assert said(reading, "Rules").certain
    assert left_out(reading) == {"Media policy": "the document’s title: the policy keeps its own"}


def test_headings_that_are_only_bold_and_words_set_in_bold_before_a_rule():
    def write(paper: WordDocument):
        put(
            paper,
            run("Personal use", BOLD),
            run("It is private."),
            run("Be kind – ", BOLD) + run("avoid quarrels."),
            run("Never", BOLD) + run(" post in anger."),
            run("Work", BOLD),
            run("It is public."),
        )

    reading = read_word(write)
    assert outline(reading) == [
        "1 Personal use",
        "1.1 It is private.",
        "1.2 Be kind",
        "1.3 Never post in anger.",
        "2 Work",
        "2.1 It is public.",
    ]
    assert said(reading, "Be kind").text == "avoid quarrels."
    assert not said(reading, "Personal use").certain
    assert "<strong>Never</strong> post" in said(reading, "Never").body


def test_numbers_that_word_counts():
    def write(paper: WordDocument):
        for text in ("First", "Second"):
            paper.add_paragraph(f"{text} rule of the list.", style="List Number")
        paper.add_paragraph("Then they begin anew.")
        again = paper.add_paragraph("Third rule of the list.", style="List Number")
        assert again.style.name == "List Number"

    assert outline(read_word(write)) == [
        "1 1 First rule of the list.",
        "2 2 Second rule of the list.",
        "3 Then they begin anew.",
        "4 3 Third rule of the list.",
    ]


def test_soft_breaks_tabs_and_lists_typed_with_soft_breaks():
    def write(paper: WordDocument):
        put(
            paper,
            "<w:r><w:t>Ring</w:t><w:tab/><w:t>9096 0779</w:t><w:br/><w:t>at once</w:t></w:r>",
            "<w:r><w:t>Staff must:</w:t><w:br/><w:t>• ask</w:t><w:br/><w:t>• wait</w:t></w:r>",
        )

    reading = read_word(write)
    assert outline(reading) == [
        "1 Ring 9096 0779\nat once",
        "2 Staff must:",
        "2.1 ask",
        "2.2 wait",
    ]


def test_a_text_box_is_read_once_and_where_it_is_anchored():
    box = f"<w:txbxContent><w:p>{run('Poor practice')}</w:p><w:p>{run('You keep it.')}</w:p></w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}"
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    reading = read_word(lambda paper: put(paper, run("Before it.") + drawing, run("After it.")))
    assert outline(reading) == [
        "1 Before it.",
        "2 Poor practice",
        "2.1 You keep it.",
        "3 After it.",
    ]
    assert said(reading, "You keep it").column == "poor"
    assert [p.where for p in reading.paragraphs] == ["", "Text box 1", "Text box 1", ""]


def test_tables_grids_and_tables_in_tables():
    def write(paper: WordDocument):
        facts = paper.add_table(2, 2)
        for row, pair in zip(facts.rows, [("Owner:", "Branch"), ("Review", "2015")], strict=True):
            for cell, text in zip(row.cells, pair, strict=True):
                cell.text = text
        paper.add_heading("Use", 1)
        box = paper.add_table(1, 1).cell(0, 0)
        box.text = "It stands in a frame."
        inner = box.add_table(1, 2)
        inner.cell(0, 0).text, inner.cell(0, 1).text = "Inner", "It must hold."

    reading = read_word(write)
    assert [(c.heading, c.text, c.kind) for c in reading.tree[:2]] == [
        ("Owner", "Branch", "metadata"),
        ("Review", "2015", "metadata"),
    ]
    assert "It stands in a frame." in [c.text for c in flat(reading)]
    assert not reading.unplaced


def test_tracked_changes_hidden_text_fields_and_contents():
    field = (
        "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
        f"{run('section 3')}<w:r><w:fldChar w:fldCharType='end'/></w:r>"
    )

    def write(paper: WordDocument):
        put(
            paper,
            f"{run('Staff ')}<w:ins w:id='1'>{run('must ')}</w:ins><w:del w:id='2'><w:r>"
            "<w:delText>may </w:delText></w:r></w:del>" + run("ask."),
            run("See ") + field + run(".") + run("Secret", "<w:vanish/>"),
            run("Introduction ........ 3"),
        )

    reading = read_word(write)
    assert outline(reading) == ["1 Staff must ask.", "2 See section 3."]
    assert left_out(reading) == {
        "may": "deleted in Word, with the changes tracked",
        "Secret": "hidden in Word",
        "Introduction ........ 3": "a line of the table of contents",
    }


def test_heads_and_feet_of_pages_are_reported():
    def write(paper: WordDocument):
        paper.add_paragraph("It is here.")
        paper.sections[0].header.paragraphs[0].text = "GCC guidance"
        paper.sections[0].footer.paragraphs[0].text = "May 2015"

    reading = read_word(write)
    assert outline(reading) == ["1 It is here."]
    assert set(left_out(reading)) == {"GCC guidance", "May 2015"}


def test_a_footnote_follows_the_paragraph_that_refers_to_it():
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    notes = (
        f"<w:footnotes {names}><w:footnote w:id='2'><w:p><w:r><w:t>As the Act says.</w:t></w:r>"
        "</w:p></w:footnote></w:footnotes>"
    )
    data = word(lambda p: put(p, run("Ask.") + "<w:r><w:footnoteReference w:id='2'/></w:r>"))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    name = "word/_rels/document.xml.rels"
    old = ZipFile(BytesIO(data)).read(name)
    link = f'<Relationship Id="rIdN" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    parts = {
        name: old.replace(b"</Relationships>", link.encode()),
        "word/footnotes.xml": notes.encode(),
    }
    reading = read(with_parts(data, parts), "a.docx")
    assert outline(reading) == ["1 Ask.", "2 As the Act says."]
    assert reading.paragraphs[1].where == "Footnote 2"


def test_an_outline_level_makes_a_heading_without_a_style():
    def write(paper: WordDocument):
        heading = paper.add_paragraph("It begins here and it is rather long, but it is a heading.")
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), "0")
        heading._p.get_or_add_pPr().append(level)
        paper.add_paragraph("It goes on.")

    assert outline(read_word(write))[1] == "1.1 It goes on."


def test_a_large_file_tells_how_far_it_is():
    told: list[int] = []
    data = word(lambda paper: [paper.add_paragraph(f"Rule {n}.") for n in range(900)])
    read(data, "a.docx", told.append)
    assert told == sorted(told)
    assert told[-1] <= 100
    assert len(told) > 2


def test_a_heading_has_its_number_without_a_full_stop():
    reading = read_word(lambda paper: paper.add_heading("14 Why it matters", 1))
    assert (reading.tree[0].number, reading.tree[0].heading) == ("14", "Why it matters")
