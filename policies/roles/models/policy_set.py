"""Whose rules bind whom."""

from django.db import models

from policies.roles.models.organisation import Organisation


class PolicySet(models.Model):
    """A group of staff bound by the same documents: YJ, DHS, DSS, GCC and PC in the sample."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name
