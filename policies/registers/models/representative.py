"""Who may speak for an organisation, on what, from when to when."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models

from policies.registers.models.entry import EntryQuerySet, never_deleted
from policies.roles.models import PolicySet
from portal.models import LockedModel, lock_trigger


class RepresentativeQuerySet(EntryQuerySet):
    texts = ("name", "job_title", "subject", "granted_by", "record_number")

    def speaking(self, day: date) -> "RepresentativeQuerySet":
        """Who may speak on this day."""
        return self.filter(held__contains=day).exclude(revoked_on__lte=day)

    def to_come(self, day: date) -> "RepresentativeQuerySet":
        return self.filter(held__startswith__gt=day).exclude(revoked_on__lte=day)

    def over(self, day: date) -> "RepresentativeQuerySet":
        """Whose time has run out, and who was not revoked before."""
        return self.filter(held__endswith__lte=day).exclude(revoked_on__lte=day)

    def revoked(self, day: date) -> "RepresentativeQuerySet":
        return self.filter(revoked_on__lte=day)


class Representative(LockedModel):
    """`granted_by` is the reference of the approval that granted it, where one did.

    On the day `revoked_on` and after it they may not speak any more.
    """

    policy_set = models.ForeignKey(PolicySet, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=200)
    job_title = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=300, help_text="What they may speak about.")
    held = DateRangeField(help_text="From the first day to the day after the last.")
    granted_by = models.CharField(max_length=40, blank=True)
    under_conditions = models.BooleanField(
        default=False, help_text="Those of the record that granted it."
    )
    record_number = models.CharField(max_length=60, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    revoked_because = models.TextField(blank=True)

    objects = RepresentativeQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=models.Q(held__isempty=False, held__startswith__isnull=False),
                name="representative_from_a_day",
            ),
        ]
        triggers = [lock_trigger(), never_deleted()]

    def __str__(self) -> str:
        return f"{self.name}: {self.subject}"

    def get_absolute_url(self) -> str:
        return f"/registers/representatives/{self.pk}/"
