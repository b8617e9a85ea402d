"""The gate's rules about what a guide names outside itself: contacts, roles, tasks, guides."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from policies.guides.compiled import CompiledGuide, Fault, HandOff, Outcome, Question
from policies.guides.entry import closest, shown

Reached = Mapping[str, Collection[str]]

# Not the emergency numbers: three digits, which nobody changes.
_WAY = re.compile(r"\+?\d[\d ()./-]{4,}\d|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def bare(way: str) -> str:
    """A number or an address as it compares, however it is written."""
    return way.casefold() if "@" in way else re.sub(r"\D", "", way)


@dataclass(frozen=True, slots=True)
class ClauseFact:
    """What the gate knows of a clause in force; `policy_sets` are those its policy binds.

    `column` is its place in a grid of practice, `topics` those of the guides that rest on it,
    `hash` its exact words. It is in force from `since` to `until`; None is open.
    """

    kind: str
    strength: str
    policy_sets: frozenset[str]
    hash: str = ""
    policy: str = ""
    column: str = ""
    topics: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None

    @property
    def sets(self) -> frozenset[str]:
        return self.policy_sets


@dataclass(frozen=True, slots=True)
class Context:
    """The world a guide is checked against: clauses in force by short id, and known keys.

    `role_sets` and `contact_sets` say for a key whose readers may be sent there; a key that they
    lack is for everyone. `ways` are the `bare` numbers and addresses of contacts, with the contact.
    `templates` are those of tasks, or None where they are not checked. The version being checked is
    to hold from `since` to `until`.
    """

    clauses: Mapping[str, ClauseFact] = field(default_factory=dict)
    contacts: Collection[str] = ()
    roles: Collection[str] = ()
    guides: Collection[str] = ()
    templates: Collection[str] | None = None
    role_sets: Mapping[str, Collection[str]] = field(default_factory=dict)
    contact_sets: Mapping[str, Collection[str]] = field(default_factory=dict)
    ways: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    scenarios_needed: bool = True


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


def naming_faults(guide: CompiledGuide, context: Context, reached: Reached) -> Iterator[Fault]:
    """Contacts, roles and tasks that do not exist, or that are not for those who get there."""
    for outcome in guide.outcomes.values():
        readers = frozenset(reached.get(outcome.key) or ())
        yield from _contact_faults(outcome, context, readers)
        yield from _todo_faults(outcome, context, readers)
    for place in (*guide.questions.values(), *guide.outcomes.values()):
        yield from _typed_faults(place, context)
    if guide.owner and guide.owner not in context.roles:
        near = closest(guide.owner, context.roles)
        yield Fault(
            "roles",
            guide.node,
            f"The guide's owner is {shown(guide.owner)}, which is no job role{near}: "
            "name one that is.",
        )


def _contact_faults(outcome: Outcome, context: Context, readers: frozenset[str]) -> Iterator[Fault]:
    for use in ("consult", "approve", "notify"):
        for contact in dict.fromkeys(getattr(outcome, use)):
            here = f"Outcome {shown(outcome.key)} names under {use} the contact {shown(contact)}"
            if contact not in context.contacts:
                near = closest(contact, context.contacts)
                message = f"{here}, which does not exist{near}: name one that does."
                yield Fault("contacts", outcome.key, message)
                continue
            strangers = _strangers(readers, context.contact_sets.get(contact))
            if strangers:
                message = f"{here}, who is not for {strangers}: name one for each who gets there."
                yield Fault("contacts", outcome.key, message)


def _typed_faults(place: Question | Outcome, context: Context) -> Iterator[Fault]:
    """Numbers and addresses typed out that are a contact's: they would stay when it changes."""
    for typed in dict.fromkeys(found for text in _texts(place) for found in _WAY.findall(text)):
        contact = context.ways.get(bare(typed))
        if contact:
            what = "Outcome" if isinstance(place, Outcome) else "Question"
            message = (
                f"{what} {shown(place.key)} types out {typed}, where {shown(contact)} is reached: "
                "name the contact for consult, approve or notify, which shows how to reach it."
            )
            yield Fault("contacts", place.key, message)


def _texts(place: Question | Outcome) -> Iterator[str]:
    """All that readers see of it."""
    if isinstance(place, Question):
        yield from (place.text, place.hint, *(option.label for option in place.options))
        return
    yield from (place.answer, *place.advice)
    for todo in place.do:
        yield from (todo.task, todo.by)


def _todo_faults(outcome: Outcome, context: Context, readers: frozenset[str]) -> Iterator[Fault]:
    here = f"Outcome {shown(outcome.key)} gives a task"
    for role in dict.fromkeys(todo.role for todo in outcome.do if todo.role):
        if role not in context.roles:
            near = closest(role, context.roles)
            message = f"{here} to a role that is {shown(role)}, which is no job role{near}"
            yield Fault("roles", outcome.key, f"{message}: name one that is.")
            continue
        strangers = _strangers(readers, context.role_sets.get(role))
        if strangers:
            message = f"{here} to the role {shown(role)}, which is not for {strangers}"
            yield Fault("roles", outcome.key, f"{message}: name one for each who gets there.")
    for template in dict.fromkeys(todo.template for todo in outcome.do if todo.template):
        if context.templates is not None and template not in context.templates:
            near = closest(template, context.templates)
            message = f"{here} with the template {shown(template)}, which does not exist{near}"
            yield Fault("tasks", outcome.key, f"{message}: name one that does, or leave it out.")


def _strangers(readers: frozenset[str], allowed: Collection[str] | None) -> str:
    """Those of `readers` whom `allowed` leaves out, in words."""
    return ", ".join(sorted(readers.difference(allowed))) if allowed is not None else ""
