"""Working days and hours against plain counting, over many calendars, clock changes included."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal import working_time

PLACES = {
    "AU-VIC": ("Australia/Melbourne", holidays.country_holidays("AU", subdiv="VIC")),
    "AU": ("Australia/Melbourne", holidays.country_holidays("AU")),
    "GB-ENG": ("Europe/London", holidays.country_holidays("GB", subdiv="ENG")),
}
STEP = timedelta(minutes=15)
places = st.sampled_from(sorted(PLACES))
days = st.dates(date(2024, 1, 1), date(2031, 6, 30))
# Quarters of an hour, so that the oracle can walk through them one by one.
moments = st.builds(
    lambda day, quarter: datetime.combine(day, time(), UTC) + quarter * STEP,
    days,
    st.integers(0, 95),
)
# The Sundays on which the clocks change in Melbourne and in London, and a day beside each.
CHANGES = [date(2026, 4, 4), date(2026, 10, 4), date(2027, 3, 27), date(2026, 10, 25)]


def works(moment: datetime, place: str) -> bool:
    """The oracle: look at the clock on the wall and at the calendar beside it."""
    zone, free = PLACES[place]
    wall = moment.astimezone(ZoneInfo(zone))
    at_work = "09:00" <= wall.strftime("%H:%M") < "17:00"
    return at_work and wall.strftime("%a") not in ("Sat", "Sun") and wall.date() not in free


def walk(start: datetime, place: str, quarters: int) -> datetime:
    """When so many quarters of an hour of work are over: one after the other in UTC."""
    now = start
    while quarters > 0:
        quarters -= works(now, place)
        now += STEP
    return now


@settings(max_examples=400)
@given(days, places)
def test_each_day_of_a_month_is_worked_or_not(first, place):
    """400 calendars of 31 days."""
    zone, _ = PLACES[place]
    for n in range(31):
        day = first + timedelta(days=n)
        noon = datetime.combine(day, time(12), ZoneInfo(zone))
        assert working_time.is_working_day(day, place) == works(noon, place), day


@settings(max_examples=300)
@given(days, places, st.integers(0, 25))
def test_working_days_are_counted_one_by_one(start, place, how_many):
    zone, _ = PLACES[place]
    expected, left = start, how_many
    while left:
        expected += timedelta(days=1)
        left -= works(datetime.combine(expected, time(12), ZoneInfo(zone)), place)
    assert working_time.add_working_days(start, how_many, place) == expected
    assert working_time.working_days_between(start, expected, place) == how_many


@settings(max_examples=400)
@given(moments, places, st.integers(1, 64))
@example(datetime(2026, 10, 2, 23, 0, tzinfo=UTC), "AU-VIC", 40)
@example(datetime(2026, 4, 3, 5, 0, tzinfo=UTC), "AU-VIC", 40)
@example(datetime(2027, 3, 26, 15, 0, tzinfo=UTC), "GB-ENG", 40)
@example(datetime(2026, 10, 23, 15, 0, tzinfo=UTC), "GB-ENG", 40)
def test_working_hours_are_walked_through(start, place, quarters):
    """Sixteen working hours at most, each from any quarter of any day."""
    zone, _ = PLACES[place]
    ends = working_time.add_working_time(start, quarters * STEP, place, zone)
    assert ends == walk(start, place, quarters)
    assert working_time.working_time_between(start, ends, place, zone) == quarters * STEP


@settings(max_examples=300)
@given(moments, places)
def test_the_next_working_moment_is_the_first(moment, place):
    zone, _ = PLACES[place]
    found = working_time.next_working_moment(moment, place, zone)
    expected = moment
    while not works(expected, place):
        expected += STEP
    assert found == expected
    assert working_time.is_working_moment(found, place, zone)
    assert working_time.is_working_moment(moment, place, zone) == works(moment, place)


@pytest.mark.parametrize("sunday", CHANGES)
@pytest.mark.parametrize("place", ["AU-VIC", "GB-ENG"])
def test_an_hour_stays_an_hour_where_the_clocks_change(sunday, place):
    zone, _ = PLACES[place]
    friday = datetime.combine(sunday - timedelta(days=sunday.weekday() - 4), time(), UTC)
    for n in range(4 * 24 * 4):
        start = friday + n * STEP
        assert working_time.add_working_time(start, 6 * STEP, place, zone) == walk(start, place, 6)


def test_no_work_takes_no_time():
    friday_evening = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
    assert (
        working_time.add_working_time(friday_evening, timedelta(), "AU-VIC", "Australia/Melbourne")
        == friday_evening
    )


def test_what_ends_with_the_day_ends_at_closing_time():
    nine = datetime(2026, 11, 19, 22, 0, tzinfo=UTC)
    ends = working_time.add_working_time(nine, timedelta(hours=8), "AU-VIC", "Australia/Melbourne")
    assert ends.astimezone(ZoneInfo("Australia/Melbourne")).time() == time(17)


@pytest.mark.parametrize("jurisdiction", ["AU-XYZ", "XX-YY", "", "AU"])
def test_an_unknown_place_still_has_weekends(jurisdiction):
    friday = date(2026, 11, 20)
    assert working_time.add_working_days(friday, 1, jurisdiction) == date(2026, 11, 23)
