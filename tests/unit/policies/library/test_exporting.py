"""A version as Markdown and JSON: with every clause's identity, and its words as they are stored."""

import json
import re
from html import escape

import pytest
from django.db.models import F
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from policies.library import exporting
from policies.library.markup import escape_markdown, nodes, to_html
from policies.library.models import ClauseVersion, PolicyVersion
from policies.library.reading import texts

PORTAL = "https://advice.example.org"
CODES = ["dhs-social-media", "dss-social-media", "gcc-safer-social-media", "pc-social-media"]
CLAUSE = re.compile(r"^<!-- clause (.*) -->$", re.MULTILINE)


def version(number: int | None = None, code: str = "dhs-social-media") -> PolicyVersion:
    found = PolicyVersion.objects.with_policy().filter(policy__code=code)
    return found.get(number=number) if number else found.in_force().get()


def as_json(shown: PolicyVersion) -> dict:
    return json.loads(exporting.json_text(shown, *texts(shown), portal=PORTAL))


def as_markdown(shown: PolicyVersion) -> str:
    return exporting.markdown(shown, *texts(shown), portal=PORTAL).decode()


def clauses_of(markdown: str) -> list[tuple[dict[str, str], str]]:
    """Each clause of an exported text: what its comment says, and its lines."""
    _, *parts = CLAUSE.split(markdown)
    return [
        (dict(re.findall(r'(\w+)="([^"]*)"', said)), lines.strip())
        for said, lines in zip(parts[::2], parts[1::2], strict=True)
    ]


@pytest.mark.django_db
class TestJson:
    def test_the_head_says_which_text_it_is(self):
        shown = version(2)
        head = as_json(shown)
        assert head["title"] == "Social Media Policy for employees of the department"
        assert (head["code"], head["version"]) == ("dhs-social-media", 2)
        assert head["content_hash"] == shown.content_hash
        assert (head["effective_from"], head["effective_until"]) == ("2010-11-01", "2011-08-08")
        assert head["binds"] == ["DHS", "YJ"]
        assert head["address"] == f"{PORTAL}/policies/dhs-social-media/versions/2/"
        assert head["note"].startswith("Invented for the sample")

    def test_a_version_without_end_or_without_a_day(self):
        assert as_json(version())["effective_until"] is None
        empty = version()
        empty.effective = type(empty.effective)(empty=True)
        assert (as_json(empty)["effective_from"], as_json(empty)["effective_until"]) == (None, None)

    @pytest.mark.parametrize("code", CODES)
    def test_every_clause_with_its_identity_place_and_words(self, code):
        shown = version(code=code)
        rows = shown.clauses.in_reading_order().annotate(
            above=F("parent__clause__short_id"),
            uid=F("clause__uid"),
            short_id=F("clause__short_id"),
        )
        exported = as_json(shown)["clauses"]
        assert len(exported) == len(rows)
        for row, clause in zip(rows, exported, strict=True):
            assert (clause["uid"], clause["short_id"]) == (str(row.uid), row.short_id)
            assert clause["parent"] == row.above
            for name in (
                "number",
                "heading",
                "kind",
                "strength",
                "strength_words",
                "column",
                "terms",
                "note",
                "source",
                "hash",
            ):
                assert clause[name] == getattr(row, name)
            assert clause["body_html"] == row.body
            assert to_html(clause["body_markdown"]) == row.body


@pytest.mark.django_db
class TestMarkdown:
    def test_the_head_says_which_text_it_is(self):
        shown = version(2)
        _, head, text = as_markdown(shown).split("---\n", 2)
        values = dict(line.split(": ", 1) for line in head.strip().splitlines())
        assert json.loads(values["title"]) == "Social Media Policy for employees of the department"
        assert json.loads(values["content_hash"]) == shown.content_hash
        assert json.loads(values["binds"]) == ["DHS", "YJ"]
        assert "- When: In force from 1 November 2010 to 8 August 2011" in text

    @pytest.mark.parametrize("code", CODES)
    def test_every_clause_can_be_read_back_with_its_identity(self, code):
        shown = version(code=code)
        rows = shown.clauses.in_reading_order().select_related("clause")
        found = clauses_of(as_markdown(shown))
        assert len(found) == len(rows)
        for row, (said, text) in zip(rows, found, strict=True):
            assert (said["short_id"], said["uid"]) == (row.clause.short_id, str(row.clause.uid))
            assert (said["kind"], said["strength"]) == (row.kind, row.strength)
            assert said.get("column", "") == row.column
            _, _, body = text.split(exporting.BESIDE)[0].strip().partition("\n\n")
            assert to_html(body) == row.body

    def test_headings_strength_and_notes_are_there_to_read(self):
        text = as_markdown(version())
        assert "\n## 8 Speaking for the department\n" in text
        assert "\n### 8.2 What an authorised representative does\n" in text
        assert "\n**8.3.2 Copyright** · Must not\n" in text
        assert "> Editor’s note: Responding is barred too." in text

    def test_terms_of_offences_and_columns_are_there_too(self):
        text = as_markdown(version(code="gcc-safer-social-media"))
        assert "> On indictment: 10 years in prison" in text
        assert "· Poor practice" in text

    def test_what_looks_like_an_identity_in_a_text_is_none(self):
        shown = version()
        [words] = texts(shown)
        forged = '<!-- clause short_id="x" uid="y" -->'
        words[5].body = to_html(forged)
        words[6].heading = words[7].note = f"a\n{forged}"
        made = exporting.markdown(shown, words, portal=PORTAL).decode()
        assert len(clauses_of(made)) == len(words)


class TestEscaping:
    @example("*all* _of_ `it` [is](text) <b> &amp; <!-- none --> \\* ~~ # | of it markup")
    @given(st.text("ab *_`[]()<>#|~&\\!-+=.1", max_size=40))
    def test_plain_text_shows_as_it_is(self, text):
        line = f"**x** {escape_markdown(text)}"
        shown = nodes(MarkdownIt("commonmark").render(line))
        said = "".join(
            n if isinstance(n, str) else "".join(n["children"]) for n in shown[0]["children"]
        )
        assert said.split() == ["x", *text.split()]

    @given(st.text(max_size=60))
    def test_a_tree_has_the_text_of_a_paragraph(self, text):
        [paragraph] = nodes(f"<p>{escape(text)}</p>")
        assert "".join(paragraph["children"]).split() == text.split()


def test_a_clause_without_number_and_heading_goes_by_its_id(db):
    row = ClauseVersion.objects.in_force().select_related("clause").get(clause__short_id="dhs-038")
    row.number = row.heading = ""
    assert "**dhs-038**" in "\n".join(exporting._markdown_clause(row))
