"""What may still happen to a published version: a second reading after the fact, and withdrawal."""

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from policies.drafting.actions.errors import AlreadyAtDesk, Refused
from policies.drafting.actions.guards import (
    locked_with_policy,
    require,
    require_other_than_writers,
    require_step,
    said,
)
from policies.drafting.actions.versions import next_version
from policies.drafting.models import ReviewComment
from policies.library.models import PolicyVersion
from portal import audit
from portal.models import User
from portal.permissions import Permission

State = PolicyVersion.State


@transaction.atomic
def read_after(
    *, by: User, version: PolicyVersion, stands: bool, review_note: str = ""
) -> PolicyVersion:
    """Record that a second person has read a version that was published in an emergency.

    Where it does not stand, `review_note` says what has to change, and the policy's next version
    waits with that note for the editors (or, where it is at the desk already, with a comment).
    Raises Refused where nobody has to read it, `by` wrote or published it, or the note is missing.
    """
    require(by, Permission.DRAFT_APPROVE)
    version = locked_with_policy(version)
    require_step(version, "read-after")
    if not version.emergency_reason:
        raise Refused(f"Version {version.number} was approved before it was published.")
    if version.reviewed_after_at:
        raise Refused("Somebody has read it after the fact already.")
    require_other_than_writers(version, by)
    note = "" if stands else said(review_note, "Say what has to change.")
    version.reviewed_after_by = by
    version.reviewed_after_at = timezone.now()
    version.save(update_fields=["reviewed_after_by", "reviewed_after_at"])
    audit.record(by=by, action="policy.read-after", on=version, stands=stands, note=note)
    if not stands:
        _ask_to_mend(by, version, note)
    return version


def _ask_to_mend(by: User, version: PolicyVersion, note: str) -> None:
    """Open the next version for the editors; who asks for it has no hand in its text."""
    try:
        mended = next_version(
            version.policy, author=version.author, state=State.RETURNED, review_note=note
        )
    except AlreadyAtDesk as there:
        ReviewComment.objects.create(version=there.version, text=note, by=by)
        audit.record(by=by, action="draft.comment", on=there.version)
    else:
        audit.record(by=by, action="draft.open", on=mended, note=note, mends=version.number)


@transaction.atomic
def withdraw(*, by: User, version: PolicyVersion, reason: str) -> PolicyVersion:
    """Take a version out of force from today on, with no other in its place.

    It was in force until yesterday; the days before stay what they were. Readers are told `reason`
    in its place, and what relies on its clauses is flagged. Raises Refused where the version is not
    in force, or where the reason is missing.
    """
    require(by, Permission.DRAFT_APPROVE)
    version = locked_with_policy(version)
    require_step(version, "withdraw")
    today = timezone.localdate()
    if today not in version.effective:
        raise Refused(f"Version {version.number} is not in force: there is nothing to withdraw.")
    version.withdrawn_reason = said(
        reason, "Say why it is withdrawn: staff read this in its place."
    )
    version.withdrawn_at = timezone.now()
    start = version.effective.lower
    version.effective = DateRange(start, today) if start < today else DateRange(empty=True)
    version.state = State.WITHDRAWN
    version.save(update_fields=["state", "effective", "withdrawn_at", "withdrawn_reason"])
    audit.record(
        by=by, action="policy.withdraw", on=version, note=version.withdrawn_reason, started=start
    )
    return version
