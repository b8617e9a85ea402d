"""Who may speak for an organisation, on what, from when to when."""

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models

from policies.roles.models import PolicySet
from portal.models import LockedModel, lock_trigger


class Representative(LockedModel):
    """`granted_by` is the reference of the approval that granted it, where one did."""

    policy_set = models.ForeignKey(PolicySet, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, help_text="What they may speak about.")
    held = DateRangeField(help_text="From the first day to the day after the last.")
    granted_by = models.CharField(max_length=40, blank=True)
    record_number = models.CharField(max_length=60, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    revoked_because = models.TextField(blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["granted_by"],
                condition=~models.Q(granted_by=""),
                name="representative_granted_once",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_on=None) | ~models.Q(revoked_because=""),
                name="representative_revoked_with_reason",
            ),
        ]
        triggers = [lock_trigger()]

    def __str__(self) -> str:
        return f"{self.name}: {self.subject}"
