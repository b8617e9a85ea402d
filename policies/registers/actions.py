"""Everything that changes a register. Each change writes its audit row: what was, what is, who did it."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from policies.registers.models import OfficialAccount, OfficialPost, Representative
from policies.roles.models import Appointment, PolicySet
from portal import audit
from portal.models import Conflict, User
from portal.permissions import Permission

Entry = Representative | OfficialAccount | OfficialPost


class Refused(Exception):
    """What was asked for cannot be done; the message says why, `field` where."""

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


def set_of(entry: Entry) -> PolicySet:
    """The policy set an entry stands under; a post stands under that of its account."""
    return entry.account.policy_set if isinstance(entry, OfficialPost) else entry.policy_set


def may_keep(by: User, policy_set: PolicySet) -> bool:
    """Whether this person keeps the registers of the organisation that this set belongs to."""
    held = Appointment.objects.held_by(by)
    own = held.job_role.policy_set.organisation_id if held else None
    return by.may(Permission.REGISTERS_KEEP) and own == policy_set.organisation_id


def _require(by: User, entry: Entry) -> None:
    if not may_keep(by, set_of(entry)):
        raise PermissionDenied


@transaction.atomic
def enter(*, by: User, entry: Entry) -> Entry:
    """Save a new entry. Raises PermissionDenied for whoever does not keep this organisation's registers."""
    _require(by, entry)
    if isinstance(entry, OfficialPost):
        entry.entered_by = by
    entry.save(force_insert=True)
    _record(by, "register.enter", entry)
    return entry


@transaction.atomic
def correct(*, by: User, entry: Entry, revision: int, **values: Any) -> None:
    """Write `values` over the revision that the person saw.

    Raises Conflict where somebody saved since, and PermissionDenied; also where an entry would
    leave the organisation. Where nothing is new, nothing is written.
    """
    _require(by, entry)
    for name in ("policy_set", "account"):
        if name in values:
            new = values[name].policy_set if name == "account" else values[name]
            if not may_keep(by, new):
                raise PermissionDenied
    changes = {
        name: [_plain(getattr(entry, name)), _plain(value)]
        for name, value in values.items()
        if getattr(entry, name) != value
    }
    if not changes and entry.revision == revision:
        return
    entry.save_over(revision, **values)
    _record(by, "register.correct", entry, changes=changes)


@transaction.atomic
def revoke(
    *, by: User, representative: Representative, revision: int, on: date, because: str
) -> None:
    """From the day `on` this person may not speak any more. Raises Conflict, Refused, PermissionDenied."""
    _require(by, representative)
    if representative.revoked_on:
        raise Conflict(representative, {"revoked_on": on, "revoked_because": because})
    if on < representative.held.lower:
        raise Refused("It begins later. Choose a day from its first day on.", "revoked_on")
    representative.save_over(revision, revoked_on=on, revoked_because=because)
    _record(by, "register.revoke", representative, on_day=on, because=because)


@transaction.atomic
def close(*, by: User, account: OfficialAccount, revision: int, on: date) -> None:
    """The account is given up from the day `on`. Raises Conflict, Refused, PermissionDenied."""
    _require(by, account)
    if account.closed_on:
        raise Conflict(account, {"closed_on": on})
    if on < account.opened_on:
        raise Refused("It opened later. Choose a day from its opening on.", "closed_on")
    account.save_over(revision, closed_on=on)
    _record(by, "register.close", account, on_day=on)


@transaction.atomic
def grant_representative(
    *,
    by: User,
    granted_by: str,
    person: User,
    job_title: str,
    policy_set: PolicySet,
    subject: str,
    days: tuple[date | None, date | None] = (None, None),
    under_conditions: bool = False,
) -> Representative | None:
    """Enter whom an approval authorised to speak: the approval's reference is `granted_by`.

    The approval is the authority, so that `by`, who decided it, need not keep the registers. Nobody
    speaks before it: the first of `days` counts from today on. None where the last of them is past.
    Called again for the same approval it returns the entry that is there.
    """
    today = _today(policy_set)
    first, ends = days
    starts = max(first or today, today)
    if ends and ends < starts:
        return None
    held = DateRange(starts, ends + timedelta(days=1) if ends else None)
    entry, is_new = Representative.objects.get_or_create(
        granted_by=granted_by,
        defaults={
            "person": person,
            "name": person.name,
            "job_title": job_title,
            "policy_set": policy_set,
            "subject": _cut(subject, 300),
            "held": held,
            "under_conditions": under_conditions,
        },
    )
    if is_new:
        _record(by, "register.grant", entry, approval=granted_by)
    return entry


@transaction.atomic
def grant_account(
    *,
    by: User,
    granted_by: str,
    policy_set: PolicySet,
    name: str,
    purpose: str,
    holder: str,
    opened_on: date | None = None,
    under_conditions: bool = False,
) -> OfficialAccount:
    """Enter the account, page or site that an approval allowed; as `grant_representative`.

    Platform and address stay open until a keeper fills them in.
    """
    today = _today(policy_set)
    entry, is_new = OfficialAccount.objects.get_or_create(
        granted_by=granted_by,
        defaults={
            "policy_set": policy_set,
            "name": _cut(name, 200),
            "purpose": _cut(purpose, 300),
            "holder": _cut(holder, 200),
            "opened_on": max(opened_on or today, today),
            "under_conditions": under_conditions,
        },
    )
    if is_new:
        _record(by, "register.grant", entry, approval=granted_by)
    return entry


def _record(by: User, action: str, entry: Entry, **detail: Any) -> None:
    """The audit row; `as` is the job title of the person at the time."""
    held = Appointment.objects.held_by(by)
    title = held.job_role.title if held else ""
    audit.record(by=by, action=action, on=entry, **{"as": title}, **detail)


def _today(policy_set: PolicySet) -> date:
    return timezone.localdate(timezone=ZoneInfo(policy_set.organisation.time_zone))


def _plain(value: Any) -> str:
    """A value as the history shows it."""
    if isinstance(value, DateRange):
        last = value.upper - timedelta(days=1) if value.upper else "open"
        return f"{value.lower} to {last}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M %Z}"
    return "" if value is None else str(value)


def _cut(text: str, most: int) -> str:
    """On one line, and no longer than the register keeps."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
