"""Who is writing in a clause of a draft, and what they have not saved yet."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from policies.library.models import Clause, PolicyVersion

# After this long without a sign of life somebody counts as gone.
PRESENT_FOR = timedelta(minutes=2)


class ClauseWritingQuerySet(models.QuerySet):
    def present(self) -> "ClauseWritingQuerySet":
        """Those who have the clause open now."""
        return self.filter(seen_at__gte=timezone.now() - PRESENT_FOR)


class ClauseWriting(models.Model):
    """`words` are what was typed and not saved: kept outside the clause and its history, for one person.

    It hangs on the clause's identity, so that unsaved words outlive a clause that somebody removes.
    """

    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="writings")
    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    words = models.JSONField(null=True, blank=True)
    revision = models.PositiveIntegerField(help_text="The clause's revision that was opened.")
    seen_at = models.DateTimeField(default=timezone.now)
    kept_at = models.DateTimeField(null=True, blank=True)

    objects = ClauseWritingQuerySet.as_manager()

    class Meta:
        ordering = ["-seen_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "clause", "person"], name="clause_writing_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} in {self.clause}"
