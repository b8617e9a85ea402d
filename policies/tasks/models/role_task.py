"""What a document asks of everyone in a job role, always."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from policies.library.models import Clause
from policies.roles.models import JobRole
from portal.models import LockedModel, lock_trigger


class RoleTaskQuerySet(models.QuerySet):
    def of(self, job_role: JobRole) -> "RoleTaskQuerySet":
        """The standing tasks of this job role, in the order of the document."""
        return self.filter(job_role=job_role).select_related("clause__policy")


class RoleTask(LockedModel):
    job_role = models.ForeignKey(JobRole, on_delete=models.PROTECT, related_name="role_tasks")
    what = models.TextField()
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="role_tasks")
    order = models.PositiveSmallIntegerField(default=0)
    source = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    search = models.GeneratedField(
        expression=SearchVector("what", config="english", weight="C"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    # By which field the desk finds the job role of whoever keeps it up to date.
    kept_by = "job_role"

    objects = RoleTaskQuerySet.as_manager()

    class Meta:
        ordering = ["job_role", "order"]
        triggers = [lock_trigger()]
        indexes = [GinIndex(fields=["search"], name="role_task_search")]
        constraints = [
            models.UniqueConstraint(fields=["job_role", "order"], name="role_task_order"),
        ]

    def __str__(self) -> str:
        return self.what
