"""What a calendar program is told of somebody's due dates."""

from datetime import date

import pytest

from policies.tasks.actions import complete, make_link
from policies.tasks.models import Task
from tests.factories import ConsultationFactory, TaskFactory

pytestmark = pytest.mark.django_db

CASE = ("Jordan", "YJ-4471", "AB-1234", "May I look", "public profile", "Question")


@pytest.fixture
def feed(person, anonymous):
    def read(username: str = "yj.worker") -> str:
        response = anonymous.get(f"/calendar/{make_link(by=person(username))}.ics")
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert "no-store" in response["Cache-Control"]
        return response.content.decode()

    return read


def test_open_tasks_with_a_date(feed, person, settings):
    settings.PORTAL_ADDRESS = "https://portal.example.org"
    task = TaskFactory(
        due=date(2031, 3, 5), what="Ring Jordan's mother", origin_label="About Jordan"
    )
    TaskFactory(due=None)
    TaskFactory(person=person("yj.leader"))
    text = feed()
    assert text.count("BEGIN:VEVENT") == 1
    assert f"UID:{task.reference}@portal.example.org\r\n" in text
    assert f"SUMMARY:Task {task.reference} is due\r\n" in text
    assert "DTSTART;VALUE=DATE:20310305\r\n" in text
    assert f"URL:https://portal.example.org/tasks/#{task.reference}\r\n" in text


def test_one_that_is_done_goes(feed, person):
    TaskFactory()
    complete(by=person("yj.worker"), task=Task.objects.get())
    assert "BEGIN:VEVENT" not in feed()


def test_the_records_somebody_has_to_answer(feed):
    held = ConsultationFactory()
    ConsultationFactory(state="decided")
    text = feed("yj.leader")
    assert text.count("BEGIN:VEVENT") == 1
    assert f"SUMMARY:{held.reference} is due\r\n" in text
    assert "BEGIN:VEVENT" not in feed("yj.worker")


def test_where_the_hour_counts_it_is_told(feed):
    ConsultationFactory(urgent=True, due_at="2031-03-05T05:00Z", due=date(2031, 3, 5))
    assert "DTEND:20310305T050000Z\r\n" in feed("yj.leader")


def test_no_word_of_a_case(feed):
    ConsultationFactory(topic="About Jordan", question="May I look at Jordan's public profile?")
    TaskFactory(what="Ring Jordan's mother", origin_label="About Jordan")
    text = feed("yj.leader") + feed("yj.worker")
    assert not [word for word in CASE if word in text]


def test_it_names_things_the_same_every_time(feed):
    TaskFactory()

    def names() -> list[str]:
        return [line for line in feed().split("\r\n") if line.startswith("UID")]

    assert names() == names()


@pytest.mark.parametrize("secret", ["x", "%00", "..%2f..%2fx", "a" * 500])
def test_a_guess_finds_nothing(anonymous, secret):
    assert anonymous.get(f"/calendar/{secret}.ics").status_code == 404
