"""Matters at the desk: what is asked, and what each set says on it."""

import pytest

from policies.library.models import Citation
from policies.matters.models import Matter, MatterCell
from tests.support.citing import cited, fields, save
from tests.support.html import links, page, words

pytestmark = pytest.mark.django_db

URL = "/manage/matters/disclaimer/"


@pytest.fixture
def desk(as_user):
    return as_user("editor")


@pytest.fixture
def cell():
    return MatterCell.objects.get(matter__slug="disclaimer", policy_set__code="YJ")


@pytest.fixture
def url(cell):
    return f"{URL}{cell.pk}/"


@pytest.fixture
def sent(desk):
    """The matter's own form."""
    form = desk.get(URL).context["form"]
    return {name: form[name].value() for name in form.fields}


def test_they_are_listed_and_lead_to_what_each_set_says(desk, url):
    assert URL in links(desk.get("/manage/matters/"))
    assert url in links(desk.get(URL))


def test_a_matter_is_found_by_new_words(desk, as_user, sent):
    desk.post(URL, sent | {"people_say": "my own view\nzumba lessons"})
    assert Matter.objects.get(slug="disclaimer").people_say == "my own view\nzumba lessons"
    assert "/matters/disclaimer/" in links(as_user("yj.worker").get("/search/?q=zumba+lessons"))


def test_a_title_names_the_flags_of_its_cells_anew(desk, cell, sent):
    response = desk.post(URL, sent | {"title": "Whose view"}, follow=True)
    assert "Title: “Disclaimer” became “Whose view”" in words(response)
    labels = Citation.objects.of(cell).live().values_list("label", flat=True)
    assert set(labels) == {"Whose view (Victorian youth justice staff)"}


def test_the_second_writer_of_a_matter_gets_both_texts(desk, as_user, sent):
    as_user("admin").post(URL, sent | {"why": "Theirs."})
    late = desk.post(URL, sent | {"why": "Mine."})
    assert late.status_code == 409
    assert "Theirs." in words(late)
    assert late.context["form"]["why"].value() == "Mine."


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        ({"title": ""}, "Enter the title."),
        ({"question": "x" * 301}, "at most 300 characters"),
        ({"people_say": "x" * 101}, "Shorten each line to 100 characters."),
    ],
)
def test_a_matter_that_cannot_be_kept_comes_back(desk, sent, changed, problem):
    response = desk.post(URL, sent | {"why": "Typed for an hour"} | changed)
    assert response.status_code == 400
    assert problem in words(response)
    assert "Typed for an hour" in response.content.decode()


class TestACell:
    def test_is_seen_at_once_and_told_in_the_history(self, desk, as_user, url):
        response = save(desk, url, says="You must say whose view it is.")
        assert "What it says: “" in words(response)
        seen = page(as_user("yj.worker").get("/matters/disclaimer/")).find(id="yj")
        assert "You must say whose view it is." in words(seen)

    def test_rests_on_what_is_entered(self, desk, as_user, cell, url):
        response = save(desk, url, clauses="yj-046\nyj-069")
        assert cited(cell) == ["yj-046", "yj-069"]
        assert "Clauses: “" in words(response)
        seen = page(as_user("yj.worker").get("/matters/disclaimer/")).find(id="yj")
        assert "/c/yj-069/" in links(seen)

    def test_may_say_that_there_is_no_rule(self, desk, cell, url):
        ask = page(desk.get(url)).select("select[name=ask] option")[1]["value"]
        save(desk, url, silent="on", ask=ask, clauses="")
        cell.refresh_from_db()
        assert (cell.silent, cited(cell)) == (True, [])

    @pytest.mark.parametrize(
        ("changed", "problem"),
        [
            ({"says": ""}, "Say what the documents say on it."),
            ({"silent": "on", "ask": ""}, "Say whom to ask where the documents have no rule."),
            ({"clauses": ""}, "Name at least one clause"),
            ({"clauses": "nowhere"}, "No clause nowhere is in force."),
            ({"ask": "999999"}, "Choose a contact that this group of staff may ring."),
        ],
    )
    def test_that_cannot_be_kept_comes_back(self, desk, cell, url, changed, problem):
        sent = fields(desk.get(url)) | {"says": "Typed for an hour"} | changed
        response = desk.post(url, sent)
        assert response.status_code == 400
        assert problem in words(response)
        assert changed.get("says") == "" or "Typed for an hour" in response.content.decode()
        cell.refresh_from_db()
        assert cell.revision == 1

    def test_of_another_matter_is_not_found(self, desk, cell):
        assert desk.get(f"/manage/matters/standing/{cell.pk}/").status_code == 404

    def test_the_second_writer_gets_both_texts(self, desk, as_user, url):
        sent = fields(desk.get(url))
        as_user("admin").post(url, sent | {"says": "Theirs."})
        late = desk.post(url, sent | {"says": "Mine."})
        assert late.status_code == 409
        assert "Theirs." in words(late)
        assert fields(late)["says"] == "Mine."
