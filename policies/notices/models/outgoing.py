"""What goes out by mail, once: the columns by which a worker may die at any moment."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

# With the pauses between them, more than four days.
MOST_ATTEMPTS = 24


class OutgoingQuerySet(models.QuerySet):
    def unmailed(self) -> "OutgoingQuerySet":
        """What is not known to be delivered."""
        return self.filter(mailed_at=None)

    def due(self, at: datetime | None = None) -> "OutgoingQuerySet":
        """What may go out by then (now), the longest waiting first."""
        ready = self.unmailed().filter(
            not_before__lte=at or timezone.now(), attempts__lt=MOST_ATTEMPTS
        )
        return ready.order_by("not_before", "pk")


class Outgoing(models.Model):
    """Abstract. `attempts` is counted before a mail is handed over, `mailed_at` written after.

    Between the two nobody knows whether it went out: the next attempt carries the same Message-ID.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    urgent = models.BooleanField(default=False)
    not_before = models.DateTimeField(
        help_text="No mail goes out before: working hours, another attempt, a pause after one."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    mailed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True, help_text="Why the last attempt failed.")

    class Meta:
        abstract = True
