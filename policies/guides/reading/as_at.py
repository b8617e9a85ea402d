"""A guide, and what a run came to, as they stood on a day: the version and the words of that day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from policies.directory.presenters import contact_cards
from policies.guides import actions, engine
from policies.guides.carrying import carry
from policies.guides.compiling import compiled
from policies.guides.models import GuideRun, GuideVersion
from policies.guides.presenters import (
    AnswerRow,
    ContactRow,
    Standing,
    TodoRow,
    reasons,
    standing,
)
from policies.library.models import Citation, CitationConfirmation, ClauseVersion
from policies.library.presenters import ClausePresenter, rests_on
from policies.roles.models import JobRole
from portal.on_date import end_of


@dataclass(frozen=True)
class RuleThen:
    """A clause behind an outcome. `clause` has the words of the day, None where it was not in force.

    `suspect` where they were not those that the outcome had been written, or confirmed, for.
    """

    short_id: str
    number: str
    clause: ClausePresenter | None
    suspect: bool


@dataclass(frozen=True)
class OutcomeThen:
    """An outcome with what it rested on that day. Contacts are named only: their numbers are today's."""

    key: str
    standing: Standing
    answer: str
    advice: Sequence[str]
    todo: list[TodoRow]
    contacts: list[ContactRow]
    rules: list[RuleThen]

    @property
    def rests_on(self) -> str:
        found = rests_on(rule.clause.words for rule in self.rules if rule.clause)
        return f"Rests on {found}, in full below." if found else ""

    @property
    def clauses(self) -> list[ClausePresenter]:
        return [rule.clause for rule in self.rules if rule.clause]

    @property
    def changed(self) -> list[RuleThen]:
        return [rule for rule in self.rules if rule.clause and rule.suspect]

    @property
    def gone(self) -> list[RuleThen]:
        return [rule for rule in self.rules if not rule.clause]


def outcomes_on(
    version: GuideVersion, outcomes: Sequence[engine.Outcome], on: date
) -> list[OutcomeThen]:
    """These outcomes of `version` with the words in force on `on`, in five queries however many."""
    rules = _rules(version, [outcome.key for outcome in outcomes], on)
    roles = {todo.role for outcome in outcomes for todo in outcome.do}
    titles = dict(JobRole.objects.filter(key__in=roles).values_list("key", "title"))
    named = list(dict.fromkeys(key for outcome in outcomes for key in reasons(outcome)))
    cards = {card.key: card for card in contact_cards(named)}
    return [
        OutcomeThen(
            key=outcome.key,
            standing=standing(outcome.standing),
            answer=outcome.answer,
            advice=outcome.advice,
            todo=[
                TodoRow(todo.task, titles.get(todo.role, todo.role), todo.by, mine=False)
                for todo in outcome.do
            ],
            contacts=[
                ContactRow(why, cards[key]) for key, why in reasons(outcome).items() if key in cards
            ],
            rules=rules.get(outcome.key, []),
        )
        for outcome in outcomes
    ]


def all_clauses(outcomes: Iterable[OutcomeThen]) -> list[ClausePresenter]:
    """Each clause behind any of `outcomes` once, policy by policy in the order of its text."""
    found = {clause.short_id: clause for outcome in outcomes for clause in outcome.clauses}
    return sorted(found.values(), key=lambda c: (c.policy_title, c.words.path))


def _rules(version: GuideVersion, parts: Sequence[str], on: date) -> dict[str, list[RuleThen]]:
    citations = list(
        Citation.objects.of(version)
        .filter(part__in=parts)
        .with_current(on)
        .select_related("clause", "pinned")
        .defer("clause__search", "pinned__search")
    )
    words = ClauseVersion.objects.with_place().in_bulk(
        {citation.current_id for citation in citations if citation.current_id}
    )
    pinned = _pinned_on(citations, on)
    rules: dict[str, list[RuleThen]] = {}
    for citation in sorted(citations, key=lambda c: _place(words.get(c.current_id))):
        then = words.get(citation.current_id)
        suspect = then is None or then.hash != pinned[citation.pk]
        rule = RuleThen(
            short_id=citation.clause.short_id,
            number=(then or citation.pinned).number or citation.clause.short_id,
            clause=ClausePresenter(then, then=f"?on={on.isoformat()}") if then else None,
            suspect=suspect,
        )
        rules.setdefault(citation.part, []).append(rule)
    return rules


def _place(words: ClauseVersion | None) -> tuple:
    """What sorts clauses as their documents have them, those without words last."""
    return (False, words.version.policy.title, words.path) if words else (True, "", [])


def _pinned_on(citations: Sequence[Citation], on: date) -> dict[int, str]:
    """citation → hash of the words it was pinned to on that day: confirmations since are taken back."""
    pinned = {citation.pk: citation.pinned_hash for citation in citations}
    since = CitationConfirmation.objects.filter(citation__in=pinned, at__gt=end_of(on))
    for citation, old in since.order_by("-at", "-pk").values_list("citation_id", "old__hash"):
        pinned[citation] = old
    return pinned


@dataclass(frozen=True)
class AdviceThen:
    """Where the answers of a run led on a day: `outcome`, or why there is none.

    `same` where that day's guide said just what the run's own version says; `alike` where the
    answer was the same, but not all that goes with it. `stops_at` is the first question that it
    had no answer to, `hands_over` the guide it led on to.
    """

    outcome: OutcomeThen | None = None
    answers: Sequence[AnswerRow] = ()
    same: bool = False
    alike: bool = False
    served: bool = True
    stops_at: str = ""
    hands_over: str = ""


def advice_on(run: GuideRun, version: GuideVersion, on: date) -> AdviceThen:
    """The answers of a finished run, gone through `version` as far as it asks the same."""
    guide, code = compiled(version), run.policy_set.code
    if code not in guide.start:
        return AdviceThen(served=False)
    answers = carry(compiled(run.version), guide, dict(run.answers)).answers
    replay = engine.replay(guide, code, answers)
    path = [AnswerRow(step.question.text, step.option.label, "") for step in replay.path]
    if replay.question:
        return AdviceThen(answers=path, stops_at=replay.question.text)
    if replay.hand_off:
        return AdviceThen(answers=path, hands_over=replay.hand_off.slug)
    [outcome] = outcomes_on(version, [replay.outcome], on)
    then, own = replay.outcome, actions.replay(run).outcome
    return AdviceThen(
        outcome,
        path,
        same=own is not None and _told(then) == _told(own),
        alike=own is not None and (then.standing, then.answer) == (own.standing, own.answer),
    )


def _told(outcome: engine.Outcome) -> engine.Outcome:
    """What readers are told: its key, where it came from and who signed do not count."""
    return replace(outcome, key="", source=(), weighed=())
