"""Tasks in words."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format

from policies.tasks.models import Task


def due_words(due: date | None, today: date | None = None) -> str:
    """ "due tomorrow", "due 14 March 2026", "was due …"; empty without a date."""
    if due is None:
        return ""
    days = (due - (today or timezone.localdate())).days
    if days == 0:
        return "due today"
    if days == 1:
        return "due tomorrow"
    return f"{'due' if days > 0 else 'was due'} {date_format(due)}"


@dataclass(frozen=True)
class TaskRow:
    """A given task as a list shows it."""

    pk: int
    task: str
    url: str
    origin: str
    by: str
    overdue: bool


def task_rows(tasks: list[Task]) -> list[TaskRow]:
    today = timezone.localdate()
    return [
        TaskRow(
            pk=t.pk,
            task=t.what,
            url=t.origin_url,
            origin=t.origin_label,
            by=due_words(t.due, today),
            overdue=t.due is not None and t.due < today,
        )
        for t in tasks
    ]
