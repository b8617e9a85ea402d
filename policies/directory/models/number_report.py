"""Somebody found a contact's number or address wrong."""

from django.conf import settings
from django.db import models

from policies.directory.models.contact import Contact


class NumberReport(models.Model):
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="reports")
    what = models.TextField(help_text="What is wrong.")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.contact}: {self.what[:60]}"
