"""A policy's versions as bars over time: the numbers of the picture on its page at the desk.

Places and widths are shares of the picture's width, so that it fits any screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format

from policies.drafting.presenters.versions import is_superseded, state_word
from policies.library.models import PolicyVersion

State = PolicyVersion.State

# So many versions, the newest, are drawn: what the picture is for is how they follow each other.
MOST = 12
ROW, TOP, BOTTOM = 52, 32, 32  # heights in pixels
_TICKS = 4
_STEPS = (1, 2, 3, 6, 12, 24, 60, 120)  # months between two ticks
_LEAST = 0.8  # per cent of the width: what was over in a day is still to be seen


@dataclass(frozen=True)
class Bar:
    """A version: its label, the days it was in force, and before them the days at the desk."""

    label: str
    kind: str
    y: int
    x: str
    width: str
    desk_x: str = ""
    desk_width: str = ""

    @property
    def label_y(self) -> int:
        return self.y + 18

    @property
    def bar_y(self) -> int:
        return self.y + 26

    @property
    def desk_y(self) -> int:
        return self.y + 31


@dataclass(frozen=True)
class Tick:
    """A day on the time line; `anchor` keeps its label inside the picture."""

    x: str
    label: str
    anchor: str


@dataclass(frozen=True)
class Picture:
    """What templates/policies/drafting/_life.html draws."""

    bars: Sequence[Bar]
    ticks: Sequence[Tick]
    today: Tick
    left_out: int

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.bars) + BOTTOM

    @property
    def floor(self) -> int:
        return self.height - BOTTOM

    @property
    def ticks_y(self) -> int:
        return self.height - 8


@dataclass(frozen=True)
class _Scale:
    first: date
    last: date

    def place(self, day: date) -> float:
        """Where a day stands, in per cent of the width."""
        days = (min(max(day, self.first), self.last) - self.first).days
        return 100 * days / (self.last - self.first).days

    def between(self, start: date, end: date | None) -> tuple[str, str]:
        """Place and width of the days from `start` to the day before `end` (None: to the edge)."""
        left = self.place(start)
        width = max(self.place(end or self.last) - left, _LEAST)
        return _percent(min(left, 100 - _LEAST)), _percent(width)


def picture(versions: Sequence[PolicyVersion]) -> Picture | None:
    """The versions, newest first, as bars; None where there is nothing to draw."""
    drawn = [v for v in versions if v.state != State.DISCARDED]
    if not drawn:
        return None
    shown = drawn[:MOST]
    today = timezone.localdate()
    days = [day for version in shown for day in _days(version)] + [today]
    scale = _Scale(min(days), max(days) + max(timedelta(7), (max(days) - min(days)) / 12))
    return Picture(
        bars=[_bar(version, TOP + ROW * n, scale) for n, version in enumerate(shown)],
        ticks=_ticks(scale),
        today=_tick(today, "Today", scale),
        left_out=len(drawn) - len(shown),
    )


def _bar(version: PolicyVersion, y: int, scale: _Scale) -> Bar:
    begun, end = _in_force(version)
    made = timezone.localdate(version.created_at)
    x, width = scale.between(begun, end) if begun else ("", "")
    at_desk = scale.between(made, begun) if begun is None or made < begun else ("", "")
    if begun is None:
        at_desk = scale.between(made, max(timezone.localdate(), made + timedelta(1)))
    return Bar(
        label=_label(version, begun, end),
        kind=_kind(version),
        y=y,
        x=x,
        width=width,
        desk_x=at_desk[0],
        desk_width=at_desk[1],
    )


def _label(version: PolicyVersion, begun: date | None, end: date | None) -> str:
    """Short enough for a phone: "3: superseded, 15 Jul 2026 – 19 Nov 2026"."""
    state = "In force" if _kind(version) == "in-force" else state_word(version).word
    label = f"{version.number}: {state.lower()}"
    if begun is None:
        return label
    at_once = ", at once" if version.emergency_reason else ""
    if end is None:
        return f"{label} from {_short(begun)}{at_once}"
    last = max(begun, end - timedelta(1))
    days = _short(begun) if last == begun else f"{_short(begun)} – {_short(last)}"
    return f"{label}, {days}{at_once}"


def _short(day: date) -> str:
    return date_format(day, "j M Y")


def _kind(version: PolicyVersion) -> str:
    if is_superseded(version):
        return "superseded"
    kinds = {State.PUBLISHED: "in-force", State.WITHDRAWN: "withdrawn", State.SCHEDULED: "to-come"}
    return kinds.get(version.state, "desk")


def _in_force(version: PolicyVersion) -> tuple[date | None, date | None]:
    """Its first day in force and the day after the last; None where there is none, or none yet."""
    if version.state == State.SCHEDULED:
        return version.scheduled_for, None
    if version.state not in PolicyVersion.PUBLIC:
        return None, None
    if version.effective.isempty:
        day = timezone.localdate(version.published_at)
        return day, day
    return version.effective.lower, version.effective.upper


def _days(version: PolicyVersion) -> list[date]:
    begun, end = _in_force(version)
    made = timezone.localdate(version.created_at)
    return [day for day in (begun or made, min(made, begun or made), end) if day]


def _ticks(scale: _Scale) -> list[Tick]:
    """First days of months, as many as a phone has room for."""
    months = (scale.last.year - scale.first.year) * 12 + scale.last.month - scale.first.month
    step = next((step for step in _STEPS if months / step <= _TICKS), 12 * (1 + months // 60))
    first = scale.first.year * 12 + scale.first.month
    days = [
        date(month // 12, month % 12 + 1, 1)
        for month in range(first - first % step, first + months + 1)
        if month % step == 0
    ]
    wording = "Y" if step >= 12 else "M Y"
    return [
        _tick(day, date_format(day, wording), scale)
        for day in days
        if scale.first <= day <= scale.last
    ]


def _tick(day: date, label: str, scale: _Scale) -> Tick:
    place = scale.place(day)
    anchor = "start" if place < 10 else "end" if place > 90 else "middle"
    return Tick(_percent(place), label, anchor)


def _percent(share: float) -> str:
    return f"{share:.2f}%"
