import pytest
from django.contrib.auth.models import AnonymousUser

from policies.context import viewer

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(rf, person):
    """What a page at `address` knows of somebody."""

    def look(username: str = "yj.worker", address: str = "/") -> dict:
        request = rf.get(address)
        request.user = person(username)
        return viewer(request)

    return look


def test_the_job(known):
    assert known()["viewer_role"] == "Youth justice case manager"


def test_no_job_no_title(known, person):
    person("yj.worker").appointments.all().delete()
    assert known()["viewer_role"] == ""


@pytest.mark.parametrize(
    ("username", "desk"),
    [("yj.worker", False), ("yj.leader", False), ("editor", True), ("approver", True)],
)
def test_who_has_a_desk(known, username, desk):
    assert known(username)["nav_manage"] is desk


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("/", "home"),
        ("/guides/", "guides"),
        ("/guides/friend-request/", "guides"),
        ("/policies/yj-social-media/", "policies"),
        ("/c/yj-069/", "policies"),
        ("/matters/disclaimer/", "policies"),
        ("/contacts/", "contacts"),
        ("/tasks/", "tasks"),
        ("/roles/yj-case-manager/", "tasks"),
        ("/consultations/new/", "consultations"),
        ("/manage/flags/", "manage"),
        ("/search/", ""),
        ("/nowhere", ""),
    ],
)
def test_the_place_in_the_menu(known, address, place):
    assert known(address=address)["nav_here"] == place


def test_a_visitor_is_nobody(rf):
    request = rf.get("/")
    assert viewer(request) == {}
    request.user = AnonymousUser()
    assert viewer(request) == {}
