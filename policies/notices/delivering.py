"""Mails handed to the mail server, so that a worker may die at any moment.

1. Claim: the row is locked, `attempts` counted, and nobody else touches it for a while. Committed.
2. Hand the mail over. Its Message-ID comes from the row, the same at every attempt.
3. Write `mailed_at`. Committed.

Who dies before 2 loses nothing: the claim runs out and the next sweep begins again. Who dies
between 2 and 3 leaves a mail of which nobody knows whether it went out. It is handed over again
under the same Message-ID, and whatever stands behind drops the second.
"""

import hashlib
import logging
from email.utils import parseaddr
from typing import TypeVar

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from policies.notices.models import MOST_ATTEMPTS, Digest, Notice, Outgoing
from policies.notices.presenters import MailText, digest_text, notice_text
from policies.notices.timing import CLAIMED_FOR, mail_moment, pause_after
from portal.models import User

logger = logging.getLogger(__name__)

Row = TypeVar("Row", bound=Outgoing)


def deliver_waiting() -> int:
    """Mail everything that is due; returns how many mails went out."""
    sent = sum(deliver(pk) for pk in Notice.objects.to_mail().values_list("pk", flat=True))
    return sent + sum(
        _deliver_digest(pk) for pk in Digest.objects.due().values_list("pk", flat=True)
    )


def deliver(pk: int) -> bool:
    """Mail one notice, if it is due and nobody else has it; says whether it went out."""
    notice = _claim(Notice.objects.to_mail().filter(pk=pk))
    return notice is not None and _hand_over(notice, f"notice\n{notice.key}", notice_text(notice))


def _deliver_digest(pk: int) -> bool:
    digest = _claim(Digest.objects.due().filter(pk=pk))
    return digest is not None and _hand_over(digest, f"digest\n{digest.pk}", digest_text(digest))


@transaction.atomic
def _claim(wanted) -> Row | None:
    """The row, counted as tried and out of reach of others, or None."""
    row = wanted.select_related("person").select_for_update(of=("self",), skip_locked=True).first()
    if row is None:
        return None
    if not row.person.is_active or not row.person.email:
        row.attempts, row.problem = MOST_ATTEMPTS, "Nobody to mail it to."
        row.save(update_fields=["attempts", "problem"])
        return None
    opens = mail_moment(row.person, urgent=row.urgent)
    now = timezone.now()
    if opens > now:
        row.not_before = opens
        row.save(update_fields=["not_before"])
        return None
    row.attempts += 1
    row.not_before = now + CLAIMED_FOR
    row.save(update_fields=["attempts", "not_before"])
    return row


def _hand_over(row: Outgoing, name: str, text: MailText) -> bool:
    try:
        _message(row.person, f"{name}\n{row.person_id}", text).send()
    except Exception as problem:  # whatever it was, it is tried again, and said
        _note(row, problem)
        return False
    type(row).objects.filter(pk=row.pk).update(mailed_at=timezone.now(), problem="")
    return True


def _message(person: User, name: str, text: MailText) -> EmailMessage:
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    digest = hashlib.sha256(name.encode()).hexdigest()[:40]
    return EmailMessage(
        subject=text.subject,
        body=text.body,
        to=[person.email],
        headers={"Message-ID": f"<{digest}@{domain}>", "Auto-Submitted": "auto-generated"},
    )


def _note(row: Outgoing, problem: Exception) -> None:
    """Try again after a pause. What a mail server says can name people: the log has its kind only."""
    logger.warning("A mail was not taken (attempt %d): %s", row.attempts, type(problem).__name__)
    type(row).objects.filter(pk=row.pk, mailed_at=None).update(
        not_before=timezone.now() + pause_after(row.attempts), problem=type(problem).__name__
    )
