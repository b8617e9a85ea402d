"""Going through a guide, keeping what it said, and forgetting what nobody kept."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.guides import engine
from policies.guides.actions import (
    NotFinished,
    answer,
    compiled,
    keep,
    publish,
    purge,
    replay,
    start,
)
from policies.guides.jobs import purge_runs
from policies.guides.models import GuideRun
from policies.roles.models import PolicySet
from portal.models import AuditEvent
from tests.factories import GuideRunFactory
from tests.unit.policies.guides.published import live, only_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(person):
    """A run of D04 by yj.worker, nothing answered yet."""
    return start(by=person("yj.worker"), version=live(), policy_set=yj())


def yj() -> PolicySet:
    return PolicySet.objects.get(code="YJ")


def give(run: GuideRun, *answers: str) -> GuideRun:
    """Answer each question of `question=option` in turn."""
    for pair in answers:
        question, _, option = pair.partition("=")
        run = answer(by=run.person, run=run, question=question, option=option)
    return run


class TestRunning:
    def test_a_run_begins_without_answers(self, run, person):
        assert (run.person, run.answers, run.outcome, run.kept) == (
            person("yj.worker"),
            [],
            "",
            False,
        )

    def test_a_guide_without_questions_is_at_its_outcome_at_once(self, person):
        run = start(by=person("yj.worker"), version=live("friend-request"), policy_set=yj())
        assert run.outcome == "do-not-accept"

    def test_a_set_that_the_guide_does_not_serve(self, person):
        publish(by=None, definition=only_for("YJ"), reviewed_as_file=True)
        with pytest.raises(engine.UnknownPolicySet):
            start(
                by=person("dss.employee"),
                version=live(),
                policy_set=PolicySet.objects.get(code="DSS"),
            )
        assert not GuideRun.objects.exists()

    def test_answers_lead_to_an_outcome(self, run):
        run = give(run, "concern=whereabouts", "threshold=no")
        run.refresh_from_db()
        assert run.outcome == "not-met"
        assert run.answers == [["concern", "whereabouts"], ["threshold", "no"]]

    def test_a_changed_answer_keeps_the_others_and_brings_them_back(self, run):
        way = ["concern=whereabouts", "threshold=yes", "open-and-hidden=yes"]
        run = give(run, *way, "client-and-privacy=yes", "need=look")
        assert run.outcome == "look-only"
        run = give(run, "threshold=no")
        assert (run.outcome, len(run.answers)) == ("not-met", 5)
        assert replay(run).inactive == ("open-and-hidden", "client-and-privacy", "need")
        assert give(run, "threshold=yes").outcome == "look-only"

    def test_an_answer_that_opens_a_question_again_takes_the_outcome_back(self, run):
        assert give(run, "concern=other").outcome == "not-met"
        assert give(run, "concern=whereabouts").outcome == ""

    @pytest.mark.parametrize(
        ("question", "option"),
        [("none", "yes"), ("threshold", "none"), ("threshold", "whereabouts"), ("", "")],
    )
    def test_an_answer_that_does_not_exist(self, run, question, option):
        run = give(run, "concern=whereabouts")
        with pytest.raises(engine.InvalidAnswer):
            answer(by=run.person, run=run, question=question, option=option)
        run.refresh_from_db()
        assert run.answers == [["concern", "whereabouts"]]

    @pytest.mark.parametrize("username", ["yj.leader", "yj.worker2", "admin"])
    def test_nobody_answers_for_another(self, run, person, username):
        with pytest.raises(GuideRun.DoesNotExist):
            answer(by=person(username), run=run, question="concern", option="other")
        run.refresh_from_db()
        assert run.answers == []

    @settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_in_whatever_order_answers_are_given_the_same_ones_lead_to_the_same_end(
        self, run, data
    ):
        guide = compiled(run.version)
        pairs = [(q.key, o.key) for q in guide.questions.values() for o in q.options]
        given_ = data.draw(st.lists(st.sampled_from(pairs), max_size=6))
        GuideRun.objects.filter(pk=run.pk).update(answers=[], outcome="")
        for question, option in given_:
            run = answer(by=run.person, run=run, question=question, option=option)
        assert dict(run.answers) == dict(given_)
        end = engine.replay(guide, "YJ", dict(given_)).outcome
        assert run.outcome == (end.key if end else "")


class TestKeeping:
    def test_a_finished_run_is_kept(self, run, person):
        keep(by=person("yj.worker"), run=give(run, "concern=other"))
        assert list(GuideRun.objects.kept()) == [run]
        event = AuditEvent.objects.get(action="guide-run.keep")
        assert (event.chain, event.by) == (f"guiderun:{run.pk}", person("yj.worker"))

    def test_keeping_twice_is_keeping_once(self, run, person):
        run = give(run, "concern=other")
        for _ in range(2):
            keep(by=person("yj.worker"), run=run)
        assert AuditEvent.objects.filter(action="guide-run.keep").count() == 1

    def test_an_unfinished_one_is_not(self, run, person):
        with pytest.raises(NotFinished):
            keep(by=person("yj.worker"), run=run)

    def test_somebody_elses_is_not(self, run, person):
        run = give(run, "concern=other")
        keep(by=person("yj.worker2"), run=run)
        run.refresh_from_db()
        assert not run.kept


class TestPurging:
    def untouched_for(self, time: timedelta, **what: object) -> GuideRun:
        run = GuideRunFactory(**{"kept": False} | what)
        GuideRun.objects.filter(pk=run.pk).update(changed_at=timezone.now() - time)
        return run

    def test_after_thirty_days_what_nobody_kept_is_gone(self):
        minute, month = timedelta(minutes=1), timedelta(days=30)
        young = self.untouched_for(month - minute)
        self.untouched_for(month + minute)
        self.untouched_for(timedelta(days=400), answers=[], outcome="")
        kept = self.untouched_for(timedelta(days=400), kept=True)
        assert purge() == 2
        assert set(GuideRun.objects.all()) == {young, kept}

    def test_an_answer_begins_the_thirty_days_anew(self):
        run = self.untouched_for(timedelta(days=29, hours=23))
        answer(by=run.person, run=run, question="need", option="use")
        GuideRun.objects.update(changed_at=timezone.now() - timedelta(days=1))
        assert purge() == 0
        run.refresh_from_db()
        assert run.outcome == "consult-before-using"

    def test_the_worker_does_it_every_night(self):
        self.untouched_for(timedelta(days=31))
        assert (purge_runs(0), purge_runs(0)) == (1, 0)
