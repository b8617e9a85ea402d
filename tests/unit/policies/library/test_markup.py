from collections.abc import Iterable

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from policies.library.markup import TAGS, clean, sanitise, to_html, to_markdown, to_plain
from policies.library.models import ClauseVersion
from tests.support.written import DOCUMENT, PHRASE, typed


class TestTheRoundTrip:
    def test_every_clause_of_the_sample(self, db):
        bodies = list(ClauseVersion.objects.exclude(body="").values_list("body", flat=True))
        assert len(bodies) >= 108
        assert [b for b in bodies if to_html(to_markdown(b)) != b] == []

    @given(DOCUMENT)
    def test_whatever_an_editor_writes(self, markdown):
        body = to_html(markdown)
        assert to_html(to_markdown(body)) == body

    @given(PHRASE)
    def test_what_is_typed_is_what_is_read(self, text):
        assert to_plain(to_html(typed(text))) == text

    @pytest.mark.parametrize(
        ("typed_in", "read"),
        [
            ("# Not a heading", "# Not a heading"),
            ("`not code`", "`not code`"),
            ("    not code either", "not code either"),
            ("a\n---", "a\n---"),
            ("![no picture](/x.png)", "!no picture"),
        ],
    )
    def test_what_a_clause_cannot_have_stays_as_typed(self, typed_in, read):
        body = to_html(typed_in)
        assert to_plain(body) == read
        assert to_html(to_markdown(body)) == body

    def test_blank_lines_between_items_say_nothing(self):
        assert to_html("- one\n\n- two") == to_html("- one\n- two")

    def test_two_paragraphs_of_an_item_stay_two(self):
        assert to_plain(to_html("- one\n\n  still one\n- two")) == "one\nstill one\ntwo"


class TestNothingElseSurvives:
    @pytest.mark.parametrize(
        "typed_in",
        [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "<a href='javascript:alert(1)'>x</a>",
            "[x](javascript:alert(1))",
            "[x](JaVaScRiPt:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](vbscript:x)",
            "<javascript:alert(1)>",
            "<svg/onload=alert(1)>",
            '<p style="position:fixed" onclick="x()">x</p>',
        ],
    )
    def test_markdown_gives_no_live_html(self, typed_in):
        assert live_parts(to_html(typed_in)) == []

    @pytest.mark.parametrize(
        "body",
        [
            "<p>x<script>alert(1)</script></p>",
            '<p onclick="x()" style="color:red" class="masthead" id="main">x</p>',
            '<a href="javascript:alert(1)">x</a>',
            '<a href=" java\tscript:alert(1)">x</a>',
            '<img src="x" onerror="alert(1)">',
            '<form action="/sign-out/"><button>x</button></form>',
            "<iframe src=https://example.org></iframe>",
            "<style>*{display:none}</style>",
        ],
    )
    def test_html_from_elsewhere_is_cleaned(self, body):
        assert live_parts(sanitise(body)) == []

    @given(st.text() | DOCUMENT)
    def test_whatever_is_typed(self, text):
        body = to_html(text)
        assert live_parts(body) == []
        assert "\x00" not in body

    @pytest.mark.parametrize("address", ["https://a.example/", "mailto:a@b.example", "/c/yj-069/"])
    def test_links_that_people_need_stay(self, address):
        link = BeautifulSoup(to_html(f"[x]({address})"), "html.parser").a
        assert (link["href"], link["rel"]) == (address, ["noopener", "noreferrer"])


def live_parts(body: str) -> list[str]:
    """What in this HTML does more than show words."""
    return list(_live(BeautifulSoup(body, "html.parser").find_all(True)))


def _live(tags: Iterable) -> Iterable[str]:
    for tag in tags:
        if tag.name not in TAGS:
            yield tag.name
        for name, value in tag.attrs.items():
            scheme = str(value).strip().lower().partition(":")[0]
            if name not in {"href", "rel", "title"} or scheme in {"javascript", "data", "vbscript"}:
                yield f"{tag.name} {name}={value}"


def test_control_characters_go_and_line_ends_become_one():
    assert clean("a\x00b\x08c\x1bd\r\ne\rf\tg") == "abcd\ne\nf\tg"


def test_plain_text_is_one_block_a_line():
    body = "<p>One &lt;b&gt; <strong>two</strong></p><ul><li>a</li><li>b &amp; c<br>d</li></ul>"
    assert to_plain(body) == "One <b> two\na\nb & c\nd"
