"""Standing tasks at the desk."""

import pytest

from policies.library.models import Citation
from policies.tasks.models import RoleTask
from tests.support.citing import cited, fields, save
from tests.support.html import links, page, words

pytestmark = pytest.mark.django_db

LIST = "/manage/roles/yj-case-manager/tasks/"


@pytest.fixture
def desk(as_user):
    return as_user("editor")


@pytest.fixture
def task():
    return RoleTask.objects.filter(job_role__key="yj-case-manager").order_by("order").first()


@pytest.fixture
def url(task):
    return f"{LIST}{task.pk}/"


def test_they_are_listed_from_the_job(desk, url):
    assert LIST in links(desk.get("/manage/roles/yj-case-manager/"))
    assert url in links(desk.get(LIST))


def test_a_change_is_seen_at_once_and_told_in_the_history(desk, as_user, task, url):
    response = save(desk, url, what="Ask first.")
    assert "What to do: “" in words(response)
    assert "Ask first." in words(as_user("yj.worker").get("/tasks/"))
    labels = Citation.objects.of(task).live().values_list("label", flat=True)
    assert set(labels) == {"Ask first."}


def test_it_is_shown_with_its_first_clause(desk, task, url):
    save(desk, url, clauses="yj-069\nyj-070")
    task.refresh_from_db()
    assert (task.clause.short_id, cited(task)) == ("yj-069", ["yj-069", "yj-070"])
    parts = Citation.objects.of(task).live().values_list("part", flat=True)
    assert set(parts) == {"yj-case-manager"}


def test_one_is_added_behind_the_others_and_removed(desk):
    sent = {"what": "Dance.", "clauses": "yj-069"}
    response = desk.post(f"{LIST}add/", sent, follow=True)
    assert "The standing task is added." in response.content.decode()
    made = RoleTask.objects.get(what="Dance.")
    assert RoleTask.objects.filter(job_role=made.job_role).order_by("order").last() == made
    assert cited(made) == ["yj-069"]
    stale = desk.post(f"{LIST}{made.pk}/remove/", follow=True)
    assert "Somebody changed it meanwhile" in stale.content.decode()
    revision = page(desk.get(f"{LIST}{made.pk}/")).find("input", {"name": "revision"})["value"]
    desk.post(f"{LIST}{made.pk}/remove/", {"revision": revision})
    assert not RoleTask.objects.filter(what="Dance.").exists()
    assert not Citation.objects.live().filter(label="Dance.").exists()


def test_the_second_writer_gets_both_texts(desk, as_user, url):
    sent = fields(desk.get(url))
    as_user("admin").post(url, sent | {"what": "Theirs."})
    late = desk.post(url, sent | {"what": "Mine."})
    assert late.status_code == 409
    assert "Theirs." in words(late)
    assert fields(late)["what"] == "Mine."


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"what": ""}, "Say what the documents ask of this job."),
        ({"what": "x" * 301}, "at most 300 characters"),
        ({"clauses": "\n"}, "Name the clause that asks it."),
        ({"clauses": "yj-9999"}, "No clause yj-9999 is in force."),
    ],
)
@pytest.mark.parametrize("adding", [True, False])
def test_what_cannot_be_kept_comes_back(desk, url, adding, changed, problem):
    at = f"{LIST}add/" if adding else url
    sent = {"revision": 1, "what": "Typed for an hour", "clauses": "yj-069"} | changed
    response = desk.post(at, sent)
    assert response.status_code == 400
    assert problem in words(response)
    assert "what" in changed or "Typed for an hour" in response.content.decode()


def test_a_task_of_another_job_is_not_found(desk, task):
    assert desk.get(f"/manage/roles/yj-team-leader/tasks/{task.pk}/").status_code == 404
