"""Advice on a record, at each level; nothing is edited away."""

import pgtrigger
from django.conf import settings
from django.db import models

from policies.consultations.models.consultation import Consultation


class Advice(models.Model):
    """An entry. `amends` is the entry it corrects or adds to; `given_on` the day it was really given."""

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="advice_entries"
    )
    level = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    given_on = models.DateField(help_text="Earlier than the entry where it was given by phone.")
    late_because = models.CharField(max_length=300, blank=True)
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_title = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.by_title}, {self.given_on:%Y-%m-%d}"


class Countersignature(models.Model):
    """A second person read the advice and agrees, or says why not."""

    advice = models.ForeignKey(Advice, on_delete=models.PROTECT, related_name="countersignatures")
    agrees = models.BooleanField()
    text = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_title = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["advice", "by"], name="countersigned_once"),
            models.CheckConstraint(
                condition=models.Q(agrees=True) | ~models.Q(text=""),
                name="countersignature_says_why_not",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.by_title}, {self.at:%Y-%m-%d}"
