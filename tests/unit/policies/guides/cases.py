"""What guides in `broken/` have wrong in their shape and links, and what mends them."""

from typing import NamedTuple

from tests.unit.policies.guides.samples import GONE


class Case(NamedTuple):
    """What is wrong in a file of `broken/`, a word its message must have, and what mends it."""

    name: str
    faults: set[tuple[str, str]]
    says: str
    mend: list[tuple[tuple[str | int, ...], object]]


def at(*way: str | int) -> tuple[str | int, ...]:
    return way


def option(question: int, number: int, field: str = "to") -> tuple[str | int, ...]:
    return ("questions", question, "options", number, field)


SHAPE = [
    Case(
        "schema-misspelt-field",
        {("schema", "first")},
        "'hnt' (closest: 'hint')",
        [(at("questions", 0, "hint"), "A sentence."), (at("questions", 0, "hnt"), GONE)],
    ),
    Case(
        "schema-no-title",
        {("schema", "schema-no-title")},
        "has no title",
        [(at("title"), "A title")],
    ),
    Case(
        "schema-text-is-a-list",
        {("schema", "first")},
        "has a text that is a list",
        [(at("questions", 0, "text"), "First question?")],
    ),
    Case(
        "schema-options-are-a-mapping",
        {
            ("schema", "first"),
            ("reachable", "allowed"),
            ("reachable", "refused"),
        },
        "has in options what is a mapping: write a list",
        [
            (
                at("questions", 0, "options"),
                [
                    {"key": "yes", "label": "Yes", "to": "allowed"},
                    {"key": "no", "label": "No", "to": "refused"},
                ],
            )
        ],
    ),
    Case(
        "schema-unknown-standing",
        {("schema", "refused")},
        "write one of permitted, conditional",
        [(at("outcomes", 1, "standing"), "prohibited")],
    ),
    Case(
        "schema-unquoted-comma",
        {("schema", "first")},
        "put a text that holds a comma in quotes",
        [(option(0, 0, "label"), "Yes, of course"), (option(0, 0, "of course"), GONE)],
    ),
    Case(
        "schema-guard-of-two-forms",
        {("schema", "first")},
        "write exactly one of is, in, not, all, any",
        [(at("questions", 0, "routes"), [])],
    ),
    Case(
        "schema-guard-without-option",
        {("schema", "first")},
        "write is: [question, option]",
        [(at("questions", 0, "routes"), [])],
    ),
    Case(
        "schema-empty-all",
        {("schema", "first")},
        "no list of guards: write at least one",
        [(at("questions", 0, "routes"), [])],
    ),
    Case(
        "schema-start-is-text",
        {("schema", "schema-start-is-text"), ("start", "schema-start-is-text")},
        "has a start that is 'first'",
        [(at("start"), {"YJ": "first"})],
    ),
    Case(
        "schema-task-without-role",
        {("schema", "refused")},
        "do 1, has no role",
        [(at("outcomes", 1, "do", 0, "role"), "case-manager")],
    ),
    Case(
        "unique-keys-question-twice",
        {("unique-keys", "first")},
        "Question 'first' has a key that an earlier node has",
        [(at("questions", 1), GONE)],
    ),
    Case(
        "unique-keys-outcome-like-question",
        {("unique-keys", "first")},
        "Outcome 'first' has a key that an earlier node has",
        [(at("outcomes", 2), GONE)],
    ),
    Case(
        "unique-keys-option-twice",
        {("unique-keys", "first")},
        "option 'no', has a key that an earlier option has",
        [(option(0, 2, "key"), "not-at-all")],
    ),
    Case(
        "unique-keys-capitals",
        {("unique-keys", "Not OK")},
        "Outcome 'Not OK' has the key 'Not OK': use only a to z, 0 to 9 and hyphens",
        [(at("outcomes", 1, "key"), "not-ok"), (option(0, 1), "not-ok")],
    ),
    Case(
        "start-missing-for-a-set",
        {("start", "start-missing-for-a-set")},
        "'DHS' has no start",
        [(at("start", "DHS"), "allowed")],
    ),
    Case(
        "start-names-nothing",
        {("start", "start-names-nothing")},
        "'frist', which does not exist (closest: 'first')",
        [(at("start", "YJ"), "first")],
    ),
    Case(
        "start-for-a-set-not-served",
        {("start", "start-for-a-set-not-served")},
        "'DSS', which is not in sets",
        [(at("start", "DSS"), GONE)],
    ),
    Case(
        "targets-misspelt",
        {("targets", "first")},
        "leads to 'alowed', which does not exist (closest: 'allowed')",
        [(option(0, 2), "allowed")],
    ),
    Case(
        "targets-route-to-nothing",
        {("targets", "first")},
        "route 1, leads to 'nowhere'",
        [(at("questions", 0, "routes", 0, "to"), "refused")],
    ),
    Case(
        "targets-unknown-guide",
        {("targets", "first")},
        "the guide 'no-such-guide', which does not exist",
        [(option(0, 2), "guide:other-guide")],
    ),
    Case(
        "cycle-of-two",
        {("cycle", "first")},
        "first → second → first",
        [(option(1, 1), "allowed")],
    ),
    Case(
        "cycle-of-one",
        {("cycle", "first")},
        "first → first",
        [(option(0, 2), "allowed")],
    ),
    Case(
        "cycle-through-a-route",
        {("cycle", "first")},
        "first → second → first",
        [(at("questions", 1, "routes"), [])],
    ),
    Case(
        "cycle-to-the-same-guide",
        {("cycle", "first")},
        "hands off to this same guide",
        [(option(0, 2), "guide:other-guide")],
    ),
]
