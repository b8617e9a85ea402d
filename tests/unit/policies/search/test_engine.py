"""What is found, for whom, and how it is marked."""

import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from policies.directory.models import Contact
from policies.guides.models import Guide
from policies.library.models import Clause, Kind, Policy
from policies.search.hits import START, STOP, Hit, Results, clause_url, highlighted
from policies.search.models import Synonym
from tests.support.desk import amend, draft, write

pytestmark = pytest.mark.django_db

# What PostgreSQL's search, SQL, HTML and regular expressions each make something of.
SIGNS = "ab \"'-:*&|!()<>\\%_;\t\n\u00a0é中😀\u0000\ue000"


def of_kind(results: Results, kind: str) -> list[Hit]:
    return [hit for hit in results.hits if hit.kind == kind]


def clauses(results: Results) -> list[str]:
    """The short ids of the clauses found, best first."""
    return [hit.anchor for hit in of_kind(results, "clause")]


class TestWhatIsFound:
    @pytest.mark.parametrize(
        ("typed", "short_id"),
        [
            ("facebook friend request", "yj-069"),
            ("534 venue", "yj-063"),
            ("web and design services", "yj-074"),
            ("old client added me", "yj-075"),
            ("Information Privacy Act 2000", "yj-068"),
            ("geospatial tagging", "yj-019"),
            ("publicly available information", "yj-092"),
            ("9096 0779 approval", "yj-074"),
        ],
    )
    def test_among_the_first_three(self, look, typed, short_id):
        assert short_id in clauses(look(typed).found.first)[:3]

    def test_a_question_finds_its_guide(self, look):
        hits = of_kind(look("facebook friend request").found.first, "guide")
        assert "/guides/friend-request/" in [hit.url for hit in hits]

    def test_the_number_to_ring_finds_who_answers(self, look):
        hits = of_kind(look("web and design services").found.first, "contact")
        assert ("/contacts/web-design-services/", "9096 0779") in [(h.url, h.note) for h in hits]

    def test_a_standing_task_leads_to_its_clause(self, look):
        hits = of_kind(look("oversee direct monitor").found.first, "task")
        assert [hit.anchor for hit in hits] == ["yj-024"]

    def test_a_job_leads_to_what_is_asked_of_it(self, look):
        hits = of_kind(look("senior practice advisor").found.first, "role")
        assert "/roles/yj-senior-practice-advisor/" in [hit.url for hit in hits]

    def test_a_term_leads_to_the_clause_that_defines_it(self, look):
        [hit, *_] = of_kind(look("social media").found.first, "definition")
        assert hit.url.startswith("/policies/")
        assert Clause.objects.filter(short_id=hit.anchor, definitions__isnull=False).exists()

    def test_a_matter_stands_by_itself(self, look):
        search = look("former client")
        assert "/matters/former-clients/" in [hit.url for hit in search.found.matters]
        assert of_kind(search.found.first, "matter") == []

    def test_endings_do_not_matter(self, look):
        assert clauses(look("publishing").found.first) == clauses(look("publish").found.first)

    def test_words_that_no_one_clause_holds_all_of_find_those_with_some(self, look):
        first = look("zebra friend venue").found.first
        assert first.only_some
        assert "yj-063" in clauses(first)

    def test_a_word_left_out(self, look):
        assert "yj-063" in clauses(look("534 publish").found.first)
        assert "yj-063" not in clauses(look("534 publish -venue").found.first)

    def test_this_or_that(self, look):
        found = clauses(look("geospatial or venue").found.first)
        assert {"yj-019", "yj-063"} <= set(found)

    @pytest.mark.parametrize(
        "typed", ["zebra crossing", "the", "and or not", "-", '""', "!!!", "-friend"]
    )
    def test_nothing(self, look, typed):
        found = look(typed).found
        assert not found.first
        assert not found.rest

    def test_more_than_is_shown_is_said(self, look):
        assert look("media").found.first.more
        assert not look("geospatial").found.first.more

    def test_it_takes_three_queries(self, look, django_assert_num_queries):
        with django_assert_num_queries(5):  # the sets and the synonyms besides
            look("friend request")


