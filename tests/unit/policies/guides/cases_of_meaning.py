"""What guides in `broken/` have wrong in their paths and in what they name, and what mends them."""

from tests.unit.policies.guides.cases import Case, at, option
from tests.unit.policies.guides.samples import GONE

REFUSED_CITES = at("outcomes", 1, "cites")
ALLOWED_CITES = at("outcomes", 0, "cites")

MEANING = [
    Case(
        "reachable-orphan-outcome",
        {("reachable", "orphan")},
        "nothing that starts leads to it",
        [(option(0, 1), "orphan"), (at("outcomes", 1), GONE)],
    ),
    Case(
        "reachable-cut-chain",
        {("reachable", "second"), ("reachable", "orphan")},
        "Question 'second' cannot be reached",
        [(option(0, 0), "second")],
    ),
    Case(
        "reachable-only-in-the-graph",
        {("reachable", "orphan"), ("guards", "second")},
        "the options and routes that lead to it never come true",
        [(option(0, 1), "second")],
    ),
    Case(
        "routed-option-without-to",
        {("routed", "first")},
        "option 'maybe', leads nowhere: give it a to",
        [(option(0, 2), "refused")],
    ),
    Case(
        "routed-not-on-every-path",
        {("routed", "second")},
        "option 'no', leads nowhere after first = no, second = no",
        [(at("questions", 1, "routes", 0, "when"), {"is": ["second", "no"]})],
    ),
    Case(
        "guards-unknown-question",
        {("guards", "second")},
        "reads 'frist', which is no question (closest: 'first')",
        [(at("questions", 1, "routes", 0, "when"), {"is": ["first", "no"]})],
    ),
    Case(
        "guards-unknown-option",
        {("guards", "second")},
        "compares 'first' with 'never', which is none of its options",
        [(at("questions", 1, "routes", 0, "when"), {"in": ["first", ["no", "unsure"]]})],
    ),
    Case(
        "guards-not-asked-on-a-path",
        {("guards", "third")},
        "reads 'second', which is not asked before it after first = no, third = yes",
        [
            (
                at("questions", 2, "routes", 0, "when"),
                {"all": [{"is": ["first", "yes"]}, {"is": ["second", "no"]}]},
            )
        ],
    ),
    Case(
        "guards-asked-later",
        {("guards", "first")},
        "reads 'second', which is not asked before it",
        [(at("questions", 0, "routes"), [])],
    ),
    Case(
        "guards-contradiction",
        {("guards", "second"), ("constant", "second")},
        "route 1, never fires: no answers that come this far make its guard true",
        [(at("questions", 1, "routes", 0, "when"), {"is": ["first", "no"]})],
    ),
    Case(
        "guards-shadowed",
        {("guards", "second")},
        "route 2, never fires",
        [(at("questions", 1, "routes", 0, "when"), {"is": ["first", "unsure"]})],
    ),
    Case(
        "guards-always-fires",
        {("guards", "second"), ("constant", "second"), ("reachable", "allowed")},
        "route 2, never fires: it is shadowed by the routes before it",
        [(at("questions", 1, "routes", 0), GONE)],
    ),
    Case(
        "guards-to-never-followed",
        {("guards", "first")},
        "option 'no', never leads to 'allowed': the routes always catch it first",
        [(option(0, 1), GONE)],
    ),
    Case(
        "cited-nothing",
        {("cited", "allowed")},
        "cites no clause",
        [(ALLOWED_CITES, ["may"])],
    ),
    Case(
        "cited-not-in-force",
        {("cited", "allowed")},
        "cites 'repealed', which is not in force",
        [(ALLOWED_CITES, ["may", "advised"])],
    ),
    Case(
        "cited-binds-others",
        {("cited", "refused")},
        "cites 'must-not-dhs', which binds none of those who get there (YJ)",
        [(REFUSED_CITES, ["must-not", "better-not"])],
    ),
    Case(
        "cited-binds-others-of-the-guide",
        {("cited", "refused")},
        "which binds none of those who get there (YJ)",
        [(at("start", "DHS"), "first"), (at("outcomes", 2), GONE)],
    ),
    Case(
        "strength-prohibited-on-advice",
        {("strength", "refused")},
        "says prohibited, but cites no",
        [(REFUSED_CITES, ["advised", "must-not"])],
    ),
    Case(
        "strength-prohibited-on-mere-words",
        {("strength", "refused")},
        "of strength must or should",
        [(REFUSED_CITES, ["must-not"])],
    ),
    Case(
        "strength-emergency-on-a-principle",
        {("strength", "refused")},
        "says emergency, but cites no",
        [(REFUSED_CITES, ["escalate"])],
    ),
    Case(
        "strength-ask-first-on-permission",
        {("strength", "refused")},
        "says ask-first, but cites no",
        [(REFUSED_CITES, ["may", "better-not"])],
    ),
    Case(
        "strength-permitted-on-prohibition",
        {("strength", "allowed")},
        "says permitted, but cites no",
        [(ALLOWED_CITES, ["must-not", "principle"])],
    ),
    Case(
        "strength-conditional-on-an-offence",
        {("strength", "allowed")},
        "says conditional, but cites no",
        [(at("outcomes", 0, "standing"), "silent")],
    ),
    Case(
        "contacts-unknown-to-consult",
        {("contacts", "refused")},
        "'team-leeder', which does not exist (closest: 'team-leader')",
        [(at("outcomes", 1, "consult", 0), "team-leader")],
    ),
    Case(
        "contacts-unknown-to-approve-and-notify",
        {("contacts", "refused")},
        "under notify the contact 'no-one'",
        [(at("outcomes", 1, "approve"), ["web-design"]), (at("outcomes", 1, "notify"), [])],
    ),
    Case(
        "roles-unknown-for-a-task",
        {("roles", "refused")},
        "is 'case-manger', which is no job role (closest: 'case-manager')",
        [(at("outcomes", 1, "do", 0, "role"), "case-manager")],
    ),
    Case(
        "roles-unknown-owner",
        {("roles", "roles-unknown-owner")},
        "The guide's owner is 'nobody'",
        [(at("owner"), "senior-advisor")],
    ),
]
