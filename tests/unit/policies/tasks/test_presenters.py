from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from policies.tasks.models import Group, Task
from policies.tasks.presenters import due_words, group_of, task_rows
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


@given(due=st.none() | st.dates(), today=st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_each_date_stands_in_exactly_one_group_and_it_is_the_one_of_the_words(due, today):
    group = group_of(due, today)
    assert (group == Group.OVERDUE) is ("was due" in due_words(due, today))
    assert (group == Group.TODAY) is (due_words(due, today) == "due today")
    same_week = due is not None and due.isocalendar()[:2] == today.isocalendar()[:2]
    assert (group == Group.WEEK) is (same_week and due > today)


@pytest.mark.django_db
@pytest.mark.parametrize("day", range(7))
def test_the_parts_of_the_list_are_those_of_its_groups(day):
    """The page reads a part from the database; the whole list is put in groups here."""
    today = TODAY + timedelta(days=day)
    tasks = [TaskFactory(due=today + timedelta(days=n)) for n in range(-8, 16)]
    tasks.append(TaskFactory(due=None))
    for group in Group:
        there = set(Task.objects.in_group(group, today))
        assert there == {task for task in tasks if group_of(task.due, today) == group}
