"""The publish gate: everything that must hold of a guide before people may rely on it.

The rules are those of the gate agreed for guides. Each fault names its rule, the node it is at, and
what to do about it; one check finds as many at once as it can.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from itertools import islice

from policies.guides.changes import meaning_faults, reuse_faults
from policies.guides.citing import Pinned, citation_faults
from policies.guides.compiled import CompiledGuide, Fault
from policies.guides.constants import constant_faults
from policies.guides.definition import MOST_FAULTS, Reading, read
from policies.guides.evaluation import ENUMERATED, GROUPED, MOST_ENUMERATED, evaluation_faults
from policies.guides.flow import guard_faults, linked, reachable_faults, unrouted_faults
from policies.guides.loading import Lines, load_yaml
from policies.guides.paths import Survey, TooManyStates, most_paths, survey, survey_each
from policies.guides.prohibitions import unweighed
from policies.guides.rules import ClauseFact, Context, hand_off_faults, naming_faults
from policies.guides.scenarios import scenario_faults

__all__ = ["RULES", "ClauseFact", "Context", "Fault", "Report", "check", "load_yaml", "with_lines"]

RULES = (
    "yaml",  # from load_yaml only
    "size",
    "schema",
    "unique-keys",
    "start",
    "targets",
    "cycle",
    "kinds",
    "reachable",
    "routed",
    "guards",
    "constant",
    "evaluation",
    "cited",
    "pinned",
    "strength",
    "contacts",
    "roles",
    "tasks",
    "scenario",
    # To be signed by the reviewer; these refuse nothing.
    "weighed",
    "meaning",
)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found. `paths` counts the guided paths of all policy sets, exactly.

    It is 0 where they cannot be counted: in a cycle, or past the limit of size. `proof` says
    whether each was walked and replayed, or all were grouped, exactly too. `to_sign` are findings
    that refuse nothing, but that a reviewer must sign for.
    """

    faults: tuple[Fault, ...]
    paths: int = 0
    questions: int = 0
    outcomes: int = 0
    to_sign: tuple[Fault, ...] = ()
    proof: str = ""

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
            "proof": self.proof,
            "faults": [asdict(fault) for fault in self.faults],
            "to_sign": [asdict(fault) for fault in self.to_sign],
        }


def check(
    definition: object,
    context: Context,
    *,
    pinned: Pinned | None = None,
    live: object = None,
    most_enumerated: int = MOST_ENUMERATED,
) -> Report:
    """Check `definition`, whatever it is, against `context`. Never raises.

    `pinned` gives for each outcome the hashes of the clauses it was pinned to, where it was;
    `live` is the definition that this one would replace. Up to `most_enumerated` paths are walked
    one by one.
    """
    reading = read(definition)
    guide = reading.guide
    found, size_faults = _survey(guide)
    reached: Mapping[str, set[str]] = found.reached if found else linked(guide)
    before = read(live).guide if live is not None else None
    faults = [*size_faults, *_faults(reading, found, reached, context, pinned)]
    faults += reuse_faults(before, guide) if before else ()
    enumerated = not faults and found is not None and found.paths <= most_enumerated
    if enumerated and found:
        faults += evaluation_faults(guide, found.paths)
    to_sign = [*unweighed(guide, context, reached)]
    to_sign += meaning_faults(before, guide) if before else ()
    return Report(
        faults=_in_order(guide, faults),
        paths=found.paths if found else 0,
        questions=len(guide.questions),
        outcomes=len(guide.outcomes),
        to_sign=_in_order(guide, to_sign),
        proof=ENUMERATED if enumerated else GROUPED if found else "",
    )


def _faults(
    reading: Reading,
    found: Survey | None,
    reached: Mapping[str, set[str]],
    context: Context,
    pinned: Pinned | None,
) -> list[Fault]:
    """What each rule finds in the definition by itself and in the world around it."""
    guide = reading.guide
    return [
        *reading.faults,
        *_first(hand_off_faults(guide, context)),
        *reachable_faults(guide, reached),
        *_flow_faults(reading, found),
        *_first(constant_faults(guide, reading.unsound)),
        *_first(citation_faults(guide, context, reached, pinned)),
        *_first(naming_faults(guide, context, reached)),
        *_first(scenario_faults(guide, needed=context.scenarios_needed)),
    ]


def with_lines(report: Report, lines: Lines) -> Report:
    """The same report with the line of each node, as `loading.load_located` gives them."""
    return replace(
        report,
        faults=tuple(lines.placed(fault) for fault in report.faults),
        to_sign=tuple(lines.placed(fault) for fault in report.to_sign),
    )


def _first(faults: Iterator[Fault]) -> Iterator[Fault]:
    return islice(faults, MOST_FAULTS)


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
        if most_paths(guide) <= MOST_ENUMERATED:
            return survey_each(guide), []
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
