"""All the ways through a guide: listed one by one, or surveyed at once.

The survey goes through the questions in order and carries, for each, how many paths arrive there
with which answers. It tells answers apart only as far as guards further on can: paths that no
guard can tell apart are counted together, so that forty diamonds in a row cost forty steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from policies.guides.compiled import CompiledGuide, Option, Place, Question
from policies.guides.guards import Answer, Answers, Comparison

# Guards can be written so that nearly every path must be told apart (deciding whether a guard
# can hold is as hard as any puzzle): past this much work, about a second, we stop and say so.
MOST_WORK = 6_000_000

# What each comparison that guards further on make says of the answers so far.
State: TypeAlias = tuple[object, ...]
# Place → state → how many paths arrive there so, and the answers of one of them.
Arrivals: TypeAlias = dict[str, dict[State, tuple[int, Answers]]]


class TooManyStates(Exception):
    """The guards tell so many paths apart that they cannot all be surveyed."""


def each_path(guide: CompiledGuide, policy_set: str) -> Iterator[tuple[dict[str, Answer], Place]]:
    """Every complete path for `policy_set`: its answers in order, and the place it ends at.

    An answer that leads nowhere ends no path. The guide must have no cycle, as compiled ones do.
    """
    place = guide.places[guide.start[policy_set]]
    if not isinstance(place, Question):
        yield {}, place
        return
    live: dict[str, Answer] = {}
    trail = [(place, iter(guide.steps[place.key].values()))]
    while trail:
        question, steps = trail[-1]
        step = next(steps, None)
        if step is None:
            trail.pop()
            live.pop(question.key, None)
            continue
        live[question.key] = step.answer
        onward = guide.places.get(question.onward(step.option, live) or "")
        if isinstance(onward, Question):
            trail.append((onward, iter(guide.steps[onward.key].values())))
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
    # (question, option) whose own `to` is followed; the question's own is under "".
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


def compared_from(
    guide: CompiledGuide, spend: Callable[[int], None] = lambda work: None
) -> dict[str, tuple[Comparison, ...]]:
    """For each question what guards compare from there on; `spend` is told of the work."""
    watched: dict[str, tuple[Comparison, ...]] = {}
    for key in reversed(guide.order):
        comparisons: dict[Comparison, None] = {}
        for to in sorted(guide.questions[key].targets()):
            ahead = watched.get(to, ())
            spend(len(ahead))
            comparisons.update(dict.fromkeys(ahead))
        for route in guide.questions[key].routes:
            comparisons.update(dict.fromkeys(route.guard.comparisons()))
        watched[key] = tuple(comparisons)
    return watched


def survey_each(guide: CompiledGuide) -> Survey:
    """The same survey by walking every path: for few of them whose guards tell all apart."""
    found = Survey()
    surveyor = _Surveyor(guide, found, most_work=None)
    for start, policy_sets in guide.starts().items():
        reached, paths = surveyor.walk_each(start)
        found.paths += paths * len(policy_sets)
        for key in reached:
            found.reached.setdefault(key, set()).update(policy_sets)
    return found


def most_paths(guide: CompiledGuide) -> int:
    """How many paths of all policy sets there can be at most, whatever the guards say."""
    most: dict[str, int] = {}
    for key in reversed(guide.order):
        question = guide.questions[key]
        routed = {route.to for route in question.routes}
        most[key] = 0
        for step in guide.steps[key].values():
            ahead = routed | {step.option.to or question.to or ""}
            most[key] += max(most.get(to, 1) for to in ahead)
    return sum(most.get(start, 1) * len(sets) for start, sets in guide.starts().items())


class _Surveyor:
    """One survey of one guide, into `found`."""

    def __init__(
        self, guide: CompiledGuide, found: Survey, most_work: int | None = MOST_WORK
    ) -> None:
        self.guide = guide
        self.found = found
        self.most_work = most_work
        self.work = 0
        self.watched = compared_from(guide, self._spend)

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
                for step in self.guide.steps[key].values():
                    live = {**answers, key: step.answer}
                    to = self._onward(question, step.option, live)
                    if to in self.guide.places:
                        self._arrive(arrivals, to, live, count)
                    else:
                        self.found.stuck.setdefault((key, step.option.key), live)
        paths = sum(count for endings in arrivals.values() for count, _ in endings.values())
        return reached.union(arrivals), paths

    def walk_each(self, start: str) -> tuple[set[str], int]:
        """What `walk` gives, path by path."""
        place = self.guide.places[start]
        reached, paths = {start}, 0
        if not isinstance(place, Question):
            return reached, 1
        live: dict[str, Answer] = {}
        trail = [(place, iter(self.guide.steps[start].values()))]
        while trail:
            question, steps = trail[-1]
            step = next(steps, None)
            if step is None:
                trail.pop()
                live.pop(question.key, None)
                continue
            live[question.key] = step.answer
            to = self._onward(question, step.option, live)
            if to not in self.guide.places:
                self.found.stuck.setdefault((question.key, step.option.key), live.copy())
                continue
            reached.add(to)
            if to in self.guide.questions:
                onward = self.guide.questions[to]
                trail.append((onward, iter(self.guide.steps[to].values())))
            else:
                paths += 1
        return reached, paths

    def _arrive(self, arrivals: Arrivals, place: str, live: Answers, count: int) -> None:
        """Add `count` paths to those that reach `place` with answers no guard tells from these."""
        watched = self.watched.get(place, ())
        self._spend(1 + len(watched) + len(live))
        state = tuple(comparison.told(live) for comparison in watched)
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
        if option.to is not None:
            self.found.followed.add((question.key, option.key))
            return option.to
        if question.to is None:
            return ""
        self.found.followed.add((question.key, ""))
        return question.to

    def _note_unasked(self, question: Question, index: int, live: Answers) -> None:
        for read in question.routes[index].guard.comparisons():
            self._spend(1)
            for key in read.questions:
                if key not in live:
                    self.found.unasked.setdefault((question.key, index, key), {**live})

    def _spend(self, work: int) -> None:
        self.work += work
        if self.most_work is not None and self.work > self.most_work:
            raise TooManyStates
