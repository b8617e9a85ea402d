"""What is given to take away: addresses, names, kinds of file, and what it costs."""

import json
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document

from tests.support.desk import draft
from tests.support.html import links, page
from tests.support.pdf import pages

POLICY = "/policies/dhs-social-media/"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILES = [
    (f"{POLICY}versions/2.pdf", PDF, 'inline; filename="dhs-social-media-version-2.pdf"'),
    (f"{POLICY}versions/2.docx", WORD, 'attachment; filename="dhs-social-media-version-2.docx"'),
    (
        f"{POLICY}versions/2.md",
        "text/markdown; charset=utf-8",
        'attachment; filename="dhs-social-media-version-2.md"',
    ),
    (
        f"{POLICY}versions/2.json",
        "application/json",
        'attachment; filename="dhs-social-media-version-2.json"',
    ),
    (
        f"{POLICY}compare.pdf?from=1&to=3",
        PDF,
        'inline; filename="dhs-social-media-versions-1-and-3.pdf"',
    ),
    ("/c/dhs-038.pdf", PDF, 'inline; filename="dhs-038-version-3.pdf"'),
    ("/c/dhs-038.pdf?on=2010-12-24", PDF, 'inline; filename="dhs-038-version-2.pdf"'),
]


@pytest.fixture
def reader(as_user):
    return as_user("dss.employee")


@pytest.mark.parametrize(("address", "kind", "disposition"), FILES)
def test_kind_and_name(reader, address, kind, disposition):
    response = reader.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == kind
    assert response["Content-Disposition"] == disposition


@pytest.mark.parametrize("address", [address for address, *_ in FILES])
class TestAccess:
    def test_visitors_sign_in_first(self, anonymous, address):
        assert anonymous.get(address).status_code == 302

    def test_they_are_only_read(self, reader, address):
        assert reader.post(address).status_code == 405

    def test_they_stay_within_the_budget(self, reader, address):
        reader.get(address)
        with CaptureQueriesContext(connection) as asked:
            reader.get(address)
        assert len(asked) <= 10


class TestWhatIsInThem:
    def test_the_version_that_was_asked_for(self, reader):
        assert json.loads(reader.get(f"{POLICY}versions/2.json").content)["version"] == 2
        assert b"\nversion: 2\n" in reader.get(f"{POLICY}versions/2.md").content
        document = Document(BytesIO(reader.get(f"{POLICY}versions/2.docx").content))
        assert document.core_properties.version == "2"
        assert "Version 2, text" in pages(reader.get(f"{POLICY}versions/2.pdf").content)[0]

    def test_a_clause_that_is_gone_has_its_last_words(self, reader):
        [said] = pages(reader.get("/c/dhs-e02.pdf").content)
        assert "The policy is on trial until 31 October 2010." in said

    def test_the_address_of_the_installation_is_printed(self, reader, settings):
        [said] = pages(reader.get("/c/dhs-038.pdf").content)
        assert "testserver/c/dhs-038/" in said
        settings.PORTAL_ADDRESS = "https://advice.example.org/"
        [said] = pages(reader.get("/c/dhs-038.pdf").content)
        assert "advice.example.org/c/dhs-038/" in said

    def test_an_address_without_a_scheme_is_taken_as_safe(self, reader, settings):
        settings.PORTAL_ADDRESS = "advice.example.org"
        head = json.loads(reader.get(f"{POLICY}versions/2.json").content)
        assert head["address"].startswith("https://advice.example.org/policies/")


@pytest.mark.parametrize(
    "address",
    [
        f"{POLICY}versions/9.pdf",
        f"{POLICY}versions/4.pdf",
        f"{POLICY}versions/4.docx",
        f"{POLICY}versions/4.md",
        f"{POLICY}versions/4.json",
        "/policies/none/versions/1.pdf",
        f"{POLICY}versions/{10**30}.json",
        f"{POLICY}versions/1.exe",
        f"{POLICY}compare.pdf",
        f"{POLICY}compare.pdf?from=1",
        f"{POLICY}compare.pdf?from=1&to=4",
        f"{POLICY}compare.pdf?from=x&to=y",
        "/policies/none/compare.pdf?from=1&to=2",
        "/c/none.pdf",
        "/c/dhs-e02.pdf?on=2010-12-24",
    ],
)
def test_what_readers_do_not_have(reader, address):
    draft("dhs-social-media")
    assert reader.get(address).status_code == 404


class TestWaysThere:
    def test_from_the_policy(self, reader):
        panel = page(reader.get(POLICY)).find(class_="save")
        assert links(panel) == [
            f"{POLICY}versions/3.{end}" for end in ("pdf", "docx", "md", "json")
        ]

    def test_from_an_old_text_to_that_old_text(self, reader):
        panel = page(reader.get(POLICY, {"on": "2010-12-24"})).find(class_="save")
        assert f"{POLICY}versions/2.pdf" in links(panel)

    def test_from_the_versions_page(self, reader):
        listed = links(reader.get(f"{POLICY}versions/"))
        for number in (1, 2, 3):
            assert f"{POLICY}versions/{number}/" in listed
            for end in ("pdf", "docx", "md", "json"):
                assert f"{POLICY}versions/{number}.{end}" in listed

    def test_from_a_clause_and_from_a_comparison(self, reader):
        assert "/c/dhs-038.pdf" in links(reader.get("/c/dhs-038/"))
        then = reader.get("/c/dhs-038/", {"on": "2010-12-24"})
        assert "/c/dhs-038.pdf?on=2010-12-24" in links(then)
        compared = reader.get(f"{POLICY}compare/", {"from": 1, "to": 2})
        assert f"{POLICY}compare.pdf?from=1&to=2" in links(compared)
