"""The daily digest: what is in it is fixed in one step, then it goes out as any other mail."""

from django.db import transaction
from django.utils import timezone

from policies.notices.models import Digest, Notice
from portal.models import User


def put_together() -> int:
    """A digest for everybody for whom notices are due; returns how many were made."""
    people = User.objects.filter(pk__in=Notice.objects.to_digest().order_by().values("person"))
    return sum(_for(person) for person in people)


@transaction.atomic
def _for(person: User) -> bool:
    """A notice is in exactly one digest: it is taken and the digest is written in one transaction."""
    due = Notice.objects.of(person).to_digest().select_for_update(skip_locked=True)
    listed = sorted(notice.pk for notice in due)
    if not listed:
        return False
    now = timezone.now()
    Digest.objects.create(person=person, not_before=now, notices=listed)
    Notice.objects.filter(pk__in=listed).update(mailed_at=now)
    return True
