"""Why no guide leads to a prohibition, signed and dated."""

import pgtrigger
from django.conf import settings
from django.db import models

from policies.library.models import Clause
from portal.models import frozen


class ProhibitionWaiverQuerySet(models.QuerySet):
    def standing(self) -> "ProhibitionWaiverQuerySet":
        """Those not taken back."""
        return self.filter(withdrawn_at=None)

    def with_names(self) -> "ProhibitionWaiverQuerySet":
        """With what is shown beside each: its clause, its policy, and who signed."""
        return self.select_related("clause__policy", "signed_by")


class ProhibitionWaiver(models.Model):
    """`words` is the hash of the clause's words that were waived: other words have to be waived anew."""

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="waivers")
    words = models.CharField(max_length=64)
    reason = models.TextField()
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    signed_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = ProhibitionWaiverQuerySet.as_manager()

    class Meta:
        ordering = ["-signed_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["clause"],
                condition=models.Q(withdrawn_at=None),
                name="prohibition_waived_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""), name="prohibition_waiver_says_why"
            ),
        ]
        triggers = [
            frozen(
                "signed_stays_signed",
                columns=["clause_id", "words", "reason", "signed_by_id", "signed_on"],
                once="TRUE",
            ),
            frozen(
                "taken_back_for_good",
                columns=["withdrawn_at", "withdrawn_by_id"],
                once="OLD.withdrawn_at IS NOT NULL",
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return f"{self.clause.short_id} waived on {self.signed_on:%Y-%m-%d}"
