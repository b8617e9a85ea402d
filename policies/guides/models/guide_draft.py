"""A guide's next version, while somebody works on it at the desk."""

from django.conf import settings
from django.db import models

from policies.guides.models.guide import Guide
from portal.models import LockedModel, lock_trigger


class GuideDraft(LockedModel):
    """`text` is kept as it was typed, faults and all; the gate reads it anew each time it is shown."""

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        IN_REVIEW = "in-review", "In review"
        RETURNED = "returned", "Changes requested"

    EDITABLE = (State.DRAFT, State.RETURNED)

    guide = models.OneToOneField(
        Guide, on_delete=models.PROTECT, null=True, blank=True, related_name="draft",
        help_text="None for a new guide.",
    )  # fmt: skip
    slug = models.SlugField(max_length=80, unique=True)
    text = models.TextField(help_text="The definition, as YAML.")
    note = models.TextField(blank=True, help_text="What changed and why.")
    review_note = models.TextField(blank=True, help_text="What the approver asked for.")
    state = models.CharField(max_length=20, choices=State.choices, default=State.DRAFT)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["slug"]
        triggers = [lock_trigger()]

    def __str__(self) -> str:
        return f"Draft of {self.slug}"

    def get_absolute_url(self) -> str:
        return f"/manage/guides/drafts/{self.pk}/"
