from datetime import date, timedelta

import pytest
from django.utils import timezone

from policies.tasks.presenters import due_words, task_rows
from tests.factories import TaskFactory

TODAY = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (None, ""),
        (TODAY, "due today"),
        (date(2026, 3, 15), "due tomorrow"),
        (date(2026, 3, 16), "due 16 March 2026"),
        (date(2026, 3, 13), "was due 13 March 2026"),
        (date(2025, 12, 31), "was due 31 December 2025"),
    ],
)
def test_when_it_is_due(due, said):
    assert due_words(due, TODAY) == said


@pytest.mark.parametrize(("days", "overdue"), [(-1, True), (0, False), (1, False)])
def test_late_is_after_the_day_itself(db, days, overdue):
    task = TaskFactory(due=timezone.localdate() + timedelta(days=days))
    [row] = task_rows([task])
    assert (row.task, row.overdue) == (task.what, overdue)


def test_without_a_date_nothing_is_late(db):
    [row] = task_rows([TaskFactory(due=None)])
    assert (row.by, row.overdue) == ("", False)
