"""Reminding whoever keeps the contacts to ring them."""

from collections import Counter
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from policies.directory.actions.reporting import DESK, keepers
from policies.directory.models import Contact
from policies.notices.actions import tell
from policies.notices.models import NoticeKind

# How long a number counts as checked.
CHECKED_FOR = timedelta(days=92)
# Somebody found them wrong, and nobody has looked into it.
REPORTED = Q(reports__isnull=False, reports__settled_at=None)


def unchecked(today: date | None = None) -> Q:
    """Contacts that nobody has checked for three months, if ever."""
    since = (today or timezone.localdate()) - CHECKED_FOR
    return Q(verified_on=None) | Q(verified_on__lt=since)


def to_look_after() -> dict[str, int]:
    """How many contacts are to be checked and how many are reported wrong, in one query."""
    return Contact.objects.aggregate(
        unchecked=Count("pk", filter=unchecked(), distinct=True),
        reported=Count("pk", filter=REPORTED, distinct=True),
    )


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
