"""Asking: drafts and their submission."""

from dataclasses import asdict, dataclass, field
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from policies.consultations import asks, pinning, routes, transitions
from policies.consultations.actions.steps import append, due_from_now, give_tasks, guard, step
from policies.consultations.models import Consultation, ConsultationType, Kind, State
from policies.consultations.transitions import NotYours
from policies.guides import actions as guides
from policies.guides.models import GuideRun
from policies.guides.presenters import outcome_snapshot
from policies.library.actions import cite
from policies.library.models import Clause
from policies.roles.models import Appointment
from policies.tasks.models import Task
from portal.models import User
from portal.permissions import Permission


class NoAppointment(Exception):
    """Somebody without a current job cannot ask: nobody leads a team they are not in."""


class Incomplete(Exception):
    """The draft lacks its question or what its type asks for; the message says what to add."""


class AlreadyRaised(Exception):
    """The form was sent before with other words, and that record has moved on since."""

    def __init__(self, consultation: Consultation):
        super().__init__(f"sent before as {consultation.reference}")
        self.consultation = consultation


@dataclass(frozen=True)
class Asked:
    """What a person writes when they ask: `details` answers what the type asks for, by key, and
    `evidence` names documents as asks.Document.
    """

    topic: str
    question: str
    case_reference: str = ""
    urgent: bool = False
    details: dict[str, str] = field(default_factory=dict)
    evidence: list[dict[str, str]] = field(default_factory=list)

    def is_in(self, consultation: Consultation) -> bool:
        return all(getattr(consultation, name) == value for name, value in asdict(self).items())


@transaction.atomic
def raise_question(
    *,
    by: User,
    asked: Asked,
    form_key: UUID,
    run: GuideRun | None = None,
    clause: Clause | None = None,
    kind: ConsultationType | None = None,
    submit_now: bool = False,
) -> Consultation:
    """Start a draft from a guide's outcome or a clause, and submit it if `submit_now`.

    Without the type `kind` it is plain advice. The same form sent twice makes one record. Raises
    NotYours, NoAppointment, AlreadyRaised, guides.actions.NotFinished, and what `submit` raises.
    """
    try:
        with transaction.atomic():
            consultation = _start(
                by=by, asked=asked, form_key=form_key, run=run, clause=clause, kind=kind
            )
    except IntegrityError:
        consultation = Consultation.objects.filter(requester=by, form_key=form_key).first()
        if consultation is None:
            raise
        _catch_up(by=by, consultation=consultation, asked=asked)
    if submit_now and consultation.state == State.DRAFT:
        submit(by=by, consultation=consultation)
    return consultation


def _start(
    *,
    by: User,
    asked: Asked,
    form_key: UUID,
    run: GuideRun | None,
    clause: Clause | None,
    kind: ConsultationType | None,
) -> Consultation:
    appointment = Appointment.objects.held_by(by)
    if not by.may(Permission.CONSULTATION_RAISE) or (run and run.person_id != by.pk):
        raise NotYours("only staff ask, each from their own way through a guide")
    if appointment is None:
        raise NoAppointment("Only people with a current job can ask.")
    policy_set = appointment.job_role.policy_set
    if kind and not kind.policy_sets.filter(pk=policy_set.pk).exists():
        raise NotYours("this type serves other staff")
    consultation = Consultation.objects.create(
        reference=next_reference(),
        kind=kind.kind if kind else Kind.ADVICE,
        type=kind,
        requester=by,
        requester_role=appointment.job_role,
        team=appointment.team,
        policy_set=policy_set,
        guide_run=run,
        clause=None if run else clause,
        advice_given=outcome_snapshot(run, appointment.team) if run else None,
        form_key=form_key,
        **asdict(asked),
    )
    if run:
        guides.attach(by=by, run=run)
    append(consultation, by=by, action=transitions.START, from_state="")
    return consultation


def _catch_up(*, by: User, consultation: Consultation, asked: Asked) -> None:
    """The form came again, from the browser's Back or a second click: take changed words over."""
    if asked.is_in(consultation):
        return
    if consultation.state != State.DRAFT or consultation.revision != 1:
        raise AlreadyRaised(consultation)
    revise(by=by, consultation=consultation, asked=asked)


def next_reference() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('policies_consultation_reference')")
        (number,) = cursor.fetchone()
    return f"C-{timezone.localdate().year}-{number:06d}"


@transaction.atomic
def revise(
    *,
    by: User,
    consultation: Consultation,
    asked: Asked,
    revision: int | None = None,
    submit_now: bool = False,
) -> None:
    """Change a draft, and submit it if `submit_now`.

    `revision` is the one the person saw, here and in every action; by default that of
    `consultation`. Raises Conflict where the record has moved on since, NotYours, WrongState, and
    what `submit` raises.
    """
    step("revise", by=by, consultation=consultation, revision=revision, **asdict(asked))
    if submit_now:
        submit(by=by, consultation=consultation)


@transaction.atomic
def submit(*, by: User, consultation: Consultation, revision: int | None = None) -> None:
    """Send a draft to whoever answers, pinned to the words in force.

    Raises Incomplete, ladder.NobodyToAsk, NoAppointment, Conflict, NotYours, WrongState.
    """
    guard("submit", by=by, consultation=consultation, revision=revision)
    appointment = Appointment.objects.held_by(by)
    if appointment is None:
        raise NoAppointment("Only people with a current job can ask.")
    _check_complete(consultation)
    words = pinning.words_in_force(consultation)
    answerer = routes.first(consultation, appointment)
    due = due_from_now(consultation, appointment.team)
    step(
        "submit",
        by=by,
        consultation=consultation,
        revision=revision,
        detail=pinning.submission(consultation, words)
        | pinning.type_as_it_is(consultation, appointment.team)
        | answerer.as_detail()
        | {"team": appointment.team.name},
        requester_role=appointment.job_role,
        team=appointment.team,
        policy_set=appointment.job_role.policy_set,
        assigned_to=answerer.user,
        level=answerer.level,
        due=due.day,
        due_at=due.at,
        submitted_at=timezone.now(),
    )
    cite(
        thing=consultation,
        part="",
        label=f"Consultation {consultation.reference}",
        url=consultation.get_absolute_url(),
        clause_versions=words,
    )
    _give_what_the_guide_says(consultation, appointment)


def _check_complete(consultation: Consultation) -> None:
    """Raise Incomplete where something is still to be written."""
    if not consultation.question:
        raise Incomplete("Write your question before you submit it: choose “Edit the draft”.")
    kind = consultation.type
    if kind:
        wanted = asks.missing(
            asks.read(kind.asks), kind.evidence, consultation.details, consultation.evidence
        )
        if wanted:
            listed = ", ".join(f"“{label}”" for label in wanted)
            raise Incomplete(f"Fill in {listed} before you submit it: choose “Edit the draft”.")


def _give_what_the_guide_says(consultation: Consultation, appointment: Appointment) -> None:
    """The outcome's steps for the requester's own job become tasks, those for today due today.

    What they took on from the outcome itself is on their list already.
    """
    run = consultation.guide_run
    before = Task.objects.of(appointment.user).given_from(run) if run else Task.objects.none()
    taken_on = set(before.values_list("what", flat=True))
    todo = [
        item
        for item in (consultation.advice_given or {}).get("do", ())
        if item["role_key"] == appointment.job_role.key and item["task"] not in taken_on
    ]
    today = timezone.localdate()
    for due, wanted in ((today, True), (None, False)):
        tasks = [item["task"] for item in todo if (item["by"] in guides.AT_ONCE) is wanted]
        give_tasks(consultation, by=appointment.user, tasks=tasks, due=due)
