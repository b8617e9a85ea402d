"""Somebody finds a number wrong, and somebody looks into it."""

from django.db import transaction
from django.utils import timezone

from policies.directory.actions.keeping import require
from policies.directory.models import Contact, NumberReport
from policies.notices.actions import tell
from policies.notices.models import NoticeKind
from portal import audit
from portal.models import User
from portal.permissions import ROLES, Permission

DESK = "/manage/contacts/"


def keepers() -> list[User]:
    """Whoever keeps the directory."""
    roles = [key for key, granted in ROLES.items() if Permission.DIRECTORY_KEEP in granted]
    return list(User.objects.filter(is_active=True, access_roles__overlap=roles))


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
    require(by)
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
