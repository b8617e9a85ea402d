"""Accounts, pages and sites that an organisation runs."""

from django.db import models

from policies.roles.models import PolicySet
from portal.models import LockedModel, lock_trigger


class OfficialAccount(LockedModel):
    policy_set = models.ForeignKey(PolicySet, on_delete=models.PROTECT, related_name="+")
    platform = models.CharField(max_length=100)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    purpose = models.CharField(max_length=300)
    holder = models.CharField(max_length=200, help_text="The position that answers for it.")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    granted_by = models.CharField(max_length=40, blank=True)
    record_number = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["platform", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["granted_by"],
                condition=~models.Q(granted_by=""),
                name="official_account_granted_once",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on=None) | models.Q(closed_on__gte=models.F("opened_on")),
                name="official_account_closed_after_opened",
            ),
        ]
        triggers = [lock_trigger()]

    def __str__(self) -> str:
        return f"{self.name} on {self.platform}"
