"""Guards in words."""

import pytest

from policies.guides.engine import compile_guide
from policies.guides.saying import Guards
from tests.unit.policies.guides.samples import guide, outcome, question

NUMBERS = {"who": 1, "agreed": 2, "several": 3, "age": 4, "since": 5, "here": 6}


@pytest.fixture(scope="module")
def guards() -> Guards:
    banded = {"to": "end", "options": [{"key": "a", "label": "A", "below": "18"}]}
    banded["options"].append({"key": "b", "label": "B", "from": "18"})
    dated = {"to": "end", "options": [{"key": "a", "label": "A", "below": "2026-07-01"}]}
    dated["options"].append({"key": "b", "label": "B", "from": "2026-07-01"})
    several = [{"key": key, "label": key.capitalize()} for key in ("photo", "name")]
    several.append({"key": "none", "label": "None of these", "exclusive": "true"})
    questions = [
        question("who", {"client": "end", "former": "end"}),
        {"key": "agreed", "text": "Agreed?", "kind": "yes-no-not-sure", "to": "end"},
        {"key": "told", "text": "Told?", "kind": "yes-no-not-sure", "to": "end"},
        {"key": "several", "text": "?", "kind": "multiple", "options": several, "to": "end"},
        {"key": "age", "text": "Age?", "kind": "number"} | banded,
        {"key": "since", "text": "Since?", "kind": "date"} | dated,
        question("here", {"yes": "end", "no": "end"}),
    ]
    facts = [{"key": f"fact-{name}", "fact": name, "of": ["agreed", "told"]} for name in FACTS]
    return Guards(compile_guide(guide(questions, [outcome("end")], facts=facts)), NUMBERS, "here")


FACTS = ("all-yes", "any-yes")
CLIENT, YES = {"is": ["who", "client"]}, {"is": ["here", "yes"]}
AGREED = {"is": ["agreed", "yes"]}


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (CLIENT, "the answer to question 1 is “Client”"),
        (YES, "the answer to this question is “Yes”"),
        ({"is": ["told", "yes"]}, "the answer to “Told?” is “Yes”"),
        ({"in": ["who", ["client", "former"]]}, "the answer to question 1 is “Client” or “Former”"),
        ({"not": CLIENT}, "the answer to question 1 is not “Client”"),
        ({"not": {"not": CLIENT}}, "the answer to question 1 is “Client”"),
        (
            {"all": [CLIENT, AGREED]},
            "the answer to question 1 is “Client” and the answer to question 2 is “Yes”",
        ),
        (
            {"not": {"all": [CLIENT, AGREED]}},
            "the answer to question 1 is not “Client” or the answer to question 2 is not “Yes”",
        ),
        (
            {"any": [YES, {"not": {"any": [CLIENT, AGREED]}}]},
            "the answer to this question is “Yes” or (the answer to question 1 is not “Client” "
            "and the answer to question 2 is not “Yes”)",
        ),
        ({"has": ["several", "photo"]}, "the answers to question 3 include “Photo”"),
        (
            {"not": {"has": ["several", "photo"]}},
            "the answers to question 3 do not include “Photo”",
        ),
        ({"count": ["several", ">=", "2"]}, "at least 2 chosen at question 3"),
        ({"not": {"count": ["several", ">=", "2"]}}, "fewer than 2 chosen at question 3"),
        ({"count": ["several", "==", 0]}, "exactly 0 chosen at question 3"),
        ({"compare": ["age", ">=", "18"]}, "the answer to question 4 is 18 or more"),
        ({"not": {"compare": ["age", ">=", "18"]}}, "the answer to question 4 is below 18"),
        (
            {"compare": ["since", "<", "2026-07-01"]},
            "the answer to question 5 is before 1 July 2026",
        ),
        (
            {"compare": ["since", ">=", "2026-07-01"]},
            "the answer to question 5 is 1 July 2026 or later",
        ),
        (
            {"is": ["fact-all-yes", "yes"]},
            "the answer to question 2 and “Told?” is “Yes”",
        ),
        ({"is": ["fact-any-yes", "yes"]}, "the answer to question 2 or “Told?” is “Yes”"),
        (
            {"not": {"is": ["fact-any-yes", "not-sure"]}},
            "it is not so that no answer to question 2 and “Told?” is “Yes”, "
            "and not every one is “No”",
        ),
    ],
)
def test_a_guard_reads_as_a_sentence(guards, when, words):
    assert guards.words(when) == words