class TestWordsThatMeanTheSame:
    def test_are_looked_for_as_well(self, look):
        Synonym.objects.create(word="gizmo", means=["geospatial tagging"])
        assert "yj-019" in clauses(look("gizmo").found.first)
        assert "yj-019" in clauses(look("GIZMO!").found.first)

    def test_the_words_typed_stand_first(self, look):
        Synonym.objects.create(word="venue", means=["client", "media", "information"])
        assert clauses(look("venue").found.first)[0] == "yj-063"

    def test_are_marked_where_the_reader_lands(self, look):
        Synonym.objects.create(word="gizmo", means=["geospatial tagging"])
        [hit] = of_kind(look("gizmo").found.first, "clause")
        assert "?q=gizmo+geospatial+tagging#" in hit.url

    def test_a_phrase_is_not_its_words(self, look):
        Synonym.objects.create(word="gizmo", means=["tagging geospatial"])
        assert clauses(look("gizmo").found.first) == []


class TestOwnRulesFirst:
    def test_another_sets_clauses_stand_apart_and_say_whom_they_bind(self, look):
        found = look("children's court", "DSS").found
        assert clauses(found.first) == []
        assert "yj-062" in clauses(found.rest)
        assert {hit.binds for hit in found.rest.hits} == {
            "Binds Victorian youth justice staff, not you"
        }

    def test_what_binds_the_reader_carries_no_mark(self, look):
        found = look("social media", "GCC").found
        assert {hit.binds for hit in found.first.hits} == {""}
        assert all(hit.binds.endswith("not you") for hit in found.rest.hits)
        assert not {hit.url for hit in found.first.hits} & {hit.url for hit in found.rest.hits}

    def test_both_policies_of_a_set_are_its_own(self, look):
        found = clauses(look("social media policy").found.first)
        assert {short_id.partition("-")[0] for short_id in found} == {"yj", "dhs"}

    def test_a_policy_that_binds_nobody_says_so(self, look):
        Policy.objects.get(code="yj-social-media").bindings.all().delete()
        assert {hit.binds for hit in look("geospatial tagging").found.rest.hits} == {
            "Binds nobody yet"
        }

    def test_another_sets_numbers_never_stand_unmarked(self, look):
        found = look("web and design services", "DSS").found
        assert of_kind(found.first, "contact") == []
        for hit in of_kind(found.rest, "contact"):
            assert "not you" in hit.binds

    def test_others_rules_are_shown_only_where_they_hold_every_word(self, look):
        assert not look("zebra friend", "DSS").found.rest

    def test_without_a_job_all_is_found_marked_but_no_advice(self, look):
        found = look("friend request", "").found
        assert clauses(found.first)
        assert all(hit.binds.startswith(("Binds ", "For ")) for hit in found.first.hits)
        assert of_kind(found.first, "guide") == []
        assert not found.rest

    def test_a_draft_is_not_found(self, look):
        write(draft(), "yj-069", body_markdown="Zebra crossings are off limits.")
        assert clauses(look("zebra").found.first) == []

    def test_replaced_words_are_not_found(self, look):
        amend({"yj-069": "Zebra crossings are off limits."})
        assert clauses(look("zebra").found.first) == ["yj-069"]
        amend({"yj-069": "Something else."})
        assert clauses(look("zebra").found.first) == []

    def test_a_guide_taken_out_of_use_is_not_found(self, look):
        Guide.objects.get(slug="friend-request").versions.update(state="superseded")
        hits = of_kind(look("friend request").found.first, "guide")
        assert "/guides/friend-request/" not in [hit.url for hit in hits]


