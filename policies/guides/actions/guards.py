"""What every action of the guide desk checks first."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied

from policies.guides.actions.errors import Refused
from policies.guides.models import GuideDraft
from policies.library.markup import clean
from portal.models import AuditEvent, User
from portal.permissions import Permission

NOTE_LIMIT = 5_000
# Audit actions by which a person has a hand in a draft, and so may not sign for it.
WRITING = ("guide-draft.start", "guide-draft.save", "guide-draft.submit")


def require(by: User, permission: Permission) -> None:
    """Raise PermissionDenied where `by` lacks the permission."""
    if not by.may(permission):
        raise PermissionDenied(permission)


def locked(draft: GuideDraft) -> GuideDraft:
    """The draft as it stands, held until the transaction ends. Raises Refused where it is gone."""
    held = GuideDraft.objects.select_for_update(of=("self",)).select_related("guide", "author")
    found = held.filter(pk=draft.pk).first()
    if found is None:
        raise Refused("This draft is not at the desk any more: it was published or discarded.")
    return found


def require_state(draft: GuideDraft, states: Iterable[str], to_do: str) -> None:
    """Raise Refused where the draft is not in one of `states`; `to_do` completes "You can …"."""
    if draft.state not in states:
        raise Refused(
            f"This draft is now “{draft.get_state_display()}”: you cannot {to_do} any more. "
            "Open it again to see what happened."
        )


def steps(draft: GuideDraft) -> Iterable[AuditEvent]:
    """The steps of a draft's life, oldest first, with who took them."""
    chain = AuditEvent.objects.filter(chain=f"guidedraft:{draft.pk}")
    return chain.select_related("by").order_by("sequence")


def writers(draft: GuideDraft, life: Iterable[AuditEvent]) -> set[int]:
    """Whoever had a hand in the text, by primary key; `life` are its steps."""
    return {draft.author_id} | {event.by_id for event in life if event.action in WRITING}


def require_other_than_writers(draft: GuideDraft, by: User) -> None:
    """Raise Refused where `by` wrote any of the text: a second person has to read it."""
    if by.pk in writers(draft, steps(draft)):
        raise Refused("You worked on this draft, so somebody else has to sign and publish it.")


def said(text: str, missing: str) -> str:
    """A note that a person must give, cleaned. Raises Refused with `missing` where it is empty."""
    text = clean(text).strip()
    if not text:
        raise Refused(missing)
    if len(text) > NOTE_LIMIT:
        raise Refused(f"Shorten the note to {NOTE_LIMIT:,} characters. It has {len(text):,}.")
    return text
