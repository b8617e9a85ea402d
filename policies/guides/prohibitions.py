"""Prohibitions: each is reached by some guide or waived, and a permission weighs those it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from policies.guides.citing import forbids
from policies.guides.compiled import CompiledGuide, Fault, Outcome
from policies.guides.entry import shown
from policies.guides.flow import linked
from policies.guides.paths import Survey, TooManyStates, survey
from policies.guides.rules import Context, Reached


@dataclass(frozen=True, slots=True)
class Waiver:
    """Why no guide reaches a prohibition, with who signed for it and when."""

    clause: str
    reason: str
    signed_by: str
    on: date | None

    @property
    def flaw(self) -> str:
        """What it lacks to count, in words; empty if nothing."""
        lacking = {
            "no reason": not self.reason.strip(),
            "no signature": not self.signed_by.strip(),
            "no date": self.on is None,
        }
        return ", ".join(word for word, lacks in lacking.items() if lacks)


@dataclass(frozen=True, slots=True)
class Row:
    """A prohibition and what covers it: (guide, outcome) pairs that rest on it and are reached by
    somebody whom it binds, or a waiver.
    """

    clause: str
    policy: str
    covered_by: tuple[tuple[str, str], ...] = ()
    waiver: Waiver | None = None

    @property
    def is_covered(self) -> bool:
        return bool(self.covered_by) or (self.waiver is not None and not self.waiver.flaw)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every prohibition in scope. `idle` are waivers of what needs none or does not exist."""

    rows: tuple[Row, ...]
    idle: tuple[Waiver, ...] = ()

    @property
    def missing(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if not row.is_covered)

    def by_policy(self) -> dict[str, list[Row]]:
        policies: dict[str, list[Row]] = {}
        for row in self.rows:
            policies.setdefault(row.policy, []).append(row)
        return policies


@dataclass
class _Reach:
    """Which outcomes, of which guide, rest on a clause and are reached by whom it binds."""

    of: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


def coverage(
    guides: Iterable[CompiledGuide], context: Context, waivers: Iterable[Waiver] = ()
) -> Coverage:
    """Hold `guides` together against every prohibition among the clauses of `context`."""
    reach = _Reach()
    for guide in guides:
        reached = ways(guide)
        for outcome in guide.outcomes.values():
            readers = reached.get(outcome.key, set())
            for short_id in dict.fromkeys(outcome.cites):
                clause = context.clauses.get(short_id)
                if clause and not clause.policy_sets.isdisjoint(readers):
                    reach.of.setdefault(short_id, []).append((guide.slug, outcome.key))
    signed = {waiver.clause: waiver for waiver in waivers}
    rows = tuple(
        Row(key, clause.policy, tuple(reach.of.get(key, ())), signed.get(key))
        for key, clause in context.clauses.items()
        if forbids(clause)
    )
    needed = {row.clause for row in rows if not row.covered_by}
    return Coverage(rows, tuple(w for key, w in signed.items() if key not in needed))


def ways(guide: CompiledGuide) -> Mapping[str, set[str]]:
    """For each place the policy sets whose people get there; by links alone where there are too
    many ways to tell.
    """
    try:
        found: Survey | None = survey(guide) if len(guide.order) == len(guide.questions) else None
    except TooManyStates:
        found = None
    return found.reached if found else linked(guide)


def topics(guides: Iterable[CompiledGuide]) -> dict[str, frozenset[str]]:
    """For each clause the topics of the guides that rest on it."""
    found: dict[str, set[str]] = {}
    for guide in guides:
        for outcome in guide.outcomes.values():
            for short_id in outcome.cites:
                found.setdefault(short_id, set()).add(guide.topic)
    return {short_id: frozenset(named) for short_id, named in found.items()}


def unweighed(guide: CompiledGuide, context: Context, reached: Reached) -> Iterator[Fault]:
    """Prohibitions on a guide's topic that a permission neither rules out nor weighs.

    An outcome that cites a prohibition shows it. One that is cited where the same readers get
    anything but a plain permission was ruled out by the answers that led away from there.
    """
    on_topic = {
        key: clause
        for key, clause in context.clauses.items()
        if guide.topic in clause.topics and forbids(clause)
    }
    for outcome in guide.outcomes.values() if on_topic else ():
        readers = frozenset(reached.get(outcome.key) or ())
        if outcome.standing != "permitted" or not readers:
            continue
        weighed = {item.clause for item in outcome.weighed}
        ruled_out = _stopped(guide, readers, reached).union(outcome.cites)
        for key, clause in on_topic.items():
            if readers.isdisjoint(clause.policy_sets) or key in ruled_out or key in weighed:
                continue
            yield _to_weigh(outcome, key)


def _stopped(guide: CompiledGuide, readers: frozenset[str], reached: Reached) -> set[str]:
    """What is cited where `readers` end without a plain permission."""
    return {
        short_id
        for outcome in guide.outcomes.values()
        if outcome.standing != "permitted"
        and not readers.isdisjoint(reached.get(outcome.key) or ())
        for short_id in outcome.cites
    }


def _to_weigh(outcome: Outcome, clause: str) -> Fault:
    return Fault(
        "weighed",
        outcome.key,
        f"Outcome {shown(outcome.key)} says permitted, and its path does not rule out the "
        f"prohibition {shown(clause)}: ask about it, or say under weighed why it may stand, and "
        "sign.",
    )
