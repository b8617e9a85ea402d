"""What became of a clause that a version leaves out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import pgtrigger
from django.db import models

from policies.library.models.clause import Clause
from policies.library.models.clause_version import ClauseVersion
from policies.library.models.policy_version import PolicyVersion


@dataclass
class Ending:
    """What became of a clause out of force: why it went, and the words in force that took its place."""

    reason: str = ""
    heirs: list[ClauseVersion] = field(default_factory=list)


@dataclass(frozen=True)
class Traces:
    """What public versions say of clauses that they left out: clause id → the last that says so."""

    last: Mapping[int, Sequence["ClauseSuccession"]] = field(default_factory=dict)

    @property
    def clauses(self) -> set[int]:
        """The clauses that took the place of others, in force or not."""
        rows = [row for said in self.last.values() for row in said]
        return {row.successor_id for row in rows if row.successor_id}

    def ending(self, clause_id: int, words: Mapping[int, ClauseVersion]) -> Ending:
        """What became of a clause, by the words in force of `clauses`.

        What took its place and has gone since is followed to what took the place of that.
        """
        found, seen, ways = {}, {clause_id}, [clause_id]
        while ways:
            for row in self.last.get(ways.pop(), ()):
                if row.successor_id in words:
                    found[row.successor_id] = words[row.successor_id]
                elif row.successor_id and row.successor_id not in seen:
                    seen.add(row.successor_id)
                    ways.append(row.successor_id)
        why = (row.reason for row in self.last.get(clause_id, ()) if row.reason)
        return Ending(next(why, ""), sorted(found.values(), key=lambda heir: heir.path))


class ClauseSuccessionQuerySet(models.QuerySet):
    def traces(self, clause_ids: Iterable[int]) -> Traces:
        """What is known of these clauses, and of all that their policies left out; in one query."""
        ids = list(clause_ids)
        if not ids:
            return Traces()
        policies = Clause.objects.filter(pk__in=ids).values("policy")
        rows = self.filter(clause__policy__in=policies, version__state__in=PolicyVersion.PUBLIC)
        last: dict[int, list[ClauseSuccession]] = defaultdict(list)
        for row in rows.order_by("-version__number", "pk"):
            known = last[row.clause_id]
            if not known or known[0].version_id == row.version_id:
                known.append(row)
        return Traces(last)

    def ending(self, clause: Clause) -> Ending:
        """What became of one clause, in two queries."""
        traces = self.traces([clause.pk])
        in_force = ClauseVersion.objects.in_force().filter(clause__in=traces.clauses)
        words = {w.clause_id: w for w in in_force.select_related("clause").defer("search")}
        return traces.ending(clause.pk, words)


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

    objects = ClauseSuccessionQuerySet.as_manager()

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
