"""What somebody has to be told: the outbox of mail and the list in the portal are the same rows."""

from datetime import datetime

from django.conf import settings
from django.db import models

from policies.notices.models.outgoing import Outgoing, OutgoingQuerySet
from portal.models import User


class NoticeKind(models.TextChoices):
    """What people are told about; each chooses by kind how the mail comes."""

    CONSULTATION = "consultation", "A consultation waits for you, or is decided"
    ESCALATION = "escalation", "A consultation passed on because its time ran out"
    REASSIGNMENT = "reassignment", "A consultation given to you, or to somebody else"
    CHANGED_CLAUSE = "changed-clause", "The text under an open record replaced"
    TASK = "task", "A task given to you, or due"
    PUBLICATION = "publication", "A policy coming into force"
    CONTACT = "contact", "Contacts to verify, and numbers reported wrong"


class NoticeQuerySet(OutgoingQuerySet):
    def of(self, person: User) -> "NoticeQuerySet":
        return self.filter(person=person)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def unmailed(self) -> "NoticeQuerySet":
        """The outbox: what is to be mailed and not known to be delivered."""
        return super().unmailed().exclude(mail=Notice.Mail.NONE)

    def to_mail(self) -> "NoticeQuerySet":
        """Those with a mail of their own that may go out now, the longest waiting first."""
        return self.due().filter(mail=Notice.Mail.EACH)

    def to_digest(self, at: datetime | None = None) -> "NoticeQuerySet":
        """Those that a digest may list by then (now), the longest waiting first."""
        return self.due(at).filter(mail=Notice.Mail.DIGEST)


class Notice(Outgoing):
    """One row a notice and person. `key` names what it is about, so that it is written once.

    `title` carries no word of a case: it goes out by mail. Of what a digest lists `mailed_at` is
    when it was put into it: from there the digest's own row goes on.
    """

    class Mail(models.TextChoices):
        EACH = "each", "At once"
        DIGEST = "digest", "In the daily digest"
        NONE = "none", "Not by mail"

    key = models.CharField(max_length=200)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    mail = models.CharField(max_length=10, choices=Mail.choices)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notice_told_once")]
        indexes = [
            models.Index(fields=["person", "read_at", "-id"]),
            models.Index(
                fields=["not_before"],
                condition=models.Q(mailed_at=None) & ~models.Q(mail="none"),
                name="notice_to_mail",
            ),
        ]

    def __str__(self) -> str:
        return self.title


def unchosen(kind: str) -> str:
    """How a kind is told to whoever never chose: at once, but for what everybody is told alike."""
    return Notice.Mail.DIGEST if kind == NoticeKind.PUBLICATION else Notice.Mail.EACH


class NoticeChoice(models.Model):
    """How one person wants to be told of one kind of notice; without a row, as `unchosen` says."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notice_choices"
    )
    kind = models.CharField(max_length=40)
    mail = models.CharField(max_length=10, choices=Notice.Mail.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="notice_choice_once")
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.kind} {self.mail}"
