"""Tasks given from a record."""

from datetime import timedelta

import pytest
from django.utils import timezone

from policies.consultations.actions import give_task, receivers
from policies.consultations.transitions import NotYours, WrongState
from policies.notices.models import Notice
from policies.tasks.models import Task
from portal.models import AuditEvent
from tests.support.forms import shown_values
from tests.support.html import links, page, words
from tests.unit.policies.consultations.records import NASTY, record_in, referred_up, user

pytestmark = pytest.mark.django_db


def names(username: str, record) -> list[str]:
    return [person.username for person in receivers(user(username), record)]


class TestWho:
    @pytest.mark.parametrize(
        ("username", "people"),
        [
            ("yj.leader", ["yj.worker", "yj.leader"]),
            ("yj.worker", ["yj.worker"]),
            ("yj.worker2", []),
            ("yj.leader2", []),
            ("yj.director", []),
            ("records", []),
            ("admin", []),
        ],
    )
    def test_gives_to_whom(self, username, people):
        assert names(username, record_in("accepted")) == people

    def test_who_has_it_now_and_who_leads_the_team(self):
        record = referred_up()
        assert names("yj.director", record) == ["yj.worker", "yj.director"]
        assert names("yj.leader", record) == ["yj.worker", "yj.leader"]

    @pytest.mark.parametrize("state", ["draft", "closed", "withdrawn"])
    def test_nobody_from_what_is_not_open(self, state):
        record = record_in(state)
        assert [names(u, record) for u in ("yj.worker", "yj.leader")] == [[], []]


class TestGiving:
    @pytest.fixture
    def give(self):
        def to(username: str = "yj.worker", *, by: str = "yj.leader", state="accepted", **more):
            record = more.pop("record", None) or record_in(state)
            more.setdefault("what", "Ring Jordan's mother")
            return give_task(by=user(by), consultation=record, person=user(username), **more)

        return to

    def test_the_person_has_it_and_is_told_without_its_words(self, give):
        due = timezone.localdate() + timedelta(days=3)
        assert give(due=due)
        task = Task.objects.get(what="Ring Jordan's mother")
        assert (task.person, task.due) == (user("yj.worker"), due)
        notice = Notice.objects.get(kind="task")
        assert notice.person == user("yj.worker")
        assert (
            notice.title == f"Task {task.reference} has been given to you from {task.origin_label}."
        )
        assert notice.url == f"/tasks/#{task.reference}"

    def test_nobody_is_told_of_what_they_gave_themselves(self, give):
        assert give("yj.leader")
        assert not Notice.objects.filter(kind="task").exists()

    def test_the_same_words_twice_are_one_task_and_one_notice(self, give):
        record = record_in("accepted")
        assert give(record=record)
        assert not give(record=record)
        assert Notice.objects.filter(kind="task").count() == 1

    def test_it_is_on_the_records_audit_trail_without_its_words(self, give):
        give()
        event = AuditEvent.objects.get(action="consultation.give-task")
        assert event.by == user("yj.leader")
        assert "Jordan" not in event.detail

    @pytest.mark.parametrize(
        ("by", "to"),
        [("yj.worker", "yj.leader"), ("yj.leader2", "yj.worker"), ("yj.leader", "records")],
    )
    def test_not_to_or_by_anybody_else(self, give, by, to):
        with pytest.raises(NotYours):
            give(to, by=by)
        assert not Task.objects.filter(what="Ring Jordan's mother").exists()

    def test_not_from_what_is_over(self, give):
        with pytest.raises(WrongState):
            give(state="closed")


class TestThePage:
    @pytest.fixture
    def record(self):
        return record_in("accepted")

    @pytest.fixture
    def address(self, record):
        return f"{record.get_absolute_url()}give-task/"

    def test_the_record_leads_there(self, as_user, record, address):
        for username, words_of_it in (
            ("yj.leader", "Give a task"),
            ("yj.worker", "Add a task of your own"),
        ):
            response = as_user(username).get(record.get_absolute_url())
            assert address in links(response)
            assert words_of_it in words(response)

    def test_giving_one(self, as_user, address):
        data = {"what": "Bring the file note", "person": user("yj.worker").pk, "due": ""}
        answer = as_user("yj.leader").post(address, data, follow=True)
        assert "The task is on Amara Nwosu’s list." in words(answer)
        assert Task.objects.get(what="Bring the file note").person == user("yj.worker")

    def test_the_person_who_asked_is_not_asked_for_whom(self, as_user, address):
        worker = as_user("yj.worker")
        assert not page(worker.get(address)).find("input", type="radio")
        data = shown_values(worker.get(address)) | {"what": "Write it up"}
        assert "The task is on your list." in words(worker.post(address, data, follow=True))

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"what": " "}, "Write what is to be done."),
            ({"what": "x" * 501}, "Shorten what is to be done"),
            ({"what": "Ring 0412 345 678"}, "looks like"),
            ({"person": "999999"}, "Choose who does it."),
            ({"person": "x"}, "Choose who does it."),
            ({"due": "tomorrow"}, "Enter the date as in 2026-03-14."),
            ({"due": "2020-01-01"}, "Choose today or a day to come."),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, as_user, address, wrong, said):
        data = {"what": "Bring the note", "person": str(user("yj.worker").pk), "due": ""} | wrong
        answer = as_user("yj.leader").post(address, data)
        assert answer.status_code == 400
        assert said in words(answer)
        shown = shown_values(answer)
        assert shown["due"] == data["due"]
        assert shown["what"].strip() == data["what"].strip()
        assert not Task.objects.filter(what=data["what"]).exists()

    def test_what_is_typed_is_escaped(self, as_user, address):
        data = {"what": NASTY, "person": user("yj.worker").pk}
        as_user("yj.leader").post(address, data)
        assert "<script>alert" not in as_user("yj.worker").get("/tasks/").content.decode()

    @pytest.mark.parametrize("username", ["records", "yj.leader2", "yj.worker2"])
    def test_for_others_there_is_no_such_page(self, as_user, address, username):
        assert as_user(username).get(address).status_code == 404