class TestNarrowing:
    def test_by_set(self, look):
        search = look("social media", set="GCC")
        assert {i.partition("-")[0] for i in clauses(search.found.first)} == {"gcc"}
        assert {h.binds for h in of_kind(search.found.first, "clause")} == {
            "Binds GCC children's safeguarding and care staff, not you"
        }
        assert not search.found.rest

    def test_a_policy_that_binds_the_reader_too_says_so(self, look):
        hits = of_kind(look("social media", set="DHS").found.first, "clause")
        assert {hit.binds for hit in hits} == {"Binds you and Victorian DHS employees"}

    def test_by_kind_and_strength(self, look):
        first = look("young person", kind=Kind.PROHIBITION, strength="must").found.first
        assert clauses(first)
        assert {hit.kind for hit in first.hits} == {"clause"}
        assert {hit.place.partition(" · ")[0] for hit in first.hits} == {"Must not"}

    @pytest.mark.parametrize("filters", [{"set": "XX"}, {"kind": "section"}, {"strength": "'"}])
    def test_what_names_nothing_is_left_out(self, look, filters):
        search = look("friend request", **filters)
        assert not search.scope.is_narrowed
        assert search.found.first


class TestHits:
    def test_the_words_are_marked(self, look):
        [hit] = of_kind(look("geospatial tagging").found.first, "clause")
        marks = BeautifulSoup(hit.excerpt, "html.parser").find_all("mark")
        assert [m.get_text() for m in marks] == ["geospatial", "tagging"]

    def test_words_that_only_people_use_are_said_to_be_so(self, look):
        Clause.objects.filter(short_id="yj-091").update(people_say="awol\nzebra")
        [hit] = of_kind(look("zebra").found.first, "clause")
        assert hit.note == "Found by the words people use: <mark>zebra</mark>"

    def test_an_item_goes_under_the_clause_that_leads_it_in(self, look):
        [hit] = [h for h in look("Flickr").found.first.hits if h.anchor == "yj-010"]
        assert hit.title == "3.2.2.2 The list is open"

    def test_practice_is_called_what_its_column_says(self, look):
        [hit] = [h for h in look("own camera", "GCC").found.first.hits if h.anchor == "gcc-077"]
        assert hit.place == "Poor practice · GCC Social media guidance for safer use"

    def test_a_long_text_is_cut_with_dots(self, look):
        amend({"yj-069": f"{'one two three ' * 60} zebra {'four five six ' * 60}"})
        [hit] = look("zebra").found.first.hits
        assert hit.excerpt.startswith("… ")
        assert hit.excerpt.endswith(" …")
        assert "<mark>zebra</mark>" in hit.excerpt
        assert len(hit.excerpt) < 600

    def test_what_was_stored_is_escaped(self, look):
        bad = "<script>alert(1)</script> zebra"
        amend({"yj-069": bad})
        Clause.objects.filter(short_id="yj-070").update(people_say=bad)
        Guide.objects.filter(slug="friend-request").update(summary=bad)
        Contact.objects.get(key="web-design-services").save_over(1, purpose=bad)
        shown = look("zebra").found.first.hits
        assert len(shown) == 4
        for hit in shown:
            for part in (hit.title, hit.excerpt, hit.note):
                assert {t.name for t in BeautifulSoup(part, "html.parser").find_all()} <= {"mark"}

    @given(st.text("ab<>&\"'" + START + STOP))
    def test_no_text_becomes_markup(self, text):
        soup = BeautifulSoup(highlighted(text), "html.parser")
        assert {tag.name for tag in soup.find_all(True)} <= {"mark"}

    def test_the_way_to_a_clause_carries_what_to_mark_there(self):
        url = clause_url(
            "p", "p-1", ["Kids", "photo"], f"{START}Children{STOP} {START}photos{STOP}"
        )
        assert url == "/policies/p/?q=kids+photo+children#p-1"
        assert clause_url("p", "p-1", []) == "/policies/p/#p-1"


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(SIGNS, max_size=40))
@example(typed="friend & request")
@example(typed="friend:* | !request")
@example(typed="'; DROP TABLE policies_clause; --")
@example(typed="$1 %s %(every)s {0} \\")
def test_whatever_is_typed_is_only_searched_for(look, typed):
    search = look(typed)
    for hit in (*search.found.first.hits, *search.found.rest.hits):
        assert "<" not in re.sub("</?mark>", "", hit.title + hit.excerpt + hit.note)
    assert connection.is_usable()
