"""Due dates against a plain count of days."""

from datetime import date, timedelta

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


@given(days, st.integers(0, 15), st.integers(0, 15))
def test_days_add_up(start, first, second):
    half_way = deadlines.add_working_days(start, first, VIC)
    at_once = deadlines.add_working_days(start, first + second, VIC)
    assert deadlines.add_working_days(half_way, second, VIC) == at_once
    assert deadlines.working_days_between(start, at_once, VIC) == first + second


def test_holidays_of_the_place_count():
    # Melbourne Cup Day, a holiday in Victoria only, is on Tuesday 3 November 2026.
    monday = date(2026, 11, 2)
    assert deadlines.due_date(monday, urgent=True, jurisdiction=VIC) == date(2026, 11, 4)
    assert deadlines.due_date(monday, urgent=True, jurisdiction="GB-ENG") == date(2026, 11, 3)


def test_over_christmas():
    assert deadlines.due_date(date(2026, 12, 23), urgent=False, jurisdiction="GB-ENG") == date(
        2027, 1, 4
    )


@pytest.mark.parametrize("jurisdiction", ["AU-XYZ", "XX-YY", "", "AU"])
def test_an_unknown_place_still_gives_a_date(jurisdiction):
    friday = date(2026, 11, 20)
    assert deadlines.due_date(friday, urgent=True, jurisdiction=jurisdiction) == date(2026, 11, 23)
