"""Publishing: the moment from which a version's days are settled."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.formats import date_format

from policies.drafting.actions.errors import Refused
from policies.drafting.actions.guards import (
    locked_with_policy,
    require,
    require_other_than_writers,
    require_step,
    said,
)
from policies.drafting.actions.review import send_back
from policies.drafting.actions.versions import describe
from policies.drafting.reading.changes import changes_of, content_hash, texts, unended
from policies.drafting.reading.flags import KEPT_CURRENT
from policies.library.actions import carry_over
from policies.library.models import PolicyVersion
from portal import audit
from portal.models import User
from portal.permissions import Permission

State = PolicyVersion.State


@transaction.atomic
def publish(
    *, by: User, version: PolicyVersion, effective_from: date, backdated: bool = False
) -> PolicyVersion:
    """Publish an approved version from `effective_from`, or schedule it where that day is to come.

    Its predecessor ends the day before. One that started on the same day was in force for no whole
    day: its range becomes empty, and it stays readable by its number. What is scheduled the worker
    publishes on its day (`publish_due`). `backdated` allows a day in the past, for loading texts
    that were in force before the portal was.

    Raises Refused where the version is not approved, `by` worked on it, its text is not the one
    that was approved, or the day lies in the past or before the predecessor's first.
    """
    require(by, Permission.DRAFT_APPROVE)
    version = locked_with_policy(version)
    require_step(version, "publish")
    require_other_than_writers(version, by)
    if not _is_as_approved(version):
        raise Refused("The text is not the one that was approved. Return it and have it approved.")
    today = timezone.localdate()
    if effective_from < today and not backdated:
        raise Refused("Choose today or a later day: nobody can follow a rule before it is said.")
    if effective_from > today:
        return _schedule(by, version, effective_from)
    return _put_in_force(by, version, effective_from)


def _schedule(by: User, version: PolicyVersion, day: date) -> PolicyVersion:
    version.state = State.SCHEDULED
    version.scheduled_for = day
    version.review_note = ""
    version.save(update_fields=["state", "scheduled_for", "review_note"])
    audit.record(by=by, action="policy.schedule", on=version, effective_from=day)
    return version


@transaction.atomic
def publish_due(*, version: PolicyVersion) -> bool:
    """Publish a scheduled version whose day has come, in force from that day; say whether it was.

    For the worker, who may be late, or two at once: the day is the one that was settled, and the
    second finds nothing left to do. A text that is not the one that was approved goes back to the
    editors instead.
    """
    version = locked_with_policy(version)
    if version.state != State.SCHEDULED or version.scheduled_for > timezone.localdate():
        return False
    if not _is_as_approved(version):
        note = "The text is not the one that was approved, so it was not published on its day."
        send_back(version, note)
        audit.record(by=None, action="draft.return", on=version, note=note)
        return False
    _put_in_force(None, version, version.scheduled_for)
    return True


@transaction.atomic
def publish_at_once(
    *, by: User, version: PolicyVersion, reason: str, note: str, change_class: str
) -> PolicyVersion:
    """Publish a draft today although nobody has read it beside those who wrote it.

    For an approver in an emergency, even one who wrote in it. A second person has to read it after
    the fact (`read_after`); until then it waits at the desk. Raises Refused where the version has
    been approved or published, nothing has changed, or a word is missing.
    """
    require(by, Permission.DRAFT_APPROVE)
    version = locked_with_policy(version)
    require_step(version, "publish-at-once")
    version.emergency_reason = said(reason, "Say why it cannot wait for a second person.")
    describe(version, note=note, change_class=change_class)
    version.content_hash = content_hash(texts(version))
    version.review_note = ""
    fields = ["emergency_reason", "note", "change_class", "content_hash", "review_note"]
    version.save(update_fields=fields)
    audit.record(by=by, action="policy.publish-at-once", on=version, note=version.emergency_reason)
    return _put_in_force(by, version, timezone.localdate())


def _is_as_approved(version: PolicyVersion) -> bool:
    return content_hash(texts(version)) == version.content_hash


def _put_in_force(by: User | None, version: PolicyVersion, effective_from: date) -> PolicyVersion:
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
    _carry_over(by, version)
    return version


def _carry_over(by: User | None, version: PolicyVersion) -> None:
    """What relies on clauses of which only references changed relies on them as they are now."""
    pairs = [
        (change.old, change.new) for change in changes_of(version) if change.old and change.new
    ]
    carried = carry_over(pairs=pairs, kinds=KEPT_CURRENT)
    if carried:
        audit.record(by=by, action="citations.carry-over", on=version, citations=carried)


def _end_predecessor(by: User | None, version: PolicyVersion, effective_from: date) -> None:
    """End the range of the version that is in force without end."""
    last = unended(version.policy)
    if last is None:
        return
    start = last.effective.lower
    if effective_from < start:
        raise Refused(
            f"Version {last.number} starts on {date_format(start)}. Choose that day or a later one."
        )
    last.effective = (
        DateRange(start, effective_from) if start < effective_from else DateRange(empty=True)
    )
    last.save(update_fields=["effective"])
    audit.record(by=by, action="policy.end", on=last, replaced_by=version.number, started=start)


@transaction.atomic
def take_back(*, by: User, version: PolicyVersion, review_note: str) -> PolicyVersion:
    """Take a scheduled version's day away: it is approved, and somebody has to choose another day.

    Raises Refused where it is not scheduled, has come into force, or the reason is missing.
    """
    require(by, Permission.DRAFT_APPROVE)
    version = locked_with_policy(version)
    require_step(version, "take-back")
    version.review_note = said(review_note, "Say why you take this version back.")
    day, version.scheduled_for = version.scheduled_for, None
    version.state = State.APPROVED
    version.save(update_fields=["state", "scheduled_for", "review_note"])
    audit.record(
        by=by, action="policy.take-back", on=version, note=version.review_note, scheduled_for=day
    )
    return version
