import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from policies.directory.models import Contact
from policies.guides.models import Guide
from policies.library.models import Clause, ClauseVersion
from policies.roles.models import PolicySet
from policies.search.engine import START, STOP, clause_address, find, highlighted
from tests.support.desk import amend, draft, write

pytestmark = pytest.mark.django_db

# What PostgreSQL's search, SQL, HTML and regular expressions each make something of.
SIGNS = "ab \"'-:*&|!()<>\\%_;\t\n\u00a0é中😀\u0000\ue000"


@pytest.fixture
def yj():
    return PolicySet.objects.get(code="YJ")


def clauses(words: str, policy_set: PolicySet | None) -> list[str]:
    """The short ids of the clauses found, best first."""
    return [hit.url.partition("#")[2] for hit in find(words, policy_set).clauses]


class TestWhatIsFound:
    @pytest.mark.parametrize(
        ("typed", "short_id"),
        [
            ("facebook friend request", "yj-069"),
            ("s 534", "yj-038"),
            ("s534", "yj-038"),
            ("web and design services", "yj-074"),
            ("old client added me", "yj-075"),
            ("Information Privacy Act 2000", "yj-068"),
            ("geospatial tagging", "yj-019"),
            ("publicly available information", "yj-092"),
            ("9096 0779", "yj-074"),
        ],
    )
    def test_among_the_first_three(self, yj, typed, short_id):
        assert short_id in clauses(typed, yj)[:3]

    def test_a_friend_request_finds_its_guide(self, yj):
        assert "/guides/friend-request/" in [
            hit.url for hit in find("facebook friend request", yj).guides
        ]

    def test_the_number_to_ring_finds_who_answers(self, yj):
        hits = find("web and design services", yj).contacts
        assert ("/contacts/web-design-services/", "9096 0779") in [(h.url, h.marked) for h in hits]

    def test_a_standing_task_leads_to_its_clause(self, yj):
        [hit] = find("oversee direct monitor", yj).tasks
        assert hit.url == "/c/yj-024/"

    def test_endings_do_not_matter(self, yj):
        assert clauses("publishing", yj) == clauses("publish", yj)

    def test_words_that_no_one_clause_holds_all_of_find_those_with_some(self, yj):
        assert "yj-069" in clauses("zebra friend request", yj)

    def test_a_word_left_out(self, yj):
        assert {"yj-062", "yj-063"} <= set(clauses("534", yj))
        assert "yj-063" not in clauses("534 -venue", yj)

    def test_nothing(self, yj):
        assert find("zebra crossing", yj).total == 0

    @pytest.mark.parametrize("typed", ["the", "and or not", "-", '""', "!!!"])
    def test_words_that_say_nothing_find_nothing(self, yj, typed):
        assert find(typed, yj).total == 0


class TestOwnRulesOnly:
    def test_another_sets_clauses_guides_contacts_and_tasks_are_not_found(self):
        dss = PolicySet.objects.get(code="DSS")
        for words in ("facebook friend request", "web and design services", "oversee"):
            assert find(words, dss).total == 0

    def test_without_a_job_clauses_and_contacts_of_all_are_found_but_no_advice(self):
        found = find("friend request", None)
        assert found.clauses
        assert (list(found.guides), list(found.tasks)) == ([], [])

    def test_a_draft_is_not_found(self, yj):
        write(draft(), "yj-069", body_markdown="Zebra crossings are off limits.")
        assert clauses("zebra", yj) == []

    def test_replaced_words_are_not_found(self, yj):
        amend({"yj-069": "Zebra crossings are off limits."})
        assert clauses("zebra", yj) == ["yj-069"]
        amend({"yj-069": "Something else."})
        assert clauses("zebra", yj) == []

    def test_a_guide_taken_out_of_use_is_not_found(self, yj):
        guide = Guide.objects.get(slug="friend-request")
        guide.versions.update(state="superseded")
        assert guide.get_absolute_url() not in [h.url for h in find("friend request", yj).guides]


class TestHits:
    def test_the_words_are_marked(self, yj):
        [hit] = [h for h in find("geospatial tagging", yj).clauses if h.url.endswith("#yj-019")]
        marks = BeautifulSoup(hit.excerpt, "html.parser").find_all("mark")
        assert [m.get_text() for m in marks] == ["geospatial", "tagging"]

    def test_words_that_only_people_use_are_said_to_be_so(self, yj):
        [hit] = [h for h in find("poke awol", yj).clauses if h.url.endswith("#yj-091")]
        assert hit.marked == "Found by the words people use: <mark>awol</mark>"

    def test_an_item_goes_under_the_clause_that_leads_it_in(self, yj):
        [hit] = [h for h in find("Flickr", yj).clauses if h.url.endswith("#yj-010")]
        assert hit.title == "3.2.2.2 The list is open"

    def test_what_was_stored_is_escaped(self, yj):
        bad = "<script>alert(1)</script> zebra"
        amend({"yj-069": bad})
        Clause.objects.filter(short_id="yj-070").update(people_say=bad)
        Guide.objects.filter(slug="friend-request").update(summary=bad)
        Contact.objects.filter(key="web-design-services").update(purpose=bad)
        found = find("zebra", yj)
        shown = [*found.clauses, *found.guides, *found.contacts]
        assert len(shown) == 4
        for hit in shown:
            for part in (hit.excerpt, hit.marked):
                assert {t.name for t in BeautifulSoup(part, "html.parser").find_all()} <= {"mark"}

    @given(st.text("ab<>&\"'" + START + STOP))
    def test_no_text_becomes_markup(self, text):
        soup = BeautifulSoup(highlighted(text), "html.parser")
        assert {tag.name for tag in soup.find_all(True)} <= {"mark"}


class TestTheShortIdOfAClause:
    @pytest.mark.parametrize("typed", ["yj-069", "YJ-069"])
    def test_leads_straight_there(self, typed):
        assert clause_address(typed) == "/c/yj-069/"

    @pytest.mark.parametrize("typed", ["yj-999", "e-mail", "yj-069 friend", "yj069", "", "%-%"])
    def test_anything_else_does_not(self, typed):
        assert clause_address(typed) is None

    def test_one_that_only_a_draft_has_does_not(self):
        version = draft()
        Clause.objects.create(policy=version.policy, short_id="yj-9999")
        assert clause_address("yj-9999") is None

    def test_one_no_longer_in_force_still_does(self):
        amend({}, without=["yj-070"])
        assert not ClauseVersion.objects.in_force().filter(clause__short_id="yj-070").exists()
        assert clause_address("yj-070") == "/c/yj-070/"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(SIGNS, max_size=40).map(lambda text: text.replace("\0", "")))
@example(typed="friend & request")
@example(typed="friend:* | !request")
@example(typed="'; DROP TABLE policies_clause; --")
def test_whatever_is_typed_is_only_searched_for(yj, typed):
    found = find(typed, yj)
    for hit in (*found.guides, *found.clauses, *found.contacts, *found.tasks):
        assert "<" not in re.sub("</?mark>", "", hit.excerpt + hit.marked)
