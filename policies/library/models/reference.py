"""A related document, a piece of legislation or a resource that a clause names."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from policies.library.models.clause import Clause
from policies.library.models.policy import Policy
from portal.models import LockedModel, lock_trigger


class Reference(LockedModel):
    class Kind(models.TextChoices):
        DOCUMENT = "document", "Related document"
        LEGISLATION = "legislation", "Legislation"
        RESOURCE = "resource", "Resource"

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="references")
    key = models.SlugField(max_length=80)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    title = models.CharField(max_length=300)
    as_printed = models.CharField(
        max_length=300, blank=True, help_text="The address or name as the document prints it."
    )
    note = models.TextField(blank=True)
    clauses = models.ManyToManyField(Clause, related_name="references")
    source = ArrayField(models.CharField(max_length=30), default=list, blank=True)

    class Meta:
        ordering = ["kind", "title"]
        triggers = [lock_trigger()]
        constraints = [
            models.UniqueConstraint(fields=["policy", "key"], name="reference_once_a_policy"),
        ]

    def __str__(self) -> str:
        return self.title
