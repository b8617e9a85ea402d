"""The secret address under which a calendar program reads somebody's due dates."""

import hashlib
import secrets
from hmac import compare_digest

from django.db import transaction
from django.utils import timezone

from policies.tasks.models import CalendarLink
from portal import audit
from portal.models import User


@transaction.atomic
def make_link(*, by: User) -> str:
    """A new secret; the one before stops working. It is kept nowhere: whoever asked shows it once."""
    # Two clicks at once make one link after the other.
    User.objects.select_for_update().get(pk=by.pk)
    _revoke(by)
    secret = secrets.token_urlsafe(32)
    CalendarLink.objects.create(person=by, secret_hash=_hash(secret))
    audit.record(by=by, action="calendar.make", on=by)
    return secret


@transaction.atomic
def revoke_link(*, by: User) -> bool:
    """The person's address stops working; says whether there was one."""
    revoked = _revoke(by)
    if revoked:
        audit.record(by=by, action="calendar.revoke", on=by)
    return revoked


def reader_of(secret: str) -> User | None:
    """Whose calendar this secret opens, or None.

    What is looked up is its hash, and that is compared in a time that says nothing of it.
    """
    wanted = _hash(secret)
    link = CalendarLink.objects.working().filter(secret_hash=wanted).first()
    known = link.secret_hash if link else _hash("")
    if compare_digest(known, wanted) and link and link.person.is_active:
        return link.person
    return None


def _revoke(person: User) -> bool:
    links = CalendarLink.objects.filter(person=person, revoked_at=None)
    return bool(links.update(revoked_at=timezone.now()))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
