"""When an answer is due: in working days of the organisation's jurisdiction.

A due date is stored, never a counter. While the person who asked owes a reply the clock stands:
with the reply the date moves on by the working days that were waited.
"""

from datetime import date, timedelta
from functools import lru_cache

import holidays

WORKING_DAYS = 5
URGENT_WORKING_DAYS = 1
SATURDAY = 5


def is_working_day(day: date, jurisdiction: str) -> bool:
    """Neither a weekend nor a public holiday there; `jurisdiction` such as AU-VIC or GB-ENG."""
    return day.weekday() < SATURDAY and day not in _public_holidays(jurisdiction, day.year)


def add_working_days(start: date, days: int, jurisdiction: str) -> date:
    """The working day that is `days` working days after `start`; `start` itself for none."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, jurisdiction)
    return day


def working_days_between(start: date, end: date, jurisdiction: str) -> int:
    """How many working days come after `start`, up to and including `end`."""
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, jurisdiction) for day in days)


def due_date(asked: date, *, urgent: bool, jurisdiction: str) -> date:
    """When an answer to what was asked on this day is due."""
    return add_working_days(asked, URGENT_WORKING_DAYS if urgent else WORKING_DAYS, jurisdiction)


def due_after_waiting(due: date, *, asked: date, replied: date, jurisdiction: str) -> date:
    """The due date moved on by the working days between the question back and the reply."""
    waited = working_days_between(asked, replied, jurisdiction)
    return add_working_days(due, waited, jurisdiction)


@lru_cache(maxsize=256)
def _public_holidays(jurisdiction: str, year: int) -> frozenset[date]:
    """A whole year at once, so that threads share a finished set.

    Where the calendar does not know the subdivision the country's own holidays count, and where it
    does not know the country only weekends do: a date too early, never a page that fails.
    """
    country, _, subdivision = jurisdiction.partition("-")
    for subdiv in (subdivision or None, None):
        try:
            return frozenset(holidays.country_holidays(country, subdiv=subdiv, years=year))
        except NotImplementedError:
            continue
    return frozenset()
