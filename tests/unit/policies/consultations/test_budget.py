"""At most ten queries a page, and no more with more data."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import ConsultationFactory
from tests.unit.policies.consultations.records import ask, finished_run, record_in, take, user

pytestmark = pytest.mark.django_db

BUDGET = 10


def queries(client, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize("username", ["yj.worker", "yj.leader", "records"])
def test_a_record_with_one_event_more_or_thirty(username, as_user):
    record = ask(run=finished_run(), submit_now=True)
    client = as_user(username)
    few = queries(client, record.get_absolute_url())
    record = take(record, "accept", "yj.leader")
    for _ in range(14):
        take(record, "ask", "yj.leader", text="When?")
        take(record, "reply", "yj.worker", text="Then.")
    assert record.events.count() == 31
    assert few <= BUDGET
    assert queries(client, record.get_absolute_url()) <= few


@pytest.mark.parametrize("username", ["yj.worker", "yj.leader", "records"])
@pytest.mark.parametrize("show", ["mine", "team", "all"])
def test_a_list_of_one_or_of_thirty(username, show, as_user):
    record_in("submitted")
    client = as_user(username)
    few = queries(client, f"/consultations/?show={show}")
    ConsultationFactory.create_batch(20)
    ConsultationFactory.create_batch(10, assigned_to=user("yj.director"))
    assert few <= BUDGET
    assert queries(client, f"/consultations/?show={show}") <= few


@pytest.mark.parametrize(
    ("state", "username", "page"),
    [
        ("draft", "yj.worker", "edit/"),
        ("draft", "yj.worker", "submit/"),
        ("submitted", "yj.leader", "accept/"),
        ("accepted", "yj.leader", "advise/"),
        ("advised", "yj.leader", "decide/"),
        ("more-information", "yj.worker", "reply/"),
        ("acknowledged", "yj.leader", "close/"),
    ],
)
def test_the_form_of_a_step(state, username, page, as_user):
    record = record_in(state, run=finished_run())
    assert queries(as_user(username), f"{record.get_absolute_url()}{page}") <= BUDGET


@pytest.mark.parametrize("source", ["", "?clause=yj-091", "?run={run}"])
def test_the_form_of_a_question(source, as_user):
    path = "/consultations/new/" + source.format(run=finished_run().key)
    assert queries(as_user("yj.worker"), path) <= BUDGET
