"""Reading the questions, outcomes, facts and scenarios of a definition.

Each function takes an entry and gives back what could be read of it; faults go to the entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from policies.guides import bands
from policies.guides.compiled import (
    CHOICE,
    HAND_OFF,
    MULTIPLE,
    STANDINGS,
    YES_NO,
    FactUse,
    Option,
    Outcome,
    Question,
    Route,
    Scenario,
    Todo,
    Weighed,
)
from policies.guides.entry import Entry, closest, shown
from policies.guides.written import read_guard

QUESTION_FIELDS = ("key", "text", "hint", "source", "kind", "options", "to", "routes")
OPTION_FIELDS = ("key", "label", "to", "exclusive", "from", "below")
ROUTE_FIELDS = ("when", "to")
LIST_FIELDS = ("advice", "consult", "approve", "notify", "cites", "source")
OUTCOME_FIELDS = (
    "key", "standing", "answer", "advice", "do", "consult", "approve", "notify", "cites", "source",
    "weighed",
)  # fmt: skip
TASK_FIELDS = ("role", "task", "by", "template")
WEIGHED_FIELDS = ("clause", "why", "signed_by", "on")
FACT_FIELDS = ("key", "fact", "of")
SCENARIO_FIELDS = ("situation", "set", "answers", "outcome", "guide", "signed_by", "on")

QUESTION_KINDS = (CHOICE, MULTIPLE, YES_NO, bands.NUMBER, bands.DATE)
YES_NO_LABELS = {"yes": "Yes", "no": "No", "not-sure": "Not sure"}
# Eleven options that may be chosen together make over two thousand answers to one question.
MOST_CHOICES = 10


def read_question(entry: Entry) -> tuple[Question, bool]:
    """The question, and whether all of its options and routes could be read."""
    key = entry.key()
    text = entry.text("text")
    hint = entry.text("hint", required=False)
    source = entry.words("source")
    faults_before = len(entry.faults)
    kind = entry.text("kind", required=False) or CHOICE
    if kind not in QUESTION_KINDS:
        near = closest(kind, QUESTION_KINDS)
        entry.fault(f"has the kind {shown(kind)}{near}: write one of {', '.join(QUESTION_KINDS)}.")
        kind = CHOICE
    to, to_of_each = _read_to(entry, kind)
    options = _read_options(entry, kind, to_of_each)
    routes = _read_routes(entry)
    whole = len(entry.faults) == faults_before
    return Question(key, text, hint, options, routes, source, kind, to), whole


def _read_to(entry: Entry, kind: str) -> tuple[str | None, dict[str, str]]:
    """Where the question leads by default, and where yes, no and not sure do."""
    raw = entry.raw.get("to")
    if not (kind == YES_NO and isinstance(raw, Mapping)):
        return entry.text("to", required=False) or None, {}
    each = Entry(raw, entry.node, f"{entry.name}, to,", entry.faults)
    each.only(tuple(YES_NO_LABELS))
    return None, {key: to for key in YES_NO_LABELS if (to := each.text(key, required=False))}


def _read_options(entry: Entry, kind: str, to_of_each: Mapping[str, str]) -> tuple[Option, ...]:
    if kind == YES_NO and "options" not in entry.raw:
        return tuple(Option(key, YES_NO_LABELS[key], to_of_each.get(key)) for key in YES_NO_LABELS)
    options: dict[str, Option] = {}
    for item in entry.entries("options", OPTION_FIELDS, required=True):
        option = _read_option(item, kind, to_of_each)
        if option.key in options:
            item.fault("has a key that an earlier option has: give each its own.", "unique-keys")
        elif option.key:
            options[option.key] = option
    plain = [option for option in options.values() if not option.exclusive]
    if kind == MULTIPLE and len(plain) > MOST_CHOICES:
        entry.fault(
            f"lets people choose among more than {MOST_CHOICES} options: ask in two questions.",
            "kinds",
        )
        options = {option.key: option for option in plain[:MOST_CHOICES]}
    return tuple(options.values())


def _read_option(item: Entry, kind: str, to_of_each: Mapping[str, str]) -> Option:
    key, label, to = item.key(), item.text("label"), item.text("to", required=False)
    written = item.text("exclusive", required=False)
    if written and (written not in ("true", "false") or kind != MULTIPLE):
        item.fault("has exclusive: write true, and only where several may be chosen.", "kinds")
    band = _read_band(item, kind)
    return Option(key, label, to or to_of_each.get(key), written == "true", band)


def _read_band(item: Entry, kind: str) -> bands.Band | None:
    limits: list[bands.Value | None] = []
    for field in ("from", "below"):
        text = item.text(field, required=False)
        limit = bands.value(kind, text) if text and kind in bands.KINDS else None
        if text and kind not in bands.KINDS:
            item.fault(f"has {field}, but the question's kind is neither number nor date.", "kinds")
        elif text and limit is None:
            item.fault(f"has {field} {shown(text)}: write {bands.WANTED[kind]}.", "kinds")
        limits.append(limit)
    low, high = limits
    return None if low is None and high is None else bands.Band(low, high)


def _read_routes(entry: Entry) -> tuple[Route, ...]:
    routes = []
    for item in entry.entries("routes", ROUTE_FIELDS):
        to = item.text("to")
        guard = read_guard(item, item.raw.get("when"))
        if to and guard:
            routes.append(Route(guard, to))
    return tuple(routes)


def read_outcome(entry: Entry) -> Outcome:
    standing = entry.text("standing")
    if standing and standing not in STANDINGS:
        entry.fault(
            f"has the standing {shown(standing)}{closest(standing, STANDINGS)}: "
            f"write one of {', '.join(STANDINGS)}."
        )
    lists = {field: entry.words(field) for field in LIST_FIELDS}
    do = tuple(
        Todo(
            item.text("role"),
            item.text("task"),
            item.text("by", required=False),
            item.text("template", required=False),
        )
        for item in entry.entries("do", TASK_FIELDS)
    )
    weighed = tuple(
        Weighed(item.text("clause"), item.text("why"), item.text("signed_by"), _read_day(item))
        for item in entry.entries("weighed", WEIGHED_FIELDS)
    )
    answer = entry.text("answer")
    return Outcome(entry.key(), standing, answer, do=do, weighed=weighed, **lists)


def _read_day(entry: Entry, *, required: bool = True) -> str:
    """The day in `on`."""
    text = entry.text("on", required=required)
    if text and not isinstance(bands.value(bands.DATE, text), date):
        entry.fault(f"has in on {shown(text)}: write {bands.WANTED[bands.DATE]}.")
    return text


def read_fact(entry: Entry) -> FactUse:
    return FactUse(entry.key(), entry.text("fact"), entry.words("of", required=True))


def read_scenario(entry: Entry) -> Scenario:
    situation, policy_set = entry.text("situation"), entry.text("set")
    outcome = entry.text("outcome", required=False)
    guide = entry.text("guide", required=False)
    if bool(outcome) == bool(guide):
        entry.fault(
            "must end at one place: write either its outcome or the guide it hands over to."
        )
    return Scenario(
        entry.node,
        situation,
        policy_set,
        _read_answers(entry),
        outcome or (HAND_OFF + guide if guide else ""),
        entry.text("signed_by", required=False),
        _read_day(entry, required=False),
    )


def _read_answers(entry: Entry) -> dict[str, object]:
    raw = entry.raw.get("answers", {})
    if not isinstance(raw, Mapping):
        entry.fault(f"has answers that are {shown(raw)}: write each question with its option.")
        return {}
    answers: dict[str, object] = {}
    for question, option in raw.items():
        several = isinstance(option, list | tuple) and all(isinstance(one, str) for one in option)
        if isinstance(question, str) and (several or isinstance(option, str)):
            answers[question] = tuple(option) if several else option
        else:
            entry.fault(
                f"answers {shown(question)} with {shown(option)}: write the key of an option, "
                "or a list of them."
            )
    return answers
