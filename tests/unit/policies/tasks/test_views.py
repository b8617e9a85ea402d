from datetime import date, timedelta

import pytest
from django.utils import timezone

from policies.tasks.models import Task
from tests.factories import TaskFactory
from tests.support.html import links, page, under, words


@pytest.fixture
def worker(as_user):
    return as_user("yj.worker")


class TestTheList:
    def test_nothing_to_do(self, worker):
        assert "Nothing is waiting." in words(worker.get("/tasks/"))

    def test_what_is_due_comes_first(self, worker):
        today = timezone.localdate()
        for what, due in (
            ("Some day", None),
            ("Later", today + timedelta(9)),
            ("Late", today - timedelta(1)),
        ):
            TaskFactory(what=what, due=due)
        todo = under(page(worker.get("/tasks/")), "Still to do")
        assert todo.index("Late") < todo.index("Later") < todo.index("Some day")
        assert "Was due" in todo

    def test_a_task_leads_to_where_it_came_from(self, worker):
        task = TaskFactory()
        assert task.origin_url in links(worker.get("/tasks/"))

    @pytest.mark.parametrize(
        ("username", "asked"), [("yj.worker", 4), ("yj.leader", 3), ("yj.director", 1)]
    )
    def test_what_the_role_always_asks(self, as_user, username, asked):
        main = page(as_user(username).get("/tasks/"))
        assert len([link for link in links(main) if link.startswith("/c/")]) == asked

    def test_a_role_of_which_nothing_is_asked(self, as_user):
        text = words(as_user("dhs.comms").get("/tasks/"))
        assert "No document in the library sets standing tasks for your role." in text

    def test_nobody_sees_another_persons(self, as_user):
        TaskFactory(what="Ring the leader")
        assert "Ring the leader" not in words(as_user("yj.leader").get("/tasks/"))

    def test_what_it_says_is_escaped(self, worker):
        TaskFactory(what="<script>alert(1)</script>", origin_label="<b>x</b>")
        text = worker.get("/tasks/").content.decode()
        assert "<script>alert" not in text
        assert "<b>x</b>" not in text


class TestTheGroups:
    """Seen on Wednesday 5 March 2031; the week ends on Sunday the ninth."""

    DUE = {
        "Overdue": "2031-03-04",
        "Today": "2031-03-05",
        "This week": "2031-03-09",
        "Later": "2031-03-10",
    }

    @pytest.fixture
    def worker(self, clock, as_user):
        clock("2031-03-04T23:00Z")
        for group, due in self.DUE.items():
            TaskFactory(what=f"A task for {group}", due=date.fromisoformat(due))
        TaskFactory(what="Some day", due=None)
        TaskFactory(what="Was done", done_at=timezone.now())
        return as_user("yj.worker")

    @pytest.mark.parametrize("group", DUE)
    def test_each_task_stands_in_one(self, worker, group):
        text = under(page(worker.get("/tasks/")), group)
        assert [other for other in self.DUE if f"A task for {other}" in text] == [group]
        assert ("Some day" in text) is (group == "Later")

    @pytest.mark.parametrize(
        ("show", "group"),
        [("overdue", "Overdue"), ("today", "Today"), ("week", "This week"), ("later", "Later")],
    )
    def test_each_can_be_seen_alone(self, worker, show, group):
        text = words(worker.get(f"/tasks/?show={show}"))
        assert [other for other in self.DUE if f"A task for {other}" in text] == [group]
        assert "Was done" not in text
        assert "What your role asks" not in text

    def test_what_is_always_asked_and_what_is_done(self, worker):
        standing, done = (words(worker.get(f"/tasks/?show={s}")) for s in ("standing", "done"))
        assert "What your role asks, always" in standing
        assert "A task for" not in standing + done
        assert "Was done" in done

    def test_an_unknown_part_is_everything(self, worker):
        assert "A task for Overdue" in words(worker.get("/tasks/?show=nonsense"))

    def test_on_sunday_nothing_more_is_this_week(self, worker, clock, as_user):
        clock("2031-03-08T23:00Z")
        tasks = page(as_user("yj.worker").get("/tasks/"))
        assert "A task for This week" in under(tasks, "Today")
        assert "A task for Later" in under(tasks, "Later")

    def test_today_is_the_readers_own(self, clock, as_user, person):
        clock("2031-03-05T22:00Z")  # Thursday in Melbourne, still Wednesday in Gloucester
        TaskFactory(what="Theirs", due=date(2031, 3, 5), person=person("gcc.worker"))
        assert "Theirs" in under(page(as_user("gcc.worker").get("/tasks/")), "Today")

    def test_a_long_list_is_cut_and_its_parts_are_in_pages(self, worker):
        TaskFactory.create_batch(120, due=date(2031, 3, 1))
        assert "You have more tasks than this page holds." in words(worker.get("/tasks/"))
        assert "Page 1 of 5" in words(worker.get("/tasks/?show=overdue"))

    def test_each_has_a_name_that_a_notice_can_lead_to(self, worker):
        task = Task.objects.get(what="A task for Today")
        assert page(worker.get("/tasks/")).find(id=task.reference)


class TestDoing:
    def test_done_and_put_back(self, worker):
        task = TaskFactory(what="Ring the leader")
        done = worker.post(f"/tasks/{task.pk}/done/", follow=True)
        assert done.redirect_chain == [("/tasks/", 302)]
        assert "Ring the leader" in under(page(done), "Done")
        assert "Ring the leader" not in under(page(done), "Still to do")
        back = worker.post(f"/tasks/{task.pk}/reopen/", follow=True)
        assert "Ring the leader" in under(page(back), "Still to do")

    @pytest.mark.parametrize("step", ["done", "reopen"])
    @pytest.mark.parametrize("username", ["yj.leader", "yj.worker2", "admin"])
    def test_another_persons_is_not_there(self, as_user, username, step):
        task = TaskFactory()
        assert as_user(username).post(f"/tasks/{task.pk}/{step}/").status_code == 404
        assert Task.objects.get().done_at is None

    @pytest.mark.parametrize("pk", ["0", "999999", "9" * 18, "9" * 40])
    def test_one_that_does_not_exist(self, worker, pk):
        assert worker.post(f"/tasks/{pk}/done/").status_code == 404

    @pytest.mark.parametrize("step", ["done", "reopen"])
    def test_a_link_does_nothing(self, worker, step):
        task = TaskFactory()
        assert worker.get(f"/tasks/{task.pk}/{step}/").status_code == 405
        assert Task.objects.get().done_at is None

    def test_only_so_many_that_are_done_are_shown(self, worker):
        TaskFactory.create_batch(25, done_at=timezone.now())
        shown = page(worker.get("/tasks/")).find_all("form", action=lambda a: "reopen" in a)
        assert len(shown) == 20
