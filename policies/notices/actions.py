"""Telling people, and what they do with what they were told."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from policies.notices import jobs
from policies.notices.models import Notice, NoticeChoice, NoticeKind, unchosen
from policies.notices.timing import digest_moment, mail_moment
from portal import audit
from portal.models import User


@transaction.atomic
def tell(*, person: User, kind: str, key: str, title: str, url: str, urgent: bool = False) -> bool:
    """Write a notice for `person`, and have it mailed as they chose; says whether it is new.

    Called in the transaction of what happened. `key` names what the person is told: told again
    under the same key, nothing happens. `title` is one line without a word of a case (a reference
    is none) and `url` a path of the portal: both leave the building. What is urgent goes out at
    any hour, and at once even where somebody chose the digest. Raises ValueError for an unknown
    kind or an address that is not a path.
    """
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError("A notice leads to a page of the portal.")
    mail = _choice(person, NoticeKind(kind))
    if urgent and mail == Notice.Mail.DIGEST:
        mail = Notice.Mail.EACH
    digest = mail == Notice.Mail.DIGEST
    moment = digest_moment(person) if digest else mail_moment(person, urgent=urgent)
    notice, is_new = Notice.objects.get_or_create(
        person=person,
        key=key,
        defaults={
            "kind": kind,
            "title": " ".join(title.split())[:300],
            "url": url,
            "urgent": urgent,
            "mail": mail,
            "not_before": moment,
        },
    )
    if is_new and mail == Notice.Mail.EACH:
        jobs.deliver.configure(schedule_at=moment).defer(notice_id=notice.pk)
    return is_new


def _choice(person: User, kind: NoticeKind) -> str:
    chosen = NoticeChoice.objects.filter(person=person, kind=kind)
    return chosen.values_list("mail", flat=True).first() or unchosen(kind)


@transaction.atomic
def overtake(*, by: User | None, url: str, kinds: Iterable[str]) -> None:
    """Things moved on at `url`: mails about it that wait are dropped, and `by` has read of it.

    A mail that is going out at this moment is not waited for. `by` is None for the worker.
    """
    about = Notice.objects.filter(url=url, kind__in=list(kinds))
    waiting = about.unmailed().select_for_update(skip_locked=True)
    Notice.objects.filter(pk__in=[notice.pk for notice in waiting]).update(mail=Notice.Mail.NONE)
    if by:
        about.of(by).unread().update(read_at=timezone.now())


@transaction.atomic
def read(*, by: User, notices: Iterable[int]) -> int:
    """Mark these notices of one's own as read; returns how many were not yet."""
    mine = Notice.objects.of(by).unread().filter(pk__in=list(notices))
    return mine.update(read_at=timezone.now())


@transaction.atomic
def read_all(*, by: User, until: int) -> int:
    """Mark everything up to the notice `until` as read: what came since, nobody has seen."""
    return Notice.objects.of(by).unread().filter(pk__lte=until).update(read_at=timezone.now())


@transaction.atomic
def choose(*, by: User, mail: Mapping[str, str]) -> None:
    """How the person wants to be told from now on, by kind; kinds that are not named stay.

    Raises ValueError for an unknown kind or way.
    """
    for kind, way in mail.items():
        NoticeChoice.objects.update_or_create(
            person=by, kind=NoticeKind(kind).value, defaults={"mail": Notice.Mail(way).value}
        )
    audit.record(by=by, action="notice.choose", on=by, **mail)
