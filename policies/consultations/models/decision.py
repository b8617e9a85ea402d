"""What was decided, by whom. A record referred up has one decision a level; the last one stands."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models

from policies.consultations.models.consultation import Consultation


class Decision(models.Model):
    class Result(models.TextChoices):
        APPROPRIATE = "appropriate", "Appropriate"
        CONDITIONS = "conditions", "Appropriate with conditions"
        NOT_APPROPRIATE = "not-appropriate", "Not appropriate"
        REFERRED_UP = "referred-up", "Referred up"

    consultation = models.ForeignKey(
        Consultation, on_delete=models.PROTECT, related_name="decisions"
    )
    result = models.CharField(max_length=20, choices=Result.choices)
    conditions = models.TextField(blank=True)
    reasons = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    by_title = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(result="conditions") | ~models.Q(conditions=""),
                name="decision_conditions_said",
                violation_error_message="Say what the conditions are.",
            ),
        ]
        indexes = [
            GinIndex(SearchVector("reasons", "conditions", config="english"), name="decision_words")
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="nobody_decides_their_own",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func="""
                    IF NEW.by_id = (
                        SELECT requester_id FROM policies_consultation
                            WHERE id = NEW.consultation_id
                    ) THEN
                        RAISE EXCEPTION 'nobody decides their own consultation'
                            USING ERRCODE = 'check_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_result_display()}, {self.at:%Y-%m-%d}"
