"""Drafts and their submission."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError
from django.utils import timezone

from policies.consultations import actions, deadlines, ladder
from policies.consultations.actions import AlreadyRaised, Asked
from policies.consultations.models import Consultation
from policies.consultations.transitions import NotYours
from policies.library.models import Citation, ClauseVersion
from policies.tasks.models import Task
from portal.models import AuditEvent, Conflict
from tests.support import desk
from tests.unit.policies.consultations.records import (
    ASKED,
    anew,
    ask,
    finished_run,
    record_in,
    take,
    user,
)


@pytest.mark.django_db
class TestADraft:
    def test_has_a_reference_of_the_year_and_a_number(self):
        first, second = ask(), ask()
        year = timezone.localdate().year
        assert first.reference.startswith(f"C-{year}-")
        assert len(first.reference) == len("C-2026-000123")
        assert int(second.reference[-6:]) > int(first.reference[-6:])

    def test_takes_the_year_of_the_organisations_clock(self, monkeypatch):
        midday_utc = datetime(2026, 12, 31, 14, 0, tzinfo=UTC)  # one at night in Melbourne
        monkeypatch.setattr("django.utils.timezone.now", lambda: midday_utc)
        assert ask().reference.startswith("C-2027-")

    def test_keeps_who_asks_and_for_whom(self, person):
        record = ask()
        assert (record.requester, record.state) == (person("yj.worker"), "draft")
        assert record.requester_role.key == "yj-case-manager"
        assert (record.team.key, record.policy_set.code) == ("north-area-team", "YJ")
        assert record.assigned_to is record.due is record.submitted_at is None

    def test_keeps_the_outcome_and_the_run(self):
        run = finished_run()
        record = ask(run=run)
        run.refresh_from_db()
        assert run.kept
        assert record.guide_run == run
        assert record.advice_given["outcome"] == "look-only"
        assert record.advice_given["path"][0]["answer"] == "Where the young person is"

    def test_is_not_raised_from_somebody_elses_run(self):
        with pytest.raises(NotYours):
            ask("yj.worker2", run=finished_run("yj.worker"))

    def test_needs_a_current_job(self, person):
        worker = person("yj.worker")
        worker.appointments.update(held=(None, timezone.localdate() - timedelta(days=1)))
        with pytest.raises(actions.NoAppointment):
            ask()

    def test_is_changed_by_its_asker_alone(self):
        record = ask()
        changed = Asked(topic="Another topic", question="Another question?")
        take(record, "revise", "yj.worker", asked=changed)
        after = anew(record)
        assert (after.topic, after.question) == ("Another topic", "Another question?")
        assert (after.case_reference, after.urgent) == ("", False)
        with pytest.raises(NotYours):
            take(record, "revise", "yj.leader", asked=changed)

    def test_changed_twice_from_the_same_form_is_a_conflict(self):
        record = ask()
        take(record, "revise", "yj.worker", asked=Asked("One", "?"), revision=1)
        with pytest.raises(Conflict):
            take(record, "revise", "yj.worker", asked=Asked("Two", "?"), revision=1)
        assert anew(record).topic == "One"

    def test_gives_nobody_anything_to_do(self):
        record = ask(run=finished_run())
        assert not Task.objects.filter(origin_label=record.reference).exists()
        assert not Citation.objects.of(record).exists()


@pytest.mark.django_db
class TestSubmitting:
    def test_goes_to_the_leader_of_the_team(self, person):
        record = record_in("submitted")
        assert record.assigned_to == person("yj.leader")
        assert record.submitted_at is not None

    def test_a_leaders_question_goes_up_the_ladder(self, person):
        assert ask("yj.leader", submit_now=True).assigned_to == person("yj.director")
        assert ask("yj.director", submit_now=True).assigned_to == person("yj.advisor")

    def test_it_does_so_where_two_lead_the_team(self, person):
        team = person("yj.leader").appointments.get().team
        person("yj.leader2").appointments.update(team=team)
        assert ask("yj.leader", submit_now=True).assigned_to == person("yj.director")

    def test_the_advisors_question_goes_to_who_leads_their_office(self, person):
        assert ask("yj.advisor", submit_now=True).assigned_to == person("yj.director")

    def test_with_nobody_above_it_is_not_submitted_and_says_whom_to_ring(self):
        record = ask("yj.leader2")
        with pytest.raises(ladder.NobodyToAsk, match="ring 9096 0779, Manager, Web and Design"):
            take(record, "submit", "yj.leader2")
        assert anew(record).state == "draft"

    def test_with_no_number_it_says_to_ask_the_manager(self):
        with pytest.raises(ladder.NobodyToAsk, match="ask your manager"):
            ask("dss.employee", submit_now=True)
        assert not Consultation.objects.asked_by(user("dss.employee")).exists()

    def test_without_a_leader_it_goes_to_the_next_person_of_the_area(self, person):
        person("yj.leader").appointments.all().delete()
        assert record_in("submitted").assigned_to == person("yj.director")

    @pytest.mark.parametrize("urgent", [True, False])
    def test_is_due_in_working_days_of_the_place(self, urgent):
        record = ask(asked=Asked("Topic", "Question?", urgent=urgent), submit_now=True)
        today = timezone.localdate()
        assert record.due == deadlines.due_date(today, urgent=urgent, jurisdiction="AU-VIC")

    def test_a_draft_without_a_question_is_not_submitted(self):
        record = ask(asked=Asked("Topic", ""))
        with pytest.raises(actions.Incomplete):
            take(record, "submit", "yj.worker")

    def test_follows_a_person_who_changed_teams_since(self, person):
        record = ask()
        other = person("yj.leader2").appointments.get().team
        person("yj.worker").appointments.update(team=other)
        after = take(record, "submit", "yj.worker")
        assert (after.team, after.assigned_to) == (other, person("yj.leader2"))

    def test_gives_the_requester_what_the_outcome_says(self):
        record = ask(run=finished_run(), submit_now=True)
        tasks = Task.objects.of(record.requester).filter(origin_label=record.reference)
        wanted = [
            item["task"]
            for item in record.advice_given["do"]
            if item["role_key"] == "yj-case-manager"
        ]
        assert wanted
        assert sorted(task.what for task in tasks) == sorted(wanted)
        assert all(task.origin_url == record.get_absolute_url() for task in tasks)

    def test_what_is_to_be_done_today_is_due_today(self):
        record = ask(run=finished_run())
        record.advice_given["do"] = [
            {"role": "", "role_key": "yj-case-manager", "task": "At once", "by": "today"},
            {"role": "", "role_key": "yj-case-manager", "task": "Some time", "by": ""},
            {"role": "", "role_key": "yj-team-leader", "task": "Not yours", "by": "today"},
        ]
        record.save_over(record.revision, advice_given=record.advice_given)
        take(record, "submit", "yj.worker")
        tasks = Task.objects.filter(origin_label=record.reference)
        assert dict(tasks.values_list("what", "due")) == {
            "At once": timezone.localdate(),
            "Some time": None,
        }

    @pytest.mark.parametrize(
        "change",
        [{"question": "Other?"}, {"topic": "Other"}, {"urgent": True}, {"case_reference": "YJ-2"}],
        ids=lambda change: next(iter(change)),
    )
    def test_what_was_asked_never_changes_after(self, change):
        record = record_in("submitted")
        with pytest.raises(DatabaseError, match=r"Cannot"):
            record.save_over(record.revision, **change)

    def test_leaves_an_audit_row(self):
        record = record_in("submitted")
        rows = AuditEvent.objects.filter(chain=f"consultation:{record.pk}").order_by("sequence")
        assert [row.action for row in rows] == ["consultation.start", "consultation.submit"]
        assert rows[1].data == {"from": "draft", "to": "submitted"}
        assert ASKED.question not in "".join(row.detail for row in rows)


@pytest.mark.django_db
class TestPinning:
    def test_pins_the_clauses_of_the_outcome(self):
        record = ask(run=finished_run(), submit_now=True)
        cited = set(record.advice_given["cites"])
        citations = Citation.objects.of(record).select_related("clause", "pinned")
        assert {one.clause.short_id for one in citations} == cited
        for one in citations:
            assert one.pinned == ClauseVersion.objects.in_force().get(clause=one.clause)
            assert one.label == f"Consultation {record.reference}"
        pins = record.events.get(action="submit").data["clauses"]
        assert {(pin["clause"], pin["hash"]) for pin in pins} == {
            (one.clause.short_id, one.pinned_hash) for one in citations
        }

    def test_pins_the_clause_it_was_raised_from(self):
        (citation,) = Citation.objects.of(record_in("submitted"))
        assert citation.clause.short_id == "yj-091"

    def test_pins_the_words_of_the_day_it_is_submitted(self):
        record = ask()
        desk.amend({"yj-091": "Nobody looks at anything any more."})
        take(record, "submit", "yj.worker")
        (citation,) = Citation.objects.of(record).select_related("pinned")
        assert citation.pinned.text == "Nobody looks at anything any more."

    def test_a_clause_gone_since_the_draft_is_pinned_to_its_last_words(self):
        record = ask()
        last = ClauseVersion.objects.in_force().get(clause__short_id="yj-091")
        desk.amend({}, without=["yj-091"])
        take(record, "submit", "yj.worker")
        assert Citation.objects.of(record).get().pinned == last

    def test_so_is_one_that_was_in_force_for_less_than_a_day(self):
        record = ask()
        desk.amend({"yj-091": "Words of one morning."})
        desk.amend({}, without=["yj-091"])
        take(record, "submit", "yj.worker")
        assert Citation.objects.of(record).get().pinned.text == "Words of one morning."

    def test_words_of_tomorrow_are_not_pinned(self):
        record = ask()
        desk.amend({"yj-091": "Tomorrow."}, on=timezone.localdate() + timedelta(days=1))
        take(record, "submit", "yj.worker")
        assert Citation.objects.of(record).get().pinned.text != "Tomorrow."

    def test_a_bare_question_pins_nothing(self):
        record = ask(clause=None, submit_now=True)
        assert not Citation.objects.of(record).exists()
        assert record.events.get(action="submit").data["clauses"] == []


@pytest.mark.django_db
class TestTheSameFormTwice:
    def test_makes_one_record(self):
        key = uuid4()
        first = ask(form_key=key, submit_now=True)
        second = ask(form_key=key, submit_now=True)
        assert first == second
        assert [event.action for event in first.events.all()] == ["start", "submit"]

    def test_a_draft_sent_again_to_submit_is_submitted_with_its_new_words(self):
        key = uuid4()
        draft = ask(form_key=key)
        changed = Asked("Topic", "A better question?")
        again = ask(form_key=key, asked=changed, submit_now=True)
        assert (again.pk, again.state) == (draft.pk, "submitted")
        assert again.question == "A better question?"

    def test_other_words_after_the_record_moved_on_are_refused(self):
        key = uuid4()
        record = ask(form_key=key, submit_now=True)
        with pytest.raises(AlreadyRaised) as refused:
            ask(form_key=key, asked=Asked("Topic", "Other words?"), submit_now=True)
        assert refused.value.consultation == record
        assert anew(record).question == ASKED.question

    def test_keys_of_different_people_do_not_meet(self):
        key = uuid4()
        assert ask("yj.worker", form_key=key) != ask("yj.worker2", form_key=key)
