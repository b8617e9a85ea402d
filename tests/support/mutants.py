"""Guides with one transition dropped or led elsewhere, and who notices.

`python -m tests.support.mutants` tries every mutant of every guide of the sample library.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field

from policies.guides.changes import path_diff
from policies.guides.checks import Context, check
from policies.guides.compiled import HAND_OFF
from policies.guides.engine import CompiledGuide, DefinitionError, compile_guide, replay
from policies.guides.paths import each_path

# The longest way to a transition is questions, number, routes, number, to.
Way = tuple[str | int, ...]
GATE, SCENARIO, DIFF = "gate", "scenario", "path diff"


@dataclass
class Tally:
    """How many mutants there were, how many change an outcome, and who caught these first."""

    mutants: int = 0
    changing: int = 0
    caught: dict[str, int] = field(default_factory=lambda: {GATE: 0, SCENARIO: 0, DIFF: 0})
    survivors: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.mutants += other.mutants
        self.changing += other.changing
        self.survivors += other.survivors
        for who, number in other.caught.items():
            self.caught[who] += number


def transitions(definition: dict) -> Iterator[Way]:
    """The way to every transition: each start, each `to` of a question, an option or a route."""
    for policy_set in definition["start"]:
        yield ("start", policy_set)
    for number, question in enumerate(definition["questions"]):
        here: Way = ("questions", number)
        if isinstance(question.get("to"), dict):
            yield from ((*here, "to", answer) for answer in question["to"])
        elif "to" in question:
            yield (*here, "to")
        for place in ("options", "routes"):
            for index, item in enumerate(question.get(place, ())):
                if "to" in item:
                    yield (*here, place, index, "to")


def mutants(definition: dict, *, everywhere: bool) -> Iterator[tuple[str, dict]]:
    """Each transition dropped, then led to each other place or, unless `everywhere`, to the next
    outcome in the guide; in a guide without any, to the next guide that it hands over to.
    """
    ends = [outcome["key"] for outcome in definition["outcomes"]] or handed_over_to(definition)
    places = [question["key"] for question in definition["questions"]] + ends
    for way in transitions(definition):
        yield f"{way} dropped", _dropped(definition, way)
        now = _inside(definition, way)[way[-1]]
        after = ends[(ends.index(now) + 1) % len(ends)] if now in ends else ends[0]
        for place in places if everywhere else [after]:
            if place != now:
                yield f"{way} to {place}", _led_to(definition, way, place)


def handed_over_to(definition: dict) -> list[str]:
    """The guides that a definition names as next places, as it names them."""
    named = (str(_inside(definition, way)[way[-1]]) for way in transitions(definition))
    return sorted({to for to in named if to.startswith(HAND_OFF)})


def _inside(definition: dict, way: Way) -> dict:
    inside = definition
    for step in way[:-1]:
        inside = inside[step]
    return inside


def _dropped(definition: dict, way: Way) -> dict:
    """Without the transition; a route goes as a whole, for it is nothing but one."""
    mutant = deepcopy(definition)
    if "routes" in way:
        del _inside(mutant, way[:-1])[way[-2]]
    else:
        del _inside(mutant, way)[way[-1]]
    return mutant


def _led_to(definition: dict, way: Way, place: str) -> dict:
    mutant = deepcopy(definition)
    _inside(mutant, way)[way[-1]] = place
    return mutant


def judge(definition: dict, context: Context, *, everywhere: bool = False) -> Tally:
    """Try every mutant of `definition`, a guide that passes the gate in `context`."""
    tally = Tally()
    before = compile_guide(definition)
    for name, mutant in mutants(definition, everywhere=everywhere):
        tally.mutants += 1
        rules = {fault.rule for fault in check(mutant, context).faults}
        try:
            after = compile_guide(mutant)
        except DefinitionError:
            after = None
        if after and not changes_an_outcome(before, after):
            continue
        tally.changing += 1
        if rules - {"scenario"}:
            tally.caught[GATE] += 1
        elif rules:
            tally.caught[SCENARIO] += 1
        elif after and any(path_diff(before, after, code).changed for code in before.sets):
            tally.caught[DIFF] += 1
        else:
            tally.survivors.append(f"{before.slug}: {name}")
    return tally


def changes_an_outcome(before: CompiledGuide, after: CompiledGuide) -> bool:
    """Whether some path of either guide ends elsewhere in the other: each is walked and replayed."""
    for one, other in ((before, after), (after, before)):
        for policy_set in one.sets:
            if policy_set not in other.start:
                return True
            for answers, ending in each_path(one, policy_set):
                if replay(other, policy_set, answers).position.key != ending.key:
                    return True
    return False


def main() -> None:
    from tests.unit.policies.guides.fixtures import context, located

    total = Tally()
    for guide in located().values():
        total.add(judge(guide.definition, context(), everywhere=True))
    print(f"mutants {total.mutants}, changing an outcome {total.changing}")  # noqa: T201
    print(", ".join(f"{who} {number}" for who, number in total.caught.items()))  # noqa: T201
    print(f"survivors {len(total.survivors)}", *total.survivors, sep="\n")  # noqa: T201


if __name__ == "__main__":
    main()
