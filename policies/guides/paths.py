"""All the ways through a guide: listed one by one, or surveyed at once.

The survey goes through the questions in order and carries, for each, how many paths arrive there
with which answers. It tells answers apart only as far as guards further on can: paths that no
guard can tell apart are counted together, so that forty diamonds in a row cost forty steps.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from policies.guides.compiled import CompiledGuide, Option, Place, Question
from policies.guides.guards import Answers, OneOf

# Guards can be written so that nearly every path must be told apart (deciding whether a guard
# can hold is as hard as any puzzle): past this much work, about a second, we stop and say so.
MOST_WORK = 6_000_000

# What each comparison that guards further on make says of the answers so far.
State: TypeAlias = tuple[bool | None, ...]
# Place → state → how many paths arrive there so, and the answers of one of them.
Arrivals: TypeAlias = dict[str, dict[State, tuple[int, Answers]]]


class TooManyStates(Exception):
    """The guards tell so many paths apart that they cannot all be surveyed."""


def each_path(guide: CompiledGuide, policy_set: str) -> Iterator[tuple[dict[str, str], Place]]:
    """Every complete path for `policy_set`: its answers in order, and the place it ends at.

    An answer that leads nowhere ends no path. The guide must have no cycle, as compiled ones do.
    """
    place = guide.places[guide.start[policy_set]]
    if not isinstance(place, Question):
        yield {}, place
        return
    live: dict[str, str] = {}
    trail = [(place, iter(place.options))]
    while trail:
        question, options = trail[-1]
        option = next(options, None)
        if option is None:
            trail.pop()
            live.pop(question.key, None)
            continue
        live[question.key] = option.key
        onward = guide.places.get(question.onward(option, live) or "")
        if isinstance(onward, Question):
            trail.append((onward, iter(onward.options)))
        elif onward is not None:
            yield live.copy(), onward


@dataclass
class Survey:
    """What all paths of all policy sets come to. A route is (question, index), from 0."""

    paths: int = 0
    # Place → the policy sets whose people can get there.
    reached: dict[str, set[str]] = field(default_factory=dict)
    # Routes that some answers get as far as, and those that then fire.
    tried: set[tuple[str, int]] = field(default_factory=set)
    fired: set[tuple[str, int]] = field(default_factory=set)
    # (question, option) whose own `to` is followed.
    followed: set[tuple[str, str]] = field(default_factory=set)
    # (question, option) that leads nowhere → answers with which it does not.
    stuck: dict[tuple[str, str], Answers] = field(default_factory=dict)
    # (question, index, question read) whose missing answer could matter → answers without it.
    unasked: dict[tuple[str, int, str], Answers] = field(default_factory=dict)


def survey(guide: CompiledGuide) -> Survey:
    """Survey `guide`, which must have no cycle. Raises TooManyStates."""
    found = Survey()
    surveyor = _Surveyor(guide, found)
    for start, policy_sets in guide.starts().items():
        reached, paths = surveyor.walk(start)
        found.paths += paths * len(policy_sets)
        for key in reached:
            found.reached.setdefault(key, set()).update(policy_sets)
    return found


class _Surveyor:
    """One survey of one guide, into `found`."""

    def __init__(self, guide: CompiledGuide, found: Survey) -> None:
        self.guide = guide
        self.found = found
        self.work = 0
        self.watched: dict[str, tuple[OneOf, ...]] = {}
        for key in reversed(guide.order):
            self.watched[key] = self._comparisons_from(guide.questions[key])

    def walk(self, start: str) -> tuple[set[str], int]:
        """The places reached from `start`, and how many paths there are."""
        arrivals: Arrivals = {}
        self._arrive(arrivals, start, {}, 1)
        reached = set()
        for key in self.guide.order:
            if key not in arrivals:
                continue
            reached.add(key)
            question = self.guide.questions[key]
            for count, answers in arrivals.pop(key).values():
                for option in question.options:
                    live = {**answers, key: option.key}
                    to = self._onward(question, option, live)
                    if to in self.guide.places:
                        self._arrive(arrivals, to, live, count)
                    else:
                        self.found.stuck.setdefault((key, option.key), live)
        paths = sum(count for endings in arrivals.values() for count, _ in endings.values())
        return reached.union(arrivals), paths

    def _arrive(self, arrivals: Arrivals, place: str, live: Answers, count: int) -> None:
        """Add `count` paths to those that reach `place` with answers no guard tells from these."""
        watched = self.watched.get(place, ())
        self._spend(1 + len(watched) + len(live))
        state = tuple(comparison.decided(live) for comparison in watched)
        states = arrivals.setdefault(place, {})
        earlier, answers = states.get(state, (0, live))
        states[state] = (earlier + count, answers)

    def _onward(self, question: Question, option: Option, live: Answers) -> str:
        """What `Question.onward` gives, noting which routes are tried, fire or lack an answer."""
        for index, route in enumerate(question.routes):
            self._spend(1)
            self.found.tried.add((question.key, index))
            verdict = route.guard.decided(live)
            if verdict is None:
                self._note_unasked(question, index, live)
                verdict = route.guard.holds(live)
            if verdict:
                self.found.fired.add((question.key, index))
                return route.to
        if option.to is None:
            return ""
        self.found.followed.add((question.key, option.key))
        return option.to

    def _note_unasked(self, question: Question, index: int, live: Answers) -> None:
        for read in question.routes[index].guard.comparisons():
            self._spend(1)
            if read.question not in live:
                self.found.unasked.setdefault((question.key, index, read.question), live)

    def _comparisons_from(self, question: Question) -> tuple[OneOf, ...]:
        """What guards compare from `question` on; those of what it leads to are known already."""
        comparisons: dict[OneOf, None] = {}
        for to in sorted(question.targets()):
            ahead = self.watched.get(to, ())
            self._spend(len(ahead))
            comparisons.update(dict.fromkeys(ahead))
        for route in question.routes:
            comparisons.update(dict.fromkeys(route.guard.comparisons()))
        return tuple(comparisons)

    def _spend(self, work: int) -> None:
        self.work += work
        if self.work > MOST_WORK:
            raise TooManyStates
