"""When an answer is due: in working days of the organisation's jurisdiction, urgent in working hours.

A due date is stored, never a counter. While the person who asked owes a reply the clock stands:
with the reply the date moves on by the working time that was waited.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from policies.roles.models import Organisation
from portal.working_time import (
    add_working_days,
    add_working_time,
    is_working_moment,
    working_days_between,
    working_time_between,
)

WORKING_DAYS = 5
URGENT_WORKING_DAYS = 1


@dataclass(frozen=True)
class Due:
    """The day an answer is due and, where the hour counts, the moment."""

    day: date
    at: datetime | None = None


@dataclass(frozen=True)
class Clock:
    """The clock and calendar of an organisation."""

    jurisdiction: str
    zone: str

    @classmethod
    def of(cls, organisation: Organisation) -> "Clock":
        return cls(organisation.jurisdiction, organisation.time_zone)

    def today(self, now: datetime) -> date:
        return now.astimezone(ZoneInfo(self.zone)).date()

    def in_days(self, now: datetime, days: int) -> Due:
        """Due at the end of the working day that is `days` working days after today."""
        return Due(add_working_days(self.today(now), days, self.jurisdiction))

    def in_hours(self, now: datetime, hours: int) -> Due:
        """Due when `hours` working hours have passed."""
        return self._at(now, timedelta(hours=hours))

    def after_waiting(self, due: Due, *, asked: datetime, replied: datetime) -> Due:
        """The due date moved on by the working days, or hours, between question back and reply."""
        if due.at:
            waited = working_time_between(asked, replied, self.jurisdiction, self.zone)
            return self._at(due.at, waited)
        moved = due_after_waiting(
            due.day,
            asked=self.today(asked),
            replied=self.today(replied),
            jurisdiction=self.jurisdiction,
        )
        return Due(moved)

    def has_passed(self, due: Due, now: datetime) -> bool:
        """Whether the moment, or without one the day, is over."""
        return due.at <= now if due.at else due.day < self.today(now)

    def are_at_work(self, now: datetime) -> bool:
        return is_working_moment(now, self.jurisdiction, self.zone)

    def _at(self, start: datetime, worked: timedelta) -> Due:
        at = add_working_time(start, worked, self.jurisdiction, self.zone)
        return Due(self.today(at), at)


def due_date(asked: date, *, urgent: bool, jurisdiction: str) -> date:
    """When an answer to what was asked on this day is due."""
    return add_working_days(asked, URGENT_WORKING_DAYS if urgent else WORKING_DAYS, jurisdiction)


def due_after_waiting(due: date, *, asked: date, replied: date, jurisdiction: str) -> date:
    """The due date moved on by the working days between the question back and the reply."""
    waited = working_days_between(asked, replied, jurisdiction)
    return add_working_days(due, waited, jurisdiction)
