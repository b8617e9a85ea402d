"""The jobs that documents speak of."""

from django.db import models

from policies.roles.models.policy_set import PolicySet
from portal.models import LockedModel, lock_trigger


class JobRole(LockedModel):
    """A job title under one policy set; decides what a document asks of a person."""

    key = models.SlugField(max_length=60, unique=True)
    title = models.CharField(max_length=200)
    policy_set = models.ForeignKey(PolicySet, on_delete=models.PROTECT, related_name="job_roles")
    leads_team = models.BooleanField(default=False)
    ladder = models.PositiveSmallIntegerField(
        null=True,
        blank=True,
        help_text="Place in the order of consultation: 1 is asked first. Empty: not on the ladder.",
    )

    class Meta:
        ordering = ["policy_set", "ladder", "title"]
        triggers = [lock_trigger()]

    def __str__(self) -> str:
        return self.title
