"""A clause's id or number, or a section of an Act, goes straight there."""

import pytest

from policies.library.models import Clause, ClauseVersion
from tests.support.desk import amend, draft

pytestmark = pytest.mark.django_db


def listed(search) -> list[str]:
    return [hit.anchor for hit in search.way.hits]


class TestAShortId:
    @pytest.mark.parametrize("typed", ["yj-069", "YJ-069", " yj-069 "])
    def test_leads_straight_there(self, look, typed):
        assert look(typed).way.address == "/c/yj-069/"

    @pytest.mark.parametrize("typed", ["yj-999", "e-mail", "yj-069 friend", "yj069", "%-%"])
    def test_anything_else_does_not(self, look, typed):
        assert not look(typed).way

    def test_of_others_is_listed_and_marked(self, look):
        search = look("dss-104")
        assert search.way.address == ""
        [hit] = search.way.hits
        assert (hit.anchor, hit.binds) == ("dss-104", "Binds Australian DSS employees, not you")

    def test_without_a_job_leads_straight_there(self, look):
        assert look("dss-104", "").way.address == "/c/dss-104/"

    def test_one_that_only_a_draft_has_does_not(self, look):
        version = draft()
        Clause.objects.create(policy=version.policy, short_id="yj-9999")
        assert not look("yj-9999").way

    def test_one_no_longer_in_force_still_does(self, look):
        amend({}, without=["yj-070"])
        assert not ClauseVersion.objects.in_force().filter(clause__short_id="yj-070").exists()
        assert look("yj-070").way.address == "/c/yj-070/"


class TestANumber:
    @pytest.mark.parametrize(
        "typed", ["14.2", "clause 14.2", "Cl. 14.2", "para 14.2", "§ 14.2", "14.2."]
    )
    def test_that_one_clause_has_leads_straight_there(self, look, typed):
        clause = ClauseVersion.objects.in_force().get(
            number="14.2", version__policy__code="gcc-safer-social-media"
        )
        assert look(typed, "GCC").way.address == f"/c/{clause.clause.short_id}/"

    def test_that_several_own_clauses_have_lists_them(self, look):
        search = look("11.1")
        assert search.way.address == ""
        assert set(listed(search)) == {"yj-069", *_numbered("11.1", "dhs-social-media")}
        assert {hit.binds for hit in search.way.hits} == {""}

    def test_that_only_others_have_is_listed_and_marked(self, look):
        amend({}, without=["yj-070"])
        number = "12.19"
        assert not _numbered(number, "yj-social-media") + _numbered(number, "dhs-social-media")
        search = look(number)
        assert listed(search)
        assert all("not you" in hit.binds for hit in search.way.hits)

    def test_that_none_has_is_searched_for(self, look):
        search = look("9096 0779")
        assert not search.way
        assert search.found.first

    def test_another_sets_on_request_is_listed(self, look):
        search = look("10.2", set="DSS")
        assert search.way.address == ""
        assert listed(search) == ["dss-104"]

    def test_in_quotes_is_searched_for(self, look):
        assert not look('"11.1"').way


class TestASection:
    NAMING = {"yj-038", "yj-061", "yj-062", "yj-063"}

    @pytest.mark.parametrize(
        "typed", ["s 534", "s534", "s. 534", "S.534", "section 534", "Sect 534", "ss 534"]
    )
    def test_lists_the_clauses_that_name_it(self, look, typed):
        found = listed(look(typed))
        assert found == listed(look("s 534"))
        assert "yj-038" in found
        assert len(found) > 2

    def test_what_is_listed_is_not_found_a_second_time(self, look):
        search = look("s 534")
        assert not set(listed(search)) & {hit.anchor for hit in search.found.first.hits}

    def test_that_one_clause_names_leads_straight_there(self, look):
        amend({"yj-070": "See section 77B of the Zebra Act 1999."})
        for typed in ("s 77b", "section 77B of the Zebra Act 1999", "s 77B Zebra Act"):
            assert look(typed).way.address == "/c/yj-070/"

    def test_of_another_act_does_not(self, look):
        assert not look("section 534 of the Zebra Act").way

    def test_is_a_whole_number(self, look):
        amend({"yj-070": "See section 77.5 and section 775.", "yj-071": "Section 77(1) says so."})
        assert look("s 77").way.address == "/c/yj-071/"
        assert look("s 77.5").way.address == "/c/yj-070/"
        assert look("s 77(1)").way.address == "/c/yj-071/"

    def test_in_any_number_of_brackets_is_only_looked_for(self, look):
        look("s 5" + "(1)" * 60)
        look("s 5 (" * 30)


def _numbered(number: str, code: str) -> list[str]:
    rows = ClauseVersion.objects.in_force().filter(number=number, version__policy__code=code)
    return list(rows.values_list("clause__short_id", flat=True))
