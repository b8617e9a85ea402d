"""What was typed, taken apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.search.typed import LONGEST, MOST_MEANINGS, MOST_TERMS, Term, Typed, tidy


def groups(text: str) -> list[list[str]]:
    return [[term.text for term in group] for group in Typed.of(text).groups]


class TestTakingApart:
    @pytest.mark.parametrize(
        ("typed", "wanted"),
        [
            ("friend request", [["friend"], ["request"]]),
            ("  friend\t\nrequest ", [["friend"], ["request"]]),
            ("friend friend", [["friend"]]),
            ("facebook or twitter post", [["facebook", "twitter"], ["post"]]),
            ("a OR b or c", [["a", "b", "c"]]),
            ("or friend", [["friend"]]),
            ("friend or", [["friend"]]),
            ('"friend request" sent', [["friend request"], ["sent"]]),
            ("“friend request” sent", [["friend request"], ["sent"]]),
            ('"friend request', [["friend request"]]),
            ("e-mail", [["e-mail"]]),
            ("- -- ! & | * () <->", []),
            ('"" "!"', []),
            ("", []),
        ],
    )
    def test_every_group_is_wanted_and_of_each_one_term(self, typed, wanted):
        assert groups(typed) == wanted

    def test_words_in_quotes_are_a_phrase(self):
        [[term]] = Typed.of('"friend request"').groups
        assert term.phrase

    def test_a_word_behind_a_minus_is_left_out(self):
        typed = Typed.of('534 -venue -"the court"')
        assert [term.text for term in typed.out] == ["venue", "the court"]
        assert [term.text for term in typed.terms] == ["534"]

    def test_a_minus_inside_a_word_leaves_nothing_out(self):
        assert Typed.of("e-mail well-being").out == ()

    def test_a_line_as_long_as_a_book_is_cut(self):
        assert len(Typed.of("friend " * 5000).text) <= LONGEST
        assert len(Typed.of(" ".join(map(str, range(1000)))).groups) <= MOST_TERMS

    def test_control_characters_are_dropped(self):
        assert tidy("\x00friend\x00 \x07request\x1b") == "friend request"

    @given(st.text(max_size=300))
    def test_nothing_is_an_error(self, text):
        typed = Typed.of(text)
        assert "\x00" not in typed.text
        assert all(term.text.strip() for term in (*typed.terms, *typed.out))
        typed.with_meanings({words: ["x"] for words in typed.may_be_synonyms()})


class TestMeanings:
    def test_single_words_and_runs_of_words_are_looked_up(self):
        asked = Typed.of("Sent a Friend Request!").may_be_synonyms()
        assert {"sent", "friend request", "a friend request"} <= set(asked)

    def test_phrases_left_out_words_and_choices_are_not(self):
        assert Typed.of('"friend request" -photo').may_be_synonyms() == []
        assert Typed.of("kid or youth").may_be_synonyms() == []

    def test_the_longest_run_is_taken(self):
        meanings = {"friend": ["mate"], "friend request": ["befriend", "contact"]}
        typed = Typed.of("a friend request today").with_meanings(meanings)
        assert typed.terms[1] == Term("friend request", also=("befriend", "contact"))
        assert [term.text for term in typed.terms] == ["a", "friend request", "today"]

    def test_what_means_the_same_does_not_mean_more_in_turn(self):
        typed = Typed.of("fb").with_meanings({"fb": ["facebook"], "facebook": ["networking"]})
        assert typed.terms == [Term("fb", also=("facebook",))]

    def test_there_are_not_endlessly_many(self):
        typed = Typed.of("a b c").with_meanings(
            {letter: [str(n) for n in range(30)] for letter in "abc"}
        )
        assert sum(len(term.also) for term in typed.terms) == MOST_MEANINGS

    def test_the_words_stay_those_that_were_typed(self):
        typed = Typed.of("Kid photo").with_meanings({"kid": ["young person"]})
        assert (typed.words, typed.text) == (["Kid", "photo"], "Kid photo")
