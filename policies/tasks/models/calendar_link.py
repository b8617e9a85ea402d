"""The secret address under which a calendar program reads somebody's due dates."""

from django.conf import settings
from django.db import models


class CalendarLinkQuerySet(models.QuerySet):
    def working(self) -> "CalendarLinkQuerySet":
        """Links that were not revoked, with whose they are."""
        return self.filter(revoked_at=None).select_related("person")


class CalendarLink(models.Model):
    """Only the hash of the secret is kept; the address is shown once."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_links"
    )
    secret_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(revoked_at=None),
                name="calendar_link_one_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"Calendar of {self.person}"
