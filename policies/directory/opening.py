"""When somebody can be rung, on the clock of whoever reads it; in plain Python.

The hours of a contact are those of its own place. A public holiday there counts as closed, unless
the contact is open at weekends as well: then nobody has said that it closes on holidays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from portal.working_time import SATURDAY, is_working_day

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LOOK_AHEAD = 30  # days; the longest row of days off is shorter


@dataclass(frozen=True)
class Hours:
    """From `opens` to `closes` on `days` (0 is Monday), on the clock of `zone`."""

    opens: time
    closes: time
    days: Sequence[int]
    zone: ZoneInfo
    jurisdiction: str = ""


@dataclass(frozen=True)
class Opening:
    """`now` says whether somebody answers at this moment, `hours` when as a rule."""

    is_open: bool
    now: str
    hours: str

    def __str__(self) -> str:
        return f"{self.now} {self.hours}"


def opening(hours: Hours, now: datetime, reader: ZoneInfo) -> Opening | None:
    """What to tell somebody who looks at `now`, on their own clock; None where no day is given."""
    shift = next(_shifts(hours, now), None)
    if shift is None:
        return None
    opens, closes = shift
    is_open = opens <= now
    if is_open:
        words = f"Open now, until {_moment(closes, now, reader)}."
    else:
        words = f"Closed now. Opens {_moment(opens, now, reader)}."
    return Opening(is_open, words, _as_a_rule(hours, opens, closes, reader))


def days_words(days: Sequence[int]) -> str:
    """“Monday to Friday”, “Monday and Thursday”, “every day”; nothing for no day."""
    wanted = sorted(set(days))
    if len(wanted) == len(DAY_NAMES):
        return "every day"
    names = [DAY_NAMES[day] for day in wanted]
    if len(wanted) > 2 and wanted[-1] - wanted[0] == len(wanted) - 1:
        return f"{names[0]} to {names[-1]}"
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def clock_words(at: time) -> str:
    """“9 am”, “4.30 pm”, “noon”, “midnight”."""
    if (at.hour, at.minute) in ((0, 0), (12, 0)):
        return "noon" if at.hour else "midnight"
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'am' if at.hour < 12 else 'pm'}"


def _shifts(hours: Hours, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """When it is open, from the shift that `now` falls in or comes before, in UTC."""
    day = now.astimezone(hours.zone).date()
    for _ in range(LOOK_AHEAD):
        if _is_open_on(hours, day):
            opens, closes = (
                datetime.combine(day, at, hours.zone).astimezone(UTC)
                for at in (hours.opens, hours.closes)
            )
            if closes > now:
                yield opens, closes
        day += timedelta(days=1)


def _is_open_on(hours: Hours, day: date) -> bool:
    if day.weekday() not in hours.days:
        return False
    weekends_too = any(weekday >= SATURDAY for weekday in hours.days)
    return weekends_too or is_working_day(day, hours.jurisdiction)


def _moment(at: datetime, now: datetime, reader: ZoneInfo) -> str:
    """A moment on the reader's clock, seen from now: “5 pm”, “tomorrow, 9 am”, “on Monday, 9 am”."""
    local, today = at.astimezone(reader), now.astimezone(reader).date()
    ahead = (local.date() - today).days
    clock = clock_words(local.time())
    if ahead < 2:
        return f"tomorrow, {clock}" if ahead else clock
    if ahead < 7:
        return f"on {DAY_NAMES[local.weekday()]}, {clock}"
    return f"on {DAY_NAMES[local.weekday()]} {local.day} {local:%B}, {clock}"


def _as_a_rule(hours: Hours, opens: datetime, closes: datetime, reader: ZoneInfo) -> str:
    """The hours in their own place, and on the reader's clock where that shows another time."""
    there = _span(hours.opens, hours.closes)
    words = f"{there[0].upper()}{there[1:]}, {days_words(hours.days)}"
    own = opens.astimezone(hours.zone).utcoffset()
    if opens.astimezone(reader).utcoffset() == own:
        return f"{words}."
    begins, ends = opens.astimezone(reader), closes.astimezone(reader)
    over = " the day after" if ends.date() > begins.date() else ""
    here = _span(begins.time(), ends.time())
    return f"{words}, in {_place(hours.zone)}. On your clock {here}{over}."


def _span(opens: time, closes: time) -> str:
    return f"{clock_words(opens)} to {clock_words(closes)}"


def _place(zone: ZoneInfo) -> str:
    """The city a zone is named after."""
    return zone.key.rpartition("/")[2].replace("_", " ")
