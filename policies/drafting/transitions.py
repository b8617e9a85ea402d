"""The table of a version's states: what may be done in each of them.

draft → in review ⇄ changes requested → approved → scheduled → published → withdrawn. A published
version whose range has ended is superseded; that is read from its days, never stored.
"""

from dataclasses import dataclass

from policies.library.models import PolicyVersion

State = PolicyVersion.State


@dataclass(frozen=True)
class Step:
    """In which states a step can be taken, and how a refusal says it: "you cannot … any more"."""

    states: tuple[str, ...]
    words: str


STEPS = {
    "write": Step(PolicyVersion.EDITABLE, "change its text"),
    "submit": Step(PolicyVersion.EDITABLE, "submit it"),
    "discard": Step(PolicyVersion.EDITABLE, "discard it"),
    "comment": Step(PolicyVersion.WORKING, "comment on it"),
    "approve": Step((State.IN_REVIEW,), "approve it"),
    "return": Step((State.IN_REVIEW, State.APPROVED, State.SCHEDULED), "return it"),
    "publish": Step((State.APPROVED,), "publish it"),
    "publish-at-once": Step((State.DRAFT, State.RETURNED, State.IN_REVIEW), "publish it at once"),
    "take-back": Step((State.SCHEDULED,), "take it back"),
    "read-after": Step(PolicyVersion.PUBLIC, "read it after the fact"),
    "withdraw": Step((State.PUBLISHED,), "withdraw it"),
}
