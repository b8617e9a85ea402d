"""A version's way from its first draft to the approver."""

from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Max

from policies.drafting.actions.errors import AlreadyAtDesk, Refused
from policies.drafting.actions.guards import locked, require, require_step, said
from policies.drafting.actions.places import copy_clauses
from policies.drafting.reading.changes import changes_of, is_touched, unended
from policies.library.models import Policy, PolicyVersion
from portal import audit
from portal.models import User
from portal.permissions import Permission

State = PolicyVersion.State


@transaction.atomic
def start_draft(*, by: User, policy: Policy) -> PolicyVersion:
    """Start the policy's next version from the text in force and return it.

    Where the policy was withdrawn, the next one starts from its last words. Raises AlreadyAtDesk
    where somebody is at work on the next version, or it waits for its day.
    """
    require(by, Permission.DRAFT_EDIT)
    version = next_version(policy, author=by)
    base = version.based_on
    audit.record(by=by, action="draft.start", on=version, based_on=base and base.number)
    return version


def next_version(policy: Policy, *, author: User | None, **values: str) -> PolicyVersion:
    """The policy's next version with the clauses of the last one. Raises AlreadyAtDesk."""
    Policy.objects.select_for_update(no_key=True).get(pk=policy.pk)
    waiting = policy.versions.filter(state__in=PolicyVersion.WORKING).first()
    if waiting:
        raise AlreadyAtDesk(waiting)
    base = unended(policy) or policy.versions.published().first()
    last = policy.versions.aggregate(last=Max("number"))["last"] or 0
    version = PolicyVersion.objects.create(
        policy=policy, number=last + 1, based_on=base, author=author, **values
    )
    if base:
        copy_clauses(base, version)
    return version


@transaction.atomic
def submit(
    *,
    by: User,
    version: PolicyVersion,
    note: str,
    change_class: str,
    effective_from: date | None = None,
) -> PolicyVersion:
    """Hand a draft to the approvers; `effective_from` is the editor's wish, the publisher decides.

    Raises Refused where the version is not a draft, nothing has changed, or the note is missing.
    """
    require(by, Permission.DRAFT_EDIT)
    version = locked(version)
    require_step(version, "submit")
    describe(version, note=note, change_class=change_class)
    version.effective = DateRange(effective_from, None) if effective_from else None
    version.state = State.IN_REVIEW
    version.save(update_fields=["note", "change_class", "effective", "state"])
    audit.record(by=by, action="draft.submit", on=version, note=version.note)
    return version


def describe(version: PolicyVersion, *, note: str, change_class: str) -> None:
    """Set what readers are told of a version's changes, unsaved.

    Raises Refused where the note is missing, the class is unknown, or nothing has changed.
    """
    version.note = said(note, "Say what changed and why: readers see this with the new version.")
    if change_class not in PolicyVersion.ChangeClass.values:
        raise Refused("Choose whether the change is material or minor.")
    if not any(is_touched(change) for change in changes_of(version)):
        raise Refused("Nothing has changed yet. Edit, add or remove a clause, then submit.")
    version.change_class = change_class


@transaction.atomic
def discard(*, by: User, version: PolicyVersion) -> PolicyVersion:
    """Give up a draft. Its rows stay, unread; its number is not used again."""
    require(by, Permission.DRAFT_EDIT)
    version = locked(version)
    require_step(version, "discard")
    version.state = State.DISCARDED
    version.effective = None
    version.save(update_fields=["state", "effective"])
    audit.record(by=by, action="draft.discard", on=version)
    return version
