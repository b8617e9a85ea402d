"""The words of a clause in one version of its policy."""

from datetime import date

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.utils import timezone

from policies.library.models.clause import Clause
from policies.library.models.policy_version import PolicyVersion
from policies.roles.models import PolicySet
from portal.models import LockedModel, lock_trigger


class Kind(models.TextChoices):
    """What a clause is; chooses how it is shown."""

    SECTION = "section", "Section"
    DUTY = "duty", "Duty"
    PROHIBITION = "prohibition", "Prohibition"
    PERMISSION = "permission", "Permission"
    CONDITION = "condition", "Condition"
    PRINCIPLE = "principle", "Principle"
    ADVICE = "advice", "Advice"
    DEFINITION = "definition", "Definition"
    EXAMPLE = "example", "Example"
    ROLE_TASK = "role-task", "Role task"
    APPROVAL = "approval", "Approval"
    ESCALATION = "escalation", "Escalation"
    SANCTION = "sanction", "Sanction"
    OFFENCE = "offence", "Offence"
    QUESTION = "question", "Question to ask yourself"
    FAQ = "faq", "Question and answer"
    PRACTICE = "practice", "Practice"
    SCOPE = "scope", "Scope"
    RESPONSIBILITY = "responsibility", "Responsibility"
    CONTACT = "contact", "Contact"
    METADATA = "metadata", "About the document"
    REFERENCE = "reference", "Reference"


class Strength(models.TextChoices):
    """How strongly the document itself speaks."""

    MUST = "must", "Must"
    SHOULD = "should", "Should"
    ADVISED = "advised", "Advised"
    INFORMATION = "information", "Information"


class Column(models.TextChoices):
    """Where a clause stands in a grid of practice, or in a pair of lists."""

    BEST = "best", "Best practice"
    SAFE = "safe", "Safe practice"
    POOR = "poor", "Poor practice"
    DO = "do", "Do"
    DONT = "dont", "Do not"


class ClauseVersionQuerySet(models.QuerySet):
    def in_force(self, on: date | None = None) -> "ClauseVersionQuerySet":
        """The words in force on `on` (today if None): at most one row a clause."""
        return self.published().filter(version__effective__contains=on or timezone.localdate())

    def published(self) -> "ClauseVersionQuerySet":
        """The words that are or were in force."""
        return self.filter(version__state__in=PolicyVersion.PUBLIC)

    def binding(self, policy_set: PolicySet) -> "ClauseVersionQuerySet":
        """Clauses of the policies that bind this set."""
        return self.filter(version__policy__bindings__policy_set=policy_set)

    def in_reading_order(self) -> "ClauseVersionQuerySet":
        """As they stand in the document; `path` sorts a clause behind its section."""
        return self.order_by("path")

    def with_place(self) -> "ClauseVersionQuerySet":
        """With clause, version and policy loaded, as every page that shows a clause needs them."""
        return self.select_related("clause", "version__policy", "parent")


class ClauseVersion(LockedModel):
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="versions")
    version = models.ForeignKey(PolicyVersion, on_delete=models.CASCADE, related_name="clauses")
    parent = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="children"
    )
    path = ArrayField(
        models.PositiveIntegerField(), help_text="Place in the document: one number a level."
    )
    number = models.CharField(max_length=20, blank=True)
    heading = models.CharField(max_length=300, blank=True)
    body = models.TextField(blank=True, help_text="Sanitised HTML.")
    text = models.TextField(blank=True, help_text="The body without markup.")
    hash = models.CharField(max_length=64, help_text="Of heading, body, kind and strength.")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    strength = models.CharField(
        max_length=20, choices=Strength.choices, default=Strength.INFORMATION
    )
    strength_words = models.CharField(
        max_length=80, blank=True, help_text="The document's own words that carry the strength."
    )
    column = models.CharField(max_length=10, choices=Column.choices, blank=True)
    terms = models.JSONField(
        null=True, blank=True, help_text="Of an offence: the terms as printed, by kind of trial."
    )
    source = ArrayField(
        models.CharField(max_length=30), default=list, blank=True, help_text="Where it came from."
    )
    note = models.TextField(blank=True, help_text="Editor's note: a gap, a fault or a tension.")
    search = models.GeneratedField(
        expression=SearchVector("heading", config="english", weight="A")
        + SearchVector("text", config="english", weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = ClauseVersionQuerySet.as_manager()

    class Meta:
        ordering = ["version", "path"]
        constraints = [
            models.UniqueConstraint(fields=["version", "clause"], name="clause_once_a_version"),
            models.UniqueConstraint(fields=["version", "path"], name="clause_one_a_place"),
        ]
        indexes = [
            GinIndex(fields=["search"], name="clause_version_search"),
            models.Index(fields=["clause", "hash"]),
        ]
        triggers = [
            lock_trigger(),
            pgtrigger.Trigger(
                name="published_never_changes",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                # Both versions count: a draft clause must not be moved into a published one either.
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
        return f"{self.clause.short_id} in version {self.version.number}"

    def get_absolute_url(self) -> str:
        return f"/c/{self.clause.short_id}/"
