"""Keeping the directory right: reports of wrong numbers, checks, corrections, reminders."""

import hashlib
from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from policies.directory.models import Contact, NumberReport
from policies.library.models import Citation
from policies.notices.actions import tell
from policies.notices.models import NoticeKind
from portal import audit
from portal.models import Conflict, User
from portal.models.chained import canonical
from portal.permissions import ROLES, Permission

# How long a number counts as checked.
CHECKED_FOR = timedelta(days=92)
DESK = "/manage/contacts/"
# What can be edited at the desk.
KEPT = (
    "name",
    "purpose",
    "phone",
    "through_id",
    "email",
    "web",
    "hours",
    "opens",
    "closes",
    "open_days",
    "former_names",
    "note",
)
# What somebody who checks a contact tries.
_WAYS = ("phone", "through_id", "email", "web")


def keepers() -> list[User]:
    """Whoever keeps the directory."""
    roles = [key for key, granted in ROLES.items() if Permission.DIRECTORY_KEEP in granted]
    return list(User.objects.filter(is_active=True, access_roles__overlap=roles))


def seal(contact: Contact) -> str:
    """What a contact was when a page was made: contacts have no revision of their own."""
    facts = {name: getattr(contact, name) for name in KEPT}
    return hashlib.sha256(canonical(facts).encode()).hexdigest()[:16]


def unchecked(today: date | None = None) -> Q:
    """Contacts that nobody has checked for three months, if ever."""
    since = (today or timezone.localdate()) - CHECKED_FOR
    return Q(verified_on=None) | Q(verified_on__lt=since)


@transaction.atomic
def report(*, by: User, contact: Contact, what: str) -> NumberReport:
    """Somebody found a number or an address wrong: whoever keeps the directory is told, once.

    The same words of the same person are one report until it is settled.
    """
    Contact.objects.select_for_update(of=("self",)).get(pk=contact.pk)
    open_ones = contact.reports.filter(by=by, what=what, settled_at=None)
    found = open_ones.first()
    if found:
        return found
    made = NumberReport.objects.create(contact=contact, what=what, by=by)
    audit.record(by=by, action="contact.report", on=contact, report=made.pk)
    for keeper in keepers():
        tell(
            person=keeper,
            kind=NoticeKind.CONTACT,
            key=f"number-report:{made.pk}",
            title=f"{contact.name}: a number or an address is reported wrong.",
            url=f"{DESK}?show=reported",
        )
    return made


@transaction.atomic
def settle(*, by: User, report: NumberReport) -> bool:
    """The report has been looked into, and the contact is right; says whether it was still open."""
    _require(by)
    current = NumberReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if current.settled_at:
        return False
    current.settled_at, current.settled_by = timezone.now(), by
    current.save(update_fields=["settled_at", "settled_by"])
    contact = current.contact
    audit.record(by=by, action="contact.settle", on=contact, report=current.pk)
    if current.by != by:
        tell(
            person=current.by,
            kind=NoticeKind.CONTACT,
            key=f"number-report:{current.pk}:settled",
            title=f"{contact.name}: what you reported has been looked into.",
            url=f"/contacts/{contact.key}/",
        )
    return True


@transaction.atomic
def verify(*, by: User, contact: Contact, seen: str) -> None:
    """Somebody rang, and it is right. `seen` is the seal of what they rang.

    Raises Conflict where it is something else by now.
    """
    _require(by)
    current = _locked(contact)
    if seal(current) != seen:
        raise Conflict(current, {})
    current.verified_on, current.verified_by = timezone.localdate(), by
    current.save(update_fields=["verified_on", "verified_by"])
    audit.record(by=by, action="contact.verify", on=current, number=current.number)


@transaction.atomic
def edit(*, by: User, contact: Contact, seen: str, **values: Any) -> None:
    """Write what changed; `seen` is the seal of what the person saw.

    A name given up stays among the former names, so that a search finds it. A new number is
    unchecked until somebody rings it. Raises Conflict where it is something else by now.
    """
    _require(by)
    current = _locked(contact)
    changes = {n: [getattr(current, n), v] for n, v in values.items() if getattr(current, n) != v}
    if not changes:
        return
    if seal(current) != seen:
        raise Conflict(current, values)
    if "name" in changes:
        names = [*values.get("former_names", current.former_names), current.name]
        values["former_names"] = [n for n in dict.fromkeys(names) if n != values["name"]]
    if set(_WAYS) & set(changes):
        values |= {"verified_on": None, "verified_by": None}
    for name, value in values.items():
        setattr(current, name, value)
    current.save(update_fields=[name.removesuffix("_id") for name in values])
    _say_anew(current)
    audit.record(by=by, action="contact.edit", on=current, changes=changes)


def _say_anew(contact: Contact) -> None:
    """What relies on a clause is named by its name and number of today."""
    for one in [contact, *contact.reaches.defer("search").select_related("through")]:
        number = contact.number if one == contact else contact.phone
        label = f"{one.name}, {number}" if number else one.name
        Citation.objects.of(one).exclude(label=label).update(label=label)


def _locked(contact: Contact) -> Contact:
    rows = Contact.objects.with_unit().select_for_update(of=("self",))
    return rows.get(pk=contact.pk)


def _require(by: User) -> None:
    if not by.may(Permission.DIRECTORY_KEEP):
        raise PermissionDenied


@transaction.atomic
def remind_keepers() -> int:
    """Once a quarter: tell whoever checked a contact last that it is time again.

    What nobody checked, or somebody who keeps the directory no more, is everybody's. Returns how
    many notices were new.
    """
    today = timezone.localdate()
    keeping = keepers()
    waiting: Counter[int] = Counter()
    for owner in Contact.objects.filter(unchecked(today)).values_list("verified_by", flat=True):
        known = [keeper for keeper in keeping if keeper.pk == owner]
        waiting.update(keeper.pk for keeper in known or keeping)
    quarter = f"{today.year}-{(today.month + 2) // 3}"
    return sum(
        tell(
            person=keeper,
            kind=NoticeKind.CONTACT,
            key=f"contacts-to-check:{quarter}",
            title=_reminder(waiting[keeper.pk]),
            url=f"{DESK}?show=unchecked",
        )
        for keeper in keeping
        if waiting[keeper.pk]
    )


def _reminder(number: int) -> str:
    if number == 1:
        return "One contact has not been checked for three months. Ring it."
    return f"{number} contacts have not been checked for three months. Ring them."
