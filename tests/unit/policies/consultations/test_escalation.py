"""What is not answered in time goes one level up: once, and only when it should."""

from datetime import UTC, datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from policies.consultations import actions, integrity, jobs, telling
from policies.consultations.models import Consultation
from policies.consultations.presenters import timeline_entry
from policies.consultations.transitions import NotYours
from policies.notices.models import Notice
from portal.models import AuditEvent
from tests.unit.policies.consultations.kinds import away, raised
from tests.unit.policies.consultations.records import ask, record_in, take, user

TUESDAY_NOON = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # noon in Melbourne
MIDNIGHT = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time for everything that asks Django for it."""

    def set_to(moment: datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return set_to


@pytest.fixture
def later(clock):
    """Two weeks ago; once called, Tuesday noon: what was raised in between is late."""
    clock(TUESDAY_NOON - timedelta(days=14))
    return lambda: clock(TUESDAY_NOON)


@pytest.mark.django_db
class TestOneLevelUp:
    def test_with_a_new_time_to_answer(self, later):
        record = raised("suspected-policy-breach", "yj.worker")
        later()
        assert jobs.escalate_overdue(0) == 1
        record = Consultation.objects.get(pk=record.pk)
        assert (record.assigned_to, record.level) == (user("dhs.director"), 2)
        assert (record.state, record.escalated_at) == ("submitted", TUESDAY_NOON)
        assert record.due > timezone.localdate()

    def test_the_history_says_who_had_it_and_who_has_it(self, later):
        record = raised("suspected-policy-breach", "yj.worker")
        later()
        actions.escalate(consultation=record)
        event = record.events.last()
        assert (event.by, event.from_state, event.to_state) == (None, "submitted", "submitted")
        entry = timeline_entry(event)
        assert entry.who == "The portal"
        assert entry.what == (
            "moved it from Media Unit officer, Olivia Brandt to Director of Communications, "
            "Robert Lindqvist, because its time had passed"
        )
        assert AuditEvent.objects.filter(action="consultation.escalate").count() == 1

    def test_who_has_it_now_who_had_it_and_who_asked_are_told(self, later):
        record = raised("suspected-policy-breach", "yj.worker")
        later()
        jobs.escalate_overdue(0)
        told = Notice.objects.filter(url=record.get_absolute_url(), kind="escalation")
        assert {(one.person.username, one.title.partition(": ")[2]) for one in told} == {
            ("dhs.director", telling.TO_HOLDER["escalate"]),
            ("dhs.media", telling.WENT_UP),
            ("yj.worker", telling.YOURS_WENT_UP),
        }

    def test_one_that_fails_does_not_keep_the_others(self, later, monkeypatch):
        broken, whole = (raised("suspected-policy-breach", "yj.worker") for _ in range(2))
        later()
        escalate = actions.escalate

        def escalate_all_but_one(*, consultation: Consultation) -> bool:
            if consultation == broken:
                raise RuntimeError("out of order")
            return escalate(consultation=consultation)

        monkeypatch.setattr(actions, "escalate", escalate_all_but_one)
        with pytest.raises(ExceptionGroup):
            jobs.escalate_overdue(0)
        assert [Consultation.objects.get(pk=one.pk).level for one in (broken, whole)] == [1, 2]

    def test_once(self, later):
        raised("suspected-policy-breach", "yj.worker")
        later()
        assert [jobs.escalate_overdue(0) for _ in range(3)] == [1, 0, 0]

    def test_whoever_had_it_cannot_take_it_back(self, later):
        record = record_in("submitted")
        later()
        actions.escalate(consultation=record)
        assert Consultation.objects.get(pk=record.pk).assigned_to == user("yj.director")
        with pytest.raises(NotYours):
            take(record, "accept", "yj.leader")
        assert take(record, "accept", "yj.director").state == "accepted"

    @pytest.mark.parametrize("state", ["more-information", "decided", "acknowledged", "closed"])
    def test_not_while_the_clock_stands(self, state, later):
        record = record_in(state)
        later()
        assert jobs.escalate_overdue(0) == 0
        assert actions.escalate(consultation=record) is False

    def test_not_before_its_day_is_over(self, clock):
        clock(TUESDAY_NOON - timedelta(days=1))
        record = raised("suspected-policy-breach", "yj.worker")
        clock(TUESDAY_NOON)
        assert record.due == timezone.localdate()
        assert jobs.escalate_overdue(0) == 0

    def test_the_deputy_of_the_next_level_where_that_is_away(self, later):
        record = raised("suspected-policy-breach", "yj.worker")
        later()
        away("dhs.director", "dhs.comms")
        jobs.escalate_overdue(0)
        assert Consultation.objects.get(pk=record.pk).assigned_to == user("dhs.comms")

    def test_where_nobody_is_next_the_record_says_so_once(self, later):
        record = raised("authorisation-to-comment", "dhs.employee")
        later()
        assert [jobs.escalate_overdue(0) for _ in range(2)] == [0, 0]
        after = Consultation.objects.get(pk=record.pk)
        assert (after.assigned_to, after.state) == (user("dhs.director"), "submitted")
        assert [e.action for e in after.events.all()][-1] == "overdue"
        assert after.events.filter(action="overdue").count() == 1
        assert "nobody is next" in timeline_entry(after.events.last()).what


@pytest.mark.django_db
class TestAtNight:
    def test_what_is_not_urgent_waits_for_the_morning(self, clock, later):
        raised("suspected-policy-breach", "yj.worker")
        clock(MIDNIGHT)
        assert jobs.escalate_overdue(0) == 0
        clock(MIDNIGHT + timedelta(hours=10))
        assert jobs.escalate_overdue(0) == 1

    def test_what_is_urgent_does_not(self, clock):
        clock(TUESDAY_NOON)
        raised("suspected-policy-breach", "yj.worker", urgent=True)
        clock(MIDNIGHT)
        assert jobs.escalate_overdue(0) == 1


def test_two_workers_at_once_move_it_once(committed, later):
    records = [ask(submit_now=True) for _ in range(10)]
    later()
    start = Barrier(4)

    def work() -> None:
        start.wait(timeout=20)
        try:
            jobs.escalate_overdue(0)
        finally:
            connection.close()

    threads = [Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    for record in records:
        assert record.events.filter(action="escalate").count() == 1
        assert Consultation.objects.get(pk=record.pk).assigned_to == user("yj.director")
    assert AuditEvent.objects.filter(action="consultation.escalate").count() == 10
    assert list(integrity.problems()) == []
