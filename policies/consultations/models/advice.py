"""Advice on a record, at each level; nothing is edited away."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.utils import timezone

from policies.consultations.models.consultation import Consultation


def _refuse(name: str, *, who: str, because: str) -> pgtrigger.Trigger:
    """Refuse a row whose `by` is the person that the query `who` finds."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        # Both texts are written here, never taken from a request.
        func=f"""
            IF NEW.by_id IN ({who}) THEN
                RAISE EXCEPTION '{because}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NEW;
        """,
    )


class Advice(models.Model):
    """An entry. `amends` is the entry it corrects or adds to; `given_on` the day it was really given.

    `countersigner` is asked to read it as a second person, and may read the record for that.
    """

    class How(models.TextChoices):
        WRITTEN = "", "Written here"
        PHONE = "phone", "By phone"
        IN_PERSON = "in-person", "In person"
        MEETING = "meeting", "In a meeting"

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="advice_entries"
    )
    level = models.PositiveSmallIntegerField(default=1)
    text = models.TextField()
    given_on = models.DateField(help_text="Earlier than the entry where it was given by phone.")
    how = models.CharField(max_length=20, choices=How.choices, blank=True)
    late_because = models.CharField(max_length=300, blank=True)
    amends = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    countersigner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_title = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(countersigner=None) | ~models.Q(countersigner=models.F("by")),
                name="advice_countersigner_is_another",
            )
        ]
        indexes = [GinIndex(SearchVector("text", config="english"), name="advice_words")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            _refuse(
                "nobody_advises_themselves",
                who="SELECT requester_id FROM policies_consultation WHERE id = NEW.consultation_id",
                because="nobody advises on their own consultation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_title}, {self.given_on:%Y-%m-%d}"

    @property
    def is_late(self) -> bool:
        """Entered on a later day than it was given."""
        return self.given_on < timezone.localdate(self.at)


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
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            _refuse(
                "countersigned_by_another",
                who="""
                    SELECT by_id FROM policies_advice WHERE id = NEW.advice_id
                    UNION SELECT requester_id FROM policies_consultation WHERE id =
                        (SELECT consultation_id FROM policies_advice WHERE id = NEW.advice_id)
                """,
                because="nobody countersigns their own advice, or advice to themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.by_title}, {self.at:%Y-%m-%d}"
