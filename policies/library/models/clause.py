"""A clause's permanent identity: what links, citations and records point at, whatever its words become."""

import uuid

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from policies.library.models.policy import Policy


class Clause(models.Model):
    """`uid` and `short_id` are given once and never reused: a clause row cannot be deleted or renamed."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="clauses")
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    short_id = models.SlugField(max_length=40, unique=True)
    people_say = models.TextField(
        blank=True,
        help_text="Words people search with, one a line. Not part of the clause's text.",
    )
    search = models.GeneratedField(
        expression=SearchVector("people_say", config="english", weight="B"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["pk"]
        indexes = [GinIndex(fields=["search"], name="clause_people_say")]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(name="identity_never_changes", fields=["uid", "short_id", "policy"]),
        ]

    def __str__(self) -> str:
        return self.short_id
