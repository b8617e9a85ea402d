"""Words and marks of the desk's pages."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from policies.drafting.presenters.changes import smoothed
from policies.drafting.presenters.versions import when_words
from policies.library.comparing import compare_words
from policies.library.models import PolicyVersion

TODAY = timezone.localdate()
NEXT_WEEK, LAST_WEEK = TODAY + timedelta(days=7), TODAY - timedelta(days=7)


def said(day) -> str:
    return f"{day:%-d %B %Y}"


@pytest.mark.parametrize(
    ("state", "days", "words"),
    [
        ("draft", None, ""),
        ("in-review", DateRange(NEXT_WEEK, None), f"Wanted from {said(NEXT_WEEK)}"),
        ("published", DateRange(TODAY, None), f"In force since {said(TODAY)}"),
        ("published", DateRange(NEXT_WEEK, None), f"Comes into force on {said(NEXT_WEEK)}"),
        (
            "published",
            DateRange(LAST_WEEK, NEXT_WEEK),
            f"In force from {said(LAST_WEEK)} to {said(NEXT_WEEK - timedelta(days=1))}",
        ),
        ("published", DateRange(empty=True), "Replaced on its first day"),
        ("withdrawn", DateRange(NEXT_WEEK, None), "Taken back before it came into force"),
        ("discarded", None, ""),
    ],
)
def test_the_days_of_a_version_in_words(state, days, words):
    assert when_words(PolicyVersion(state=state, effective=days)) == words


def test_a_sentence_written_anew_is_one_removed_and_one_added():
    runs = smoothed(compare_words("You must not ring them.", "Always ask somebody else first."))
    assert runs == [
        ("removed", "You must not ring them."),
        ("added", "Always ask somebody else first."),
    ]


def test_words_that_stayed_are_not_marked():
    runs = smoothed(compare_words("Ask your leader first.", "Ask your manager first."))
    assert runs == [
        ("same", "Ask your "),
        ("removed", "leader"),
        ("added", "manager"),
        ("same", " first."),
    ]


texts = st.lists(st.sampled_from(["a", "b", "c", " ", "\n", "  "]), max_size=12).map("".join)


@given(texts, texts)
def test_smoothing_loses_no_word(old, new):
    runs = smoothed(compare_words(old, new))
    assert "".join(text for op, text in runs if op != "added") == old
    assert "".join(text for op, text in runs if op != "removed") == new
