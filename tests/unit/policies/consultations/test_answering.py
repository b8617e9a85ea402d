"""Advice and decisions."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from policies.consultations import actions, deadlines
from policies.consultations.models import Consultation, Decision
from policies.consultations.transitions import NotYours
from policies.tasks.models import Task
from portal.models import Conflict
from tests.unit.policies.consultations.records import anew, ask, record_in, referred_up, take, user

pytestmark = pytest.mark.django_db


class TestTheClock:
    @pytest.mark.parametrize("later", [0, 1, 3, 10])
    def test_the_due_date_moves_on_by_the_working_days_waited(self, later, monkeypatch):
        record = record_in("more-information")
        asked = timezone.localdate()
        now = timezone.now() + timedelta(days=later)
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)
        after = take(record, "reply", "yj.worker", text="On Tuesday.")
        assert after.due == deadlines.due_after_waiting(
            record.due, asked=asked, replied=timezone.localdate(), jurisdiction="AU-VIC"
        )

    def test_a_record_that_waits_for_its_asker_is_never_overdue(self, monkeypatch):
        waiting, running = record_in("more-information"), record_in("accepted")
        later = timezone.now() + timedelta(days=30)
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
        assert running.is_overdue
        assert not waiting.is_overdue

    def test_it_counts_from_the_last_question_back(self, monkeypatch):
        record = take(record_in("more-information"), "reply", "yj.worker", text="One.")
        record = take(record, "ask", "yj.leader", text="And?")
        assert take(record, "reply", "yj.worker", text="Two.").due == record.due


class TestDeciding:
    def test_a_condition_becomes_a_task_of_who_asked(self, person):
        record = record_in("advised")
        take(
            record,
            "decide",
            "yj.leader",
            result="conditions",
            reasons="Safe with me.",
            conditions="Only together with me.",
        )
        task = Task.objects.of(person("yj.worker")).get(origin_label=record.reference)
        assert task.what == f"Meet the conditions of {record.reference}: Only together with me."
        assert task.origin_url == record.get_absolute_url()

    def test_long_conditions_are_shortened_in_the_task_and_kept_in_the_decision(self):
        record, conditions = record_in("advised"), "word " * 2000
        take(
            record,
            "decide",
            "yj.leader",
            result="conditions",
            reasons="Safe.",
            conditions=conditions,
        )
        assert len(Task.objects.get(origin_label=record.reference).what) < 500
        assert record.decisions.get().conditions == conditions

    @pytest.mark.parametrize("result", ["appropriate", "not-appropriate"])
    def test_without_conditions_there_is_no_task(self, result):
        record = record_in("advised")
        after = take(
            record, "decide", "yj.leader", result=result, reasons="So.", conditions="Ignored."
        )
        assert after.state == "decided"
        assert record.decisions.get().conditions == ""
        assert not Task.objects.filter(origin_label=record.reference).exists()

    def test_conditions_have_to_be_said(self):
        with pytest.raises(IntegrityError):
            take(record_in("advised"), "decide", "yj.leader", result="conditions", reasons="So.")

    def test_the_title_of_the_day_is_kept(self, person):
        record = record_in("decided")
        person("yj.leader").appointments.all().delete()
        assert record.decisions.get().by_title == "Team leader / team manager"

    def test_the_database_refuses_a_decision_by_who_asked(self, person):
        record = record_in("advised")
        with pytest.raises(IntegrityError, match="their own"), transaction.atomic():
            Decision.objects.create(
                consultation=record,
                result="appropriate",
                reasons="Mine.",
                by=person("yj.worker"),
                by_title="",
            )

    def test_the_database_refuses_a_record_with_who_asked(self, person):
        record = record_in("submitted")
        with pytest.raises(IntegrityError, match="never_with_who_asked"), transaction.atomic():
            record.save_over(record.revision, assigned_to=person("yj.worker"))

    def test_a_record_is_never_deleted(self):
        record = record_in("submitted")
        with pytest.raises(DatabaseError), transaction.atomic():
            Consultation.objects.filter(pk=record.pk)._raw_delete("default")


class TestReferringUp:
    def test_goes_to_the_next_person_with_a_new_time_and_keeps_the_decision(self, person):
        record = referred_up()
        assert (record.state, record.assigned_to) == ("submitted", person("yj.director"))
        assert record.due == deadlines.due_date(
            timezone.localdate(), urgent=False, jurisdiction="AU-VIC"
        )
        decision = record.decisions.get()
        assert (decision.result, decision.by) == ("referred-up", person("yj.leader"))
        assert "Helen Papadakis" in record.events.last().data["to"]

    def test_goes_on_up_to_the_top(self, person):
        record = take(referred_up(), "accept", "yj.director")
        record = take(record, "advise", "yj.director", text="Higher.")
        record = take(record, "decide", "yj.director", result="referred-up", reasons="Up.")
        assert record.assigned_to == person("yj.advisor")
        record = take(record, "accept", "yj.advisor")
        record = take(record, "advise", "yj.advisor", text="Enough.")
        with pytest.raises(actions.NobodyNext):
            take(record, "decide", "yj.advisor", result="referred-up", reasons="Up.")
        record = take(record, "decide", "yj.advisor", result="appropriate", reasons="Here.")
        assert [one.result for one in record.decisions.order_by("pk")] == [
            "referred-up",
            "referred-up",
            "appropriate",
        ]

    def test_never_to_who_asked(self, person):
        """The director asked; nobody else would stand above the advisor."""
        record = ask("yj.director", submit_now=True)
        record = take(record, "accept", "yj.advisor")
        record = take(record, "advise", "yj.advisor", text="Higher.")
        director = person("yj.director").appointments.get().job_role
        director.save_over(director.revision, ladder=4)
        with pytest.raises(actions.NobodyNext):
            take(record, "decide", "yj.advisor", result="referred-up", reasons="Up.")

    def test_where_nobody_is_next_nothing_happens(self):
        record = record_in("advised")
        for username in ("yj.director", "yj.advisor"):
            user(username).appointments.all().delete()
        with pytest.raises(actions.NobodyNext):
            take(record, "decide", "yj.leader", result="referred-up", reasons="Up.")
        assert anew(record).state == "advised"
        assert not record.decisions.exists()

    def test_is_for_who_has_it(self):
        with pytest.raises(NotYours):
            take(record_in("advised"), "decide", "yj.director", result="referred-up", reasons="")


@pytest.mark.parametrize(
    ("action", "state", "username", "words"),
    [
        ("submit", "draft", "yj.worker", {}),
        ("accept", "submitted", "yj.leader", {}),
        ("ask", "accepted", "yj.leader", {"text": "When?"}),
        ("reply", "more-information", "yj.worker", {"text": "Now."}),
        ("advise", "accepted", "yj.leader", {"text": "So."}),
        ("decide", "advised", "yj.leader", {"result": "appropriate", "reasons": "So."}),
        ("decide", "advised", "yj.leader", {"result": "referred-up", "reasons": "So."}),
        ("acknowledge", "decided", "yj.worker", {}),
        ("close", "acknowledged", "yj.worker", {}),
        ("withdraw", "accepted", "yj.worker", {}),
    ],
)
def test_a_stale_form_changes_nothing(action, state, username, words):
    record = record_in(state)
    with pytest.raises(Conflict):
        take(record, action, username, revision=record.revision - 1, **words)
    assert (anew(record).revision, record.events.count()) == (record.revision, record.revision)
