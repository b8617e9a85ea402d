"""Definitions at the desk."""

import pytest

from policies.library.models import Citation, Definition, Policy
from tests.support.citing import cited, fields, save
from tests.support.html import links, page, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(as_user):
    return as_user("editor")


@pytest.fixture
def definition():
    return Definition.objects.get(clause__short_id="yj-065")


@pytest.fixture
def url(definition):
    return f"/manage/definitions/{definition.pk}/"


def test_they_are_listed(desk, url):
    assert url in links(desk.get("/manage/definitions/"))
    assert "/manage/definitions/" in links_of_desk(desk)


def links_of_desk(desk) -> list[str]:
    return links(desk.get("/manage/"))


def test_a_meaning_is_seen_at_once_and_told_in_the_history(desk, as_user, definition, url):
    response = save(desk, url, meaning="Said in other words.")
    assert f"Meaning: “{definition.meaning}” became “Said in other words.”" in words(response)
    text = as_user("yj.worker").get("/policies/yj-social-media/").content.decode()
    assert "Said in other words." in text


def test_a_term_names_its_flags_anew(desk, definition, url):
    save(desk, url, term="Another term")
    labels = Citation.objects.of(definition).live().values_list("label", flat=True)
    assert set(labels) == {"Definition of “Another term”"}


def test_the_first_clause_defines_it(desk, definition, url):
    save(desk, url, clauses="yj-030\nyj-065")
    definition.refresh_from_db()
    assert (definition.clause.short_id, cited(definition)) == ("yj-030", ["yj-030", "yj-065"])
    assert fields(desk.get(url))["clauses"] == "yj-030\nyj-065"


def test_saving_the_same_again_is_no_change(desk, definition, url):
    save(desk, url)
    definition.refresh_from_db()
    assert definition.revision == 1
    assert "Nobody has changed it" in words(desk.get(url))


def test_the_second_writer_gets_both_texts(desk, as_user, definition, url):
    sent = fields(desk.get(url))
    as_user("admin").post(url, sent | {"meaning": "Theirs."})
    late = desk.post(url, sent | {"meaning": "Mine."})
    assert late.status_code == 409
    assert "Theirs." in words(late)
    assert fields(late)["meaning"] == "Mine."
    desk.post(url, fields(late))
    definition.refresh_from_db()
    assert definition.meaning == "Mine."


def test_one_is_added_and_removed(desk, as_user):
    policy = Policy.objects.get(code="yj-social-media")
    sent = {"policy": policy.pk, "term": "Zumba", "meaning": "A dance.", "clauses": "yj-069"}
    response = desk.post("/manage/definitions/add/", sent, follow=True)
    assert "“Zumba” is added" in response.content.decode()
    made = Definition.objects.get(term="Zumba")
    assert (cited(made), made.clause.short_id) == (["yj-069"], "yj-069")
    again = desk.post("/manage/definitions/add/", sent | {"term": "zumba"})
    assert "This policy has a definition of this term" in words(again)
    at = f"/manage/definitions/{made.pk}/"
    stale = desk.post(f"{at}remove/", {"revision": 7}, follow=True)
    assert "Somebody changed it meanwhile" in stale.content.decode()
    revision = page(desk.get(at)).find("input", {"name": "revision"})["value"]
    desk.post(f"{at}remove/", {"revision": revision})
    assert not Definition.objects.filter(term="Zumba").exists()
    assert not Citation.objects.live().filter(label__contains="Zumba").exists()


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"term": " "}, "Enter the term."),
        ({"meaning": ""}, "Say what the term means."),
        ({"meaning": "x" * 2001}, "at most 2000 characters"),
        ({"clauses": ""}, "Name the clause that defines the term."),
        ({"clauses": "yj-065\nyj-9999"}, "No clause yj-9999 is in force."),
        ({"clauses": "dhs-018"}, "Clause dhs-018 is not one of this policy."),
    ],
)
def test_what_cannot_be_kept_comes_back(desk, definition, url, sent, problem):
    response = desk.post(url, fields(desk.get(url)) | {"aliases": "Typed for an hour"} | sent)
    assert response.status_code == 400
    assert problem in words(response)
    assert fields(response)["aliases"] == "Typed for an hour"
    definition.refresh_from_db()
    assert definition.revision == 1
