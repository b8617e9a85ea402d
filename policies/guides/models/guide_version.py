"""One version of a guide's definition; immutable once published."""

import pgtrigger
from django.conf import settings
from django.db import models

from policies.guides.models.guide import Guide


class GuideVersion(models.Model):
    class State(models.TextChoices):
        PUBLISHED = "published", "Published"
        SUPERSEDED = "superseded", "Superseded"

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    hash = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=State.choices)
    report = models.JSONField(help_text="What the publish gate said.")
    published_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ["guide", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "number"], name="guide_version_number_once"),
            models.UniqueConstraint(
                fields=["guide"],
                condition=models.Q(state="published"),
                name="guide_version_one_published",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="published_never_changes",
                fields=["guide", "number", "definition", "hash", "report", "published_at", "by"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guide.title}, version {self.number}"
