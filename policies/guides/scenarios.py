"""Scenarios: situations with their answers and the place that they must end at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policies.guides import engine
from policies.guides.compiled import HAND_OFF, CompiledGuide, Fault, HandOff, Place, Scenario
from policies.guides.entry import closest, shown

_SIGN = "whoever vouches for one adds signed_by and on to it."


@dataclass(frozen=True, slots=True)
class Result:
    """Where a scenario's answers lead; `wrong` says in words what is not as it should be."""

    scenario: Scenario
    position: Place | None
    wrong: str = ""

    @property
    def ok(self) -> bool:
        return not self.wrong


def run(guide: CompiledGuide, scenario: Scenario) -> Result:
    """Replay the answers of `scenario`. Never raises."""
    try:
        replay = engine.replay(guide, scenario.policy_set, scenario.answers)
    except engine.UnknownPolicySet:
        near = closest(scenario.policy_set, guide.sets)
        wrong = f"is for {shown(scenario.policy_set)}, whom this guide does not serve{near}"
        return Result(scenario, None, f"{wrong}: write one of {', '.join(guide.sets)}")
    used = {step.question.key for step in replay.path}
    spare = next((key for key in scenario.answers if key not in used), "")
    if replay.position.key == scenario.end:
        if spare:
            wrong = f"answers {shown(spare)}, which is not asked on its way: take the answer out"
            return Result(scenario, replay.position, wrong)
        return Result(scenario, replay.position)
    if isinstance(replay.position, engine.Question):
        key = replay.position.key
        given = scenario.answers.get(key)
        wrong = f"stands still at question {shown(key)}: " + (
            f"{shown(given)} is no answer to it" if given is not None else "answer it"
        )
    else:
        wrong = (
            f"should end at {shown(scenario.end)}{_near(guide, scenario.end)}, but ends at "
            f"{shown(replay.position.key)}: mend the guide, or the scenario"
        )
    return Result(scenario, replay.position, wrong)


def _near(guide: CompiledGuide, end: str) -> str:
    return "" if end in guide.places else f", which does not exist{closest(end, guide.places)}"


def scenario_faults(guide: CompiledGuide, *, needed: bool) -> Iterator[Fault]:
    """Scenarios that fail and, where they are `needed`, outcomes and hand-offs at the start
    without one that somebody signed. In a guide with a cycle, where a run might never end, none is run.
    """
    ends_always = len(guide.order) == len(guide.questions)
    for scenario in guide.scenarios if ends_always else ():
        if scenario.end and scenario.policy_set:
            result = run(guide, scenario)
            if not result.ok:
                who = f"{scenario.node[0].upper()}{scenario.node[1:]}"
                yield Fault("scenario", scenario.node, f"{who} {result.wrong}.")
    if not needed:
        return
    yield from _unvouched(guide)


def _unvouched(guide: CompiledGuide) -> Iterator[Fault]:
    shown_by = {(scenario.policy_set, scenario.end) for scenario in guide.scenarios}
    signed = {(s.policy_set, s.end) for s in guide.scenarios if s.signed_by and s.on}
    for key in guide.outcomes:
        if all(end != key for _, end in shown_by):
            message = f"Outcome {shown(key)} has no scenario: write one that ends there."
            yield Fault("scenario", key, message)
        elif all(end != key for _, end in signed):
            message = f"Outcome {shown(key)} has no signed scenario: {_SIGN}"
            yield Fault("scenario", key, message)
    for policy_set, key in guide.start.items():
        if not isinstance(guide.places.get(key), HandOff) or (policy_set, key) in signed:
            continue
        slug = key.removeprefix(HAND_OFF)
        message = f"The start of {shown(policy_set)} hands over to {shown(slug)} at once"
        if (policy_set, key) in shown_by:
            yield Fault("scenario", guide.node, f"{message}, without a signed scenario: {_SIGN}")
        else:
            yield Fault("scenario", guide.node, f"{message}, without a scenario: write one.")
