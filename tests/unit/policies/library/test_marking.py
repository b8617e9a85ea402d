"""Words marked where a reader lands from a search."""

import pytest
from bs4 import BeautifulSoup
from django.utils.safestring import SafeString
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.library.marking import mark
from policies.library.markup import to_html
from tests.support.html import links, page, words

pytestmark = pytest.mark.django_db


def marks(html: str, asked: str) -> list[str]:
    soup = BeautifulSoup(mark(SafeString(html), asked).html, "html.parser")
    return [m.get_text() for m in soup.find_all("mark")]


class TestWhatIsMarked:
    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("publish", ["Publishing", "publish", "published"]),
            ("PUBLISHED friend", ["Publishing", "publish", "friend", "published"]),
            ("the and of", []),
            ("zebra", []),
            ("", []),
            ("534", ["534"]),
            ("amp lt p href", []),
        ],
    )
    def test_every_form_of_the_words(self, asked, found):
        html = "<p>Publishing a post &amp; to publish the friend&lt;s of s. 534, published</p>"
        assert marks(html, asked) == found

    def test_text_only(self):
        html = '<p class="friend"><a href="https://friend.example/?a>friend" title=\'friend\'>my friend</a></p>'
        out = mark(SafeString(html), "friend").html
        assert out == html.replace("my friend", "my <mark>friend</mark>")

    def test_they_are_counted(self):
        assert mark(SafeString("<p>a friend, friends</p>"), " friend\x00 ").count == 2
        assert mark(SafeString("<p>a friend, friends</p>"), " friend\x00 ").words == "friend"

    def test_without_words_nothing_is_asked(self, django_assert_num_queries):
        html = SafeString("<p>friend</p>")
        with django_assert_num_queries(0):
            assert mark(html, "  ").html is html

    @settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        markdown=st.text("ab <>&\"'[](*)\n1", max_size=60),
        asked=st.text("ab <>&\"'%1\x00", max_size=20),
    )
    def test_the_rest_stays_as_it_was(self, markdown, asked):
        html = to_html(markdown)
        out = mark(SafeString(html), asked).html
        assert out.replace("<mark>", "").replace("</mark>", "") == html


class TestThePolicyPage:
    PATH = "/policies/yj-social-media/"

    def test_marks_and_says_so(self, as_user):
        response = as_user("yj.worker").get(f"{self.PATH}?q=venue")
        landed = page(response).find(id="yj-063")
        assert [words(m) for m in landed.find_all("mark")] == ["venue"]
        assert "Marked in the text: “venue”" in words(response)
        assert f"{self.PATH}?" in links(response) or self.PATH in links(response)

    def test_the_next_reader_sees_no_marks(self, as_user):
        client = as_user("yj.worker")
        client.get(f"{self.PATH}?q=venue")
        assert page(client.get(self.PATH)).find("mark") is None

    @pytest.mark.parametrize(
        "asked", ["<script>alert(1)</script>", '"><img src=x>', "\x00", "x" * 5000]
    )
    def test_whatever_is_asked_nothing_comes_alive(self, as_user, asked):
        response = as_user("yj.worker").get(self.PATH, {"q": asked})
        assert response.status_code == 200
        assert page(response).find(["script", "img"]) is None

    def test_costs_no_more_than_ten_queries(self, as_user, django_assert_max_num_queries):
        client = as_user("yj.worker")
        client.get(self.PATH)
        with django_assert_max_num_queries(10):
            client.get(f"{self.PATH}?q=venue")
