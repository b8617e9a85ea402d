"""Who is away, and who answers in the meantime."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils import timezone


class AbsenceQuerySet(models.QuerySet):
    def current(self) -> "AbsenceQuerySet":
        return self.filter(away__contains=timezone.localdate())

    def not_over(self) -> "AbsenceQuerySet":
        """Those of today and of the days to come, the first to begin first."""
        return self.filter(away__endswith__gt=timezone.localdate()).order_by("away", "pk")


class Absence(models.Model):
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="absences"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    away = DateRangeField(help_text="From the first day away to the day after the last.")
    note = models.CharField(max_length=200, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        ordering = ["-away"]
        constraints = [
            ExclusionConstraint(
                name="absence_once_a_day",
                expressions=[("person", RangeOperators.EQUAL), ("away", RangeOperators.OVERLAPS)],
                violation_error_message="Another absence covers some of these days.",
            ),
            models.CheckConstraint(
                condition=models.Q(deputy=None) | ~models.Q(deputy=models.F("person")),
                name="absence_deputy_is_somebody_else",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} away"

    @property
    def last_day(self) -> date:
        return self.away.upper - timedelta(days=1)
