"""Signing for what a new version of a guide changes, and for what the gate leaves to a person."""

from collections.abc import Collection, Iterable

from django.db import transaction

from policies.guides.actions.errors import Refused
from policies.guides.actions.guards import (
    locked,
    require,
    require_other_than_writers,
    require_state,
)
from policies.guides.differing import ToSign
from policies.guides.models import GuideDraft, GuideSignature
from policies.guides.reading.review import review
from portal import audit
from portal.models import User
from portal.permissions import Permission


@transaction.atomic
def sign(*, by: User, draft: GuideDraft, seen: str, ids: Collection[str]) -> list[ToSign]:
    """Sign for the items with these `ids` (`ToSign.id`) and return them; what is signed already stays so.

    `seen` is the hash of the definition that the approver read. Raises Refused where the draft is not in review, `by`
    worked on it, its text is another now, or none of its items has one of the ids.
    """
    require(by, Permission.DRAFT_APPROVE)
    draft = locked(draft)
    require_state(draft, [GuideDraft.State.IN_REVIEW], "sign for it")
    require_other_than_writers(draft, by)
    found = review(draft)
    if not found.hash or found.hash != seen:
        raise Refused("The draft changed after you opened this page. Read the changes again.")
    chosen = [item for item in found.items if item.id in ids]
    if not chosen:
        raise Refused("Tick what you have read and stand for, then sign.")
    GuideSignature.objects.bulk_create(
        [
            GuideSignature(
                slug=draft.slug,
                hash=found.hash,
                kind=item.kind,
                key=item.key,
                what=item.what,
                by=by,
            )
            for item in chosen
        ],
        ignore_conflicts=True,
    )
    audit.record(
        by=by, action="guide-draft.sign", on=draft, hash=found.hash, signed=[i.id for i in chosen]
    )
    return chosen


def unsigned(slug: str, digest: str, items: Iterable[ToSign]) -> list[ToSign]:
    """Those of `items` that nobody has signed for in exactly this definition of the guide."""
    rows = GuideSignature.objects.filter(slug=slug, hash=digest).values_list("kind", "key")
    signed = set(rows)
    return [item for item in items if (item.kind, item.key) not in signed]
