"""A record as one page to read, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Prefetch

from policies.consultations import pinning, presenters, transitions
from policies.consultations.models import Consultation, ConsultationEvent, State
from policies.consultations.models.consultation import ConsultationQuerySet
from policies.directory.presenters import ContactCard
from policies.guides.presenters import Standing, standing
from policies.library.models import ClauseVersion
from policies.library.presenters import ClausePresenter, compare_address
from policies.roles.models import Appointment
from portal.models import User


@dataclass(frozen=True)
class PinnedClause:
    """A clause as the record rests on it; `changed` where the clause in force says otherwise.

    `compare` is where its words are held against what is in force now, empty where nothing is.
    """

    clause: ClausePresenter
    changed: bool = False
    gone: bool = False
    compare: str = ""

    @property
    def name(self) -> str:
        """How it is spoken of."""
        return f"clause {self.clause.number or self.clause.short_id}"


@dataclass(frozen=True)
class GivenContact:
    """A contact as the guide named it then, and why."""

    why: str
    card: ContactCard


@dataclass(frozen=True)
class GivenAdvice:
    """The guide's outcome as it was shown to the person who asked."""

    guide: str
    version: int
    standing: Standing
    answer: str
    advice: Sequence[str]
    todo: Sequence[dict]
    contacts: Sequence[GivenContact]
    path: Sequence[dict]


@dataclass(frozen=True)
class DecisionShown:
    """The decision that stands."""

    standing: Standing
    who: str
    when: str
    conditions: str
    reasons: str


class RecordPage:
    """What the pages of one record show to `viewer`. Everything is read once, when it is needed."""

    def __init__(self, consultation: Consultation, viewer: User):
        self.consultation = consultation
        self.viewer = viewer

    @cached_property
    def events(self) -> list[ConsultationEvent]:
        return list(self.consultation.events.select_related("by").order_by("sequence"))

    @cached_property
    def timeline(self) -> list[presenters.TimelineEntry]:
        return [presenters.timeline_entry(event) for event in self.events]

    @cached_property
    def steps(self) -> list[transitions.Transition]:
        return transitions.open_steps(self.viewer, self.consultation)

    @cached_property
    def holder(self) -> str:
        person = self.consultation.assigned_to
        if person is None:
            return ""
        person = self.viewer if person.pk == self.viewer.pk else person
        held = Appointment.objects.held_by(person)
        return presenters.person_words(held.job_role.title if held else "", person.name)

    @property
    def asked_by(self) -> str:
        record = self.consultation
        return presenters.person_words(record.requester_role.title, record.requester.name)

    @property
    def state(self) -> presenters.Tag:
        return presenters.state_tag(self.consultation)

    @property
    def next(self) -> str:
        return presenters.next_words(self.consultation, holder=self.holder, viewer=self.viewer)

    @property
    def due(self) -> str:
        return presenters.due_of(self.consultation)

    @property
    def due_css(self) -> str:
        return presenters.due_tone(self.consultation)

    @property
    def urgent(self) -> str:
        return "Urgent" if self.consultation.urgent else ""

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Label and value of what the record says about itself."""
        record = self.consultation
        submitted = record.submitted_at
        return [
            ("Asked by", f"{self.asked_by}, {record.team.name}"),
            ("Case reference", record.case_reference),
            ("Submitted", presenters.moment(submitted) if submitted else ""),
        ]

    @property
    def shown_steps(self) -> list[presenters.StepButton]:
        return presenters.step_buttons(self.consultation, self.steps)

    @property
    def next_is_yours(self) -> bool:
        return self.next.startswith("with you")

    @property
    def contacts(self) -> Sequence[GivenContact]:
        return self.advice.contacts if self.advice else ()

    @property
    def is_unsubmitted(self) -> bool:
        return self.submission is None

    @property
    def is_draft(self) -> bool:
        return self.consultation.state == State.DRAFT

    @property
    def is_decided(self) -> bool:
        return self.consultation.state == State.DECIDED

    @cached_property
    def submission(self) -> ConsultationEvent | None:
        return next((event for event in self.events if event.action == "submit"), None)

    @cached_property
    def clauses(self) -> list[PinnedClause]:
        """The words pinned at submission; for a draft those now in force, which it would pin."""
        if self.submission is None:
            return would_be_pinned(self.consultation)
        return [_pinned(one) for one in pinning.pinned_words(self.submission)]

    @property
    def replaced(self) -> list[PinnedClause]:
        """The pinned clauses whose text has been replaced or taken out since."""
        return [one for one in self.clauses if one.changed or one.gone]

    @cached_property
    def advice(self) -> GivenAdvice | None:
        return given_advice(self.consultation.advice_given)

    @cached_property
    def decision(self) -> DecisionShown | None:
        made = [event for event in self.events if event.action == "decide"]
        return _shown(made[-1]) if made else None


def _pinned(words: ClauseVersion) -> PinnedClause:
    pinned, now = words.version, words.now_number
    compare = ""
    if now and now != pinned.number:
        compare = compare_address(pinned.policy.code, pinned.number, now, words.clause.short_id)
    return PinnedClause(
        ClausePresenter(words),
        changed=words.now_hash is not None and words.now_hash != words.hash,
        gone=words.now_hash is None,
        compare=compare,
    )


def would_be_pinned(draft: Consultation) -> list[PinnedClause]:
    """The words in force that submitting this draft today would pin."""
    return [PinnedClause(ClausePresenter(words)) for words in pinning.words_in_force(draft)]


def given_advice(snapshot: dict | None) -> GivenAdvice | None:
    """A guide's outcome as kept by guides.presenters.outcome_snapshot."""
    if not snapshot:
        return None
    return GivenAdvice(
        guide=snapshot["guide"],
        version=snapshot["version"],
        standing=standing(snapshot["standing"]),
        answer=snapshot["answer"],
        advice=snapshot["advice"],
        todo=snapshot["do"],
        contacts=[_contact(contact) for contact in snapshot["contacts"]],
        path=snapshot["path"],
    )


def _contact(kept: dict) -> GivenContact:
    fields = {key: value for key, value in kept.items() if key != "why"}
    return GivenContact(kept["why"], ContactCard(**fields))


def _shown(event: ConsultationEvent) -> DecisionShown:
    entry = presenters.timeline_entry(event)
    return DecisionShown(
        standing=presenters.result_standing(event.data["result"]),
        who=entry.who,
        when=entry.when,
        conditions=event.data["conditions"],
        reasons=event.text,
    )


def queue_rows(page: ConsultationQuerySet, viewer: User) -> list[presenters.QueueRow]:
    """These records as rows, in two queries whatever their number."""
    jobs = Prefetch(
        "assigned_to__appointments", Appointment.objects.current(), to_attr="current_jobs"
    )
    records = page.select_related("requester", "requester_role", "assigned_to", "team")
    records = records.with_replaced()
    return [
        presenters.queue_row(record, viewer, _holder(record))
        for record in records.prefetch_related(jobs)
    ]


def _holder(record: Consultation) -> str:
    person = record.assigned_to
    if person is None:
        return ""
    title = person.current_jobs[0].job_role.title if person.current_jobs else ""
    return presenters.person_words(title, person.name)
