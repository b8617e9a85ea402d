"""The second pair of eyes: approving a version or sending it back."""

from django.db import transaction

from policies.drafting.actions.errors import Refused
from policies.drafting.actions.guards import (
    locked,
    require,
    require_other_than_writers,
    require_step,
    said,
)
from policies.drafting.reading.changes import content_hash, texts
from policies.library.models import PolicyVersion
from portal import audit
from portal.models import User
from portal.permissions import Permission

State = PolicyVersion.State


@transaction.atomic
def approve(*, by: User, version: PolicyVersion, seen_hash: str | None = None) -> PolicyVersion:
    """Approve a version in review; its content hash fixes what may be published.

    `seen_hash` is the content hash of the text that the approver read, where a page showed it.
    Raises Refused where the version is not in review, `by` worked on it, or the text is not the one
    that was read.
    """
    require(by, Permission.DRAFT_APPROVE)
    version = locked(version)
    require_step(version, "approve")
    require_other_than_writers(version, by)
    now_hash = content_hash(texts(version))
    if seen_hash is not None and seen_hash != now_hash:
        raise Refused("The text changed after you opened this page. Read the changes again.")
    version.state = State.APPROVED
    version.approver = by
    version.content_hash = now_hash
    version.review_note = ""
    version.save(update_fields=["state", "approver", "content_hash", "review_note"])
    audit.record(by=by, action="draft.approve", on=version, content_hash=now_hash)
    return version


@transaction.atomic
def return_for_changes(*, by: User, version: PolicyVersion, review_note: str) -> PolicyVersion:
    """Send a version back to its editors with what has to change; an approval falls away.

    Open comments may say it in place of the note. Raises Refused where the version is with nobody
    who could return it, or where neither a note nor an open comment says what has to change.
    """
    require(by, Permission.DRAFT_APPROVE)
    version = locked(version)
    require_step(version, "return")
    if review_note.strip() or not version.comments.open().exists():
        review_note = said(review_note, "Say what has to change before you return it.")
    send_back(version, review_note)
    audit.record(by=by, action="draft.return", on=version, note=version.review_note)
    return version


def send_back(version: PolicyVersion, review_note: str) -> None:
    """Give a version back to its editors, and save it: its approval and its day fall away."""
    version.review_note = review_note.strip()
    version.state = State.RETURNED
    version.approver = None
    version.content_hash = ""
    version.scheduled_for = None
    version.save(
        update_fields=["state", "approver", "content_hash", "review_note", "scheduled_for"]
    )
