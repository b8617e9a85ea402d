"""A defined term and the clause that defines it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from policies.library.models.clause import Clause
from policies.library.models.policy import Policy
from portal.models import LockedModel, lock_trigger


class Definition(LockedModel):
    policy = models.ForeignKey(
        Policy,
        on_delete=models.PROTECT,
        related_name="definitions",
        help_text="The scope: the term is explained in this policy's clauses.",
    )
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="definitions")
    term = models.CharField(max_length=200)
    aliases = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    meaning = models.TextField(help_text="One plain sentence.")
    source = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    search = models.GeneratedField(
        expression=SearchVector("term", config="english", weight="A")
        + SearchVector("meaning", config="english", weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        ordering = ["term"]
        triggers = [lock_trigger()]
        indexes = [GinIndex(fields=["search"], name="definition_search")]
        constraints = [
            models.UniqueConstraint(fields=["policy", "term"], name="definition_once_a_policy"),
        ]

    def __str__(self) -> str:
        return self.term
