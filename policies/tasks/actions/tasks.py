"""Giving somebody something to do, and getting it done."""

from collections.abc import Iterable
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone

from policies.notices.actions import overtake
from policies.notices.models import NoticeKind
from policies.tasks.models import Task
from portal import audit
from portal.models import User


class NotYours(Exception):
    """The task is somebody else's."""


@transaction.atomic
def give(
    *,
    by: User,
    person: User,
    tasks: Iterable[str],
    origin: models.Model,
    origin_label: str,
    origin_url: str,
    due: date | None = None,
) -> int:
    """Give `person` these tasks from `origin`; a task given before from the same origin is not given twice.

    Returns how many were new.
    """
    origin_type = ContentType.objects.get_for_model(origin)
    from_here = Task.objects.of(person).given_from(origin)
    before = from_here.count()
    Task.objects.bulk_create(
        (
            Task(
                person=person,
                what=what[:500],
                due=due,
                origin_type=origin_type,
                origin_id=origin.pk,
                origin_label=origin_label,
                origin_url=origin_url,
            )
            for what in dict.fromkeys(tasks)
        ),
        ignore_conflicts=True,
    )
    audit.record(by=by, action="task.give", on=person, from_=f"{origin_type.model}:{origin.pk}")
    return from_here.count() - before


@transaction.atomic
def complete(*, by: User, task: Task) -> None:
    """Mark a task done. Raises NotYours for somebody else's; done twice is done once."""
    if task.person_id != by.pk:
        raise NotYours("Only the person who has a task can finish it.")
    if Task.objects.filter(pk=task.pk, done_at__isnull=True).update(done_at=timezone.now()):
        overtake(by=by, url=task.get_absolute_url(), kinds=[NoticeKind.TASK])
        audit.record(by=by, action="task.complete", on=task)


@transaction.atomic
def reopen(*, by: User, task: Task) -> None:
    """Put a finished task back on the list. Raises NotYours for somebody else's."""
    if task.person_id != by.pk:
        raise NotYours("Only the person who has a task can put it back.")
    if Task.objects.filter(pk=task.pk, done_at__isnull=False).update(done_at=None):
        audit.record(by=by, action="task.reopen", on=task)
