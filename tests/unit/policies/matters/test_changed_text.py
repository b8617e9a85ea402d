"""A matter rests on exact words: when they change, its cell is flagged until somebody confirms it."""

import pytest

from policies.library.models import Citation
from policies.matters.models import MatterCell
from tests.support.desk import amend
from tests.support.html import page, words

pytestmark = pytest.mark.django_db

SINCE = "The text has changed since this was written."


@pytest.fixture
def cell(as_user):
    """A cell of the matter “Disclaimer”, as yj.worker sees it."""
    return lambda key: page(as_user("yj.worker").get("/matters/disclaimer/")).find(id=key)


def flagged() -> list[str]:
    return list(
        Citation.objects.suspect()
        .filter(source_type__model="mattercell")
        .values_list("label", flat=True)
    )


def test_nothing_is_flagged_at_first(cell):
    assert flagged() == []
    assert all(SINCE not in words(cell(key)) for key in ("yj", "dhs", "dss", "gcc", "pc"))


class TestAChangedClause:
    @pytest.fixture(autouse=True)
    def changed(self, db):
        amend({"yj-046": "Say whose view it is."})

    def test_flags_the_cell_that_cites_it_and_no_other(self, cell):
        assert SINCE in words(cell("yj"))
        assert all(SINCE not in words(cell(key)) for key in ("dhs", "dss", "gcc", "pc"))

    def test_says_which_clause_and_shows_its_words_of_today(self, cell):
        [entry] = [e for e in cell("yj").select(".cell__clauses li") if "text changed" in words(e)]
        assert entry.find("a")["href"] == "/c/yj-046/"
        assert "Say whose view it is." in words(cell("yj").find("details"))

    def test_is_confirmed_at_the_desk(self, as_user, cell):
        editor = as_user("editor")
        text = words(editor.get("/manage/flags/"))
        assert "Disclaimer (Victorian youth justice staff) Matter" in text
        citation = Citation.objects.suspect().get(
            source_type__model="mattercell", label__startswith="Disclaimer"
        )
        response = editor.post(
            f"/manage/flags/{citation.pk}/confirm/",
            {"new": citation.current_id, "note": "It still says the same."},
        )
        assert response.status_code == 302
        assert flagged() == []
        assert SINCE not in words(cell("yj"))

    def test_costs_one_query_more(self, as_user, django_assert_max_num_queries):
        client = as_user("yj.worker")
        client.get("/matters/")
        with django_assert_max_num_queries(10):
            client.get("/matters/disclaimer/")


def test_a_clause_that_is_gone_says_so_with_its_last_words(cell):
    old = words(cell("yj").find("details"))
    amend({}, without=["yj-046"])
    [entry] = [e for e in cell("yj").select(".cell__clauses li") if "in force" in words(e)]
    assert "no longer in force" in words(entry)
    assert words(cell("yj").find("details")) == old


def test_a_cell_that_is_silent_without_a_clause_has_nothing_to_change():
    silent = MatterCell.objects.get(matter__slug="disclaimer", policy_set__code="GCC")
    assert not Citation.objects.of(silent).exists()
