"""A guide's definition, as people write it, read into a compiled guide.

The shape is the one of `fixtures/guides/*.yaml`. Reading never raises: whatever is malformed is
noted as a fault and left out, so that one reading finds all that is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice

from policies.guides import structure
from policies.guides.compiled import HAND_OFF, CompiledGuide, FactUse, Fault, Outcome, Question
from policies.guides.entry import Entry, shown
from policies.guides.kinds import kind_faults
from policies.guides.nodes import (
    FACT_FIELDS,
    OUTCOME_FIELDS,
    QUESTION_FIELDS,
    SCENARIO_FIELDS,
    read_fact,
    read_outcome,
    read_question,
    read_scenario,
)
from policies.guides.written import resolved

GUIDE_FIELDS = (
    "slug", "title", "topic", "summary", "owner", "decision", "people_say", "sets", "start",
    "facts", "questions", "outcomes", "scenarios",
)  # fmt: skip
# Twice the size that the largest known questionnaires need; nobody could review a larger one,
# and checking must end soon whatever it is given.
MOST_NODES = 1000
MOST_PARTS = 50_000
MOST_SETS = 100
MOST_FAULTS = 200
NOTHING = CompiledGuide("", "", sets=(), start={}, questions={}, outcomes={})


@dataclass(frozen=True, slots=True)
class Reading:
    """What could be read of a definition, and everything wrong with it in itself.

    `unsound` holds the keys of questions with a part that could not be read or that names what
    does not exist: what is missing there is reported already.
    """

    guide: CompiledGuide
    faults: tuple[Fault, ...]
    unsound: frozenset[str]


def read(definition: object) -> Reading:
    """Read `definition` and check all that needs no knowledge of the world around the guide."""
    faults: list[Fault] = []
    if not isinstance(definition, Mapping):
        wanted = ", ".join(GUIDE_FIELDS)
        entry = Entry({}, "guide", "The guide", faults)
        entry.fault(f"is {shown(definition)}: write a mapping with {wanted}.")
        return Reading(NOTHING, tuple(faults), frozenset())
    slug = definition.get("slug")
    entry = Entry(definition, slug if isinstance(slug, str) else "guide", "The guide", faults)
    if _is_too_large(definition):
        most = f"more than {MOST_NODES:,} questions and outcomes, or {MOST_PARTS:,} parts"
        entry.fault(f"has {most}: split it into several.", "size")
        return Reading(NOTHING, tuple(faults), frozenset())
    return _read_guide(entry)


def _is_too_large(definition: Mapping[object, object]) -> bool:
    nodes = [definition.get(field) for field in ("questions", "outcomes")]
    if sum(len(listed) for listed in nodes if isinstance(listed, list | tuple)) > MOST_NODES:
        return True
    parts = 0
    waiting: list[object] = [definition]
    while waiting and parts <= MOST_PARTS:
        parts += 1
        part = waiting.pop()
        if isinstance(part, Mapping):
            waiting += part.values()
        elif isinstance(part, list | tuple):
            waiting += part
    return parts > MOST_PARTS


def _read_guide(entry: Entry) -> Reading:
    entry.only(GUIDE_FIELDS)
    slug = entry.key("slug")
    texts = {field: entry.text(field) for field in ("title", "topic", "summary")}
    texts |= {field: entry.text(field, required=False) for field in ("owner", "decision")}
    sets, start, people_say = _read_sets(entry), _read_start(entry), entry.words("people_say")
    taken: set[str] = set()
    questions, unsound = _read_questions(entry, taken)
    outcomes = _read_outcomes(entry, taken, required=not _hands_over(start, questions))
    facts = _read_facts(entry, taken)
    guide = CompiledGuide(
        slug=slug,
        sets=sets,
        start=start,
        questions=resolved(questions, facts),
        outcomes=outcomes,
        facts=facts,
        scenarios=tuple(
            map(read_scenario, entry.entries("scenarios", SCENARIO_FIELDS, nodes=True))
        ),
        people_say=people_say,
        **texts,
    )
    links = list(islice(structure.link_faults(guide), MOST_FAULTS))
    kinds = list(islice(kind_faults(guide), MOST_FAULTS))
    unsound.update(fault.node for fault in links if fault.node in questions)
    unsound |= _unfit(guide, {fault.node for fault in kinds})
    faults = (*entry.faults, *links, *kinds, *structure.cycle_faults(guide))
    return Reading(guide, faults, frozenset(unsound))


def _unfit(guide: CompiledGuide, nodes: set[str]) -> set[str]:
    """The questions among `nodes`, whose kinds do not fit, and those whose guards read them."""
    if not nodes:
        return set()
    return {
        question.key
        for question in guide.questions.values()
        if question.key in nodes
        or any(
            read.name in nodes for route in question.routes for read in route.guard.comparisons()
        )
    }


def _read_sets(entry: Entry) -> tuple[str, ...]:
    sets = Counter(entry.words("sets", required=True))
    for name, times in sets.items():
        if times > 1:
            entry.fault(f"names the policy set {shown(name)} {times} times in sets: keep one.")
    if len(sets) > MOST_SETS:
        entry.fault(f"serves more than {MOST_SETS} policy sets: split it.", "size")
    return tuple(sets)[:MOST_SETS]


def _read_start(entry: Entry) -> dict[str, str]:
    raw = entry.raw.get("start")
    if not isinstance(raw, Mapping):
        is_now = shown(raw) if "start" in entry.raw else "missing"
        entry.fault(f"has a start that is {is_now}: write for each policy set where it starts.")
        return {}
    start = {}
    for name, key in raw.items():
        if isinstance(name, str) and isinstance(key, str) and key.strip():
            start[name] = key
        else:
            entry.fault(
                f"has in start the policy set {shown(name)} with {shown(key)}: "
                "write the key of a question or an outcome."
            )
    return start


def _read_questions(entry: Entry, taken: set[str]) -> tuple[dict[str, Question], set[str]]:
    """The questions, and the keys of those that could not be read whole."""
    questions: dict[str, Question] = {}
    unsound = set()
    for item in entry.entries("questions", QUESTION_FIELDS, nodes=True):
        question, whole = read_question(item)
        if _is_new(item, question.key, taken):
            questions[question.key] = question
        if not whole:
            unsound.add(question.key)
    return questions, unsound


def _hands_over(start: Mapping[str, str], questions: Mapping[str, Question]) -> bool:
    """Whether anything leads to another guide."""
    targets = set(start.values()).union(*(each.targets() for each in questions.values()))
    return any(target.startswith(HAND_OFF) for target in targets)


def _read_outcomes(entry: Entry, taken: set[str], *, required: bool) -> dict[str, Outcome]:
    """The outcomes; a guide that hands over to others needs none of its own."""
    outcomes: dict[str, Outcome] = {}
    for item in entry.entries("outcomes", OUTCOME_FIELDS, nodes=True, required=required):
        outcome = read_outcome(item)
        if _is_new(item, outcome.key, taken):
            outcomes[outcome.key] = outcome
    return outcomes


def _read_facts(entry: Entry, taken: set[str]) -> dict[str, FactUse]:
    facts: dict[str, FactUse] = {}
    for item in entry.entries("facts", FACT_FIELDS, nodes=True):
        fact = read_fact(item)
        if _is_new(item, fact.key, taken):
            facts[fact.key] = fact
    return facts


def _is_new(entry: Entry, key: str, taken: set[str]) -> bool:
    """Whether `key` is one that no node has yet; if so, it is taken now."""
    if not key:
        return False
    if key in taken:
        entry.fault("has a key that an earlier node has: give each its own.", "unique-keys")
        return False
    taken.add(key)
    return True
