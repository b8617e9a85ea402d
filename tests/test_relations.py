"""Every address of a record by every relation to it, every access role and every method."""

import re
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from policies.consultations.models import Consultation, ConsultationEvent
from policies.consultations.transitions import BY_ACTION, TABLE
from policies.tasks.actions import make_link
from portal.models import AuditEvent, User
from portal.permissions import ROLES
from tests.support.answers import body_of
from tests.support.house import routes
from tests.support.relations import (
    CLOSED_RECORD,
    DRAFT,
    NAMED,
    OPEN_RECORD,
    ROWS,
    STEPS,
    Cast,
    cast,
    who,
)
from tests.support.undo import undone

pytestmark = pytest.mark.django_db

LET_IN = {200, 302, 400, 409}
REFUSED = {404}
TYPED = {
    "text": "As the rules say.",
    "result": "appropriate",
    "reasons": "As the rules say.",
    "given_on": f"{timezone.localdate()}",
    "topic": "As the rules say",
    "question": "May I?",
}


@pytest.fixture(params=sorted(ROLES))
def role(request) -> str:
    return request.param


@pytest.fixture
def everybody(role: str) -> Cast:
    return cast(role)


def clients(everybody: Cast) -> Iterator[tuple[str, Client]]:
    for relation, person in everybody.people.items():
        client = Client()
        client.force_login(person)
        yield relation, client


def tried(
    everybody: Cast, role: str, record: Consultation, table: dict[str, str], state: str
) -> list[str]:
    """The cells of `table` in which somebody is let in or kept out who should not be."""
    if state != record.state:
        record.save_over(record.revision, state=state)
    wrong = []
    for relation, client in clients(everybody):
        for address, row in table.items():
            only, _, path = address.rpartition("GET ")
            for method in ("get",) if only or address.startswith("GET") else ("get", "post"):
                allowed = LET_IN if role in who(row)[relation] else REFUSED
                status = ask(client, method, record, path, everybody)
                if status not in allowed:
                    wrong.append(f"{method} {path} by {relation}: {status}")
            wrong += [
                f"{method} {path} by {relation}"
                for method in ("put", "patch", "delete")
                if ask(client, method, record, path, everybody) not in (404, 405)
            ]
    return wrong


def ask(client: Client, method: str, record: Consultation, path: str, everybody: Cast) -> int:
    """The status of one request, of which nothing remains."""
    path = path.format(record=record.reference, advice=everybody.advice.pk)
    where = f"/consultations/{record.reference}/{path}".replace(f"{record.reference}/../", "")
    data = TYPED | {"revision": record.revision} if method == "post" else {}
    with undone():
        return getattr(client, method)(where.replace("//", "/"), data).status_code


def test_an_open_record(everybody, role):
    assert tried(everybody, role, everybody.record, OPEN_RECORD, "accepted") == []


def test_a_closed_record(everybody, role):
    assert tried(everybody, role, everybody.record, CLOSED_RECORD, "closed") == []


def test_a_draft(everybody, role):
    assert tried(everybody, role, everybody.draft, DRAFT, "draft") == []


def test_each_step_where_it_is_possible(everybody, role):
    """Whoever may take it does, and for everybody else there is no such page and nothing happens."""
    wrong = []
    for action, row in STEPS.items():
        record = everybody.draft if action == "submit" else everybody.record
        state = BY_ACTION[action].states[-1 if action == "withdraw" else 0]
        for relation, client in clients(everybody):
            allowed = role in who(row)[relation]
            with undone():
                Consultation.objects.filter(pk=record.pk).exclude(state=state).update(
                    state=state, revision=record.revision + 1
                )
                fresh = Consultation.objects.get(pk=record.pk)
                before = ConsultationEvent.objects.count()
                seen = ask(client, "get", fresh, f"{action}/", everybody)
                data = TYPED | {"revision": fresh.revision}
                answer = client.post(f"{fresh.get_absolute_url()}{action}/", data)
                taken = ConsultationEvent.objects.count() > before
            if (seen in LET_IN, answer.status_code in LET_IN, taken) != (allowed,) * 3:
                wrong.append(f"{action} by {relation}: {seen}, {answer.status_code}, {taken}")
    assert wrong == []


VIEWS = ("mine", "team", "due", "overdue", "waiting", "countersign", "asked", "all", "closed")


def named(client: Client, person: User, reference: str) -> set[str]:
    """Where this person meets the reference of a record."""
    places = {
        "home": ["/"],
        "lists": [f"/consultations/?show={view}" for view in VIEWS],
        "files": [f"/consultations/list.csv?show={view}" for view in VIEWS],
        "search": [f"/search/?q={reference}"],
        "past decisions": ["/consultations/precedents/"],
        "charts": ["/consultations/oversight/"],
        "calendar": [f"/calendar/{make_link(by=person)}.ics"],
    }
    return {
        place
        for place, paths in places.items()
        if any(shows(client.get(path), reference) for path in paths)
    }


def shows(response: HttpResponse, reference: str) -> bool:
    """Whether a page leads to a record, or a file names it; a search repeats what was searched for."""
    text = re.sub(r"\r\n[ \t]", "", body_of(response).decode())
    is_page = response["Content-Type"].startswith("text/html")
    return (f"/consultations/{reference}/" if is_page else reference) in text


def test_it_is_named_nowhere_else(everybody, role):
    wrong = []
    for relation, client in clients(everybody):
        found = named(client, everybody.people[relation], everybody.record.reference)
        allowed = {place for place, row in NAMED.items() if role in who(row)[relation]}
        wrong += [f"{place} by {relation}: {place in found}" for place in found ^ allowed]
    assert wrong == []


def test_every_address_of_a_record_has_a_row():
    found = {route.name for route in routes() if "<reference:reference>" in route.pattern}
    assert found == set(ROWS)
    tables = {**OPEN_RECORD, **CLOSED_RECORD, **DRAFT, "STEPS": ""}
    assert set(ROWS.values()) <= set(tables)


def test_every_step_has_a_row():
    assert {t.action for t in TABLE if t.own_page} == set(STEPS)


@pytest.mark.parametrize("table", [OPEN_RECORD, CLOSED_RECORD, DRAFT, STEPS, NAMED])
def test_every_row_has_every_column(table):
    for row in table.values():
        assert who(row)


def test_a_row_without_a_column_fails():
    with pytest.raises(ValueError, match="shorter"):
        who("A A A")


def test_a_door_left_open_is_noticed(monkeypatch):
    monkeypatch.setitem(OPEN_RECORD, "give-task/", "A R - - R R - - -")
    everybody = cast("reviewer")
    wrong = tried(everybody, "reviewer", everybody.record, OPEN_RECORD, "accepted")
    assert wrong == ["get give-task/ by same team: 404", "post give-task/ by same team: 404"]


def test_that_a_record_was_read_is_kept(everybody):
    client = Client()
    client.force_login(everybody.people["assignee"])
    client.get(everybody.record.get_absolute_url())
    event = AuditEvent.objects.latest("pk")
    assert (event.action, event.by) == ("consultation.read", everybody.people["assignee"])
