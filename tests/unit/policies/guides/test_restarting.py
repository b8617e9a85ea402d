"""Going on with the new version of a guide, as actions and on the pages."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.guides import actions, engine
from policies.guides.actions import NoLongerServed, NothingNewer, restart
from policies.guides.compiling import compiled
from policies.guides.models import GuideRun
from policies.roles.models import Appointment, JobRole, PolicySet
from tests.support.html import page, words
from tests.unit.policies.guides.dated import published
from tests.unit.policies.guides.every_kind import EVERY_KIND, every_kind
from tests.unit.policies.guides.published import Walk, live

pytestmark = pytest.mark.django_db

SLUG = EVERY_KIND["slug"]
ANSWERS = [
    ["what", "person"],
    ["age", "young"],
    ["since", "later"],
    ["signs", ["threat"]],
    ["leader-knows", "yes"],
    ["family-knows", "no"],
]


@pytest.fixture
def run(person):
    """A kept run by yj.worker through the first version, up to "ask"."""
    published(every_kind())
    by = person("yj.worker")
    run = actions.start(by=by, version=live(SLUG), policy_set=PolicySet.objects.get(code="YJ"))
    for question, answer in ANSWERS:
        run = actions.answer(by=by, run=run, question=question, option=answer)
    actions.keep(by=by, run=run)
    return GuideRun.objects.get(pk=run.pk)


def reworded(*keys: str, **changed: object) -> dict:
    """The guide with other words in these questions."""
    definition = every_kind(**changed)
    for question in definition["questions"]:
        if question["key"] in keys:
            question["text"] = f"{question['text']} Say it anew."
    return definition


class TestRestart:
    def test_answers_to_unchanged_questions_come_along(self, run):
        published(reworded("since"))
        restarted = restart(by=run.person, run=run)
        new = restarted.run
        assert (new.version, new.person, new.kept) == (live(SLUG), run.person, False)
        assert new.answers == [pair for pair in ANSWERS if pair[0] != "since"]
        assert [question.key for question in restarted.carried.again] == ["since"]
        assert actions.replay(new).question.key == "since"
        assert new.outcome == ""

    def test_where_all_of_them_still_hold_it_is_at_its_outcome(self, run):
        published(every_kind(title="Anew"))
        assert restart(by=run.person, run=run).run.outcome == "ask"

    def test_the_old_run_stays_as_it_was(self, run):
        before = GuideRun.objects.values().get(pk=run.pk)
        published(reworded("what"))
        restart(by=run.person, run=run)
        assert GuideRun.objects.values().get(pk=run.pk) == before

    def test_an_answer_off_the_path_comes_along_too(self, run):
        run = actions.answer(by=run.person, run=run, question="what", option="other")
        published(reworded("since"))
        new = restart(by=run.person, run=run).run
        assert new.outcome == "ask"
        assert dict(new.answers)["leader-knows"] == "yes"

    def test_on_the_version_in_force_there_is_nothing_newer(self, run):
        with pytest.raises(NothingNewer):
            restart(by=run.person, run=run)

    def test_a_version_that_is_not_for_the_readers_staff_group(self, run):
        dhs = JobRole.objects.get(key="dhs-employee")
        Appointment.objects.filter(user=run.person).update(job_role=dhs)
        published(every_kind(title="Anew"))
        with pytest.raises(NoLongerServed, match="not for your staff group"):
            restart(by=run.person, run=run)
        assert GuideRun.objects.count() == 1

    def test_somebody_without_a_job(self, run):
        run.person.appointments.all().delete()
        published(every_kind(title="Anew"))
        with pytest.raises(NoLongerServed):
            restart(by=run.person, run=run)

    @pytest.mark.parametrize("username", ["yj.worker2", "yj.leader", "admin"])
    def test_nobody_restarts_for_another(self, run, person, username):
        published(every_kind(title="Anew"))
        with pytest.raises(GuideRun.DoesNotExist):
            restart(by=person(username), run=run)

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def test_whatever_changed_the_new_run_is_where_its_answers_lead(self, run, data):
        keys = data.draw(st.sets(st.sampled_from([key for key, _ in ANSWERS])))
        title = data.draw(st.uuids().map(str))
        published(reworded(*keys, title=title))
        new = restart(by=run.person, run=run).run
        kept = dict(new.answers)
        assert kept == {key: answer for key, answer in ANSWERS if key not in keys}
        end = engine.replay(compiled(new.version), "YJ", kept)
        assert new.outcome == (end.outcome.key if end.outcome else "")
        assert {step.question.key for step in end.path} <= set(kept)


class TestThePages:
    @pytest.fixture
    def walked(self, run, as_user):
        walk = Walk(as_user("yj.worker"), SLUG)
        walk.open(f"/guides/runs/{run.key}/outcome/")
        return walk

    def go_on(self, walked: Walk, run: GuideRun) -> str:
        address = f"/guides/runs/{run.key}/restart/"
        assert page(walked.page).find("form", action=address)
        walked.page = walked.client.post(address, follow=True)
        return words(page(walked.page).find(role="status") or walked.page)

    def test_the_run_in_force_offers_nothing(self, walked):
        assert "Go on with the new version" not in words(walked.page)

    def test_going_on_says_what_came_along_and_what_did_not(self, walked, run):
        published(reworded("signs", "leader-knows"))
        walked.open(f"/guides/runs/{run.key}/outcome/")
        said = self.go_on(walked, run)
        assert "You go on with version 2 of the guide." in said
        assert "came along to: “What is it about?”, “How old are they?”, “When were" in said
        assert "answer again if asked: “Which of these have you seen?”, “Does your" in said
        assert walked.question == "Which of these have you seen? Say it anew."
        assert walked.address == f"/guides/runs/{walked.run().key}/q/signs/"
        assert "10 to 17" in words(page(walked.page).find("section", class_="answers"))

    def test_it_is_offered_on_a_question_too(self, walked, run):
        published(every_kind(title="Anew"))
        walked.open(f"/guides/runs/{run.key}/q/age/")
        assert "You can finish here, or go on with the new version" in words(walked.page)
        self.go_on(walked, run)
        assert walked.address == f"/guides/runs/{walked.run().key}/outcome/"
        assert walked.run().version == live(SLUG)

    def test_what_is_no_longer_asked_is_named(self, walked, run):
        shorter = every_kind(facts=[])
        shorter["questions"][5]["routes"] = []
        del shorter["questions"][4]
        shorter["questions"][3]["to"] = "family-knows"
        published(shorter)
        walked.open(f"/guides/runs/{run.key}/outcome/")
        assert "No longer asked: “Does your team leader know?”." in self.go_on(walked, run)

    def test_a_guide_that_no_longer_serves_the_reader(self, walked, run, person):
        published(every_kind(title="Anew"))
        walked.open(f"/guides/runs/{run.key}/outcome/")
        person("yj.worker").appointments.all().delete()
        assert "not for your staff group" in self.go_on(walked, run)
        assert GuideRun.objects.count() == 1

    def test_there_is_nothing_newer(self, walked, run):
        walked.page = walked.client.post(f"/guides/runs/{run.key}/restart/", follow=True)
        assert "There is no newer version of this guide." in words(walked.page)
        assert walked.address == f"/guides/runs/{run.key}/outcome/"
