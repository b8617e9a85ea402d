"""Kind and strength proposed from the words, with the words that carry them."""

import pytest

from policies.drafting.importing.proposing import lead, propose


@pytest.mark.parametrize(
    ("text", "kind", "strength", "words"),
    [
        ("Staff must comply.", "duty", "must", "must"),
        ("Staff shall comply.", "duty", "must", "shall"),
        ("It is to be kept.", "duty", "must", "is to be"),
        ("You are required to keep it.", "duty", "must", "are required to"),
        ("Staff must not post.", "prohibition", "must", "must not"),
        ("Staff may not post unless asked.", "prohibition", "must", "may not"),
        ("Contact is prohibited.", "prohibition", "must", "is prohibited"),
        ("Staff should ask.", "duty", "should", "should"),
        ("Staff should never ask.", "prohibition", "should", "should never"),
        ("It is not appropriate to chat.", "prohibition", "should", "is not appropriate"),
        ("Staff are to refrain from it.", "prohibition", "should", "are to refrain from"),
        ("Don’t accept strangers.", "prohibition", "should", "Don’t"),
        ("It is better not to follow them.", "prohibition", "advised", "better not to"),
        ("It is poor practice to keep them.", "prohibition", "advised", "is poor practice"),
        ("It may be appropriate to discuss it.", "advice", "advised", "may be appropriate"),
        ("Employees may post in their breaks.", "permission", "information", "Employees may"),
        ("It must be approved by the Director.", "approval", "must", "must"),
        ("You should report it to the Media Unit.", "escalation", "should", "should"),
        ("Keep records of your posts.", "duty", "should", "Keep"),
        ("This may result in dismissal.", "sanction", "information", ""),
        ("'Private use': use of your own.", "definition", "information", ""),
        ("Would my manager mind?", "question", "information", ""),
        ("Contact the Manager on 9096 0779.", "contact", "information", ""),
        ("Social media may include blogs.", "example", "information", ""),
        ("Use of blogs is growing since May 2015.", "principle", "information", ""),
        ("Should you need help, ring.", "principle", "information", ""),
        ("The purpose of this policy is to help.", "scope", "information", ""),
    ],
)
def test_what_the_words_say(text, kind, strength, words):
    found = propose(text)
    assert (found.kind, found.strength, found.words) == (kind, strength, words)


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("To avoid a breach employees must:", "must"),
        ("They are public. Employees must ensure they:", "must"),
        ("Do not: -", "should"),
        ("Poor practice", "should"),
    ],
)
def test_a_lead_in_lends_its_strength(text, strength):
    assert lead(text).strength == strength


@pytest.mark.parametrize(
    "text",
    [
        "Media may include:",
        "You must be fair. Media are:",
        "Staff should know the following sections:",
    ],
)
def test_other_lead_ins_lend_nothing(text):
    assert lead(text) is None
