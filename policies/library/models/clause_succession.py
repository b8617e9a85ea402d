"""What became of a clause that a version leaves out."""

import pgtrigger
from django.db import models

from policies.library.models.clause import Clause
from policies.library.models.policy_version import PolicyVersion


class ClauseSuccession(models.Model):
    """`clause` is not in `version` any more, or (split) gave a part of its words away there.

    One row a successor; without one, `reason` says why it ended.
    """

    class How(models.TextChoices):
        REPLACED = "replaced", "Replaced"
        SPLIT = "split", "Split"
        MERGED = "merged", "Merged"
        RETIRED = "retired", "Retired"

    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="successions")
    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="successions")
    how = models.CharField(max_length=20, choices=How.choices)
    successor = models.ForeignKey(
        Clause, on_delete=models.PROTECT, null=True, blank=True, related_name="predecessions"
    )
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "clause", "successor"],
                name="clause_succession_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(successor__isnull=False) | ~models.Q(reason=""),
                name="clause_succession_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(successor__isnull=True)
                | ~models.Q(successor=models.F("clause")),
                name="clause_succession_not_itself",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="published_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM policies_policyversion
                        WHERE state IN ('published', 'withdrawn') AND (
                            (TG_OP <> 'INSERT' AND id = OLD.version_id)
                            OR (TG_OP <> 'DELETE' AND id = NEW.version_id)
                        )
                    ) THEN
                        RAISE EXCEPTION 'a published version never changes: make a new draft'
                            USING ERRCODE = 'restrict_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause.short_id}: {self.get_how_display()}"
