"""An outcome's steps on one's own list of tasks."""

import pytest
from django.utils import timezone

from policies.guides import actions
from policies.tasks.models import Task
from tests.factories import GuideRunFactory
from tests.support.html import page, words
from tests.unit.policies.consultations.records import ask, finished_run, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return finished_run()


def mine() -> list[tuple]:
    return list(Task.objects.order_by("pk").values_list("what", "due", "origin_label"))


class TestTakingOn:
    def test_the_steps_of_ones_own_job_and_no_others(self, run, person):
        steps = actions.replay(run).outcome.do
        own = [todo.task for todo in steps if todo.role == "yj-case-manager"]
        assert actions.take_on(by=person("yj.worker"), run=run) == len(own) > 0
        assert [what for what, _, _ in mine()] == own
        assert {label for _, _, label in mine()} == {run.version.guide.title}

    def test_what_is_for_today_is_due_today(self, run, person):
        actions.take_on(by=person("yj.worker"), run=run)
        steps = {todo.task: todo.by for todo in actions.replay(run).outcome.do}
        for what, due, _ in mine():
            assert (due == timezone.localdate()) is (steps[what] in actions.AT_ONCE)

    def test_twice_is_once_and_the_run_is_kept(self, run, person):
        given = actions.take_on(by=person("yj.worker"), run=run)
        assert actions.take_on(by=person("yj.worker"), run=run) == 0
        run.refresh_from_db()
        assert (len(mine()), run.kept) == (given, True)

    def test_not_before_the_end(self, person):
        run = GuideRunFactory(outcome="", answers=[])
        with pytest.raises(actions.NotFinished):
            actions.take_on(by=person("yj.worker"), run=run)

    def test_asking_about_it_gives_nothing_twice(self, run, person):
        actions.take_on(by=person("yj.worker"), run=run)
        before = mine()
        take(ask(run=run), "submit", "yj.worker")
        assert mine() == before


class TestThePage:
    def test_the_button_does_it_and_goes(self, run, as_user):
        worker, address = as_user("yj.worker"), f"/guides/runs/{run.key}/"
        assert "Put my steps on my task list" in words(worker.get(f"{address}outcome/"))
        answer = worker.post(f"{address}tasks/", follow=True)
        assert "Your steps are on your task list." in words(answer)
        assert not page(answer).find("form", action=f"{address}tasks/")
        assert Task.objects.exists()

    def test_somebody_elses_run_is_not_there(self, run, as_user):
        assert as_user("yj.leader").post(f"/guides/runs/{run.key}/tasks/").status_code == 404
        assert not Task.objects.exists()
