"""A matter on which the policy sets differ."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from portal.models import LockedModel, lock_trigger


class Matter(LockedModel):
    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    question = models.CharField(max_length=300, help_text="As a worker asks it.")
    why = models.TextField(blank=True, help_text="Why the sets differ, or what to watch.")
    topic = models.SlugField(max_length=60)
    people_say = models.TextField(blank=True, help_text="Words people search with, one a line.")
    order = models.PositiveSmallIntegerField(default=0)
    search = models.GeneratedField(
        expression=SearchVector("title", config="english", weight="A")
        + SearchVector("question", config="english", weight="A")
        + SearchVector("people_say", config="english", weight="B")
        + SearchVector("why", config="english", weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["order", "title"]
        triggers = [lock_trigger()]
        indexes = [GinIndex(fields=["search"], name="matter_search")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/matters/{self.slug}/"
