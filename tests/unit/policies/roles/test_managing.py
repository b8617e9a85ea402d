"""Jobs at the desk."""

import pytest

from policies.roles.models import JobRole, PolicySet
from tests.support.html import links, words

KEY = "yj-case-manager"
URL = f"/manage/roles/{KEY}/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(as_user):
    return as_user("editor")


@pytest.fixture
def fields(desk):
    form = desk.get(URL).context["form"]
    return {name: form[name].value() or "" for name in form.fields if name != "leads_team"}


def test_jobs_are_listed(desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert URL in links(desk.get("/manage/roles/"))


def test_a_title_changes_and_its_history_says_so(desk, as_user, fields):
    response = desk.post(URL, fields | {"title": "Case manager, youth justice"}, follow=True)
    assert "Title: “Youth justice case manager” became “Case manager, youth justice”" in words(
        response
    )
    assert "Case manager, youth justice" in words(as_user("yj.worker").get(f"/roles/{KEY}/"))


def test_the_second_writer_gets_both_texts(desk, as_user, fields):
    as_user("admin").post(URL, fields | {"title": "Theirs"})
    response = desk.post(URL, fields | {"title": "Mine", "leads_team": "on"})
    assert response.status_code == 409
    assert {both["label"] for both in response.context["both"]} == {"Title", "Leads a team"}
    assert response.context["form"]["title"].value() == "Mine"
    assert JobRole.objects.get(key=KEY).title == "Theirs"


def test_a_job_is_added(desk):
    sent = {"title": "Placement worker", "policy_set": PolicySet.objects.get(code="YJ").pk}
    response = desk.post("/manage/roles/add/", sent, follow=True)
    assert "Placement worker is added." in words(response)
    assert JobRole.objects.get(title="Placement worker").key == "yj-placement-worker"
    again = desk.post("/manage/roles/add/", sent)
    assert "There is a job of this title" in words(again)


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"title": "\x00"}, "Enter the title of the job."),
        ({"ladder": "0"}, "Enter a whole number from 1 to 99"),
        ({"ladder": "x"}, "Enter a whole number from 1 to 99"),
        ({"title": "team leader / team manager"}, "There is a job of this title"),
    ],
)
def test_what_cannot_be_kept_comes_back(desk, fields, sent, problem):
    response = desk.post(URL, fields | sent)
    assert response.status_code == 400
    assert problem in words(response)
    assert JobRole.objects.get(key=KEY).revision == 1
