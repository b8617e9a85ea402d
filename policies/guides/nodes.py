"""Reading the questions, outcomes and guards of a definition.

Each function takes an entry and gives back what could be read of it; faults go to the entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from policies.guides.compiled import STANDINGS, Option, Outcome, Question, Route, Todo
from policies.guides.entry import Entry, closest, shown
from policies.guides.guards import All, Any, Guard, Not, OneOf

QUESTION_FIELDS = ("key", "text", "hint", "source", "options", "routes")
OPTION_FIELDS = ("key", "label", "to")
ROUTE_FIELDS = ("when", "to")
LIST_FIELDS = ("advice", "consult", "approve", "notify", "cites", "source")
OUTCOME_FIELDS = ("key", "standing", "answer", "do", *LIST_FIELDS)
TODO_FIELDS = ("role", "task", "by")
GUARD_FORMS = ("is", "in", "not", "all", "any")

DEEPEST_GUARD = 20


def read_question(entry: Entry) -> tuple[Question, bool]:
    """The question, and whether all of its options and routes could be read."""
    key = entry.key()
    text = entry.text("text")
    hint = entry.text("hint", required=False)
    source = entry.words("source")
    faults_before = len(entry.faults)
    options = _read_options(entry)
    routes = _read_routes(entry)
    whole = len(entry.faults) == faults_before
    return Question(key, text, hint, options, routes, source), whole


def _read_options(entry: Entry) -> tuple[Option, ...]:
    options: dict[str, Option] = {}
    for item in entry.entries("options", OPTION_FIELDS, required=True):
        option = Option(item.key(), item.text("label"), item.text("to", required=False) or None)
        if option.key in options:
            item.fault("has a key that an earlier option has: give each its own.", "unique-keys")
        elif option.key:
            options[option.key] = option
    return tuple(options.values())


def _read_routes(entry: Entry) -> tuple[Route, ...]:
    routes = []
    for item in entry.entries("routes", ROUTE_FIELDS):
        to = item.text("to")
        guard = read_guard(item, item.raw.get("when"))
        if to and guard:
            routes.append(Route(guard, to))
    return tuple(routes)


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
    if form in ("is", "in"):
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


def _read_comparison(entry: Entry, form: object, inner: object) -> OneOf | None:
    match form, inner:
        case "is", [str(question), str(option)]:
            return OneOf(question, frozenset({option}))
        case "in", [str(question), [_, *_] as listed]:
            options = [option for option in listed if isinstance(option, str)]
            if len(options) == len(listed):
                return OneOf(question, frozenset(options))
    wanted = "[question, option]" if form == "is" else "[question, [option, option]]"
    entry.fault(f"has a guard whose {form} does not compare: write {form}: {wanted}.")
    return None


def read_outcome(entry: Entry) -> Outcome:
    standing = entry.text("standing")
    if standing and standing not in STANDINGS:
        entry.fault(
            f"has the standing {shown(standing)}{closest(standing, STANDINGS)}: "
            f"write one of {', '.join(STANDINGS)}."
        )
    lists = {field: entry.words(field) for field in LIST_FIELDS}
    do = tuple(
        Todo(item.text("role"), item.text("task"), item.text("by", required=False))
        for item in entry.entries("do", TODO_FIELDS)
    )
    return Outcome(entry.key(), standing, entry.text("answer"), do=do, **lists)
