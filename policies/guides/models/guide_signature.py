"""What a reviewer signed for before a version was published. Append-only."""

import pgtrigger
from django.conf import settings
from django.db import models


class GuideSignature(models.Model):
    """Signed for one definition (`slug`, `hash`) and for nothing else: a changed draft is signed anew."""

    class Kind(models.TextChoices):
        CHANGED = "changed", "An outcome that changes"
        WEIGHED = "weighed", "A prohibition that a permission leaves"
        MEANING = "meaning", "New words under an old key"

    slug = models.SlugField(max_length=80)
    hash = models.CharField(max_length=64, help_text="Of the definition that was signed for.")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=500, help_text="Which change, or which finding of the gate.")
    what = models.TextField(help_text="In words, as the reviewer read it.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "hash", "kind", "key"], name="guide_signature_once"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.slug}: {self.what}"
