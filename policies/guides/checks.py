"""The publish gate: everything that must hold of a guide before people may rely on it.

The rules come from the first part of the gate agreed for guides. Each fault names its rule, the
node it is at, and what to do about it; one check finds as many at once as it can.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from itertools import islice

from policies.guides.compiled import CompiledGuide, Fault
from policies.guides.definition import MOST_FAULTS, Reading, read
from policies.guides.flow import guard_faults, linked, reachable_faults, unrouted_faults
from policies.guides.loading import load_yaml
from policies.guides.paths import Survey, TooManyStates, survey
from policies.guides.rules import ClauseFact, Context, hand_off_faults, outcome_faults

__all__ = ["RULES", "ClauseFact", "Context", "Fault", "Report", "check", "load_yaml"]

RULES = (
    "yaml",  # from load_yaml only
    "size",
    "schema",
    "unique-keys",
    "start",
    "targets",
    "cycle",
    "reachable",
    "routed",
    "guards",
    "cited",
    "strength",
    "contacts",
    "roles",
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `paths` counts the guided paths of all policy sets, exactly.

    It is 0 where they cannot be counted: in a cycle, or past the limit of size.
    """

    faults: tuple[Fault, ...]
    paths: int = 0
    questions: int = 0
    outcomes: int = 0

    @property
    def ok(self) -> bool:
        return not self.faults

    def as_dict(self) -> dict[str, object]:
        """The report as JSON holds it."""
        return {
            "ok": self.ok,
            "paths": self.paths,
            "questions": self.questions,
            "outcomes": self.outcomes,
            "faults": [asdict(fault) for fault in self.faults],
        }


def check(definition: object, context: Context) -> Report:
    """Check `definition`, whatever it is, against `context`. Never raises."""
    reading = read(definition)
    guide = reading.guide
    found, size_faults = _survey(guide)
    reached: Mapping[str, set[str]] = found.reached if found else linked(guide)
    faults = [
        *reading.faults,
        *size_faults,
        *islice(hand_off_faults(guide, context), MOST_FAULTS),
        *reachable_faults(guide, reached),
        *_flow_faults(reading, found),
        *islice(outcome_faults(guide, context, reached), MOST_FAULTS),
    ]
    return Report(
        faults=_in_order(guide, faults),
        paths=found.paths if found else 0,
        questions=len(guide.questions),
        outcomes=len(guide.outcomes),
    )


def _in_order(guide: CompiledGuide, faults: list[Fault]) -> tuple[Fault, ...]:
    """The faults by rule, each once, and no more than people can take in."""
    ordered = sorted(dict.fromkeys(faults), key=lambda fault: RULES.index(fault.rule))
    if len(ordered) > MOST_FAULTS:
        message = f"There are more faults than these {MOST_FAULTS}: mend these first."
        ordered[MOST_FAULTS:] = [Fault("size", guide.node, message)]
    return tuple(ordered)


def _survey(guide: CompiledGuide) -> tuple[Survey | None, list[Fault]]:
    """The survey, or None where the guide does not allow one; a cycle is reported already."""
    if len(guide.order) < len(guide.questions):
        return None, []
    try:
        return survey(guide), []
    except TooManyStates:
        message = (
            "The guards tell too many paths apart to check them all: read fewer earlier "
            "questions in them, or split the guide."
        )
        return None, [Fault("size", guide.node, message)]


def _flow_faults(reading: Reading, found: Survey | None) -> list[Fault]:
    faults = list(unrouted_faults(reading.guide, found.stuck if found else {}, reading.unsound))
    if found:
        faults += guard_faults(reading.guide, found, reading.unsound)
    return faults
