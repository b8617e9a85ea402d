"""Reading guards as they are written, and turning each comparison into a set of answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice

from policies.guides import bands
from policies.guides.compiled import FactUse, Question, Route
from policies.guides.entry import Entry, shown
from policies.guides.facts import REGISTRY
from policies.guides.guards import (
    COUNTS,
    All,
    Any,
    Comparison,
    Derived,
    Guard,
    Not,
    OneOf,
    Written,
)

GUARD_FORMS = ("is", "in", "not", "all", "any", "has", "count", "compare")
WANTED = {
    "is": "[question, option]",
    "in": "[question, [option, option]]",
    "has": "[question, option]",
    "count": "[question, sign, number], the sign one of == != < <= > >=",
    "compare": "[question, sign, number or date], the sign >= or <",
}
COMPARES = (">=", "<")
DEEPEST_GUARD = 20


def read_guard(entry: Entry, raw: object, depth: int = 1) -> Guard | None:
    """The guard that `raw` writes, or None with a fault where it writes none."""
    if depth > DEEPEST_GUARD:
        entry.fault(f"has a guard more than {DEEPEST_GUARD} deep: make it simpler.")
        return None
    if not isinstance(raw, Mapping) or len(raw) != 1 or next(iter(raw)) not in GUARD_FORMS:
        is_now = shown(raw)
        if isinstance(raw, Mapping):
            keys = ", ".join(shown(key) for key in islice(raw, len(GUARD_FORMS)))
            is_now = f"a mapping with {keys or 'nothing in it'}"
        entry.fault(f"has as guard {is_now}: write exactly one of {', '.join(GUARD_FORMS)}.")
        return None
    ((form, inner),) = raw.items()
    if form not in ("not", "all", "any"):
        return _read_comparison(entry, form, inner)
    guards = _read_guards(entry, form, [inner] if form == "not" else inner, depth + 1)
    if not guards:
        return None
    if form == "not":
        return Not(guards[0])
    return All(guards) if form == "all" else Any(guards)


def _read_guards(entry: Entry, form: str, raw: object, depth: int) -> tuple[Guard, ...]:
    """The guards in the list `raw` that can be read."""
    if not isinstance(raw, list | tuple) or not raw:
        entry.fault(f"has under {form} what is no list of guards: write at least one.")
        return ()
    guards = (read_guard(entry, item, depth) for item in raw)
    return tuple(guard for guard in guards if guard)


def _read_comparison(entry: Entry, form: str, inner: object) -> Comparison | None:
    match form, inner:
        case "is", [str(question), str(option)]:
            return OneOf(question, frozenset({option}))
        case "in", [str(question), [_, *_] as listed]:
            options = [option for option in listed if isinstance(option, str)]
            if len(options) == len(listed):
                return OneOf(question, frozenset(options))
        case "has", [str(question), str(option)]:
            return Written(form, question, "has", option)
        case "count" | "compare", [str(question), str(sign), value]:
            signs = COUNTS if form == "count" else COMPARES
            if sign in signs and isinstance(value, str | int) and not isinstance(value, bool):
                return Written(form, question, sign, str(value))
    entry.fault(f"has a guard whose {form} does not compare: write {form}: {WANTED[form]}.")
    return None


def resolved(
    questions: Mapping[str, Question], facts: Mapping[str, FactUse]
) -> dict[str, Question]:
    """The questions, with each comparison in their guards turned into a set of answers.

    What reads a question or a fact that it cannot read stays as it is: the gate reports it.
    """
    return {
        key: replace(
            question,
            routes=tuple(
                Route(_resolved(route.guard, questions, facts), route.to)
                for route in question.routes
            ),
        )
        if question.routes
        else question
        for key, question in questions.items()
    }


def _resolved(
    guard: Guard, questions: Mapping[str, Question], facts: Mapping[str, FactUse]
) -> Guard:
    match guard:
        case Not():
            return Not(_resolved(guard.guard, questions, facts))
        case All() | Any():
            inner = tuple(_resolved(item, questions, facts) for item in guard.guards)
            return type(guard)(inner)
        case OneOf() if guard.question in facts:
            use = facts[guard.question]
            if use.fact in REGISTRY:
                return Derived(use.key, use.of, guard.options, REGISTRY[use.fact].find)
        case Written() if guard.question in questions:
            return _answers_meant(guard, questions[guard.question]) or guard
    return guard


def _answers_meant(guard: Written, question: Question) -> OneOf | None:
    """The answers to `question` of which `guard` holds; None where it cannot be said."""
    if guard.form == "compare":
        return _bands_meant(guard, question)
    if not question.is_multiple:
        return None
    exclusive = {option.key for option in question.options if option.exclusive}
    answers = [answer for answer, _ in question.answers()]
    if guard.form == "has":
        if guard.value not in {option.key for option in question.options}:
            return None
        return OneOf(question.key, frozenset(a for a in answers if guard.value in a))
    if not (guard.value.isascii() and guard.value.isdigit() and len(guard.value) < 4):
        return None
    compare, number = COUNTS[guard.operator], int(guard.value)
    return OneOf(
        question.key,
        frozenset(a for a in answers if compare(len(set(a) - exclusive), number)),
    )


def _bands_meant(guard: Written, question: Question) -> OneOf | None:
    value = bands.value(question.kind, guard.value) if question.kind in bands.KINDS else None
    if value is None:
        return None
    reach = {
        option.key: option.band.reaches(guard.operator, value)
        for option in question.options
        if option.band
    }
    if None in reach.values():
        return None
    return OneOf(question.key, frozenset(key for key, whole in reach.items() if whole))
