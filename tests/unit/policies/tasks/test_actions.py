import pytest
from django.utils import timezone

from policies.tasks.actions import NotYours, complete, give, reopen
from policies.tasks.models import Task
from portal.models import AuditEvent
from tests.factories import GuideRunFactory, TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return GuideRunFactory()


@pytest.fixture
def giving(person, run):
    """Give yj.worker tasks from the run; the number of new ones."""

    def give_them(*tasks: str, **more) -> int:
        return give(
            by=person("yj.leader"),
            person=person("yj.worker"),
            tasks=tasks,
            origin=more.pop("origin", run),
            origin_label="A guide",
            origin_url="/guides/x/",
            **more,
        )

    return give_them


class TestGiving:
    def test_each_task_stands_on_the_persons_list(self, giving, person, run):
        today = timezone.localdate()
        assert giving("Ring the leader", "Write it down", due=today) == 2
        tasks = Task.objects.of(person("yj.worker")).open()
        assert [(t.what, t.due, t.origin, t.origin_label, t.origin_url) for t in tasks] == [
            ("Ring the leader", today, run, "A guide", "/guides/x/"),
            ("Write it down", today, run, "A guide", "/guides/x/"),
        ]

    def test_the_same_task_is_not_given_twice(self, giving):
        giving("Ring the leader", "Ring the leader")
        giving("Ring the leader", "Write it down")
        assert list(Task.objects.values_list("what", flat=True)) == [
            "Ring the leader",
            "Write it down",
        ]

    def test_how_many_were_new_is_told(self, giving):
        giving("Ring the leader")
        assert giving("Ring the leader", "Write it down") == 1

    def test_one_that_is_done_does_not_come_back(self, giving, person):
        giving("Ring the leader")
        complete(by=person("yj.worker"), task=Task.objects.get())
        giving("Ring the leader")
        assert not Task.objects.open().exists()

    def test_another_origin_asks_anew(self, giving):
        giving("Ring the leader")
        giving("Ring the leader", origin=GuideRunFactory())
        assert Task.objects.open().count() == 2

    def test_a_very_long_one_is_kept_to_its_place(self, giving):
        giving("Ring " * 200)
        assert len(Task.objects.get().what) == 500

    def test_who_gave_it_is_on_the_audit_trail(self, giving, person, run):
        giving("Ring the leader")
        event = AuditEvent.objects.get(action="task.give")
        assert (event.by, event.chain) == (
            person("yj.leader"),
            f"user:{person('yj.worker').pk}",
        )
        assert event.data["from_"] == f"guiderun:{run.pk}"
        assert "Ring" not in event.detail


class TestGettingItDone:
    @pytest.fixture
    def task(self):
        return TaskFactory()

    def test_it_leaves_the_list(self, task, person):
        complete(by=person("yj.worker"), task=task)
        assert not Task.objects.of(person("yj.worker")).open().exists()
        assert Task.objects.of(person("yj.worker")).done().get() == task

    def test_done_twice_is_done_once(self, task, person):
        complete(by=person("yj.worker"), task=task)
        first = Task.objects.get().done_at
        complete(by=person("yj.worker"), task=task)
        assert Task.objects.get().done_at == first
        assert AuditEvent.objects.filter(action="task.complete").count() == 1

    def test_it_can_be_put_back(self, task, person):
        complete(by=person("yj.worker"), task=task)
        reopen(by=person("yj.worker"), task=task)
        assert Task.objects.of(person("yj.worker")).open().get() == task

    def test_putting_back_what_is_open_is_no_event(self, task, person):
        reopen(by=person("yj.worker"), task=task)
        assert not AuditEvent.objects.filter(action="task.reopen").exists()

    @pytest.mark.parametrize("act", [complete, reopen])
    @pytest.mark.parametrize("username", ["yj.leader", "yj.worker2", "admin"])
    def test_nobody_else_may(self, task, person, act, username):
        with pytest.raises(NotYours):
            act(by=person(username), task=task)
        assert Task.objects.get().done_at is None
