"""Searches that found nothing: what was typed and under which set, never by whom."""

from django.db import models
from django.db.models import F
from django.utils import timezone

from policies.roles.models import PolicySet


class SearchMissQuerySet(models.QuerySet):
    def waiting(self) -> "SearchMissQuerySet":
        """What nobody has dealt with yet, most often missed first."""
        return (
            self.filter(settled_at__isnull=True)
            .select_related("policy_set")
            .order_by(F("times").desc(), "-last_at")
        )


class SearchMiss(models.Model):
    query = models.CharField(max_length=200)
    policy_set = models.ForeignKey(
        PolicySet, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = SearchMissQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["query", "policy_set"],
                condition=models.Q(settled_at__isnull=True),
                nulls_distinct=False,
                name="search_miss_counted_once",
            ),
        ]

    def __str__(self) -> str:
        return self.query
