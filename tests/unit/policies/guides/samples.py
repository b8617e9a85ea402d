"""A small sound guide, and the world that the gate's tests check guides against."""

from collections.abc import Iterable, Mapping
from copy import deepcopy

from policies.guides.checks import ClauseFact, Context

YJ = frozenset({"YJ"})
BOTH = frozenset({"YJ", "DHS"})

CONTEXT = Context(
    clauses={
        "may": ClauseFact("permission", "information", BOTH),
        "must-not": ClauseFact("prohibition", "must", YJ),
        "must-not-dhs": ClauseFact("prohibition", "must", frozenset({"DHS"})),
        "better-not": ClauseFact("prohibition", "advised", YJ),
        "advised": ClauseFact("advice", "advised", YJ),
        "principle": ClauseFact("principle", "should", YJ),
        "offence": ClauseFact("offence", "must", YJ),
        "escalate": ClauseFact("escalation", "information", YJ),
    },
    contacts=("team-leader", "web-design"),
    roles=("case-manager", "senior-advisor"),
    guides=("other-guide",),
    templates=("talk-it-over",),
    role_sets={"case-manager": ("YJ",)},
    contact_sets={"web-design": ("YJ",)},
    scenarios_needed=False,
)


def question(
    key: str, options: Mapping[str, str | None], routes: Iterable[tuple[object, str]] = ()
) -> dict:
    """A question whose options lead where `options` says, or nowhere where it says None."""
    return {
        "key": key,
        "text": f"{key.capitalize()}?",
        "options": [
            {"key": name, "label": name.capitalize()} | ({"to": to} if to else {})
            for name, to in options.items()
        ],
        "routes": [{"when": guard, "to": to} for guard, to in routes],
    }


def outcome(key: str, **fields: object) -> dict:
    return {"key": key, "standing": "silent", "answer": f"{key}.", "cites": ["may"], **fields}


def guide(questions: Iterable[dict], outcomes: Iterable[dict], **fields: object) -> dict:
    """A definition for YJ that starts at its first question."""
    questions = list(questions)
    start = questions[0]["key"] if questions else ""
    return {
        "slug": "sample",
        "title": "A sample",
        "topic": "test",
        "summary": "A guide for the tests.",
        "sets": ["YJ"],
        "start": {"YJ": start},
        "questions": questions,
        "outcomes": list(outcomes),
        **fields,
    }


def request_guide() -> dict:
    """Someone asks to connect: who, on which account; work accounts of clients are routed aside.

    Every kind of thing a guide can do is in it: a guard, a route before the options' own `to`,
    an option without one, a hand-off, two sets with different starts.
    """
    return guide(
        [
            question("who", {"client": "account", "former": "account", "colleague": "fine"}),
            question(
                "account",
                {"own": "refuse", "work": "manager", "unsure": None},
                [
                    ({"all": [{"is": ["account", "work"]}, {"is": ["who", "former"]}]}, "refuse"),
                    ({"is": ["account", "unsure"]}, "guide:other-guide"),
                ],
            ),
            question("manager", {"agreed": "fine", "not-asked": "ask"}),
        ],
        [
            outcome("fine", standing="permitted"),
            outcome("refuse", standing="prohibited", cites=["must-not"]),
            outcome("ask", standing="ask-first", cites=["escalate"], consult=["team-leader"]),
            outcome("no-rule"),
        ],
        sets=["YJ", "DHS"],
        start={"YJ": "who", "DHS": "no-rule"},
    )


def changed(definition: dict, *edits: tuple[tuple[str | int, ...], object]) -> dict:
    """A copy of `definition` with each edit made: a way into it, and what to put there.

    `GONE` takes the thing out; a position one past the end of a list adds to it.
    """
    copy = deepcopy(definition)
    for (*way, last), value in edits:
        inside = copy
        for step in way:
            inside = inside[step]
        if value is GONE:
            del inside[last]
        elif isinstance(inside, list) and last == len(inside):
            inside.append(value)
        else:
            inside[last] = value
    return copy


GONE = object()
