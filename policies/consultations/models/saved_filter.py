"""A way of looking at the queue that somebody keeps."""

from django.conf import settings
from django.db import models


class SavedFilter(models.Model):
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    name = models.CharField(max_length=80)
    query = models.CharField(max_length=500, help_text="The query string of the filtered page.")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "name"], name="saved_filter_name_once")
        ]

    def __str__(self) -> str:
        return self.name
