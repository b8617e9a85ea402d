"""Notices in words: on the page and in the mail. No word of a case leaves the building."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format, time_format

from policies.notices.models import Digest, Notice
from portal.models import User

MANY = 99
SIGNED = "Policy Advice Portal"


@dataclass(frozen=True)
class MailText:
    subject: str
    body: str


def notice_text(notice: Notice) -> MailText:
    """One notice: its title, and the way to it."""
    body = f"{notice.title}\n\n{settings.PORTAL_ADDRESS}{notice.url}\n\n{_signed()}"
    return MailText(notice.title, body)


def digest_text(digest: Digest) -> MailText:
    """The titles of what it lists, oldest first."""
    listed = Notice.objects.filter(pk__in=digest.notices).order_by("pk")
    lines = [f"- {notice.title}\n  {settings.PORTAL_ADDRESS}{notice.url}" for notice in listed]
    count = len(lines)
    subject = f"{SIGNED}: {count} notice{'' if count == 1 else 's'}"
    body = "\n\n".join(lines)
    return MailText(
        subject, f"{body}\n\nAll notices: {settings.PORTAL_ADDRESS}/notices/\n\n{_signed()}"
    )


def _signed() -> str:
    choices = f"{settings.PORTAL_ADDRESS}/me/notices/"
    return f"{SIGNED}\nChoose which notices come by mail: {choices}\n"


@dataclass(frozen=True)
class NoticeRow:
    """A notice as the list shows it."""

    pk: int
    title: str
    url: str
    when: str
    urgent: bool
    unread: bool


def notice_rows(notices: Iterable[Notice]) -> list[NoticeRow]:
    return [
        NoticeRow(
            pk=notice.pk,
            title=notice.title,
            url=notice.url,
            when=moment_words(notice.created_at),
            urgent=notice.urgent,
            unread=notice.read_at is None,
        )
        for notice in notices
    ]


def unread_words(person: User) -> str:
    """How many notices somebody has not read: empty for none, "99+" for a hundred and more.

    Whoever came with a session has the number already (`notices.reader`).
    """
    count = getattr(person, "unread_notices", None)
    if count is None:
        count = Notice.objects.of(person).unread().order_by()[: MANY + 1].count()
    return f"{MANY}+" if count > MANY else str(count or "")


def moment_words(moment: datetime) -> str:
    """ "14 March 2026, 4:05 pm"; the day as "today" and "yesterday" where it is."""
    local = timezone.localtime(moment)
    days = (timezone.localdate() - local.date()).days
    day = {0: "today", 1: "yesterday"}.get(days) or date_format(local.date())
    return f"{day}, {time_format(local.time(), 'g:i')} {'am' if local.hour < 12 else 'pm'}"
