"""How consultations speak: states, due dates, people, history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from policies.consultations import kinds, transitions
from policies.consultations.models import (
    CLOCK_RUNS,
    REQUESTERS_TURN,
    Consultation,
    ConsultationEvent,
    Decision,
    Kind,
    State,
)
from policies.guides.presenters import Standing
from portal.models import User

DAYS_NAMED = 6
THE_PORTAL = "The portal"


@dataclass(frozen=True)
class Tag:
    """A word with a tone, as templates/components/tag.html shows it."""

    word: str
    css: str = ""


_STATE_TONES = {
    State.SUBMITTED: "ask-first",
    State.ACCEPTED: "conditional",
    State.MORE_INFORMATION: "ask-first",
    State.ADVISED: "conditional",
    State.DECIDED: "report",
    State.ACKNOWLEDGED: "permitted",
}
_RESULT_TONES = {
    Decision.Result.APPROPRIATE: "permitted",
    Decision.Result.CONDITIONS: "conditional",
    Decision.Result.NOT_APPROPRIATE: "prohibited",
    Decision.Result.REFERRED_UP: "silent",
}


def state_tag(consultation: Consultation) -> Tag:
    return Tag(consultation.get_state_display(), _STATE_TONES.get(State(consultation.state), ""))


def result_standing(result: str, kind: str = Kind.ADVICE) -> Standing:
    """A decision as a band: its word, icon and colour."""
    tone = _RESULT_TONES[Decision.Result(result)]
    return Standing(kinds.result_word(kind, result), tone, tone)


def person_words(title: str, name: str) -> str:
    """Role first, then name."""
    return f"{title}, {name}" if title else name


def due_words(due: date, today: date) -> str:
    """Due in words and a date: "due tomorrow, 21 November 2026"."""
    days = (due - today).days
    on = date_format(due)
    if days < 0:
        return f"overdue by {-days} day{'s' if days < -1 else ''}, since {on}"
    if days == 0:
        return f"due today, {on}"
    if days == 1:
        return f"due tomorrow, {on}"
    if days <= DAYS_NAMED:
        return f"due on {date_format(due, 'l')}, {on}"
    return f"due {on}"


def due_of(consultation: Consultation) -> str:
    """When the answer is due, while the clock runs; that it stands, while it does."""
    if consultation.state in CLOCK_RUNS and consultation.due:
        return due_moment(consultation) or due_words(consultation.due, timezone.localdate())
    if consultation.state == State.MORE_INFORMATION:
        return "the clock stands until the reply"
    return ""


def due_moment(consultation: Consultation) -> str:
    """Due by the hour, on the clock of the organisation: "due today, 4 pm"; empty where no hour is."""
    if consultation.due_at is None:
        return ""
    zone = ZoneInfo(consultation.team.area.organisation.time_zone)
    at, now = consultation.due_at.astimezone(zone), timezone.now().astimezone(zone)
    clock = f"{at:%-I:%M %p}".replace(":00", "").lower()
    if at <= now:
        return f"overdue since {date_format(at.date())}, {clock}"
    return f"{due_words(at.date(), now.date())}, {clock}"


def due_tone(consultation: Consultation) -> str:
    return "prohibited" if consultation.is_overdue else ""


def next_words(consultation: Consultation, *, holder: str, viewer: User) -> str:
    """Who has the record now, and what for."""
    if consultation.state in (State.CLOSED, State.WITHDRAWN):
        return ""
    requesters_turn = consultation.state in REQUESTERS_TURN
    whose = consultation.requester_id if requesters_turn else consultation.assigned_to_id
    to_do = _TO_DO[State(consultation.state)]
    if whose == viewer.pk:
        return f"with you {to_do}"
    asker = person_words(consultation.requester_role.title, consultation.requester.name)
    return f"with {asker if requesters_turn else holder}, {to_do}"


_TO_DO = {
    State.DRAFT: "to submit",
    State.SUBMITTED: "to accept",
    State.ACCEPTED: "to advise",
    State.MORE_INFORMATION: "to reply",
    State.ADVISED: "to decide",
    State.DECIDED: "to acknowledge",
    State.ACKNOWLEDGED: "to close",
}


EXPLAINED = {
    "submit": "After that the question stays as it is. What is missing can be added on request.",
    "accept": "You take the question on: you advise, and then decide.",
    "advise": "Your advice stands in the record. In the next step you decide.",
    "decide": "The person who asked is told, and acknowledges the decision.",
    "acknowledge": "You say that you have read the decision and its conditions.",
    "close": "Nothing more can be added to a closed record. It can be reopened as a new one.",
    "withdraw": "The record stays, marked as withdrawn. It cannot be taken up again.",
}


@dataclass(frozen=True)
class StepButton:
    """A step that the reader can take; `posts` where it needs no words and so no page of its own."""

    button: str
    url: str
    css: str
    posts: bool


def step_buttons(record: Consultation, steps: Iterable[transitions.Transition]) -> list[StepButton]:
    """The proposed step as the one primary button, the others quiet."""
    shown = [step for step in steps if step.own_page or step.action == "revise"]
    return [_step_button(record, step, first=step is shown[0]) for step in shown]


def _step_button(record: Consultation, step: transitions.Transition, *, first: bool) -> StepButton:
    if step.action == "revise":
        url = reverse("consultation_edit", args=[record.reference])
        return StepButton(step.button, url, "btn-secondary", posts=False)
    css = "btn-primary" if first else "btn-secondary"
    return StepButton(
        button=step.button,
        url=reverse("consultation_act", args=[record.reference, step.action]),
        css="btn-danger" if step.action == "withdraw" else css,
        posts=step.text == transitions.Text.NONE,
    )


@dataclass(frozen=True)
class TimelineEntry:
    """One event, as templates/components/timeline.html shows it."""

    who: str
    what: str
    when: str
    when_iso: str
    text: str
    kind: str


def moment(at: datetime) -> str:
    """Day and time on the clock of the installation."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")


