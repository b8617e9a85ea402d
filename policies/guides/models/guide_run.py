"""One person's way through a guide. Holds chosen options only, never anything typed."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone

from policies.guides.models.guide_version import GuideVersion
from policies.library.models import Citation
from policies.roles.models import PolicySet
from policies.tasks.models import Task
from portal.models import User

KEEP_UNKEPT_FOR = timedelta(days=30)


class GuideRunQuerySet(models.QuerySet):
    def of(self, user: User) -> "GuideRunQuerySet":
        """A run is its reader's own."""
        return self.filter(person=user)

    def with_guide(self) -> "GuideRunQuerySet":
        return self.select_related("version__guide", "policy_set")

    def with_doubts(self) -> "GuideRunQuerySet":
        """Annotate `is_suspect`: the outcome rests on words no longer in force, and nobody has confirmed it since."""
        cited = Citation.objects.filter(
            source_type=ContentType.objects.get_for_model(GuideVersion),
            source_id=OuterRef("version"),
            part=OuterRef("outcome"),
        )
        return self.annotate(is_suspect=Exists(cited.with_current().filter(is_suspect=True)))

    def with_taken_on(self) -> "GuideRunQuerySet":
        """Annotate `is_taken_on`: steps of its outcome were put on its reader's list of tasks."""
        given = Task.objects.filter(
            origin_type=ContentType.objects.get_for_model(GuideRun),
            origin_id=OuterRef("pk"),
            person=OuterRef("person"),
        )
        return self.annotate(is_taken_on=Exists(given))

    def kept(self) -> "GuideRunQuerySet":
        return self.filter(kept=True).order_by("-changed_at")

    def expired(self) -> "GuideRunQuerySet":
        """Runs nobody kept, untouched for 30 days."""
        return self.filter(kept=False, changed_at__lt=timezone.now() - KEEP_UNKEPT_FOR)


class GuideRun(models.Model):
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="guide_runs"
    )
    version = models.ForeignKey(GuideVersion, on_delete=models.PROTECT, related_name="runs")
    policy_set = models.ForeignKey(PolicySet, on_delete=models.PROTECT, related_name="+")
    answers = models.JSONField(
        default=list, help_text="[question, option] in the order given, off-path ones included."
    )
    outcome = models.CharField(max_length=100, blank=True)
    kept = models.BooleanField(default=False)
    started_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = GuideRunQuerySet.as_manager()

    class Meta:
        ordering = ["-changed_at"]
        indexes = [models.Index(fields=["person", "-changed_at"])]

    def __str__(self) -> str:
        return f"{self.version.guide.title}, {self.started_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"/guides/runs/{self.key}/"
