"""Whether somebody answers now, on the clock of whoever asks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.directory.opening import Hours, clock_words, days_words, opening
from portal.working_time import is_working_day

MELBOURNE, LONDON, PERTH = map(
    ZoneInfo, ("Australia/Melbourne", "Europe/London", "Australia/Perth")
)
WEEK = [0, 1, 2, 3, 4]
OFFICE = Hours(time(9), time(17), WEEK, MELBOURNE, "AU-VIC")


def at(text: str, zone: ZoneInfo = MELBOURNE) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


class TestNow:
    @pytest.mark.parametrize(
        ("now", "said"),
        [
            ("2026-03-13T09:00", "Open now, until 5 pm."),
            ("2026-03-13T16:59", "Open now, until 5 pm."),
            ("2026-03-13T17:00", "Closed now. Opens on Monday, 9 am."),
            ("2026-03-13T08:59", "Closed now. Opens 9 am."),
            ("2026-03-12T20:00", "Closed now. Opens tomorrow, 9 am."),
            # The Labour Day of Victoria; then Christmas, and the New Year after it.
            ("2026-03-08T12:00", "Closed now. Opens on Tuesday, 9 am."),
            ("2026-12-24T18:00", "Closed now. Opens on Tuesday, 9 am."),
            ("2026-12-31T18:00", "Closed now. Opens on Monday, 9 am."),
        ],
    )
    def test_on_the_spot(self, now, said):
        assert opening(OFFICE, at(now), MELBOURNE).now == said

    @pytest.mark.parametrize(
        ("now", "reader", "said"),
        [
            ("2026-03-12T22:30", LONDON, "Open now, until 6 am."),
            ("2026-03-13T07:00", LONDON, "Closed now. Opens on Sunday, 10 pm."),
            ("2026-07-01T08:00", PERTH, "Open now, until 3 pm."),
        ],
    )
    def test_from_elsewhere(self, now, reader, said):
        # A Thursday evening in London is a Friday morning in Melbourne.
        found = opening(OFFICE, at(now, reader), reader)
        assert found.now.replace("tomorrow, 6", "6") == said

    @given(
        st.datetimes(datetime(2025, 1, 1), datetime(2028, 12, 1)),
        st.sampled_from([MELBOURNE, LONDON, PERTH]),
        st.lists(st.integers(0, 6), unique=True, min_size=1),
        st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda pair: pair[0] < pair[1]),
    )
    def test_it_agrees_with_the_clock_on_the_wall(self, moment, zone, days, hours):
        now = moment.replace(tzinfo=UTC)
        there = Hours(time(hours[0]), time(hours[1]), days, zone, "AU-VIC")
        local = now.astimezone(zone)
        holiday = not is_working_day(local.date(), "AU-VIC") and max(days) < 5
        answers = local.weekday() in days and not holiday
        answers = answers and there.opens <= local.time() < there.closes
        assert opening(there, now, LONDON).is_open is answers

    def test_a_place_that_is_never_open_says_nothing(self):
        assert (
            opening(Hours(time(9), time(17), [], MELBOURNE), at("2026-03-13T09:00"), LONDON) is None
        )

    def test_where_weekends_count_holidays_do_too(self):
        always = Hours(time(0), time(23, 59), [*WEEK, 5, 6], MELBOURNE, "AU-VIC")
        christmas = datetime.combine(date(2026, 12, 25), time(12), MELBOURNE)
        assert opening(always, christmas, MELBOURNE).is_open


class TestAsARule:
    def test_in_ones_own_place(self):
        found = opening(OFFICE, at("2026-03-13T10:00"), MELBOURNE)
        assert found.hours == "9 am to 5 pm, Monday to Friday."

    @pytest.mark.parametrize(
        ("day", "here"), [("2026-01-14", "10 pm to 6 am"), ("2026-07-15", "midnight to 8 am")]
    )
    def test_elsewhere_it_says_both(self, day, here):
        found = opening(OFFICE, at(f"{day}T10:00"), LONDON)
        over = " the day after" if here.startswith("10") else ""
        said = f"9 am to 5 pm, Monday to Friday, in Melbourne. On your clock {here}{over}."
        assert found.hours == said


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([0, 1, 2, 3, 4], "Monday to Friday"),
        ([0, 1, 2, 3, 4, 5, 6], "every day"),
        ([0, 3], "Monday and Thursday"),
        ([4, 0, 2], "Monday, Wednesday and Friday"),
        ([6], "Sunday"),
    ],
)
def test_days_in_words(days, said):
    assert days_words(days) == said


@given(st.times())
def test_every_time_has_words(moment):
    words = clock_words(moment)
    assert words.endswith(("am", "pm")) or words in ("noon", "midnight")
    assert timedelta(hours=moment.hour) < timedelta(hours=12) or not words.endswith("am")
