"""What was posted in an official capacity: what, when, where, by whom."""

from django.conf import settings
from django.db import models

from policies.registers.models.entry import EntryQuerySet, never_deleted
from policies.registers.models.official_account import OfficialAccount
from portal.models import LockedModel, lock_trigger


class OfficialPostQuerySet(EntryQuerySet):
    policy_set = "account__policy_set"
    texts = (
        "what",
        "where",
        "by_name",
        "classification",
        "approval",
        "record_number",
        "account__name",
        "account__platform",
    )


class OfficialPost(LockedModel):
    account = models.ForeignKey(OfficialAccount, on_delete=models.PROTECT, related_name="posts")
    what = models.TextField(help_text="What was posted, or what it said in short.")
    posted_at = models.DateTimeField()
    where = models.CharField(max_length=300, help_text="The address of the post, or the place.")
    by_name = models.CharField(max_length=200)
    classification = models.CharField(max_length=100, blank=True)
    approval = models.CharField(
        max_length=100, blank=True, help_text="Who approved it, or which record."
    )
    record_number = models.CharField(max_length=60, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(auto_now_add=True)

    objects = OfficialPostQuerySet.as_manager()

    class Meta:
        ordering = ["-posted_at", "-pk"]
        indexes = [models.Index(fields=["account", "-posted_at", "-id"], name="post_newest_first")]
        triggers = [lock_trigger(), never_deleted()]

    def __str__(self) -> str:
        return f"{self.account}, {self.posted_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"/registers/posts/{self.pk}/"
