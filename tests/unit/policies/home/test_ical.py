"""Calendar files, held against RFC 5545."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from policies.home.ical import Event, calendar, escaped, folded

NOW = datetime(2031, 3, 5, 10, 30, tzinfo=ZoneInfo("Australia/Melbourne"))
PLAIN = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300)


def unfolded(file: bytes) -> list[str]:
    """The content lines, as a calendar program reads them."""
    assert file.endswith(b"\r\n")
    return file.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def unescaped(text: str) -> str:
    """As a calendar program reads a text."""
    out, rest = [], iter(text)
    for character in rest:
        taken = next(rest) if character == "\\" else character
        out.append("\n" if character == "\\" and taken in "nN" else taken)
    return "".join(out)


def lines_of(*events: Event) -> list[str]:
    return unfolded(calendar("Due", events, now=NOW, refresh_minutes=60))


@given(PLAIN)
def test_a_folded_line_is_the_same_line_in_pieces_that_fit(text):
    file = folded(text)
    assert unfolded(file) == [text]
    for piece in file.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(piece) <= 75
        piece.decode()


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n;,\\")))
def test_an_escaped_text_is_read_as_it_was(text):
    assert unescaped(escaped(text)) == text
    assert "\n" not in escaped(text)


@given(st.text(max_size=80))
def test_no_text_makes_a_line_of_its_own(text):
    lines = lines_of(Event("a@b", date(2031, 3, 5), text.encode(errors="ignore").decode()))
    assert len(lines) == len(lines_of(Event("a@b", date(2031, 3, 5), "x")))


def test_a_day():
    lines = lines_of(Event("T-1@portal", date(2031, 12, 31), "Task T-1 is due", "https://p/x"))
    event = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT")]
    assert event == [
        "BEGIN:VEVENT",
        "UID:T-1@portal",
        "DTSTAMP:20310304T233000Z",
        "DTSTART;VALUE=DATE:20311231",
        "DTEND;VALUE=DATE:20320101",
        "SUMMARY:Task T-1 is due",
        "URL:https://p/x",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
    ]


def test_a_moment_is_in_utc_and_ends_when_it_is_due():
    due = datetime(2031, 3, 5, 16, tzinfo=ZoneInfo("Australia/Melbourne"))
    lines = lines_of(Event("a@b", due, "x"))
    assert {"DTSTART:20310305T043000Z", "DTEND:20310305T050000Z"} <= set(lines)
    assert not [line for line in lines if line.startswith("URL")]


def test_the_frame():
    lines = lines_of()
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT60M" in lines
    assert lines_of(Event("a@b", date(2031, 3, 5), "x"), Event("c@d", NOW.astimezone(UTC), "y"))
