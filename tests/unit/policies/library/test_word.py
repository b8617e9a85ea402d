"""A version as a Word document: readable, and each clause recognised by its bookmark."""

from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.library import word
from policies.library.markup import to_html
from policies.library.models import ClauseVersion, PolicyVersion
from policies.library.reading import texts

pytestmark = pytest.mark.django_db
PORTAL = "https://advice.example.org"


def version(number: int = 3) -> PolicyVersion:
    return PolicyVersion.objects.with_policy().get(policy__code="dhs-social-media", number=number)


def written(shown: PolicyVersion, words: list[ClauseVersion]):
    return Document(BytesIO(word.document(shown, words, portal=PORTAL)))


@pytest.fixture
def document():
    shown = version()
    return written(shown, *texts(shown))


def marked(document) -> dict[str, list]:
    """The paragraphs within each bookmark."""
    found: dict[str, list] = {}
    name = None
    for paragraph in document.paragraphs:
        for start in paragraph._p.findall(qn("w:bookmarkStart")):
            name = start.get(qn("w:name"))
        if name:
            found.setdefault(name, []).append(paragraph)
        if paragraph._p.findall(qn("w:bookmarkEnd")):
            name = None
    return found


def one(body: str) -> list:
    """The paragraphs of a clause with this text."""
    shown = version()
    row = ClauseVersion.objects.select_related("clause").get(
        version=shown, clause__short_id="dhs-038"
    )
    row.body, row.note, row.strength_words = to_html(body), "", ""
    [paragraphs] = marked(written(shown, [row])).values()
    return paragraphs


class TestIdentity:
    def test_every_clause_has_a_bookmark_named_after_its_uid(self, document):
        rows = version().clauses.in_reading_order().select_related("clause")
        assert list(marked(document)) == [f"clause_{row.clause.uid.hex}" for row in rows]
        assert all(len(name) <= 40 for name in marked(document))

    def test_its_number_links_to_its_permanent_address(self, document):
        for row in version().clauses.select_related("clause"):
            first = marked(document)[word.bookmark(row)][0]
            assert first.hyperlinks[0].text == row.number
            address, _, keys = first.hyperlinks[0].address.partition("#")
            assert address == f"{PORTAL}/c/{row.clause.short_id}/"
            assert keys == "-".join(k for k in (row.kind, row.strength, row.column) if k)

    def test_its_words_stand_within_the_bookmark(self, document):
        for row in version().clauses.select_related("clause"):
            said = "\n".join(p.text for p in marked(document)[word.bookmark(row)])
            assert row.heading in said
            assert row.text in said
            assert row.note in said

    def test_the_file_says_which_text_it_is(self, document):
        said = document.core_properties
        assert said.title == "Social Media Policy for employees of the department"
        assert (said.version, said.identifier) == ("3", version().content_hash)
        assert said.subject == f"{PORTAL}/policies/dhs-social-media/versions/3/"
        head = [p.text for p in document.paragraphs[:10]]
        assert head[0] == "Social Media Policy for employees of the department"
        assert "Binds: Victorian DHS employees; Victorian youth justice staff" in head
        assert "When: In force since 9 August 2011" in head


class TestReading:
    def test_sections_are_headings_of_their_rank(self, document):
        headings = {p.text: p.style.name for p in document.paragraphs if "Heading" in p.style.name}
        assert headings["8 Speaking for the department"] == "Heading 1"
        assert headings["8.2 What an authorised representative does"] == "Heading 2"

    def test_strength_stands_with_the_heading_and_notes_below(self, document):
        lines = [(p.style.name, p.text) for p in document.paragraphs]
        place = lines.index(("Clause", "8.3.2 Copyright  Must not"))
        assert lines[place + 1][0] == "Normal"
        assert lines[place + 2] == (
            "Clause note",
            "The document’s words: authorised representatives must not",
        )

    def test_lists_quotes_and_emphasis(self):
        lines = one("Do *this* **now**:\n\n- one\n  - inner\n- two\n\n1. first\n\n> said\n")
        assert [(p.style.name, p.text) for p in lines[1:]] == [
            ("Normal", "Do this now:"),
            ("List Bullet", "one"),
            ("List Bullet 2", "inner"),
            ("List Bullet", "two"),
            ("List Number", "first"),
            ("Quote", "said"),
        ]
        runs = {run.text: (run.bold, run.italic) for run in lines[1].runs}
        assert (runs["this"], runs["now"]) == ((None, True), (True, None))

    def test_each_numbered_list_begins_at_one(self):
        items = [p for p in one("1. a\n2. b\n\nThen:\n\n1. c\n") if p.style.name == "List Number"]
        numbers = [p._p.pPr.numPr.numId.val for p in items]
        assert numbers[0] == numbers[1] != numbers[2]
        numbering = items[0].part.numbering_part.element
        for number in set(numbers):
            [override] = numbering.num_having_numId(number).lvlOverride_lst
            assert override.startOverride.val == 1

    def test_a_link_keeps_its_address(self):
        [link] = one("See [this](https://example.org/?a=1&b=2).")[1].hyperlinks
        assert (link.text, link.address) == ("this", "https://example.org/?a=1&b=2")

    @given(st.text(max_size=60))
    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_text_can_be_written(self, heading):
        shown = version()
        row = ClauseVersion.objects.select_related("clause").get(
            version=shown, clause__short_id="dhs-038"
        )
        row.heading = heading
        [lines] = marked(written(shown, [row])).values()
        if heading.isalnum():
            assert heading in lines[0].text
