"""Calendar files as RFC 5545 has them, in plain Python.

Lines end with CRLF and are folded at 75 octets, never within a character. All-day entries are
events, not to-dos: the calendar programs people subscribe with show no to-dos.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

OCTETS = 75
# Nobody is busy because something falls due; a moment has to last for a while to be seen.
LASTS = timedelta(minutes=30)


@dataclass(frozen=True)
class Event:
    """One entry: on a whole day, or up to a moment. `uid` stays the same for the same thing."""

    uid: str
    due: date | datetime
    summary: str
    url: str = ""


def calendar(name: str, events: Iterable[Event], *, now: datetime, refresh_minutes: int) -> bytes:
    """The file. `now` (aware) is when it was made; programs ask again after `refresh_minutes`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Policy Advice Portal//Due dates//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:PT{refresh_minutes}M",
        f"X-PUBLISHED-TTL:PT{refresh_minutes}M",
        *(line for event in events for line in _event(event, _stamp(now))),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def _event(event: Event, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{stamp}"
    if isinstance(event.due, datetime):
        yield f"DTSTART:{_stamp(event.due - LASTS)}"
        yield f"DTEND:{_stamp(event.due)}"
    else:
        yield f"DTSTART;VALUE=DATE:{event.due:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{event.due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    if event.url:
        yield f"URL:{event.url}"
    yield "CLASS:PRIVATE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """A value of type TEXT. A line break becomes \\n, other control characters go."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    text = text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return "".join(c for c in text if c >= " " and c != "\x7f")


def folded(line: str) -> bytes:
    """One content line with its end; what is longer than 75 octets goes on after a space."""
    pieces, rest = [], line.encode()
    room = OCTETS
    while len(rest) > room:
        cut = room
        while rest[cut] & 0xC0 == 0x80:
            cut -= 1
        pieces.append(rest[:cut])
        rest, room = rest[cut:], OCTETS - 1
    return b"\r\n ".join([*pieces, rest]) + b"\r\n"


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"
