"""Proof by trying: every path is walked and replayed, up to five million of them.

Beyond that paths that no guard can tell apart are grouped, exactly and with their counts, by
`paths.survey`; nothing is ever judged by a sample.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from policies.guides import engine
from policies.guides.compiled import CompiledGuide, Fault, Place
from policies.guides.entry import shown
from policies.guides.guards import Answers
from policies.guides.paths import each_path

MOST_ENUMERATED = 5_000_000
ENUMERATED, GROUPED = "enumerated", "grouped"


def evaluation_faults(guide: CompiledGuide, counted: int) -> Iterator[Fault]:
    """Paths whose answers do not lead where the path does, or a wrong count of them.

    The same answers always lead to the same place by construction: this is the proof for this
    guide, each path replayed from its answers, given last first. At most one fault a set.
    """
    seen = 0
    for policy_set in chain.from_iterable(guide.starts().values()):
        for answers, ending in each_path(guide, policy_set):
            seen += 1
            wrong = _replayed(guide, policy_set, answers, ending)
            if wrong:
                yield Fault(
                    "evaluation", guide.node, f"{wrong} Report this: it is a fault of ours."
                )
                return
    if seen != counted:
        message = f"There are {seen:,} paths, but {counted:,} were counted."
        yield Fault("evaluation", guide.node, f"{message} Report this: it is a fault of ours.")


def _replayed(guide: CompiledGuide, policy_set: str, answers: Answers, ending: Place) -> str:
    """What is wrong with a path, in words."""
    try:
        place = engine.replay(guide, policy_set, dict(reversed(answers.items()))).position
    except Exception as error:
        return f"The answers {answers} end in an error: {error!r}."
    if place is not ending:
        return f"The answers {answers} lead to {shown(place.key)}, not to {shown(ending.key)}."
    return ""
