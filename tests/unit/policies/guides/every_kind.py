"""A guide with a question of every kind and a derived fact, fit for the publish gate."""

from copy import deepcopy

SIGNED = {"signed_by": "The approver", "on": "2026-07-01"}
EVERY_KIND = {
    "slug": "every-kind",
    "title": "A question of every kind",
    "topic": "test",
    "summary": "A guide that asks in every way there is.",
    "sets": ["YJ"],
    "start": {"YJ": "what"},
    "facts": [{"key": "all-know", "fact": "all-yes", "of": ["leader-knows", "family-knows"]}],
    "questions": [
        {
            "key": "what",
            "text": "What is it about?",
            "options": [
                {"key": "person", "label": "A young person", "to": "age"},
                {"key": "other", "label": "Something else", "to": "ask"},
            ],
        },
        {
            "key": "age",
            "text": "How old are they?",
            "kind": "number",
            "options": [
                {"key": "child", "label": "Under 10", "below": "10"},
                {"key": "young", "label": "10 to 17", "from": "10", "below": "18"},
                {"key": "adult", "label": "18 or older", "from": "18"},
            ],
            "to": "since",
        },
        {
            "key": "since",
            "text": "When were they last seen?",
            "kind": "date",
            "options": [
                {"key": "earlier", "label": "Before July 2026", "below": "2026-07-01"},
                {"key": "later", "label": "In July 2026 or later", "from": "2026-07-01"},
            ],
            "to": "signs",
        },
        {
            "key": "signs",
            "text": "Which of these have you seen?",
            "kind": "multiple",
            "options": [
                {"key": "threat", "label": "A threat"},
                {"key": "injury", "label": "An injury"},
                {"key": "silence", "label": "No reply for days"},
                {"key": "none", "label": "None of these", "exclusive": "true"},
            ],
            "routes": [
                {
                    "when": {
                        "all": [{"count": ["signs", ">=", "2"]}, {"compare": ["age", "<", "18"]}]
                    },
                    "to": "refuse",
                }
            ],
            "to": "leader-knows",
        },
        {
            "key": "leader-knows",
            "text": "Does your team leader know?",
            "kind": "yes-no-not-sure",
            "to": "family-knows",
        },
        {
            "key": "family-knows",
            "text": "Does the family know?",
            "kind": "yes-no-not-sure",
            "routes": [{"when": {"is": ["all-know", "yes"]}, "to": "refuse"}],
            "to": "ask",
        },
    ],
    "outcomes": [
        {"key": "ask", "standing": "ask-first", "answer": "Ask.", "cites": ["yj-091", "yj-025"]},
        {"key": "refuse", "standing": "prohibited", "answer": "Do not.", "cites": ["yj-050"]},
    ],
    "scenarios": [
        {
            "situation": "It is about a car.",
            "set": "YJ",
            "answers": {"what": "other"},
            "outcome": "ask",
            **SIGNED,
        },
        {
            "situation": "A boy of 15 was hurt and threatened.",
            "set": "YJ",
            "answers": {
                "what": "person",
                "age": "young",
                "since": "later",
                "signs": ["threat", "injury"],
            },
            "outcome": "refuse",
            **SIGNED,
        },
    ],
}


def every_kind(**changed: object) -> dict:
    """A copy of the guide, to be changed."""
    return deepcopy(EVERY_KIND) | changed
