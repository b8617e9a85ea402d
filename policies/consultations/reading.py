"""A record as one page to read, in a fixed number of queries."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from policies.consultations import answerers, asks, entries, kinds, pinning, presenters, transitions
from policies.consultations.actions import receivers
from policies.consultations.handling import Handling, handling, ring_as_it_was
from policies.consultations.models import Consultation, ConsultationEvent, State
from policies.consultations.routes import ring_cards
from policies.directory.presenters import ContactCard
from policies.guides.presenters import Standing, standing
from policies.roles.models import Appointment
from portal.models import User


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
    def advice_entries(self) -> list[entries.AdviceShown]:
        record = self.consultation
        return entries.shown(record, entries.entries_of(record), self.viewer, answers=self.answers)

    @cached_property
    def answers(self) -> bool:
        return answerers.may_advise(self.viewer, self.consultation)

    @cached_property
    def beside(self) -> entries.Beside:
        return entries.beside(self.consultation, self.viewer, answers=self.answers)

    @property
    def history(self) -> list[presenters.TimelineEntry]:
        """The timeline beside the entries of advice: it does not say them again."""
        return [
            replace(shown, text="") if event.data.get("entry") else shown
            for event, shown in zip(self.events, self.timeline, strict=True)
        ]

    @cached_property
    def steps(self) -> list[transitions.Transition]:
        return transitions.open_steps(self.viewer, self.consultation)

    @cached_property
    def holder(self) -> str:
        person = self.consultation.assigned_to
        if person is None:
            return ""
        job = getattr(self.consultation, "holder_job", None) or {}
        if job.get("person") == person.pk:
            return presenters.person_words(job["title"], person.name)
        # The record has changed hands since it was read.
        held = Appointment.objects.held_by(person)
        return presenters.person_words(held.job_role.title if held else "", person.name)

    @property
    def asked_by(self) -> str:
        """Job title, name and team; once submitted, title and team as they were then."""
        record, sent = self.consultation, self.submission
        title = sent.by_title if sent else record.requester_role.title
        team = sent.data.get("team") if sent else None
        return (
            f"{presenters.person_words(title, record.requester.name)}, {team or record.team.name}"
        )

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
        """Label and value of what the record says about itself, with what its type asked for."""
        record = self.consultation
        submitted = record.submitted_at
        return [
            *asks.answers(self.asked_for, record.details),
            *((one["needed"] or "Document", _document(one)) for one in record.evidence),
            ("Asked by", self.asked_by),
            ("Case reference", record.case_reference),
            ("Submitted", presenters.moment(submitted) if submitted else ""),
        ]

    @cached_property
    def asked_for(self) -> list[asks.Ask]:
        """What the type asks for; once submitted, as it asked then."""
        kept = self.submission.data.get("type") if self.submission else None
        kind = self.consultation.type
        return asks.read(kept["asks"] if kept else kind.asks if kind else ())

    @property
    def type_title(self) -> str:
        """The type as it was called when it was submitted; without one, its kind."""
        kept = self.submission.data.get("type") if self.submission else None
        record = self.consultation
        now = record.type.title if record.type else record.get_kind_display()
        return kept["title"] if kept else now

    @property
    def words(self) -> kinds.Words:
        return kinds.words_of(self.consultation.kind)

    @cached_property
    def ring(self) -> Sequence[ContactCard]:
        """Whom to ring about it: as it was when it was submitted; for a draft as it is today."""
        record = self.consultation
        if self.submission is None and record.type:
            return ring_cards(record.type, record.team)
        return ring_as_it_was(self.events)

    @property
    def ring_words(self) -> str:
        """What stands over them: documents print no number for some."""
        return "Whom to ring" if any(card.phone for card in self.ring) else "Whom to ask"

    @property
    def numbers(self) -> list[ContactCard]:
        """Of these the ones with a number, each number once: on a phone they stand before the rules."""
        found: dict[str, ContactCard] = {}
        for card in self.ring:
            found.setdefault(card.phone, card)
        return [card for phone, card in found.items() if phone]

    @cached_property
    def handling(self) -> Handling | None:
        return handling(self.consultation, self.events, self.holder)

    @property
    def shown_steps(self) -> list[presenters.StepButton]:
        return presenters.step_buttons(self.consultation, self.steps)

    @property
    def gives_tasks(self) -> str:
        """What the button says by which the viewer gives a task from the record; empty for nobody."""
        people = receivers(self.viewer, self.consultation)
        return "" if not people else "Give a task" if len(people) > 1 else "Add a task of your own"

    @property
    def next_is_yours(self) -> bool:
        return self.next.startswith("with you")

    @property
    def contacts(self) -> Sequence[GivenContact]:
        """Those that the guide named, but for whom `ring` has already."""
        given = self.advice.contacts if self.advice else ()
        ring = {card.key for card in self.ring}
        return [one for one in given if one.card.key not in ring]

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
    def clauses(self) -> list[pinning.PinnedClause]:
        """The words pinned at submission; for a draft those now in force, which it would pin."""
        if self.submission is None:
            return pinning.would_be_pinned(self.consultation)
        return pinning.as_pinned(self.submission)

    @property
    def replaced(self) -> list[pinning.PinnedClause]:
        """The pinned clauses whose text has been replaced or taken out since."""
        return [one for one in self.clauses if one.changed or one.gone]

    @cached_property
    def advice(self) -> GivenAdvice | None:
        return given_advice(self.consultation.advice_given)

    @cached_property
    def decision(self) -> DecisionShown | None:
        made = [event for event in self.events if event.action == "decide"]
        return _shown(made[-1]) if made else None


def _document(named: dict) -> str:
    return f"{named['title'] or 'No title yet'}, {named['record'] or 'no record number yet'}"


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
        standing=presenters.result_standing(event.data["result"], event.consultation.kind),
        who=entry.who,
        when=entry.when,
        conditions=event.data["conditions"],
        reasons=event.text,
    )
