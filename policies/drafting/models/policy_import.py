"""A document brought to the desk, from its upload to the draft that it becomes."""

from django.conf import settings
from django.db import models

from policies.library.models import Policy, PolicyVersion
from portal.models import LockedModel, lock_trigger


class PolicyImport(LockedModel):
    """`paragraphs` are the document's own; `tree` is what was made of them; `choices` are the editor's."""

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting to be read"
        READ = "read", "To be reconciled"
        REFUSED = "refused", "Could not be read"
        DRAFTED = "drafted", "Became a draft"
        DISCARDED = "discarded", "Discarded"

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="imports")
    base = models.ForeignKey(
        PolicyVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        help_text="The version it is reconciled with; None for a policy's first text.",
    )  # fmt: skip
    draft = models.ForeignKey(
        PolicyVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="imports"
    )
    state = models.CharField(max_length=20, choices=State.choices, default=State.WAITING)
    file_name = models.CharField(max_length=255)
    file = models.BinaryField(null=True, help_text="Until it is read; not kept after that.")
    sha256 = models.CharField(max_length=64)
    done = models.PositiveIntegerField(default=0, help_text="How far the reading is, in per cent.")
    problem = models.TextField(blank=True, help_text="Why it could not be read.")
    paragraphs = models.JSONField(default=list)
    tree = models.JSONField(default=list)
    choices = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["-created_at"]
        triggers = [lock_trigger()]

    def __str__(self) -> str:
        return f"{self.file_name} for {self.policy}"

    def get_absolute_url(self) -> str:
        return f"/manage/imports/{self.pk}/"
