"""The gate's rules about what a guide names outside itself: clauses, contacts, roles, guides."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from policies.guides.compiled import CompiledGuide, Fault, HandOff, Outcome
from policies.guides.entry import closest, shown

BINDING = frozenset({"must", "should"})
FORBIDDING = frozenset({"prohibition", "condition", "duty", "approval", "offence"})
REFERRING = frozenset(
    {"escalation", "approval", "duty", "contact", "role-task", "condition", "prohibition"}
)
ALLOWING = frozenset({"permission", "advice", "condition", "principle", "duty", "reference"})
NEEDED = {
    "prohibited": FORBIDDING,
    "report": REFERRING,
    "emergency": REFERRING,
    "ask-first": REFERRING,
    "permitted": ALLOWING,
    "conditional": ALLOWING,
}


@dataclass(frozen=True, slots=True)
class ClauseFact:
    """What the gate knows of a clause in force; `policy_sets` are those its policy binds."""

    kind: str
    strength: str
    policy_sets: frozenset[str]


@dataclass(frozen=True, slots=True)
class Context:
    """The world a guide is checked against: clauses in force by short id, and known keys."""

    clauses: Mapping[str, ClauseFact] = field(default_factory=dict)
    contacts: Collection[str] = ()
    roles: Collection[str] = ()
    guides: Collection[str] = ()


def hand_off_faults(guide: CompiledGuide, context: Context) -> Iterator[Fault]:
    """Hand-offs to guides that do not exist; one to the guide itself is a cycle."""
    known = {guide.slug, *context.guides}
    unknown = {
        key: f"hands off to the guide {shown(place.slug)}, which does not exist"
        f"{closest(place.slug, known)}: name one that does."
        for key, place in guide.places.items()
        if isinstance(place, HandOff) and place.slug not in known
    }
    for policy_set, key in guide.start.items():
        if key in unknown:
            message = f"The start of {shown(policy_set)} {unknown[key]}"
            yield Fault("targets", guide.node, message)
    for question in guide.questions.values():
        for key in sorted(question.targets().intersection(unknown)):
            message = f"Question {shown(question.key)} {unknown[key]}"
            yield Fault("targets", question.key, message)


def outcome_faults(
    guide: CompiledGuide, context: Context, reached: Mapping[str, Collection[str]]
) -> Iterator[Fault]:
    """What the outcomes cite, how loud they are, and whom they name.

    `reached` gives for each outcome the policy sets whose people get there.
    """
    for outcome in guide.outcomes.values():
        policy_sets = frozenset(reached.get(outcome.key) or guide.sets)
        yield from _cited_faults(outcome, context, policy_sets)
        yield from _strength_faults(outcome, context)
        yield from _contact_faults(outcome, context)
    yield from _role_faults(guide, context)


def _cited_faults(
    outcome: Outcome, context: Context, policy_sets: frozenset[str]
) -> Iterator[Fault]:
    here = f"Outcome {shown(outcome.key)}"
    if not outcome.cites:
        yield Fault("cited", outcome.key, f"{here} cites no clause: name what it rests on.")
    for short_id in dict.fromkeys(outcome.cites):
        clause = context.clauses.get(short_id)
        if clause is None:
            yield Fault(
                "cited",
                outcome.key,
                f"{here} cites {shown(short_id)}, which is not in force"
                f"{closest(short_id, context.clauses)}: cite a clause that is.",
            )
        elif policy_sets and policy_sets.isdisjoint(clause.policy_sets):
            readers = ", ".join(sorted(policy_sets))
            yield Fault(
                "cited",
                outcome.key,
                f"{here} cites {shown(short_id)}, which binds none of those who get there "
                f"({readers}): cite a clause that binds them.",
            )


def _strength_faults(outcome: Outcome, context: Context) -> Iterator[Fault]:
    """An outcome is not louder than what it rests on."""
    kinds = NEEDED.get(outcome.standing)
    cited = [context.clauses[key] for key in outcome.cites if key in context.clauses]
    if kinds is None or not cited:
        return
    strengths = BINDING if outcome.standing == "prohibited" else None
    for clause in cited:
        if clause.kind in kinds and (strengths is None or clause.strength in strengths):
            return
    with_strength = " of strength must or should" if strengths else ""
    yield Fault(
        "strength",
        outcome.key,
        f"Outcome {shown(outcome.key)} says {outcome.standing}, but cites no "
        f"{' or '.join(sorted(kinds))} clause{with_strength}: cite one, or change the standing.",
    )


def _contact_faults(outcome: Outcome, context: Context) -> Iterator[Fault]:
    for use in ("consult", "approve", "notify"):
        for contact in dict.fromkeys(getattr(outcome, use)):
            if contact not in context.contacts:
                yield Fault(
                    "contacts",
                    outcome.key,
                    f"Outcome {shown(outcome.key)} names under {use} the contact "
                    f"{shown(contact)}, which does not exist"
                    f"{closest(contact, context.contacts)}: name one that does.",
                )


def _role_faults(guide: CompiledGuide, context: Context) -> Iterator[Fault]:
    named = [(guide.node, "The guide's owner", guide.owner)] if guide.owner else []
    named += [
        (outcome.key, f"Outcome {shown(outcome.key)} gives a task to a role that", todo.role)
        for outcome in guide.outcomes.values()
        for todo in outcome.do
        if todo.role
    ]
    for node, who, role in dict.fromkeys(named):
        if role not in context.roles:
            near = closest(role, context.roles)
            message = f"{who} is {shown(role)}, which is no job role{near}: name one that is."
            yield Fault("roles", node, message)
