"""Words and marks of the desk's pages."""

from datetime import timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from policies.drafting.presenters.versions import state_word, when_words
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
        (
            "published",
            DateRange(LAST_WEEK, NEXT_WEEK),
            f"In force from {said(LAST_WEEK)} to {said(NEXT_WEEK - timedelta(days=1))}",
        ),
        ("published", DateRange(empty=True), "Replaced on its first day"),
        (
            "withdrawn",
            DateRange(LAST_WEEK, TODAY),
            f"In force from {said(LAST_WEEK)} to {said(TODAY - timedelta(days=1))}, then withdrawn",
        ),
        ("withdrawn", DateRange(empty=True), "Withdrawn on its first day"),
        ("discarded", None, ""),
    ],
)
def test_the_days_of_a_version_in_words(state, days, words):
    assert when_words(PolicyVersion(state=state, effective=days)) == words


def test_a_scheduled_version_names_its_day():
    version = PolicyVersion(state="scheduled", scheduled_for=NEXT_WEEK)
    assert when_words(version) == f"Comes into force on {said(NEXT_WEEK)}"


@pytest.mark.parametrize(
    ("days", "word"),
    [
        (DateRange(LAST_WEEK, None), "Published"),
        (DateRange(LAST_WEEK, NEXT_WEEK), "Published"),
        (DateRange(LAST_WEEK, TODAY), "Superseded"),
        (DateRange(empty=True), "Superseded"),
    ],
)
def test_superseded_is_read_from_the_days(days, word):
    assert state_word(PolicyVersion(state="published", effective=days)).word == word
