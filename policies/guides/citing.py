"""The gate's rules about what outcomes rest on: clauses in force, theirs, and as loud as they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from policies.guides.compiled import CompiledGuide, Fault, Outcome
from policies.guides.entry import closest, shown
from policies.guides.rules import ClauseFact, Context, Reached

BINDING = frozenset({"must", "should"})
FORBIDDING = frozenset({"prohibition", "condition", "duty", "approval", "offence"})
# A definition or a scope allows by saying what a rule does not reach.
STATING = frozenset({"definition", "scope", "faq", "example", "responsibility"})
REFERRING = frozenset(
    {"escalation", "approval", "duty", "contact", "role-task", "condition", "prohibition"}
)
ALLOWING = STATING | {"permission", "advice", "condition", "principle", "duty", "reference"}
NEEDED = {
    "prohibited": FORBIDDING,
    "report": REFERRING,
    "emergency": REFERRING,
    "ask-first": REFERRING,
    "permitted": ALLOWING,
    "conditional": ALLOWING,
}
# Columns of a grid of practice that say what not to do.
POOR = frozenset({"poor", "dont"})

Pinned = Mapping[str, Mapping[str, str]]


def forbids(clause: ClauseFact) -> bool:
    """Whether a clause says not to do something: a prohibition, or binding poor practice."""
    if clause.kind == "practice":
        return clause.column in POOR and clause.strength in BINDING
    return clause.kind == "prohibition"


def citation_faults(
    guide: CompiledGuide, context: Context, reached: Reached, pinned: Pinned | None = None
) -> Iterator[Fault]:
    """What the outcomes cite and how loud they are.

    `reached` gives for each outcome the policy sets whose people get there; `pinned`, for each
    outcome, the hash of each clause as a version pinned it.
    """
    for outcome in guide.outcomes.values():
        readers = frozenset(reached.get(outcome.key) or guide.sets)
        yield from _cited_faults(outcome, context, readers)
        yield from _unbound_faults(outcome, context, frozenset(reached.get(outcome.key) or ()))
        yield from _strength_faults(outcome, context)
        if pinned is not None:
            yield from _pinned_faults(outcome, context, pinned.get(outcome.key, {}))


def _cited_faults(outcome: Outcome, context: Context, readers: frozenset[str]) -> Iterator[Fault]:
    here = f"Outcome {shown(outcome.key)}"
    if not outcome.cites:
        yield Fault("cited", outcome.key, f"{here} cites no clause: name what it rests on.")
    for short_id in dict.fromkeys(outcome.cites):
        clause = context.clauses.get(short_id)
        cited = f"{here} cites {shown(short_id)}, which"
        if clause is None:
            near = closest(short_id, context.clauses)
            message = f"{cited} is not in force{near}: cite a clause that is."
            yield Fault("cited", outcome.key, message)
        elif readers and readers.isdisjoint(clause.policy_sets):
            message = f"{cited} binds none of those who get there ({_listed(readers)})"
            yield Fault("cited", outcome.key, f"{message}: cite a clause that binds them.")
        elif not _covers(clause, context):
            message = f"{cited} is not in force all the time that this version is to hold"
            yield Fault("cited", outcome.key, f"{message}: cite one that is, or shorten its time.")


def _covers(clause: ClauseFact, context: Context) -> bool:
    """Whether `clause` is in force for as long as the version is to hold."""
    late = (clause.since or date.min) > (context.since or date.max)
    early = (clause.until or date.max) < (context.until or date.max)
    return not late and not early


def _unbound_faults(outcome: Outcome, context: Context, readers: frozenset[str]) -> Iterator[Fault]:
    """Readers for whom nothing is cited, where something is for the others."""
    cited = [context.clauses[key] for key in outcome.cites if key in context.clauses]
    bound = frozenset().union(*(clause.policy_sets for clause in cited))
    if bound & readers and not readers <= bound:
        unbound = _listed(readers - bound)
        yield Fault(
            "cited",
            outcome.key,
            f"Outcome {shown(outcome.key)} is reached by {unbound}, but cites no clause that binds "
            "them: cite one, or lead them to an outcome of their own.",
        )


def _strength_faults(outcome: Outcome, context: Context) -> Iterator[Fault]:
    """An outcome is not louder than what it rests on."""
    kinds = NEEDED.get(outcome.standing)
    cited = [context.clauses[key] for key in outcome.cites if key in context.clauses]
    if kinds is None or not cited:
        return
    if any(_carries(outcome.standing, clause) for clause in cited):
        return
    with_strength = " of strength must or should" if outcome.standing == "prohibited" else ""
    yield Fault(
        "strength",
        outcome.key,
        f"Outcome {shown(outcome.key)} says {outcome.standing}, but cites no "
        f"{' or '.join(sorted(kinds))} clause{with_strength}: cite one, or change the standing.",
    )


def _carries(standing: str, clause: ClauseFact) -> bool:
    """Whether an outcome of this standing may rest on `clause`."""
    if clause.kind == "practice":
        if standing == "prohibited":
            return forbids(clause)
        return standing in ("permitted", "conditional") and clause.column not in POOR
    if standing == "prohibited" and clause.strength not in BINDING:
        return False
    return clause.kind in NEEDED[standing]


def _pinned_faults(
    outcome: Outcome, context: Context, pinned: Mapping[str, str]
) -> Iterator[Fault]:
    """Clauses whose words are no longer those that the version pinned."""
    for short_id in dict.fromkeys(outcome.cites):
        clause = context.clauses.get(short_id)
        if clause is None or pinned.get(short_id) == clause.hash:
            continue
        is_now = "has other words now" if short_id in pinned else "was never pinned"
        yield Fault(
            "pinned",
            outcome.key,
            f"Outcome {shown(outcome.key)} rests on {shown(short_id)}, which {is_now}: read the "
            "outcome again and confirm it, or change it.",
        )


def _listed(sets: frozenset[str]) -> str:
    return ", ".join(sorted(sets))
