"""A guided decision questionnaire."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from policies.roles.models import JobRole, PolicySet


class GuideQuerySet(models.QuerySet):
    def serving(self, policy_set: PolicySet) -> "GuideQuerySet":
        """The guides that have a published version with a start for this set."""
        return self.filter(policy_sets=policy_set, versions__state="published").distinct()


class Guide(models.Model):
    """One guide, the landing guide, asks what happened and only leads to all the others."""

    LANDING = "what-happened"

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200, help_text="In the user's words.")
    summary = models.CharField(max_length=300, blank=True)
    topic = models.SlugField(max_length=60)
    owner = models.ForeignKey(JobRole, on_delete=models.PROTECT, null=True, blank=True)
    policy_sets = models.ManyToManyField(PolicySet, related_name="guides")
    people_say = models.TextField(blank=True, help_text="Words people search with, one a line.")
    order = models.PositiveSmallIntegerField(default=0)
    source = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    search = models.GeneratedField(
        expression=SearchVector("title", config="english", weight="A")
        + SearchVector("people_say", config="english", weight="B")
        + SearchVector("summary", config="english", weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = GuideQuerySet.as_manager()

    class Meta:
        ordering = ["order", "title"]
        indexes = [GinIndex(fields=["search"], name="guide_search")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/guides/{self.slug}/"

    @property
    def is_landing(self) -> bool:
        return self.slug == self.LANDING
