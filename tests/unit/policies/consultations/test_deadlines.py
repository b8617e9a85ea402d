"""Due dates against a plain count of days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.consultations import deadlines

VIC = "AU-VIC"
days = st.dates(date(2024, 1, 1), date(2030, 12, 31))
jurisdictions = st.sampled_from([VIC, "AU", "GB-ENG"])
CALENDARS = {
    VIC: holidays.country_holidays("AU", subdiv="VIC"),
    "AU": holidays.country_holidays("AU"),
    "GB-ENG": holidays.country_holidays("GB", subdiv="ENG"),
}


def working_days_after(day: date, jurisdiction: str, how_many: int) -> list[date]:
    """The oracle: look at every day of the next weeks, keep those on which people work."""
    ahead = [day + timedelta(days=n) for n in range(1, 60 + 3 * how_many)]
    free = CALENDARS[jurisdiction]
    return [d for d in ahead if d.strftime("%a") not in ("Sat", "Sun") and d not in free][:how_many]


@given(days, jurisdictions)
def test_five_working_days(asked, jurisdiction):
    due = deadlines.due_date(asked, urgent=False, jurisdiction=jurisdiction)
    assert due == working_days_after(asked, jurisdiction, 5)[-1]


@given(days, jurisdictions)
def test_urgent_is_the_next_working_day(asked, jurisdiction):
    due = deadlines.due_date(asked, urgent=True, jurisdiction=jurisdiction)
    assert due == working_days_after(asked, jurisdiction, 1)[0]


@given(days, jurisdictions, st.integers(0, 40))
def test_the_clock_stands_while_a_reply_is_owed(asked, jurisdiction, gap):
    due = deadlines.due_date(asked, urgent=False, jurisdiction=jurisdiction)
    replied = asked + timedelta(days=gap)
    waited = [d for d in working_days_after(asked, jurisdiction, 60) if d <= replied]
    moved = deadlines.due_after_waiting(
        due, asked=asked, replied=replied, jurisdiction=jurisdiction
    )
    assert moved == (working_days_after(due, jurisdiction, len(waited)) or [due])[-1]


def test_holidays_of_the_place_count():
    # Melbourne Cup Day, a holiday in Victoria only, is on Tuesday 3 November 2026.
    monday = date(2026, 11, 2)
    assert deadlines.due_date(monday, urgent=True, jurisdiction=VIC) == date(2026, 11, 4)
    assert deadlines.due_date(monday, urgent=True, jurisdiction="GB-ENG") == date(2026, 11, 3)


def test_over_christmas():
    assert deadlines.due_date(date(2026, 12, 23), urgent=False, jurisdiction="GB-ENG") == date(
        2027, 1, 4
    )


MELBOURNE = deadlines.Clock(VIC, "Australia/Melbourne")
LONDON = deadlines.Clock("GB-ENG", "Europe/London")


def at(clock: deadlines.Clock, day: int, hour: int) -> datetime:
    """That hour on that day of November 2026, on the wall clock there."""
    return datetime(2026, 11, day, hour, tzinfo=ZoneInfo(clock.zone))


def test_urgent_is_due_by_the_hour():
    friday_three = at(MELBOURNE, 20, 15)
    due = MELBOURNE.in_hours(friday_three, 4)
    assert (due.day, due.at) == (date(2026, 11, 23), at(MELBOURNE, 23, 11))
    assert not MELBOURNE.has_passed(due, at(MELBOURNE, 23, 10))
    assert MELBOURNE.has_passed(due, at(MELBOURNE, 23, 11))


def test_a_day_is_over_when_it_is_over_there():
    due = LONDON.in_days(at(LONDON, 19, 10), 1)
    assert due == deadlines.Due(date(2026, 11, 20))
    # In Melbourne it is Saturday by then.
    assert not LONDON.has_passed(due, at(LONDON, 20, 23))
    assert LONDON.has_passed(due, at(LONDON, 21, 0))


def test_the_hours_waited_are_added():
    due = MELBOURNE.in_hours(at(MELBOURNE, 19, 9), 4)
    asked, replied = at(MELBOURNE, 19, 11), at(MELBOURNE, 20, 10)
    moved = MELBOURNE.after_waiting(due, asked=asked, replied=replied)
    # Six hours on the 19th and one on the 20th: from one o'clock to noon of the next day.
    assert moved.at == at(MELBOURNE, 20, 12)
    assert MELBOURNE.after_waiting(due, asked=asked, replied=asked) == due


def test_the_days_waited_are_added():
    due = MELBOURNE.in_days(at(MELBOURNE, 16, 10), 5)
    moved = MELBOURNE.after_waiting(due, asked=at(MELBOURNE, 17, 10), replied=at(MELBOURNE, 19, 16))
    assert (due.day, moved.day) == (date(2026, 11, 23), date(2026, 11, 25))


@pytest.mark.parametrize(("hour", "there"), [(8, False), (9, True), (16, True), (17, False)])
def test_people_are_at_work_from_nine_to_five(hour, there):
    assert MELBOURNE.are_at_work(at(MELBOURNE, 20, hour)) is there
    assert not MELBOURNE.are_at_work(at(MELBOURNE, 21, hour))
