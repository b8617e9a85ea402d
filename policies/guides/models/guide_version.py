"""One version of a guide's definition; immutable once published."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models.expressions import Combinable

from policies.guides.models.guide import Guide
from portal.on_date import end_of


class GuideVersionQuerySet(models.QuerySet):
    def live(self) -> "GuideVersionQuerySet":
        """What is published now: at most one version a guide."""
        return self.filter(state=GuideVersion.State.PUBLISHED)

    def in_force(self, on: date) -> "GuideVersionQuerySet":
        """What stood at the end of the day `on`, here: at most one version a guide."""
        return self.filter(effective__contains=end_of(on))

    def with_guide(self) -> "GuideVersionQuerySet":
        return self.select_related("guide")

    def kept_as(self, version: Combinable, outcome: Combinable) -> models.QuerySet:
        """The runs that people kept with this outcome of this version, both given as expressions."""
        runs = self.model._meta.get_field("runs").related_model
        return runs.objects.kept().filter(version=version, outcome=outcome)


class GuideVersion(models.Model):
    class State(models.TextChoices):
        PUBLISHED = "published", "Published"
        SUPERSEDED = "superseded", "Superseded"

    guide = models.ForeignKey(Guide, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    hash = models.CharField(max_length=64)
    state = models.CharField(max_length=20, choices=State.choices)
    report = models.JSONField(help_text="What the publish gate said.")
    published_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True, blank=True)
    effective = models.GeneratedField(
        expression=models.Func("published_at", "superseded_at", function="tstzrange"),
        output_field=DateTimeRangeField(),
        db_persist=True,
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    # By which field the desk finds the job role of whoever keeps it up to date.
    kept_by = "guide__owner"

    objects = GuideVersionQuerySet.as_manager()

    class Meta:
        ordering = ["guide", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["guide", "number"], name="guide_version_number_once"),
            models.UniqueConstraint(
                fields=["guide"],
                condition=models.Q(state="published"),
                name="guide_version_one_published",
            ),
            ExclusionConstraint(
                name="guide_version_one_in_force",
                expressions=[
                    ("guide", RangeOperators.EQUAL),
                    ("effective", RangeOperators.OVERLAPS),
                ],
                violation_error_message="Another version is in force in that time.",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="published_never_changes",
                fields=["guide", "number", "definition", "hash", "report", "published_at", "by"],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.guide.title}, version {self.number}"

    @property
    def is_superseded(self) -> bool:
        return self.state == self.State.SUPERSEDED
