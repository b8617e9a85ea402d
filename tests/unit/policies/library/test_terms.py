import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from policies.library.beside import terms_of
from policies.library.models import ClauseVersion, Policy
from policies.library.terms import Term, TermFinder


def term(number: int, word: str, *aliases: str) -> Term:
    """A term defined in clause 100 + `number`."""
    return Term(number, 100 + number, word, aliases, f"What {word} means.", f"/c/x-{number}/")


MEDIA = term(1, "social media", "online media")
USE = term(2, "official use of social media")
PUBLISH = term(3, "publication", "publish", "publishes", "published")


def marked(body: str, *terms: Term, clause: int = 1) -> list[tuple[str, str]]:
    """The (word, target) of every mark that the finder puts into `body`."""
    soup = BeautifulSoup(TermFinder(terms).mark(body, clause), "html.parser")
    return [(b.get_text(), b["popovertarget"]) for b in soup.find_all("button", class_="term")]


class TestWhatIsMarked:
    def test_the_longest_term_wins(self):
        body = "<p>Official use of social media needs approval.</p>"
        assert marked(body, MEDIA, term(4, "official use"), USE) == [
            ("Official use of social media", "term-2")
        ]

    def test_the_shorter_one_is_marked_where_it_stands_alone(self):
        body = "<p>Official use of social media, and social media at home.</p>"
        assert marked(body, MEDIA, USE) == [
            ("Official use of social media", "term-2"),
            ("social media", "term-1"),
        ]

    @pytest.mark.parametrize("word", ["publication", "publish", "publishes", "published"])
    def test_each_form_of_a_term(self, word):
        assert marked(f"<p>What you {word} lasts.</p>", PUBLISH) == [(word, "term-3")]

    @pytest.mark.parametrize("word", ["SOCIAL MEDIA", "Social Media", "social media"])
    def test_capitals_do_not_matter_and_stay(self, word):
        assert marked(f"<p>{word} lasts.</p>", MEDIA) == [(word, "term-1")]

    def test_once_a_clause_whatever_the_form(self):
        body = "<p>Publish. <em>Published</em>.</p><p>Publication.</p>"
        assert marked(body, PUBLISH) == [("Publish", "term-3")]

    def test_again_in_the_next_clause(self):
        finder = TermFinder([PUBLISH])
        first, second = (finder.mark("<p>Publish.</p>", clause) for clause in (1, 2))
        assert first == second
        assert 'class="term"' in second

    def test_not_in_the_clause_that_defines_it(self):
        body = "<p>Publication of social media.</p>"
        assert marked(body, PUBLISH, MEDIA, clause=PUBLISH.clause_id) == [
            ("social media", "term-1")
        ]

    @pytest.mark.parametrize(
        "body",
        [
            '<p><a href="/x/">social media</a></p>',
            '<p><a href="/x/">our <em>social media</em> page</a></p>',
            '<p><a href="/social media/" title="social media">x</a></p>',
            "<p>antisocial media</p>",
            "<p>social mediator</p>",
            "<p>social <em>media</em></p>",
        ],
    )
    def test_not_in_tags_links_or_parts_of_words(self, body):
        assert marked(body, MEDIA) == []

    def test_the_words_of_the_clause_stay_as_they_are(self):
        body = '<p>Use &lt;social media&gt; &amp; <a href="/x/">social media</a>.</p>'
        text = BeautifulSoup(TermFinder([MEDIA]).mark(body, 1), "html.parser").get_text()
        assert text == "Use <social media> & social media."

    def test_a_term_with_signs_is_taken_as_it_is_written(self):
        assert marked("<p>Under s. 534 act; sx 534 too.</p>", term(4, "s. 534")) == [
            ("s. 534", "term-4")
        ]

    def test_without_terms_nothing_is_touched(self):
        assert TermFinder([]).mark("<p>social media</p>", 1) == "<p>social media</p>"
        assert TermFinder([]).notes() == []


class TestTheNotes:
    def test_one_for_each_term_met(self):
        finder = TermFinder([MEDIA, USE, PUBLISH])
        finder.mark("<p>Social media. Publish.</p>", 1)
        finder.mark("<p>Published on social media.</p>", 2)
        assert finder.notes() == [MEDIA, PUBLISH]


@given(
    st.lists(
        st.sampled_from(
            [
                "social media",
                "Publish",
                "official use of social media",
                " and ",
                "<em>x</em> ",
                ", ",
            ]
        ),
        max_size=8,
    ).map(" ".join)
)
def test_marks_only_add_buttons(text):
    body = f"<p>{text}</p>"
    marked_up = TermFinder([MEDIA, USE, PUBLISH]).mark(body, 1)
    assert re.sub(r"</?button[^>]*>", "", marked_up) == body


def test_every_definition_of_the_sample_is_met_somewhere(db):
    finder = TermFinder(terms_of(Policy.objects.get(code="yj-social-media")))
    for words in ClauseVersion.objects.in_force():
        finder.mark(words.body, words.clause_id)
    assert {note.word for note in finder.notes()} == {
        "Social media",
        "Official use",
        "Private use",
        "Publication",
    }


@pytest.mark.parametrize(
    ("text", "used"),
    [
        ("Official use of social media, in short.", {USE}),
        ("They published it.", {PUBLISH}),
        ("Republished on antisocial media.", set()),
        ("Where 3 < 4, online media > 2.", {MEDIA}),
        ("", set()),
    ],
)
def test_which_terms_a_plain_text_uses(text, used):
    assert TermFinder([MEDIA, USE, PUBLISH]).used(text) == used
    assert TermFinder([]).used(text) == set()
