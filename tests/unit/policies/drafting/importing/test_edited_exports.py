"""The portal's own exports, edited elsewhere: what is known stays known, what is new is read as new."""

from io import BytesIO

import pytest
from docx import Document

from policies.drafting.importing.reading import read
from policies.drafting.importing.source import Unreadable
from policies.drafting.importing.tree import walk
from policies.library import exporting, word
from policies.library.models import PolicyVersion
from policies.library.reading import texts
from tests.support.papers import flat, left_out, said, saved
from tests.support.revised import renumber, write_clause

pytestmark = pytest.mark.django_db
PORTAL = "https://advice.example.org"


@pytest.fixture
def version() -> PolicyVersion:
    return PolicyVersion.objects.with_policy().get(policy__code="dhs-social-media", number=3)


@pytest.fixture
def paper(version):
    return Document(BytesIO(word.document(version, texts(version)[0], portal=PORTAL)))


@pytest.fixture
def markdown(version) -> str:
    return exporting.markdown(version, texts(version)[0], portal=PORTAL).decode()


def test_a_reworded_paragraph_stays_in_its_clause(version, paper):
    row = version.clauses.get(clause__short_id="dhs-038")
    before = next(p for p in paper.paragraphs if p.text == row.text)
    before.runs[0].text = "Tell the Media Unit."
    reading = read(saved(paper), "a.docx")
    clause = next(c for c in flat(reading) if c.uid == str(row.clause.uid))
    assert (clause.text, clause.number, clause.heading) == (
        "Tell the Media Unit.",
        row.number,
        row.heading,
    )


def test_paragraphs_written_between_clauses_are_new_and_stand_in_their_section(version, paper):
    head = next(p for p in paper.paragraphs if p.style.name == "Clause")
    head.insert_paragraph_before("Staff must ask.")
    head.insert_paragraph_before("A new part", style="Heading 1")
    reading = read(saved(paper), "a.docx")
    rule, part = said(reading, "Staff must ask."), said(reading, "A new part")
    assert (rule.uid, rule.strength, part.kind) == ("", "must", "section")
    assert rule.key.startswith("1.")
    assert sum(bool(c.uid) for c in flat(reading)) == version.clauses.count()


def test_a_clause_written_in_the_style_of_the_export_is_one_beside_its_neighbours(version, paper):
    rows = list(version.clauses.exclude(number="").exclude(heading="").exclude(kind="section"))
    before, after = rows[3], rows[4]
    write_clause(paper, "7.77 Asking first", "Staff must ask.", before=after.number)
    clauses = flat(read(saved(paper), "a.docx"))
    [written] = [c for c in clauses if not c.uid]
    assert (written.number, written.heading, written.text) == (
        "7.77",
        "Asking first",
        "Staff must ask.",
    )
    assert (written.kind, written.strength, written.certain) == ("duty", "must", False)
    at = clauses.index(written)
    assert [c.uid for c in clauses[at - 1 : at + 2 : 2]] == [
        str(row.clause.uid) for row in (before, after)
    ]
    siblings = {c.key.rpartition(".")[0] for c in clauses[at - 1 : at + 2]}
    assert len(siblings) == 1


def test_a_clause_pasted_within_another_does_not_become_part_of_it(version, paper):
    row = version.clauses.filter(kind="duty").exclude(number="").exclude(strength_words="").first()
    note = next(p for p in paper.paragraphs if p.text.endswith(row.strength_words))
    note.insert_paragraph_before("Asking first", style="Clause")
    note.insert_paragraph_before("Staff must ask.", style="Normal")
    clauses = flat(read(saved(paper), "a.docx"))
    assert next(c.text for c in clauses if c.uid == str(row.clause.uid)) == row.text
    assert [c.text for c in clauses if not c.uid] == ["Staff must ask."]


def test_a_renumbered_clause_stays_the_clause_it_was(version, paper):
    row = version.clauses.exclude(number="").exclude(heading="").filter(kind="duty").first()
    renumber(paper, row.number, "88.8")
    clause = next(c for c in flat(read(saved(paper), "a.docx")) if c.uid == str(row.clause.uid))
    assert (clause.number, clause.heading, clause.text) == ("88.8", row.heading, row.text)


def test_the_head_of_an_export_is_not_taken_for_text(version, paper):
    reasons = left_out(read(saved(paper), "a.docx"))
    assert "the head of the portal’s own export" in reasons["Version: 3"]
    assert reasons[version.policy.title].startswith("the document’s title")


def test_a_strength_changed_in_markdown_is_to_be_confirmed(markdown):
    line = next(line for line in markdown.splitlines() if line.endswith(" · Must not"))
    changed = markdown.replace(line, line.replace("Must not", "Should not"), 1)
    [clause] = [c for c in flat(read(changed.encode(), "a.md")) if not c.certain]
    assert (clause.kind, clause.strength) == ("prohibition", "should")
    assert all(c.certain for c in flat(read(markdown.encode(), "a.md")))


def test_sections_and_paragraphs_written_into_markdown(version, markdown):
    text = markdown.rstrip() + "\n\nIt goes on.\n\n## 99 A new part\n\nStaff must ask.\n"
    reading = read(text.encode(), "a.md")
    part = said(reading, "A new part")
    assert (part.number, part.uid, part.text) == ("99", "", "Staff must ask.")
    last = list(walk(reading.tree))[-2]
    assert last.text.endswith("It goes on.")
    assert last.uid


def test_a_json_export_that_somebody_broke_is_refused(version):
    text = exporting.json_text(version, texts(version)[0], portal=PORTAL).decode()
    broken = text.replace('"parent": "dhs-s01"', '"parent": "dhs-s99"')
    with pytest.raises(Unreadable, match="dhs-s99"):
        read(broken.encode(), "a.json")


def test_harm_in_a_json_export_is_taken_out(version):
    text = exporting.json_text(version, texts(version)[0], portal=PORTAL).decode()
    bad = text.replace('"body_html": "<p>', '"body_html": "<script>x()</script><p onclick=x>')
    bodies = "".join(c.body for c in flat(read(bad.encode(), "a.json")))
    assert "script" not in bodies
    assert "onclick" not in bodies
