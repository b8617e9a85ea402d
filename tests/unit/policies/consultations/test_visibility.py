"""Who may read a record: in lists and by its address, for every page of it."""

import re
from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.utils import timezone

from policies.consultations.models import Consultation
from policies.consultations.transitions import BY_ACTION
from tests.unit.policies.consultations.records import record_in, referred_up, take, user

pytestmark = pytest.mark.django_db

EVERYBODY = [
    "yj.worker",
    "yj.worker2",
    "yj.leader",
    "yj.leader2",
    "yj.director",
    "yj.advisor",
    "dhs.employee",
    "dhs.comms",
    "dhs.director",
    "dss.employee",
    "dss.cmb",
    "gcc.worker",
    "gcc.manager",
    "pc.member",
    "editor",
    "approver",
    "records",
    "admin",
]


def readers(record: Consultation) -> set[str]:
    """Who may read it, which both ways of asking say alike."""
    found = set()
    for username in EVERYBODY:
        reader = user(username)
        visible = Consultation.objects.visible_to(reader).filter(pk=record.pk).count()
        assert Consultation.objects.visible_part_to(reader).filter(pk=record.pk).count() == visible
        found |= {username} if visible else set()
    return found


def test_a_draft_is_its_askers_alone():
    assert readers(record_in("draft")) == {"yj.worker"}


def test_a_draft_withdrawn_before_it_was_submitted_stays_theirs():
    assert readers(take(record_in("draft"), "withdraw", "yj.worker")) == {"yj.worker"}


@pytest.mark.parametrize("state", ["submitted", "more-information", "closed", "withdrawn"])
def test_a_record_is_read_by_its_asker_the_leader_and_the_records_officer(state):
    assert readers(record_in(state)) == {"yj.worker", "yj.leader", "records"}


def test_those_it_was_referred_up_to_read_it_too():
    record = referred_up()
    assert readers(record) == {"yj.worker", "yj.leader", "yj.director", "records"}


def test_a_former_handler_who_acted_still_reads_it(person):
    record = take(record_in("accepted"), "ask", "yj.leader", text="When?")
    person("yj.leader").appointments.all().delete()
    record.save_over(record.revision, assigned_to=person("yj.leader2"))
    assert readers(record) == {"yj.worker", "yj.leader", "yj.leader2", "records"}


def test_a_former_leader_who_never_acted_does_not(person):
    record = record_in("submitted")
    yesterday = timezone.localdate() - timedelta(days=1)
    person("yj.leader").appointments.update(held=(None, yesterday))
    record.save_over(record.revision, assigned_to=person("yj.director"))
    assert readers(record) == {"yj.worker", "yj.director", "records"}


def test_a_new_leader_reads_what_the_team_asked_before(person):
    record = record_in("closed")
    team = person("yj.leader").appointments.get().team
    person("yj.leader").appointments.all().delete()
    person("yj.leader2").appointments.update(team=team)
    assert "yj.leader2" in readers(record)


def test_leading_without_the_permission_to_advise_opens_nothing(person):
    record = record_in("submitted")
    record.save_over(record.revision, assigned_to=person("yj.director"))
    leader = person("yj.leader")
    leader.access_roles = ["staff"]
    leader.save()
    assert "yj.leader" not in readers(record)


def test_advising_without_leading_the_team_opens_nothing(person):
    record = record_in("submitted")
    person("yj.advisor").appointments.update(team=record.team)
    assert "yj.advisor" not in readers(record)


def test_records_officers_read_their_own_organisation_only(person):
    record = record_in("closed")
    team = person("dss.employee").appointments.get().team
    person("records").appointments.update(team=team)
    assert "records" not in readers(record)


def test_each_record_is_listed_once():
    record = record_in("closed")
    for username in ("yj.worker", "yj.leader", "records"):
        assert Consultation.objects.visible_to(user(username)).filter(pk=record.pk).count() == 1


def without_token(response: HttpResponse) -> bytes:
    """A page less the form token, which is another each time."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]+"', b"", response.content)


PAGES = ["", "edit/", *(f"{action}/" for action in BY_ACTION)]


@pytest.mark.parametrize("state", ["draft", "submitted", "decided"])
@pytest.mark.parametrize("username", ["yj.worker2", "yj.leader2", "dss.employee", "admin"])
def test_everybody_else_gets_the_404_of_a_missing_record(state, username, as_user):
    record, client = record_in(state), as_user(username)
    missing = client.get("/consultations/C-2020-999999/")
    for page in PAGES:
        path = record.get_absolute_url() + page
        for response in (client.get(path), client.post(path, {"text": "x", "revision": 1})):
            wrong_method = page == "" and response.request["REQUEST_METHOD"] == "POST"
            assert response.status_code == (405 if wrong_method else 404), path
        assert without_token(client.get(path)) == without_token(missing)
    assert record.events.count() == record.revision


@pytest.mark.parametrize(
    "reference",
    ["C-2026-1", "c-2026-000001", "C-2026-000001%00", "C-2026-99999999999999999999", "1", "new'--"],
)
def test_what_is_no_reference_is_no_page(reference, as_user):
    assert as_user("yj.worker").get(f"/consultations/{reference}/").status_code == 404


def test_a_records_officer_reads_and_does_nothing(as_user):
    record, client = record_in("submitted"), as_user("records")
    page = client.get(record.get_absolute_url())
    assert page.status_code == 200
    assert b"next step" not in page.content
    for action in BY_ACTION:
        assert client.get(f"{record.get_absolute_url()}{action}/").status_code == 404
        assert client.post(f"{record.get_absolute_url()}{action}/").status_code == 404
