"""What somebody has to be told: the outbox of mail and the list in the portal are the same rows."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from portal.models import User


class NoticeQuerySet(models.QuerySet):
    def of(self, person: User) -> "NoticeQuerySet":
        return self.filter(person=person)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at=None)

    def to_mail(self) -> "NoticeQuerySet":
        """Mails that are due and not delivered, oldest first."""
        return self.filter(
            mail=Notice.Mail.EACH, mailed_at=None, not_before__lte=timezone.now()
        ).order_by("not_before", "pk")


class Notice(models.Model):
    """One row a notice and person. `key` names what it is about, so that it is written once.

    `title` carries no word of a case: it goes out by mail.
    """

    class Mail(models.TextChoices):
        EACH = "each", "At once"
        DIGEST = "digest", "In the daily digest"
        NONE = "none", "Not by mail"

    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="notices"
    )
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    url = models.CharField(max_length=300)
    urgent = models.BooleanField(default=False)
    mail = models.CharField(max_length=10, choices=Mail.choices)
    not_before = models.DateTimeField(help_text="No mail goes out before: working hours.")
    created_at = models.DateTimeField(auto_now_add=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True, help_text="Why the last attempt failed.")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["person", "read_at", "-id"]),
            models.Index(
                fields=["not_before"], condition=models.Q(mailed_at=None), name="notice_to_mail"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class NoticeChoice(models.Model):
    """How one person wants to be told of one kind of notice; without a row, at once."""

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
