"""Accounts, pages and sites that an organisation runs."""

from datetime import date

from django.db import models
from django.db.models import Q

from policies.registers.models.entry import EntryQuerySet, never_deleted
from policies.roles.models import PolicySet
from portal.models import LockedModel, lock_trigger


class OfficialAccountQuerySet(EntryQuerySet):
    texts = ("platform", "name", "address", "purpose", "holder", "granted_by", "record_number")

    def open(self, day: date) -> "OfficialAccountQuerySet":
        """Not closed by this day; an account that opens later is among them."""
        return self.exclude(closed_on__lte=day)

    def closed(self, day: date) -> "OfficialAccountQuerySet":
        return self.filter(closed_on__lte=day)

    def unfinished(self) -> "OfficialAccountQuerySet":
        """What an approval entered without saying where the account is."""
        return self.filter(Q(platform="") | Q(address=""))


class OfficialAccount(LockedModel):
    policy_set = models.ForeignKey(PolicySet, on_delete=models.PROTECT, related_name="+")
    platform = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    purpose = models.CharField(max_length=300)
    holder = models.CharField(max_length=200, help_text="The position that answers for it.")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)
    granted_by = models.CharField(max_length=40, blank=True)
    under_conditions = models.BooleanField(
        default=False, help_text="Those of the record that granted it."
    )
    record_number = models.CharField(max_length=60, blank=True)

    objects = OfficialAccountQuerySet.as_manager()

    class Meta:
        ordering = ["platform", "name", "pk"]
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
        triggers = [lock_trigger(), never_deleted()]

    def __str__(self) -> str:
        return f"{self.name} on {self.platform}" if self.platform else self.name

    def get_absolute_url(self) -> str:
        return f"/registers/accounts/{self.pk}/"
