import re

import pytest
from django.utils.html import escape

from policies.directory.models import Contact
from policies.matters.models import Matter, MatterCell
from policies.roles.models import PolicySet
from tests.support.html import links, page, under, words

pytestmark = pytest.mark.django_db

SETS = {
    "yj.worker": "YJ",
    "dhs.employee": "DHS",
    "dss.employee": "DSS",
    "gcc.worker": "GCC",
    "pc.member": "PC",
}
readers = pytest.mark.parametrize("username", SETS)
MARKS = {"Does not bind you", "This policy binds you too", "Binds you only in part"}


def cells(response) -> list:
    return page(response).find_all("article", class_="cell")


def mark(cell) -> str:
    return words(cell.find(class_="cell__mark"))


class TestTheList:
    @readers
    def test_all_of_them_with_the_plain_question(self, as_user, username):
        response = as_user(username).get("/matters/")
        text, addresses = words(response), links(response)
        matters = list(Matter.objects.all())
        assert len(matters) == 29
        for matter in matters:
            assert addresses.count(f"/matters/{matter.slug}/") == 1
            assert matter.question in text

    @readers
    def test_the_readers_own_answer_and_no_other(self, as_user, username):
        rows = page(as_user(username).get("/matters/")).find_all(class_="matter-row__answer")
        own = MatterCell.objects.filter(policy_set__code=SETS[username])
        silent = [row for row in rows if "No rule here: ask" in words(row)]
        assert (len(rows), len(silent)) == (29, own.filter(silent=True).count())
        assert all(row.find("svg") for row in silent)

    def test_short_answers(self, as_user):
        text = words(as_user("dss.employee").get("/matters/"))
        assert "For you: You must not register a personal account" in text
        assert "For you: No rule here: ask your manager." in text
        assert "9096" not in text

    def test_they_stand_by_theme(self, as_user):
        main = page(as_user("gcc.worker").get("/matters/"))
        assert "May I phone or text a client" in under(main, "Clients and their families")
        assert "May I post about a court case?" in under(
            main, "The law, and what the documents are"
        )

    def test_somebody_without_a_job_gets_the_questions(self, as_user, person):
        person("pc.member").appointments.all().delete()
        response = as_user("pc.member").get("/matters/")
        assert "Does the document bind me" in words(response)
        assert "For you:" not in words(response)

    def test_nothing_compared_yet(self, as_user):
        Matter.objects.all().delete()
        assert "Nobody has compared" in words(as_user("yj.worker").get("/matters/"))

    def test_costs_no_more_with_more_matters(self, as_user, django_assert_max_num_queries):
        client = as_user("gcc.worker")
        client.get("/matters/")
        for n in range(20):
            another(n)
        with django_assert_max_num_queries(5):
            assert "Matter 19" in words(client.get("/matters/"))


def another(n: int) -> Matter:
    """One more matter, on which every set is silent."""
    matter = Matter.objects.create(slug=f"m-{n}", title=f"Matter {n}", question="?", topic="x")
    ask = Contact.objects.get(key="gcc-manager")
    for policy_set in PolicySet.objects.all():
        matter.cells.create(policy_set=policy_set, says="No rule.", silent=True, ask=ask)
    return matter


