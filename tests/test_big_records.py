"""With many records and many audit events, pages ask the database no more often.

The suite grows a database to some hundreds of records. `PORTAL_RECORDS=100000 PORTAL_AUDIT=1000000`
grows it to the size that the portal is made for, which takes minutes; what holds is the same.
"""

import os
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from policies.consultations.models import Consultation, State
from portal.models import AuditEvent, User
from tests.support import databases
from tests.support.queries import BUDGET, queries_of

pytestmark = pytest.mark.xdist_group("big-records")

RECORDS = int(os.environ.get("PORTAL_RECORDS", "600"))
FEW = 1_200  # enough for every list to have something on it
AUDIT = int(os.environ.get("PORTAL_AUDIT", "6000"))
READERS = ("yj.worker", "yj.leader", "records", "admin")
PAGES = {
    "home": "/",
    "queue": "/consultations/",
    "all": "/consultations/?show=all",
    "team": "/consultations/?show=team",
    "overdue": "/consultations/?show=overdue",
    "waiting": "/consultations/?show=waiting",
    "closed": "/consultations/?show=closed",
    "last page": "/consultations/?show=closed&page=999999",
    "precedents": "/consultations/precedents/?q=client",
    "replaced": "/consultations/replaced/",
    "tasks": "/tasks/",
    "notices": "/notices/",
    "registers": "/registers/posts/",
    "contacts": "/contacts/",
    "search": "/search/?q=client",
}
ONLY = {
    "oversight": ("/consultations/oversight/", ("yj.leader", "records")),
    "stranded": ("/consultations/stranded/", ("yj.leader", "admin")),
    "desk": ("/manage/", ("admin",)),
    "flags": ("/manage/flags/", ("admin",)),
}


@pytest.fixture(scope="module")
def own(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """A copy of the sample of this module's own, in which the records grow."""
    with (
        databases.fresh_sample() as address,
        django_db_blocker.unblock(),
        databases.connected_to(address),
    ):
        yield


@pytest.fixture(scope="module")
def counted(own: None) -> dict[str, dict[tuple[str, str], int]]:
    """How often each page asks the database for each reader, with few records and with many.

    Afterwards there are many.
    """
    call_command("make_records", consultations=FEW, audit=FEW, verbosity=0)
    found = {"few": count()}
    call_command("make_records", consultations=RECORDS, audit=AUDIT, verbosity=0)
    return found | {"many": count()}


def count() -> dict[tuple[str, str], int]:
    found = {}
    for username in READERS:
        client = Client()
        client.force_login(User.objects.get(username=username))
        pages = PAGES | {name: path for name, (path, who) in ONLY.items() if username in who}
        if username != "admin":
            pages |= records_of(username)
        for name, path in pages.items():
            found[name, username] = len(queries_of(client, path))
    return found


def records_of(username: str) -> dict[str, str]:
    """Records that the person may read, in two states; none while there are none."""
    visible = Consultation.objects.visible_to(User.objects.get(username=username))
    found = {state: visible.filter(state=state).first() for state in (State.CLOSED, State.ADVISED)}
    return {f"record {state}": one.get_absolute_url() for state, one in found.items() if one}


def test_every_page_keeps_its_budget(counted):
    assert {page: n for page, n in counted["many"].items() if n > BUDGET} == {}


def test_no_page_asks_more_often_with_more_of_them(counted):
    few, many = counted["few"], counted["many"]
    assert {page: (few[page], n) for page, n in many.items() if n > few[page]} == {}


def test_there_are_as_many_as_asked_for(counted):
    made = Consultation.objects.filter(case_reference__startswith="MD-")
    assert made.count() >= RECORDS
    assert AuditEvent.objects.filter(chain__startswith="consultation:").count() >= AUDIT
    share = made.exclude(state__in=("closed", "withdrawn")).count() / made.count()
    assert 0.01 < share < 0.1


def test_their_chains_and_histories_hold(counted):
    said = StringIO()
    call_command("verify_audit", stdout=said)
    assert said.getvalue().endswith("ok\n")


def test_they_are_not_made_without_a_size(counted):
    with pytest.raises(CommandError, match="at least one"):
        call_command("make_records", consultations=0)


def test_a_database_that_people_rely_on_is_left_alone(settings):
    settings.SAMPLE_ALLOWED = False
    with pytest.raises(CommandError, match="--yes"):
        call_command("make_records")
