"""Two people, or one with two clicks, at the same moment."""

from uuid import uuid4

from django.test import Client

from policies.consultations import actions
from policies.consultations.models import Consultation
from tests.support.at_once import in_two_threads
from tests.unit.policies.consultations.records import anew, ask, record_in, user


def test_two_clicks_at_once_make_one_record(committed):
    form = {
        "topic": "Twice",
        "question": "May I?",
        "case_reference": "YJ-1",
        "form_key": str(uuid4()),
        "next": "submit",
    }

    def send(number: int):
        client = Client()
        client.force_login(user("yj.worker"))
        response = client.post("/consultations/new/?clause=yj-091", form)
        return response.status_code, response.headers.get("Location")

    first, second = in_two_threads(send)
    assert first == second
    assert first[0] == 302
    (record,) = Consultation.objects.filter(topic="Twice")
    assert first[1] == record.get_absolute_url()
    assert [event.action for event in record.events.all()] == ["start", "submit"]


def test_references_are_unique_when_many_ask_at_once(committed):
    def raise_some(number: int) -> list[str]:
        return [ask().reference for _ in range(5)]

    first, second = in_two_threads(raise_some)
    assert len({*first, *second}) == 10


def test_of_two_steps_at_once_one_is_taken(committed):
    record = record_in("accepted")

    def advise(number: int) -> str:
        try:
            actions.advise(
                by=user("yj.leader"), consultation=anew(record), text=f"Advice {number}", revision=3
            )
        except Exception as refused:
            return type(refused).__name__
        return "taken"

    assert sorted(in_two_threads(advise)) == ["Conflict", "taken"]
    assert record.events.filter(action="advise").count() == 1
