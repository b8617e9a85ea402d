"""What changes between two versions of a guide, by the paths whose outcome is another.

Both versions are walked together on the same answers. As in `paths.survey`, ways that nothing
further on can tell apart are counted together, so that a million paths cost what a few hundred do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from policies.guides.compiled import CompiledGuide, Fault, Outcome, Place, Question
from policies.guides.entry import shown
from policies.guides.guards import Answer, Answers
from policies.guides.paths import TooManyStates, compared_from

# Work beyond which we stop and say so: well under half a minute.
MOST_WORK = 100_000_000

Decision: TypeAlias = tuple[str, Answer] | None


@dataclass(frozen=True, slots=True)
class Group:
    """Paths that one answer leads elsewhere. `decided_by` is (question, answer); None where the
    start itself moved or the outcome has other words (`reworded`). An end is empty where a
    version does not serve the policy set, and a question where the other's answer is none of its.
    """

    policy_set: str
    decided_by: Decision
    before: str
    after: str
    reworded: bool
    paths: int
    example: Answers

    @property
    def key(self) -> str:
        """What acknowledges the group: the same for the same change, whatever its count."""
        question, answer = self.decided_by or ("", "")
        answer = answer if isinstance(answer, str) else "+".join(answer)
        return f"{self.policy_set}:{question}={answer}:{self.before}>{self.after}"


@dataclass(frozen=True, slots=True)
class Diff:
    """All paths of both versions together, how many of them end otherwise, and why."""

    paths: int
    changed: int
    groups: tuple[Group, ...]


def path_diff(
    old: CompiledGuide, new: CompiledGuide, policy_set: str, *, most_work: int = MOST_WORK
) -> Diff:
    """Compare `old` and `new`, both compiled, for those bound by `policy_set`.

    Raises TooManyStates where the guards tell more paths apart than can be walked, or than
    `most_work` allows.
    """
    walk = _Walk(old, new, most_work)
    walk.run(old.start.get(policy_set, ""), new.start.get(policy_set, ""))
    groups = (
        Group(policy_set, decided, before, after, before == after, count, example)
        for (decided, before, after), (count, example) in walk.found.items()
    )
    ordered = tuple(sorted(groups, key=lambda group: (-group.paths, group.key)))
    return Diff(walk.paths, sum(group.paths for group in ordered), ordered)


@dataclass(frozen=True, slots=True)
class _At:
    """Where both versions stand and, where they went apart, at which answer.

    `owed` are questions that the old version was asked with an answer that only the new one has:
    such a way is one only if the new version asks them too.
    """

    places: tuple[str, str]
    decided: Decision = None
    apart: bool = False
    owed: frozenset[str] = frozenset()


class _Side:
    """One of the two versions, with what is worked out of it once."""

    def __init__(self, guide: CompiledGuide) -> None:
        self.guide = guide
        self.ranks = {key: rank for rank, key in enumerate(guide.order)}
        self.last = len(guide.order)
        self.watched = compared_from(guide)
        self.ahead: dict[str, frozenset[str]] = {}
        for key in reversed(guide.order):
            onward = guide.questions[key].targets()
            self.ahead[key] = frozenset({key}).union(*(self.ahead.get(to, ()) for to in onward))

    def is_open(self, key: str, live: Answers) -> bool:
        """Whether at `key` a question waits for its answer."""
        return key in self.ranks and key not in live

    def advanced(self, key: str, own: Answers, live: Answers) -> tuple[str, Answers]:
        """Where `live` leads from `key`, and the answers on this side's own way there.

        Its guards see `own` answers and no others, as in a replay.
        """
        while key in self.ranks and key in live:
            step = self.guide.steps[key].get(live[key])
            taken = {**own, key: live[key]}
            to = step and step.question.onward(step.option, taken)
            if not to or to not in self.guide.places:
                break
            key, own = to, taken
        return key, own

    def state(self, key: str, own: Answers, live: Answers) -> tuple[object, ...]:
        """What the rest of the way from `key` can tell of the answers so far."""
        told = tuple(read.told(own) for read in self.watched.get(key, ()))
        answered = sorted(self.ahead.get(key, frozenset()).intersection(live))
        return (*told, *((known, live[known]) for known in answered))


@dataclass(frozen=True, slots=True)
class _Ways:
    """`count` ways that nothing further on tells apart, and the answers of one of them: all of
    them, and those that each side was asked for.
    """

    at: _At
    count: int
    live: Answers
    own: tuple[Answers, Answers]


class _Walk:
    """One walk through both versions on the same answers, in the order of both."""

    def __init__(self, old: CompiledGuide, new: CompiledGuide, most_work: int) -> None:
        self.sides = (_Side(old), _Side(new))
        self.most_work = most_work
        self.found: dict[tuple[Decision, str, str], tuple[int, Answers]] = {}
        self.paths = 0
        self.work = 0
        self.waiting: dict[tuple[int, int], dict[object, _Ways]] = {}

    def run(self, old: str, new: str) -> None:
        self._arrive(_Ways(_At((old, new), None, old != new), 1, {}, ({}, {})))
        while self.waiting:
            for ways in self.waiting.pop(min(self.waiting)).values():
                self._leave(ways)

    def _leave(self, ways: _Ways) -> None:
        """Give the next answer, in each way there is, or note the end."""
        old, new = self.sides
        at, live = ways.at, ways.live
        from_old = old.is_open(at.places[0], live)
        if not from_old and not new.is_open(at.places[1], live):
            self._end(ways)
            return
        asked = at.places[0] if from_old else at.places[1]
        # Asked by the old version, it may still be asked by the new one, with answers of its own.
        both = from_old and asked in new.ahead.get(at.places[1], ())
        answers: dict[Answer, None] = {}
        for side in self.sides if both else (old if from_old else new,):
            answers.update(dict.fromkeys(side.guide.steps[asked]))
        for answer in answers:
            is_owed = both and answer not in old.guide.steps[asked]
            owed = at.owed | {asked} if is_owed else at.owed
            self._go(replace(ways, at=replace(at, owed=owed)), {**live, asked: answer}, asked)

    def _go(self, ways: _Ways, live: Answers, asked: str) -> None:
        at = ways.at
        old, own_old = self.sides[0].advanced(at.places[0], ways.own[0], live)
        new, own_new = self.sides[1].advanced(at.places[1], ways.own[1], live)
        decided, apart = at.decided, at.apart
        if old == new:
            decided, apart = None, False
        elif not apart:
            decided, apart = (asked, live[asked]), True
        owed = at.owed.difference(own_new, [new]) if at.owed else at.owed
        here = _At((old, new), decided, apart, owed)
        self._arrive(_Ways(here, ways.count, live, (own_old, own_new)))

    def _arrive(self, ways: _Ways) -> None:
        rank: list[int] = []
        state: list[object] = [ways.at]
        self.work += len(ways.live)
        for side, key, own in zip(self.sides, ways.at.places, ways.own, strict=True):
            rank.append(side.ranks[key] if side.is_open(key, ways.live) else side.last)
            told = side.state(key, own, ways.live)
            self.work += 1 + len(told)
            state.append(told)
        if self.work > self.most_work:
            raise TooManyStates
        states = self.waiting.setdefault((rank[0], rank[1]), {})
        known = states.get(tuple(state))
        if known:
            ways = replace(known, count=known.count + ways.count)
        states[tuple(state)] = ways

    def _end(self, ways: _Ways) -> None:
        at = ways.at
        if at.owed:
            return
        self.paths += ways.count
        old, new = at.places
        before, after = (s.guide.places.get(k) for s, k in zip(self.sides, at.places, strict=True))
        if old == new and not _is_reworded(before, after):
            return
        group = (at.decided, old, new)
        earlier, example = self.found.get(group, (0, ways.live))
        self.found[group] = (earlier + ways.count, example)


def _is_reworded(before: Place | None, after: Place | None) -> bool:
    """Whether readers are told something else; where it came from and who signed do not count."""
    if not (isinstance(before, Outcome) and isinstance(after, Outcome)):
        return False
    return replace(before, source=(), weighed=()) != replace(after, source=(), weighed=())


def reuse_faults(before: CompiledGuide, after: CompiledGuide) -> Iterator[Fault]:
    """Keys that had another meaning in the version before: answers kept under them would lie."""
    for key in after.places:
        old, new = before.places.get(key), after.places[key]
        if old is None:
            continue
        was = _sort(old)
        if was != _sort(new):
            message = f"{shown(key)} was the key of {was} in the version before: choose a new key."
            yield Fault("unique-keys", key, message)


def _sort(place: Place) -> str:
    if isinstance(place, Question):
        return f"a question of the kind {place.kind}"
    return "an outcome" if isinstance(place, Outcome) else "another guide"


def meaning_faults(before: CompiledGuide, after: CompiledGuide) -> Iterator[Fault]:
    """Questions and options with new words under an old key, for the reviewer to sign."""
    for key, new in after.questions.items():
        old = before.questions.get(key)
        if old is None:
            continue
        words = [("text", old.text, new.text)]
        labels = {option.key: option.label for option in old.options}
        words += [
            (f"option {shown(option.key)}", labels[option.key], option.label)
            for option in new.options
            if option.key in labels
        ]
        for what, was, is_now in words:
            if was != is_now:
                message = (
                    f"Question {shown(key)}, {what}, said {shown(was)} and now says "
                    f"{shown(is_now)}: sign that answers given before still mean the same, or "
                    "give it a new key."
                )
                yield Fault("meaning", key, message)
