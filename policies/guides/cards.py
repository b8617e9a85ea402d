"""Changes and findings as the approver reads them, each with its signature."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from policies.guides.changes import Group
from policies.guides.compiled import CompiledGuide, HandOff, Outcome, Question
from policies.guides.differing import Changes, ToSign
from policies.guides.models import GuideSignature
from policies.guides.wording import (
    NOT_SERVED,
    STANDINGS,
    decided_words,
    end_words,
    path_words,
    reworded,
)
from policies.library.comparing import compare_words
from policies.library.presenters import words_html

CARDS_A_PAGE = 200


@dataclass(frozen=True)
class End:
    """Where paths end: the word and tone of a standing where it is an outcome, and what it says."""

    word: str
    css: str
    says: str


@dataclass(frozen=True)
class Card:
    """Something that changes, or that the gate found; `before` and `after` where paths end elsewhere.

    `told` are the parts of an outcome that say something else now, old and new words marked.
    """

    item: ToSign
    heading: str
    before: End | None = None
    after: End | None = None
    example: list[tuple[str, str]] = field(default_factory=list)
    told: list[tuple[str, SafeString]] = field(default_factory=list)
    signature: GuideSignature | None = None

    @property
    def id(self) -> str:
        return self.item.id

    @property
    def policy_set(self) -> str:
        return self.item.group.policy_set if self.item.group else ""

    @property
    def paths(self) -> int:
        return self.item.group.paths if self.item.group else 0

    @property
    def text(self) -> str:
        """What it is about, where no picture of it is drawn."""
        return "" if self.item.group else self.item.what


def cards(
    items: Iterable[ToSign],
    changes: Changes | None,
    signatures: Iterable[GuideSignature] = (),
) -> list[Card]:
    """A card for each item, with who signed for it."""
    signed = {(each.kind, each.key): each for each in signatures}
    return [_card(item, changes, signed.get((item.kind, item.key))) for item in items]


def _card(item: ToSign, changes: Changes | None, signature: GuideSignature | None) -> Card:
    if item.group is None or changes is None:
        return Card(item, _FINDINGS[item.kind], signature=signature)
    old, new, group = changes.old, changes.new, item.group
    return Card(
        item,
        decided_words(old, new, group),
        before=_end(old, group.before),
        after=_end(new, group.after),
        example=path_words((new, old), group.example),
        told=_told(old, new, group) if group.reworded else [],
        signature=signature,
    )


_FINDINGS: Mapping[str, str] = {
    "weighed": "A permission that leaves a prohibition",
    "meaning": "New words under an old key",
    "changed": "Paths that cannot be compared",
}


def _end(guide: CompiledGuide, key: str) -> End:
    place = guide.places.get(key)
    match place:
        case Outcome():
            return End(STANDINGS[place.standing], place.standing, place.answer)
        case HandOff():
            return End("Another guide", "", place.slug)
        case Question():
            return End("No answer", "", end_words(guide, key))
    return End("Not served", "", NOT_SERVED)


def _told(old: CompiledGuide, new: CompiledGuide, group: Group) -> list[tuple[str, SafeString]]:
    before, after = old.outcomes[group.before], new.outcomes[group.after]
    return [
        (name, words_html(compare_words(was, now))) for name, was, now in reworded(before, after)
    ]
