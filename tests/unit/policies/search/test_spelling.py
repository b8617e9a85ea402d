"""Misspelt words, and the words that are known."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.search import jobs, spelling
from policies.search.models import SearchWord
from policies.search.spelling import distance
from policies.search.typed import Typed
from tests.support.desk import amend

pytestmark = pytest.mark.django_db
letters = st.text("abc", max_size=6)


class TestDidYouMean:
    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("facebok", "facebook"),
            ("frend requst", "friend request"),
            ("Confidentialty", "confidentiality"),
            ("phtoo", "photo"),
            ("harrassment", "harassment"),
            ("proffile picure", "profile picture"),
            ('"frend" -requst zebra', '"friend" -requst zebra'),
        ],
    )
    def test_is_asked(self, typed, meant):
        assert spelling.suggest(Typed.of(typed)) == meant

    @pytest.mark.parametrize(
        "typed",
        ["facebook", "publishes", "xyzzyplugh", "534", "😀", "abc", "", "' OR 1=1 --", "%%%%"],
    )
    def test_is_not_asked_of_known_words_or_of_what_is_no_word(self, typed):
        assert spelling.suggest(Typed.of(typed)) == ""

    def test_is_asked_on_the_page_only_where_nothing_holds_every_word(self, look):
        assert look("frend").suggestion == "friend"
        assert look("friend").suggestion == ""
        assert look("yj-069").suggestion == ""

    def test_leads_to_something(self, look):
        assert look(look("frend requst").suggestion).found.first

    def test_takes_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            spelling.suggest(Typed.of("frend requst facebok"))


class TestTheWordsThatAreKnown:
    def test_come_from_what_was_published_since(self):
        amend({"yj-069": "No zebracorns."})
        assert spelling.suggest(Typed.of("zebracorn")) == ""
        jobs.gather_words(timestamp=0)
        assert SearchWord.objects.filter(word="zebracorns").exists()
        assert spelling.suggest(Typed.of("zebrcorn")) == "zebracorns"

    def test_are_forgotten_once_nothing_says_them(self):
        amend({"yj-069": "No zebracorns."})
        spelling.gather()
        amend({"yj-069": "Nothing of the kind."})
        spelling.gather()
        assert not SearchWord.objects.filter(word="zebracorns").exists()

    def test_gathered_again_are_the_same(self):
        before = list(SearchWord.objects.order_by("pk").values_list("pk", "word", "times"))
        spelling.gather()
        assert list(SearchWord.objects.order_by("pk").values_list("pk", "word", "times")) == before
        assert len(before) > 1000

    def test_are_remembered_when_they_are_added(self):
        spelling.remember(["Zebracorn, unicorns", "x 12 zebracorn"])
        assert set(
            SearchWord.objects.filter(times=1, word__endswith="corn").values_list("word", flat=True)
        ) == {"zebracorn"}


class TestDistance:
    @pytest.mark.parametrize(
        ("one", "other", "steps"),
        [
            ("photo", "photo", 0),
            ("phtoo", "photo", 1),
            ("frend", "friend", 1),
            ("", "abc", 3),
            ("ab", "cd", 2),
        ],
    )
    def test_counts_slips(self, one, other, steps):
        assert distance(one, other) == steps

    @given(letters, letters)
    def test_is_the_same_both_ways_and_nought_only_for_the_same(self, one, other):
        assert distance(one, other) == distance(other, one)
        assert (distance(one, other) == 0) == (one == other)
        assert abs(len(one) - len(other)) <= distance(one, other) <= max(len(one), len(other))