class TestAMatter:
    @readers
    def test_five_sets_the_readers_own_first_and_each_marked(self, as_user, username):
        client = as_user(username)
        own = PolicySet.objects.get(code=SETS[username])
        for matter in Matter.objects.all():
            first, *others = cells(client.get(matter.get_absolute_url()))
            assert words(first.find("h3")) == own.name
            assert mark(first).startswith("Binds you")
            assert len(others) == 4
            assert {mark(cell) for cell in others} <= MARKS

    @readers
    def test_silence_says_so_and_whom_to_ask(self, as_user, username):
        client = as_user(username)
        for matter in Matter.objects.prefetch_related("cells__policy_set", "cells__ask"):
            shown = {c["id"]: c for c in cells(client.get(matter.get_absolute_url()))}
            for cell in matter.cells.all():
                found = shown[cell.policy_set.code.lower()]
                silence = found.find(class_="cell__silence")
                assert (silence is not None) == cell.silent
                if cell.silent:
                    assert words(silence) == "No rule here: ask"
                    assert silence.find("svg")
                    assert f"/contacts/{cell.ask.key}/" in links(found)

    @readers
    def test_no_number_of_other_staff_outside_their_marked_cell(self, as_user, username):
        client = as_user(username)
        theirs = Contact.objects.exclude(policy_sets__code=SETS[username]).exclude(phone="")
        numbers = set(theirs.values_list("phone", flat=True))
        numbers -= set(
            Contact.objects.filter(policy_sets__code=SETS[username]).values_list("phone", flat=True)
        )
        assert numbers
        for matter in Matter.objects.all():
            main = page(client.get(matter.get_absolute_url()))
            for cell in main.select("article.cell:not(.cell--own)"):
                assert mark(cell) in MARKS
                assert not cell.select("a[href^='tel:']")
                cell.extract()
            found = [n for n in numbers if re.search(rf"(?<!\d){re.escape(n)}(?!\d)", words(main))]
            assert found == []

    def test_the_readers_own_cell_shows_the_numbers_that_its_clauses_name(self, as_user):
        client = as_user("dhs.employee")
        first, *others = cells(client.get("/matters/reporting-a-breach/"))
        assert "Ring 9096 7710" in words(first.find(class_="cell__ring"))
        assert {"tel:90967710", "mailto:complaints.reception@dhs.vic.gov.au"} <= set(links(first))
        assert [a for cell in others for a in links(cell) if a.startswith("tel:")] == []
        Contact.objects.get(key="media-unit").save_over(1, phone="9096 0000")
        first, *_ = cells(client.get("/matters/reporting-a-breach/"))
        assert "Ring 9096 0000" in words(first.find(class_="cell__ring"))
        assert "7710" not in words(first.find(class_="cell__says"))

    def test_each_cell_shows_its_clauses(self, as_user):
        first, *_ = cells(as_user("pc.member").get("/matters/former-clients/"))
        assert {"/c/pc-047/", "/policies/pc-social-media/"} <= set(links(first))
        assert "8.3.15 Advised against" in words(first.find(class_="cell__clauses"))
        assert "Not befriend" not in words(first.find("summary"))
        assert "People from your caseload" in words(first.find("details"))

    def test_the_own_procedure_comes_before_the_departments_policy(self, as_user):
        first, *_ = cells(as_user("yj.worker").get("/matters/disclaimer/"))
        assert [words(p) for p in first.find_all(class_="cell__policy")] == [
            "Social media procedure for youth justice staff",
            "Social Media Policy for employees of the department",
        ]

    def test_the_contact_of_silence_is_the_person_of_the_readers_area(self, as_user):
        text = words(
            cells(as_user("yj.worker2").get("/matters/child-abuse-and-illegal-images/"))[0]
        )
        assert "Tomasz Zielinski" in text
        assert "Priya Raman" not in text

    def test_somebody_without_a_job_is_bound_by_none(self, as_user, person):
        person("pc.member").appointments.all().delete()
        response = as_user("pc.member").get("/matters/disclaimer/")
        assert [mark(cell) for cell in cells(response)] == ["Does not bind you"] * 5
        assert "none of them binds you" in words(response)

    def test_what_it_says_is_escaped(self, as_user):
        bad = "<script>alert(1)</script>"
        Matter.objects.filter(slug="disclaimer").update(why=bad, question=bad, revision=2)
        MatterCell.objects.filter(matter__slug="disclaimer").update(says=bad, revision=2)
        client = as_user("yj.worker")
        for address in ("/matters/", "/matters/disclaimer/"):
            text = client.get(address).content.decode()
            assert bad not in text
            assert escape(bad) in text

    def test_one_that_does_not_exist(self, as_user):
        assert as_user("yj.worker").get("/matters/no-such-matter/").status_code == 404

    @pytest.mark.parametrize("slug", ["disclaimer", "child-abuse-and-illegal-images"])
    def test_the_number_of_queries_is_fixed(self, as_user, slug, django_assert_max_num_queries):
        client = as_user("yj.worker")
        client.get("/matters/")
        with django_assert_max_num_queries(9):
            client.get(f"/matters/{slug}/")


class TestWhoseRule:
    @pytest.mark.parametrize(
        ("username", "slug", "cell", "said"),
        [
            ("yj.worker", "copyright", "dhs", "This policy binds you too"),
            ("yj.worker", "copyright", "dss", "Does not bind you"),
            ("yj.worker", "former-clients", "dhs", "Does not bind you"),
            ("dhs.employee", "disclaimer", "yj", "Binds you only in part"),
            ("dhs.employee", "copyright", "yj", "This policy binds you too"),
            ("dhs.employee", "former-clients", "yj", "Does not bind you"),
            ("dss.employee", "standing", "dss", "Binds you"),
            ("gcc.worker", "standing", "gcc", "Binds you, as guidance"),
            ("pc.member", "standing", "pc", "Binds you, as guidance"),
            ("pc.member", "standing", "gcc", "Does not bind you"),
        ],
    )
    def test_the_mark(self, as_user, username, slug, cell, said):
        main = page(as_user(username).get(f"/matters/{slug}/"))
        assert mark(main.find(id=cell)) == said

    def test_where_only_a_part_binds_it_says_which(self, as_user):
        cell = page(as_user("dhs.employee").get("/matters/disclaimer/")).find(id="yj")
        assert [words(p) for p in cell.find_all(class_="cell__policy")] == [
            "Social media procedure for youth justice staff Does not bind you",
            "Social Media Policy for employees of the department Binds you",
        ]


class TestTheWayThere:
    @readers
    def test_from_home_and_from_the_policies(self, as_user, username):
        client = as_user(username)
        assert all("/matters/" in links(client.get(address)) for address in ("/", "/policies/"))

    def test_from_a_clause_that_it_cites(self, as_user):
        response = as_user("yj.worker").get("/c/dhs-089/")
        assert "Matter: Disclaimer (Victorian youth justice staff)" in words(response)
        assert "Matter: Disclaimer (Victorian DHS employees)" in words(response)
        assert "/matters/disclaimer/" in links(response)
