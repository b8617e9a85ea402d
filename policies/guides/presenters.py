"""How guides speak: standings, questions, outcomes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from policies.directory.presenters import ContactCard, contact_cards
from policies.guides import actions, engine
from policies.guides.models import Guide, GuideRun, GuideVersion
from policies.library.models import Citation, ClauseVersion
from policies.library.presenters import ClausePresenter, rests_on
from policies.roles.models import JobRole, Team


@dataclass(frozen=True)
class Standing:
    """A standing as a word, an icon and a colour."""

    word: str
    icon: str
    css: str


_WORDS = {
    "permitted": "You may",
    "conditional": "You may, if …",
    "ask-first": "Ask first",
    "prohibited": "Do not",
    "report": "Report it",
    "emergency": "Act now",
    "silent": "No rule here: ask",
}


def standing(key: str) -> Standing:
    """The standing with this stored value; raises KeyError for any other."""
    return Standing(_WORDS[key], key, key)


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


@dataclass
class OutcomePresenter:
    """An outcome with everything its page shows."""

    standing: Standing
    answer: str
    advice: Sequence[str]
    todo: list[TodoRow]
    contacts: list[ContactRow]
    clauses: list[ClausePresenter]
    suspect: list[Citation]
    rests_on: str
    is_emergency: bool

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
        suspect=[c for c in citations if c.is_suspect],
        rests_on=f"Rests on {rests_on(c.pinned for c in citations)}, in full below.",
        is_emergency=outcome.standing == "emergency",
    )


def _words_in_force(citations: Sequence[Citation]) -> dict[int, ClauseVersion]:
    """The words now in force of the clauses that changed since they were pinned."""
    changed = [c.current_id for c in citations if c.current_id and c.current_id != c.pinned_id]
    return ClauseVersion.objects.with_place().in_bulk(changed) if changed else {}


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


def _contacts(outcome: engine.Outcome, team: Team | None) -> list[ContactRow]:
    """Each contact once, under the strongest reason to ring it."""
    why = {}
    for reason, keys in (
        ("Get approval from", outcome.approve),
        ("Consult", outcome.consult),
        ("Tell", outcome.notify),
    ):
        for key in keys:
            why.setdefault(key, reason)
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
