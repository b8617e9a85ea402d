"""Agreements between two roles in an area, on which some advice depends (ledger 000-028)."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils import timezone

from policies.roles.models.job_role import JobRole
from policies.roles.models.team import Area


class LocalAgreementQuerySet(models.QuerySet):
    def in_force(self, area: Area) -> "LocalAgreementQuerySet":
        """The agreements that hold in this area today."""
        return self.filter(area=area, held__contains=timezone.localdate())

    def between(self, job_role: JobRole | models.OuterRef) -> "LocalAgreementQuerySet":
        """Those to which this role is a party."""
        return self.filter(models.Q(first_role=job_role) | models.Q(second_role=job_role))


class LocalAgreement(models.Model):
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="agreements")
    first_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, related_name="+")
    second_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, related_name="+")
    held = DateRangeField()
    note = models.TextField(blank=True)

    objects = LocalAgreementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(first_role=models.F("second_role")),
                name="local_agreement_two_roles",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.first_role} and {self.second_role}"