def timeline_entry(event: ConsultationEvent) -> TimelineEntry:
    return TimelineEntry(
        who=person_words(event.by_title, event.by.name) if event.by else THE_PORTAL,
        what=_what(event),
        when=moment(event.at),
        when_iso=timezone.localtime(event.at).isoformat(timespec="seconds"),
        text=_text(event),
        kind=_kind(event),
    )


def _what(event: ConsultationEvent) -> str:
    data = event.data
    if event.action in _BESIDE:
        return _BESIDE[event.action](data)
    said = transitions.BY_ACTION[event.action].said
    if event.action == "decide":
        decided = f"{said}: {kinds.result_word(event.consultation.kind, data['result']).lower()}"
        entered = data.get("entered")
        return f"{decided}, which entered it among the {entered['among']}" if entered else decided
    return f"{said} to {_handed_to(data)}" if "to" in data else f"{said}{_late(data)}"


def _late(data: dict) -> str:
    """That advice was written down later than it was given."""
    if not data.get("late_because"):
        return ""
    return f", late: it was given on {date_format(date.fromisoformat(data['given_on']))}"


def _handed_to(data: dict) -> str:
    """To whom an event gave the record; for whom, where that person is away."""
    away = data.get("for")
    return f"{data['to']}, for {away}, who is away" if away else data["to"]


def _started(data: dict) -> str:
    reopens = data.get("reopens")
    return f"{transitions.START_SAID} that reopens {reopens}" if reopens else transitions.START_SAID


# What is no row of the table of transitions.
_BESIDE = {
    transitions.START: _started,
    transitions.OVERDUE: lambda data: "noted that its time has passed and that nobody is next",
    transitions.ESCALATE: lambda data: (
        f"moved it from {data['from']} to {_handed_to(data)}, because its time had passed"
    ),
    transitions.ADD_ADVICE: lambda data: (
        f"{'amended' if data['amends'] else 'added'} advice{_late(data)}"
    ),
    transitions.COUNTERSIGN: lambda data: (
        "countersigned advice" if data["agrees"] else "disagreed with advice"
    ),
    transitions.REASSIGN: lambda data: f"gave it from {data['from']} to {data['to']}",
}


def _text(event: ConsultationEvent) -> str:
    conditions = event.data.get("conditions")
    return f"Conditions: {conditions}\n\nReasons: {event.text}" if conditions else event.text


def _kind(event: ConsultationEvent) -> str:
    if event.action == "decide":
        return _RESULT_TONES[Decision.Result(event.data["result"])]
    return "ask-first" if event.action == "ask" else ""


@dataclass(frozen=True)
class QueueRow:
    """A record in a list."""

    reference: str
    url: str
    topic: str
    asked_by: str
    team: str
    state: Tag
    next: str
    due: str
    due_css: str
    urgent: bool
    yours: bool
    replaced: bool
    handable: bool


def queue_row(consultation: Consultation, viewer: User, holder: str) -> QueueRow:
    """`holder` says who has it: role first, then name.

    The record comes `with_replaced` and with `handable`: whether the viewer may give it away.
    """
    turn = next_words(consultation, holder=holder, viewer=viewer)
    return QueueRow(
        reference=consultation.reference,
        url=consultation.get_absolute_url(),
        topic=consultation.topic,
        asked_by=person_words(consultation.requester_role.title, consultation.requester.name),
        team=consultation.team.name,
        state=state_tag(consultation),
        next=turn,
        due=due_of(consultation),
        due_css=due_tone(consultation),
        urgent=consultation.urgent,
        yours=turn.startswith("with you"),
        replaced=consultation.is_replaced,
        handable=consultation.handable,
    )
