"""What a clause's words say about its kind and its strength: a proposal, never more. Plain Python."""

import re
from dataclasses import dataclass

from policies.drafting.importing.phrases import (
    APPROVAL,
    COLUMNS,
    CONDITION,
    DO_NOT,
    ESCALATION,
    IMPERATIVE,
    MAY,
    PURPOSE,
    STRENGTHS,
    SUBJECTS,
    THINGS,
)

# The longest phrase that a clause keeps as the words that carry its strength.
LONGEST = 80
RULES = ("must", "should", "advised")


@dataclass(frozen=True)
class Proposal:
    kind: str
    strength: str
    words: str = ""


def propose(text: str, heading: str = "") -> Proposal:
    """Kind and strength of a clause that says `text` under `heading`, with the words that carry it.

    Where no words are known, a principle for information.
    """
    said = text or heading
    if said.rstrip().endswith("?") and len(said) < 400:
        return Proposal("question", "information")
    found = _strength(said)
    if found is None:
        return Proposal(_subject(said) or "principle", "information")
    if found.kind == "duty":
        for kind, pattern in (("approval", APPROVAL), ("escalation", ESCALATION)):
            if pattern.search(said):
                return Proposal(kind, found.strength, found.words)
    return found


def _strength(said: str) -> Proposal | None:
    """The strongest that the words say, or None."""
    if PURPOSE.search(said):
        return None
    start = DO_NOT.match(said)
    if start and not STRENGTHS[0][2].search(said):
        return Proposal("prohibition", "should", start[1])
    for kind, strength, pattern in STRENGTHS:
        found = pattern.search(said)
        if found and not CONDITION.match(said.lower(), found.start()):
            return Proposal(kind, strength, found[0][:LONGEST])
    start = IMPERATIVE.match(said)
    if start and start[1].lower() != "contact":
        return Proposal("duty", "should", start[1])
    found = MAY.search(said)
    if found and not _subject(said):
        return Proposal("permission", "information", found[0][-LONGEST:])
    return None


def _subject(said: str) -> str:
    return next((kind for kind, pattern in SUBJECTS if pattern.search(said)), "")


def column_of(heading: str) -> str:
    """The column of a grid or of a pair of lists that a heading names; empty for any other."""
    words = re.sub(r"[^a-z' ]", " ", heading.lower().replace("’", "'"))
    return COLUMNS.get(" ".join(words.split()), "")


def lead(text: str) -> Proposal | None:
    """What a lead-in lends to the items under it: None where it asks nothing of anybody.

    "Staff must:" lends its must; "Social media may include:" lends nothing.
    """
    if column := column_of(text):
        kind = "prohibition" if column in ("poor", "dont") else "duty"
        return Proposal(kind, "should", text.strip(" :-–—·•"))
    # Only what its last sentence says: further up stands something else.
    said = re.split(r"(?<=[.!?])\s+", text.strip())[-1]
    found = _strength(said)
    if found is None or found.strength not in RULES:
        return None
    return None if THINGS.search(said, said.find(found.words)) else found


def lists_things(text: str) -> bool:
    """Whether a lead-in says that things follow, not rules."""
    return bool(THINGS.search(text))


def under(lent: Proposal, text: str) -> Proposal:
    """An item's own proposal, with the strength that its lead-in lends it."""
    own = propose(text)
    if own.kind == "prohibition" and lent.kind != "prohibition":
        return Proposal("prohibition", lent.strength, own.words or lent.words)
    kind = own.kind if own.kind in ("approval", "escalation") and lent.kind == "duty" else lent.kind
    return Proposal(kind, lent.strength, lent.words)
