"""What one policy set says on a matter, or that it says nothing."""

from django.db import models

from policies.directory.models import Contact
from policies.matters.models.matter import Matter
from policies.roles.models import PolicySet
from portal.models import LockedModel, lock_trigger


class MatterCellQuerySet(models.QuerySet):
    def of_set(self, policy_set: PolicySet | None) -> "MatterCellQuerySet":
        """What this set says on each matter; nothing without a set."""
        return self.filter(policy_set=policy_set).select_related("ask")

    def with_set_and_contact(self) -> "MatterCellQuerySet":
        """With the set that speaks and the contact to ask, in the same query."""
        return self.select_related("policy_set", "ask__unit__organisation", "ask__through")


class MatterCell(LockedModel):
    """Its clauses are cited through library Citations: thing = the cell, so that a changed clause flags it."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="cells")
    policy_set = models.ForeignKey(PolicySet, on_delete=models.PROTECT, related_name="+")
    says = models.TextField()
    silent = models.BooleanField(default=False, help_text="The documents have no rule on it.")
    ask = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=0)

    objects = MatterCellQuerySet.as_manager()

    class Meta:
        ordering = ["matter", "order"]
        triggers = [lock_trigger()]
        constraints = [
            models.UniqueConstraint(fields=["matter", "policy_set"], name="matter_cell_once_a_set"),
            models.CheckConstraint(
                condition=models.Q(silent=False) | models.Q(ask__isnull=False),
                name="matter_cell_silent_says_whom_to_ask",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter.title}: {self.policy_set.code}"
