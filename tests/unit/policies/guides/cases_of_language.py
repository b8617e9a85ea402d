"""What guides in `broken/` have wrong in kinds, guards, tasks and scenarios, and what mends them."""

from tests.unit.policies.guides.cases import Case, at, option
from tests.unit.policies.guides.samples import GONE

GUARD = at("questions", 0, "routes", 0, "when")
SECOND_GUARD = at("questions", 1, "routes", 0, "when")


def scenario(field: str) -> tuple[str | int, ...]:
    return ("scenarios", 0, field)


def one(name: str, rule: str, node: str, says: str, *mend: tuple) -> Case:
    """A case with a single fault."""
    return Case(name, {(rule, node)}, says, list(mend))


LANGUAGE = [
    one(
        "kinds-unknown-kind",
        "schema",
        "first",
        "has the kind 'multple' (closest: 'multiple')",
        (at("questions", 0, "kind"), "choice"),
    ),
    one(
        "kinds-none-does-not-exclude",
        "kinds",
        "first",
        "with exclusive: true",
        (at("questions", 0, "options", 2, "exclusive"), "true"),
    ),
    one(
        "kinds-option-of-several-leads-on",
        "kinds",
        "first",
        "has option 'name' with a to, though others may be chosen with it",
        (option(0, 0), GONE),
    ),
    one(
        "kinds-exclusive-in-a-choice",
        "kinds",
        "first",
        "only where several may be chosen",
        (at("questions", 0, "options", 1, "exclusive"), GONE),
    ),
    one(
        "kinds-is-of-several",
        "kinds",
        "first",
        "write has or count",
        (GUARD, {"has": ["first", "name"]}),
    ),
    one(
        "kinds-has-of-a-choice",
        "kinds",
        "first",
        "has reads only a question where several may be chosen",
        (at("questions", 0, "routes"), []),
    ),
    one(
        "kinds-has-no-such-option",
        "kinds",
        "first",
        "compares 'first' with 'nmae', which is none of its options (closest: 'name')",
        (GUARD, {"has": ["first", "name"]}),
    ),
    one(
        "kinds-count-of-words",
        "kinds",
        "first",
        "write a whole number",
        (GUARD, {"count": ["first", ">=", "2"]}),
    ),
    one(
        "kinds-compare-of-a-choice",
        "kinds",
        "first",
        "compare reads only a question of the kind number or date",
        (at("questions", 0, "routes"), []),
    ),
    one(
        "kinds-compare-inside-a-band",
        "kinds",
        "first",
        "lies inside the band 'teen': begin a band there",
        (GUARD, {"compare": ["first", ">=", "13"]}),
        (option(0, 1), GONE),
        (option(0, 2), GONE),
    ),
    one(
        "kinds-bands-with-a-gap",
        "kinds",
        "first",
        "has a gap or an overlap at 16",
        (option(0, 1, "from"), "13"),
    ),
    one(
        "kinds-bands-without-an-end",
        "kinds",
        "first",
        "has not one band open at each end",
        (option(0, 2, "below"), GONE),
    ),
    one(
        "kinds-band-of-words",
        "kinds",
        "first",
        "has from 'eighteen': write digits, such as 18",
        (option(0, 2, "from"), "18"),
    ),
    one(
        "kinds-band-of-no-such-day",
        "kinds",
        "first",
        "has from '2026-06-31': write a date as year, month, day",
        (option(0, 1, "from"), "2026-07-01"),
    ),
    one(
        "kinds-yes-no-with-other-answers",
        "kinds",
        "first",
        "give it these three options, or none",
        (at("questions", 0, "options", 1, "key"), "no"),
        (at("questions", 0, "options", 2), {"key": "not-sure", "label": "?", "to": "refused"}),
    ),
    Case(
        "kinds-unknown-fact",
        {("kinds", "agreed"), ("reachable", "allowed")},
        "names 'al-yes' (closest: 'all-yes')",
        [(at("facts", 0, "fact"), "all-yes")],
    ),
    Case(
        "kinds-fact-of-other-answers",
        {("kinds", "agreed"), ("reachable", "allowed")},
        "reads 'first', whose options are not those it takes",
        [(at("facts", 0, "of"), ["second"])],
    ),
    Case(
        "guards-no-such-output",
        {("guards", "second"), ("reachable", "allowed")},
        "compares 'agreed' with 'maybe', which is none of its outputs",
        [(SECOND_GUARD, {"is": ["agreed", "yes"]})],
    ),
    one(
        "constant-always",
        "constant",
        "first",
        "route 2, has a guard that is always true",
        (at("questions", 0, "routes", 1, "when"), {"is": ["first", "no"]}),
    ),
    one(
        "constant-part",
        "constant",
        "second",
        "always true, whatever is answered: its part on 'second'",
        (SECOND_GUARD, {"is": ["first", "yes"]}),
    ),
    one(
        "constant-count",
        "constant",
        "first",
        "always true",
        (at("questions", 0, "routes", 1, "when"), {"count": ["first", ">=", "1"]}),
    ),
    one(
        "tasks-unknown-template",
        "tasks",
        "refused",
        "'talk-it-ovr', which does not exist (closest: 'talk-it-over')",
        (at("outcomes", 1, "do", 0, "template"), "talk-it-over"),
    ),
    one(
        "tasks-template-of-another-kind",
        "tasks",
        "allowed",
        "'case-manager', which does not exist",
        (at("outcomes", 0, "do", 0, "template"), GONE),
    ),
    one(
        "scenario-ends-elsewhere",
        "scenario",
        "scenario 1",
        "Scenario 1 should end at 'allowed', but ends at 'refused'",
        (scenario("outcome"), "refused"),
    ),
    one(
        "scenario-stands-still",
        "scenario",
        "scenario 1",
        "stands still at question 'first': 'maybe' is no answer to it",
        (scenario("answers"), {"first": "no"}),
    ),
    one(
        "scenario-answers-too-much",
        "scenario",
        "scenario 1",
        "answers 'fist', which is not asked on its way",
        (scenario("answers"), {"first": "no"}),
    ),
    one(
        "scenario-of-others",
        "scenario",
        "scenario 1",
        "is for 'DSS', whom this guide does not serve",
        (scenario("set"), "YJ"),
    ),
    one(
        "schema-scenario-without-an-end",
        "schema",
        "scenario 1",
        "must end at one place",
        (scenario("outcome"), "refused"),
    ),
    one(
        "schema-weighed-unsigned",
        "schema",
        "allowed",
        "has no signed_by: write one",
        (at("outcomes", 0, "weighed", 0, "signed_by"), "The editor"),
        (at("outcomes", 0, "weighed", 0, "on"), "2026-02-28"),
    ),
    one(
        "cited-nothing-for-some",
        "cited",
        "refused",
        "is reached by DHS, but cites no clause that binds them",
        (at("outcomes", 1, "cites"), ["must-not", "must-not-dhs"]),
    ),
    one(
        "roles-of-others",
        "roles",
        "refused",
        "to the role 'case-manager', which is not for DHS",
        (at("outcomes", 1, "do", 0, "role"), "senior-advisor"),
    ),
    one(
        "contacts-of-others",
        "contacts",
        "refused",
        "the contact 'web-design', who is not for DHS",
        (at("outcomes", 1, "notify"), ["team-leader"]),
    ),
]
