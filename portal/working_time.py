"""Working days and working hours of a place, in plain Python.

A jurisdiction is written as AU-VIC or GB-ENG; weekends and its public holidays are no working days.
People work from OPENS to CLOSES on the clock of their zone, such as Europe/London. Moments are aware.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

OPENS, CLOSES = time(9), time(17)
SATURDAY = 5


def is_working_day(day: date, jurisdiction: str) -> bool:
    """Neither a weekend nor a public holiday there."""
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


def is_working_moment(moment: datetime, jurisdiction: str, zone: str) -> bool:
    """Whether people are at work there; at the moment of closing they are not."""
    local = moment.astimezone(ZoneInfo(zone))
    return is_working_day(local.date(), jurisdiction) and OPENS <= local.time() < CLOSES


def next_working_moment(moment: datetime, jurisdiction: str, zone: str) -> datetime:
    """`moment` itself during working hours, else when people are next at work; in UTC."""
    opens, _ = next(_shifts(moment, jurisdiction, zone))
    return max(opens, moment.astimezone(UTC))


def add_working_time(start: datetime, worked: timedelta, jurisdiction: str, zone: str) -> datetime:
    """When `worked` of working time has passed after `start`; in UTC.

    What ends with the day ends at closing time, not at the opening of the next day.
    """
    if not worked:
        return start.astimezone(UTC)
    left = worked
    for opens, closes in _shifts(start, jurisdiction, zone):
        begun = max(opens, start.astimezone(UTC))
        if left <= closes - begun:
            return begun + left
        left -= closes - begun
    raise OverflowError("the calendar ends before that")


def working_time_between(start: datetime, end: datetime, jurisdiction: str, zone: str) -> timedelta:
    """How much working time lies between two moments; none where `end` is not after `start`."""
    total = timedelta()
    for opens, closes in _shifts(start, jurisdiction, zone):
        if opens >= end:
            return total
        total += min(closes, end) - max(opens, start)
    return total


def _shifts(moment: datetime, jurisdiction: str, zone: str) -> Iterator[tuple[datetime, datetime]]:
    """When people work, from the shift that `moment` falls in or comes before, in UTC.

    Reckoned in UTC, since an hour on the clock is not an hour on the days when the clock changes.
    """
    place = ZoneInfo(zone)
    day = moment.astimezone(place).date()
    while day < date.max - timedelta(days=1):
        if is_working_day(day, jurisdiction):
            opens, closes = (
                datetime.combine(day, hour, place).astimezone(UTC) for hour in (OPENS, CLOSES)
            )
            if closes > moment:
                yield opens, closes
        day += timedelta(days=1)


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
