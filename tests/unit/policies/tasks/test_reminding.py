"""Reminders: on the working day before and on the day itself, each exactly once."""

from datetime import date

import pytest
from django.core import mail

from policies.notices import delivering
from policies.notices.models import Notice
from policies.tasks import jobs
from policies.tasks.actions import complete
from policies.tasks.models import Task
from tests.factories import TaskFactory

pytestmark = pytest.mark.django_db

# Ten in the morning in Melbourne; Monday the tenth is Labour Day there.
WEDNESDAY, THURSDAY, FRIDAY = (f"2031-03-0{day}T23:00Z" for day in (4, 5, 6))
SUNDAY, MONDAY, TUESDAY = "2031-03-08T23:00Z", "2031-03-09T23:00Z", "2031-03-10T23:00Z"


def due(day: str, **more) -> Task:
    return TaskFactory(due=date.fromisoformat(day), **more)


def remind() -> int:
    return jobs.remind(0)


class TestWhen:
    def test_the_day_before_and_on_the_day(self, clock):
        task = due("2031-03-07")
        counts = []
        for moment in (WEDNESDAY, THURSDAY, THURSDAY, FRIDAY, FRIDAY, SUNDAY):
            clock(moment)
            counts.append(remind())
        assert counts == [0, 1, 0, 1, 0, 0]
        assert [n.title for n in Notice.objects.order_by("pk")] == [
            f"Task {task.reference} is due on 7 March 2031.",
            f"Task {task.reference} is now due: 7 March 2031.",
        ]

    def test_before_days_off_on_the_last_working_day(self, clock):
        due("2031-03-11")
        counts = []
        for moment in (THURSDAY, FRIDAY, SUNDAY, MONDAY, TUESDAY):
            clock(moment)
            counts.append(remind())
        assert counts == [0, 1, 0, 0, 1]

    def test_the_day_is_that_of_the_place_where_somebody_works(self, clock, person):
        due("2031-03-06", person=person("gcc.worker"))
        clock("2031-03-05T22:00Z")  # Thursday in Melbourne, still Wednesday in Gloucester
        remind()
        assert "is due on" in Notice.objects.get().title
        clock("2031-03-06T00:30Z")
        assert remind() == 1

    def test_given_on_the_day_it_is_reminded_of_once(self, clock):
        clock(FRIDAY)
        due("2031-03-07")
        assert (remind(), remind()) == (1, 0)

    def test_a_worker_that_was_away_reminds_late_and_once(self, clock):
        due("2031-03-05")
        clock(FRIDAY)
        assert (remind(), remind()) == (1, 0)

    def test_what_is_long_past_is_let_be(self, clock):
        due("2031-02-20")
        clock(FRIDAY)
        assert remind() == 0


class TestWhom:
    def test_nobody_of_what_is_done_or_has_no_date(self, clock):
        clock(FRIDAY)
        due("2031-03-07", done_at="2031-03-01T00:00Z")
        TaskFactory(due=None)
        assert remind() == 0

    def test_nobody_who_has_left(self, clock, person):
        clock(FRIDAY)
        due("2031-03-07")
        type(person("yj.worker")).objects.filter(username="yj.worker").update(is_active=False)
        assert remind() == 0

    def test_when_it_was_is_kept(self, clock):
        now = clock(FRIDAY)
        task = due("2031-03-07")
        remind()
        task.refresh_from_db()
        assert task.reminded_at == now

    def test_a_task_that_is_done_is_not_mailed_about_and_has_been_read(self, clock, person):
        clock(FRIDAY)
        task = due("2031-03-07")
        remind()
        complete(by=person("yj.worker"), task=task)
        assert delivering.deliver_waiting() == 0
        assert not Notice.objects.unread().exists()


def test_the_mail_says_nothing_of_what_is_to_be_done(clock):
    clock(FRIDAY)
    task = due("2031-03-07", what="Ring Jordan's mother", origin_label="Worried about Jordan")
    remind()
    delivering.deliver_waiting()
    [sent] = mail.outbox
    assert "Jordan" not in sent.subject + sent.body
    assert f"/tasks/#{task.reference}" in sent.body
