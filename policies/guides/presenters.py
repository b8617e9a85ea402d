"""How guides speak: standings, questions, outcomes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from policies.directory.presenters import ContactCard, contact_cards
from policies.guides import actions, engine
from policies.guides.models import Guide, GuideRun, GuideVersion
from policies.guides.wording import STANDINGS
from policies.library.models import Citation, CitationConfirmation, ClauseVersion
from policies.library.presenters import ClausePresenter, compare_address, rests_on
from policies.roles.models import JobRole, Team


@dataclass(frozen=True)
class Standing:
    """A standing as a word, an icon and a colour."""

    word: str
    icon: str
    css: str


def standing(key: str) -> Standing:
    """The standing with this stored value; raises KeyError for any other."""
    return Standing(STANDINGS[key], key, key)


def by_topic(guides: Iterable[Guide]) -> list[tuple[str, list[Guide]]]:
    """Guides under their topics, in the order in which the first of each topic comes."""
    topics: dict[str, list[Guide]] = {}
    for guide in guides:
        topics.setdefault(guide.topic.replace("-", " ").capitalize(), []).append(guide)
    return list(topics.items())


@dataclass(frozen=True)
class AnswerRow:
    """One answer on the path, with the link that changes it."""

    question: str
    answer: str
    change_url: str


def answers_so_far(run: GuideRun | None, replay: engine.Replay) -> list[AnswerRow]:
    """The answers on the path; without a run there are none."""
    if run is None:
        return []
    return [
        AnswerRow(
            step.question.text,
            step.option.label,
            reverse("guide_question", args=[run.key, step.question.key]),
        )
        for step in replay.path
    ]


@dataclass(frozen=True)
class TodoRow:
    """Something to do, who does it and by when."""

    task: str
    role: str
    by: str
    mine: bool


@dataclass(frozen=True)
class ContactRow:
    """A contact and why the outcome names it."""

    why: str
    card: ContactCard


@dataclass(frozen=True)
class ReplacedWords:
    """A clause that says something else since; `compare` is empty where it is no longer in force."""

    short_id: str
    number: str
    url: str
    compare: str


@dataclass(frozen=True)
class ConfirmationRow:
    """Who read old and new words of a clause and confirmed the advice, and where both are compared."""

    number: str
    who: str
    on: date
    old: str
    new: str
    compare: str
    note: str


@dataclass
class OutcomePresenter:
    """An outcome with everything its page shows."""

    standing: Standing
    answer: str
    advice: Sequence[str]
    todo: list[TodoRow]
    contacts: list[ContactRow]
    clauses: list[ClausePresenter]
    suspect: list[ReplacedWords]
    confirmations: list[ConfirmationRow]
    rests_on: str
    is_emergency: bool

    @property
    def ring(self) -> list[ContactCard]:
        """Whom to ring, each number once: at whoever's it is where they are among the contacts."""
        found: dict[str, ContactCard] = {}
        for row in self.contacts:
            known = found.get(row.card.phone)
            if row.card.phone and (known is None or (known.phone_of and not row.card.phone_of)):
                found[row.card.phone] = row.card
        return list(found.values())

    @property
    def has_mine(self) -> bool:
        """Whether a step is the reader's own."""
        return any(row.mine for row in self.todo)


def present_outcome(
    version: GuideVersion, outcome: engine.Outcome, *, job_role: JobRole | None, team: Team | None
) -> OutcomePresenter:
    """An outcome as it stands today: the words now in force, and a flag where they are not the pinned ones."""
    citations = list(
        Citation.objects.of(version).filter(part=outcome.key).with_current().in_document_order()
    )
    words = _words_in_force(citations)
    return OutcomePresenter(
        standing=standing(outcome.standing),
        answer=outcome.answer,
        advice=outcome.advice,
        todo=_todo(outcome, job_role),
        contacts=_contacts(outcome, team),
        clauses=[
            ClausePresenter(words.get(c.current_id, c.pinned), suspect=c.is_suspect)
            for c in citations
        ],
        suspect=[_replaced(c, words.get(c.current_id)) for c in citations if c.is_suspect],
        confirmations=_confirmations(citations),
        rests_on=f"Rests on {rests_on(c.pinned for c in citations)}, in full below.",
        is_emergency=outcome.standing == "emergency",
    )


