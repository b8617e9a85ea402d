"""Related documents, legislation and resources at the desk."""

import pytest

from policies.library.models import Policy, Reference
from tests.support.html import links, words


@pytest.fixture
def reference(db) -> Reference:
    return Reference.objects.filter(policy__code="yj-social-media").first()


@pytest.fixture
def url(reference) -> str:
    return f"/manage/references/{reference.pk}/"


@pytest.fixture
def fields(desk, url):
    form = desk.get(url).context["form"]
    return {name: form[name].value() for name in form.fields}


def test_references_are_listed(desk, url, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        assert url in links(desk.get("/manage/references/"))


def test_a_reference_changes_and_its_history_says_so(desk, reference, url, fields):
    was = reference.title
    sent = fields | {"title": "Another title", "clauses": "yj-069\nyj-070"}
    response = desk.post(url, sent, follow=True)
    assert f"Title: “{was}” became “Another title”" in words(response)
    assert "became “yj-069, yj-070”" in words(response)
    assert "Another title" in words(desk.get("/c/yj-069/"))


def test_the_second_writer_gets_both_texts(desk, as_user, url, fields, reference):
    as_user("admin").post(url, fields | {"clauses": "yj-069"})
    response = desk.post(url, fields | {"clauses": "yj-070"})
    assert response.status_code == 409
    [both] = response.context["both"]
    assert (both["theirs"], both["mine"]) == ("yj-069", "yj-070")
    assert [c.short_id for c in reference.clauses.all()] == ["yj-069"]


def test_a_reference_is_added(desk, fields):
    policy = Policy.objects.get(code="yj-social-media")
    new = fields | {"title": "A new Act", "policy": policy.pk, "revision": ""}
    assert "A new Act is added." in words(desk.post("/manage/references/add/", new, follow=True))
    assert "names something of this title" in words(desk.post("/manage/references/add/", new))


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"title": ""}, "Enter the title."),
        ({"kind": "novel"}, "Select a valid choice"),
        ({"clauses": "yj-069\ndhs-001"}, "This policy has no clause dhs-001."),
    ],
)
def test_what_cannot_be_kept_comes_back(desk, url, fields, sent, problem):
    response = desk.post(url, fields | sent)
    assert response.status_code == 400
    assert problem in words(response)
