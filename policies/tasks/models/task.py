"""Something a person has to do, from the outcome of a guide or from a record."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F

from portal.models import User


class TaskQuerySet(models.QuerySet):
    def of(self, user: User) -> "TaskQuerySet":
        return self.filter(person=user)

    def open(self) -> "TaskQuerySet":
        """Not done yet, due first; without a due date last."""
        return self.filter(done_at__isnull=True).order_by(F("due").asc(nulls_last=True), "pk")

    def done(self) -> "TaskQuerySet":
        return self.filter(done_at__isnull=False).order_by("-done_at")


class Task(models.Model):
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tasks"
    )
    what = models.CharField(max_length=500)
    due = models.DateField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    origin_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    origin_id = models.BigIntegerField()
    origin = GenericForeignKey("origin_type", "origin_id")
    origin_label = models.CharField(max_length=300)
    origin_url = models.CharField(max_length=300)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = TaskQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "origin_type", "origin_id", "what"], name="task_given_once"
            ),
        ]

    def __str__(self) -> str:
        return self.what