def _words_in_force(citations: Sequence[Citation]) -> dict[int, ClauseVersion]:
    """The words now in force of the clauses that changed since they were pinned."""
    changed = [c.current_id for c in citations if c.current_id and c.current_id != c.pinned_id]
    return ClauseVersion.objects.with_place().in_bulk(changed) if changed else {}


def _replaced(citation: Citation, now: ClauseVersion | None) -> ReplacedWords:
    short_id = citation.clause.short_id
    return ReplacedWords(
        short_id=short_id,
        number=citation.pinned.number or short_id,
        url=f"/c/{short_id}/",
        compare=_compare(citation.pinned, now) if now else "",
    )


def _confirmations(citations: Sequence[Citation]) -> list[ConfirmationRow]:
    """Every confirmation of these citations, latest first."""
    found = CitationConfirmation.objects.filter(citation__in=citations)
    rows = found.select_related("by", "old__version__policy", "old__clause", "new__version")
    return [
        ConfirmationRow(
            number=row.new.number or row.old.clause.short_id,
            who=row.by.name,
            on=timezone.localdate(row.at),
            old=f"version {row.old.version.number}",
            new=f"version {row.new.version.number}",
            compare=_compare(row.old, row.new),
            note=row.note,
        )
        for row in rows.order_by("-at", "-pk")
    ]


def _compare(old: ClauseVersion, new: ClauseVersion) -> str:
    versions = (old.version.number, new.version.number)
    return compare_address(old.version.policy.code, *versions, old.clause.short_id)


def _todo(outcome: engine.Outcome, job_role: JobRole | None) -> list[TodoRow]:
    titles = dict(
        JobRole.objects.filter(key__in={todo.role for todo in outcome.do}).values_list(
            "key", "title"
        )
    )
    return [
        TodoRow(
            task=todo.task,
            role="You" if mine else titles.get(todo.role, todo.role),
            by=todo.by,
            mine=mine,
        )
        for todo in outcome.do
        for mine in [job_role is not None and todo.role == job_role.key]
    ]


def reasons(outcome: engine.Outcome) -> dict[str, str]:
    """Whom the outcome names, each once: the contact's key, and the strongest reason to ring it."""
    why: dict[str, str] = {}
    for reason, keys in (
        ("Get approval from", outcome.approve),
        ("Consult", outcome.consult),
        ("Tell", outcome.notify),
    ):
        for key in keys:
            why.setdefault(key, reason)
    return why


def _contacts(outcome: engine.Outcome, team: Team | None) -> list[ContactRow]:
    why = reasons(outcome)
    return [ContactRow(why[card.key], card) for card in contact_cards(list(why), team=team)]


def outcome_snapshot(run: GuideRun, team: Team | None = None) -> dict:
    """A finished run's outcome as plain data, for a record that must read the same in thirty years.

    Raises actions.NotFinished where the run has no outcome.
    """
    replay = actions.replay(run)
    if replay.outcome is None:
        raise actions.NotFinished("Answer the remaining questions first.")
    outcome = replay.outcome
    return {
        "guide": run.version.guide.title,
        "slug": run.version.guide.slug,
        "version": run.version.number,
        "standing": outcome.standing,
        "answer": outcome.answer,
        "advice": list(outcome.advice),
        "do": [
            {"role": row.role, "role_key": todo.role, "task": row.task, "by": row.by}
            for row, todo in zip(_todo(outcome, None), outcome.do, strict=True)
        ],
        "contacts": [{"why": row.why, **row.card.as_dict()} for row in _contacts(outcome, team)],
        "path": [
            {"question": step.question.text, "answer": step.option.label} for step in replay.path
        ],
        "outcome": outcome.key,
        "cites": list(outcome.cites),
    }
