"""Publishing: the moment from which a version's days are settled."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.formats import date_format

from policies.drafting.actions.errors import Refused
from policies.drafting.actions.guards import (
    locked,
    require,
    require_other_than_writers,
    require_state,
    said,
)
from policies.drafting.reading.changes import content_hash, texts, unended
from policies.library.models import Policy, PolicyVersion
from portal import audit
from portal.models import User
from portal.permissions import Permission

State = PolicyVersion.State


@transaction.atomic
def publish(
    *, by: User, version: PolicyVersion, effective_from: date, backdated: bool = False
) -> PolicyVersion:
    """Publish an approved version from `effective_from`; its predecessor ends the day before.

    A predecessor that started on the same day was in force for no whole day: its range becomes
    empty, and it stays readable by its number. A day in the future is kept; the version comes into
    force on it without further doing. `backdated` allows a day in the past, for loading texts that
    were in force before the portal was.

    Raises Refused where the version is not approved, `by`
    worked on it, its text is not the one that was approved, or the day lies in the past or before
    the predecessor's first.
    """
    require(by, Permission.DRAFT_APPROVE)
    Policy.objects.select_for_update(no_key=True).get(pk=version.policy_id)
    version = locked(version)
    require_state(version, [State.APPROVED], "publish it")
    require_other_than_writers(version, by)
    if content_hash(texts(version)) != version.content_hash:
        raise Refused("The text is not the one that was approved. Return it and have it approved.")
    if effective_from < timezone.localdate() and not backdated:
        raise Refused("Choose today or a later day: nobody can follow a rule before it is said.")
    _end_predecessor(by, version, effective_from)
    version.state = State.PUBLISHED
    version.effective = DateRange(effective_from, None)
    version.published_at = timezone.now()
    version.save(update_fields=["state", "effective", "published_at"])
    audit.record(
        by=by,
        action="policy.publish",
        on=version,
        effective_from=effective_from,
        content_hash=version.content_hash,
    )
    return version


def _end_predecessor(by: User, version: PolicyVersion, effective_from: date) -> None:
    """End the range of the version that is or will be in force without end."""
    last = unended(version.policy)
    if last is None:
        return
    start = last.effective.lower
    if effective_from < start:
        raise Refused(
            f"Version {last.number} starts on {date_format(start)}. Choose that day or a later "
            f"one, or take version {last.number} back if it has not started yet."
        )
    last.effective = (
        DateRange(start, effective_from) if start < effective_from else DateRange(empty=True)
    )
    last.save(update_fields=["effective"])
    audit.record(by=by, action="policy.end", on=last, replaced_by=version.number, started=start)


@transaction.atomic
def take_back(*, by: User, version: PolicyVersion, review_note: str) -> PolicyVersion:
    """Withdraw a published version before its first day; the version in force stays so without end.

    Raises Refused where it is in force or was, or where the reason is missing.
    """
    require(by, Permission.DRAFT_APPROVE)
    Policy.objects.select_for_update(no_key=True).get(pk=version.policy_id)
    version = locked(version)
    require_state(version, [State.PUBLISHED], "take it back")
    start = version.effective.lower
    if start is None or start <= timezone.localdate():
        raise Refused("This version has come into force. Publish another one to replace it.")
    reason = said(review_note, "Say why you take this version back.")
    version.state = State.WITHDRAWN
    version.review_note = reason
    version.save(update_fields=["state", "review_note"])
    before = version.policy.versions.published().filter(effective__endswith=start).first()
    if before:
        before.effective = DateRange(before.effective.lower, None)
        before.save(update_fields=["effective"])
    audit.record(by=by, action="policy.take-back", on=version, note=reason)
    return version
