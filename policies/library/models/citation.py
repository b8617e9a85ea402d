"""Who relies on a clause: any thing → clause, pinned to the exact words it relied on."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Subquery

from policies.library.models.clause import Clause
from policies.library.models.clause_version import ClauseVersion


class CitationQuerySet(models.QuerySet):
    def of(self, thing: models.Model) -> "CitationQuerySet":
        """What this thing cites."""
        return self.filter(source_type=ContentType.objects.get_for_model(thing), source_id=thing.pk)

    def live(self) -> "CitationQuerySet":
        """Citations of things still in use: not of a guide version since replaced, say."""
        return self.filter(retired=False)

    def with_current(self, on: date | None = None) -> "CitationQuerySet":
        """Annotate `current_id`, `current_hash` (the words in force today or `on`, None if none) and `is_suspect`."""
        current = ClauseVersion.objects.in_force(on).filter(clause=OuterRef("clause"))
        return self.annotate(
            current_id=Subquery(current.values("pk")[:1]),
            current_hash=Subquery(current.values("hash")[:1]),
            is_suspect=~Exists(current.filter(hash=OuterRef("pinned_hash"))),
        )

    def suspect(self) -> "CitationQuerySet":
        """Live citations whose clause no longer says what was pinned, and that nobody has confirmed since."""
        return self.live().with_current().filter(is_suspect=True)

    def in_document_order(self) -> "CitationQuerySet":
        """With the pinned words loaded, in the order in which the policy has them now; what is gone comes last.

        Places in two versions cannot be compared, and one thing may be pinned to words of several.
        """
        place = ClauseVersion.objects.in_force().filter(clause=OuterRef("clause")).values("path")
        return self.select_related("clause", "pinned__clause", "pinned__version__policy").order_by(
            "pinned__version__policy__title",
            Subquery(place[:1]).asc(nulls_last=True),
            "pinned__path",
        )


class Citation(models.Model):
    """`part` names the place in the thing that relies on the clause, such as an outcome's key."""

    source_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    source_id = models.BigIntegerField()
    source = GenericForeignKey("source_type", "source_id")
    part = models.CharField(max_length=100, blank=True)
    label = models.CharField(max_length=300, help_text="What relies on it, in words.")
    url = models.CharField(max_length=300, blank=True)
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="citations")
    pinned = models.ForeignKey(ClauseVersion, on_delete=models.PROTECT, related_name="citations")
    pinned_hash = models.CharField(max_length=64)
    retired = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_type", "source_id", "part", "clause"], name="citation_once"
            ),
        ]
        indexes = [models.Index(fields=["clause", "retired"])]

    def __str__(self) -> str:
        return f"{self.label} → {self.clause.short_id}"


class CitationConfirmation(models.Model):
    """Somebody read the old and the new words and confirmed that the citation still holds. Append-only."""

    citation = models.ForeignKey(Citation, on_delete=models.PROTECT, related_name="confirmations")
    old = models.ForeignKey(ClauseVersion, on_delete=models.PROTECT, related_name="+")
    new = models.ForeignKey(ClauseVersion, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["at"]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.citation} confirmed {self.at:%Y-%m-%d}"
