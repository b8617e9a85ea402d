"""Something a person has to do, from the outcome of a guide or from a record."""

from datetime import date, timedelta

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from portal.models import User


class Group(models.TextChoices):
    """Where an open task stands in the list."""

    OVERDUE = "overdue", "Overdue"
    TODAY = "today", "Today"
    WEEK = "week", "This week"
    LATER = "later", "Later"


class TaskQuerySet(models.QuerySet):
    def of(self, user: User) -> "TaskQuerySet":
        return self.filter(person=user)

    def given_from(self, origin: models.Model) -> "TaskQuerySet":
        """Those that came from this thing."""
        origin_type = ContentType.objects.get_for_model(origin)
        return self.filter(origin_type=origin_type, origin_id=origin.pk)

    def open(self) -> "TaskQuerySet":
        """Not done yet, due first; without a due date last."""
        return self.filter(done_at__isnull=True).order_by(F("due").asc(nulls_last=True), "pk")

    def due_between(self, first: date, last: date) -> "TaskQuerySet":
        """Not done yet and due on one of these days, both included."""
        return self.open().filter(due__range=(first, last))

    def in_group(self, group: str, today: date) -> "TaskQuerySet":
        """Not done yet and in this group of the list, seen from this day."""
        sunday = today + timedelta(days=6 - today.weekday())
        due = {
            Group.OVERDUE: Q(due__lt=today),
            Group.TODAY: Q(due=today),
            Group.WEEK: Q(due__gt=today, due__lte=sunday),
            Group.LATER: Q(due__gt=max(today, sunday)) | Q(due=None),
        }
        return self.open().filter(due[Group(group)])

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

    def get_absolute_url(self) -> str:
        return f"/tasks/#{self.reference}"

    @property
    def reference(self) -> str:
        """What a mail or a calendar calls it: its words may be those of a case."""
        return f"T-{self.pk}"
