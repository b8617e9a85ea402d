"""The search page."""

from urllib.parse import quote

import pytest

from policies.search.models import SearchMiss
from tests.factories import TaskFactory
from tests.support.html import links, page, under, words

NASTY = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'; DROP TABLE policies_clause; --",
    "friend OR request -facebook",
    '"friend request',
    "friend:* & !request | (",
    "\x00friend\x00request\x07",
    "\ue000mark\ue001",
    "😀 👩‍👩‍👧 中文 ﷽",
    "%s %d {} {{ 7*7 }} {% now %}",
    "\\",
    "x" * 5000,
    "friend " * 2000,
    "s 534 " * 40,
    " ".join(map(str, range(100, 200))),
]


@pytest.fixture
def search(as_user):
    client = as_user("yj.worker")
    return lambda words, **filters: client.get("/search/", {"q": words} | filters)


class TestWhatIsShown:
    @pytest.mark.parametrize(
        ("typed", "address"),
        [
            (
                "facebook friend request",
                "/policies/yj-social-media/?q=facebook+friend+request#yj-069",
            ),
            ("534 venue", "/policies/yj-social-media/?q=534+venue#yj-063"),
        ],
    )
    def test_the_marks_survive_the_click(self, search, as_user, typed, address):
        assert address in links(search(typed))
        path, _, short_id = address.partition("#")
        landed = page(as_user("yj.worker").get(path))
        assert landed.find(id=short_id)
        if short_id == "yj-063":
            assert {words(m) for m in landed.find(id=short_id).find_all("mark")} == {"534", "venue"}

    def test_guides_stand_before_clauses_before_contacts(self, search):
        headings = [words(h) for h in page(search("social media")).find_all("h3")]
        order = ("Guides", "Clauses", "Defined terms", "Contacts", "Job roles", "Standing tasks")
        own = headings[: headings.index("Clauses", headings.index("Clauses") + 1)]
        assert own == [heading for heading in order if heading in own]
        assert {"Guides", "Clauses"} <= set(own)

    def test_what_binds_others_stands_last_under_its_own_heading(self, search):
        main = page(search("social media"))
        headings = [words(h) for h in main.find_all("h2")]
        assert headings == [
            "In what binds you",
            "Where the documents differ",
            "In what binds others",
        ]
        others = main.find("section", class_="others")
        assert "These rules do not bind you." in words(others)
        assert len(others.find_all(class_="hit__binds")) == len(others.select(".link-list > li"))

    def test_hits_are_marked(self, search):
        marks = page(search("geospatial tagging")).find_all("mark")
        assert {words(m) for m in marks} >= {"geospatial", "tagging"}

    def test_a_contact_shows_its_number(self, search):
        assert "9096 0779" in under(page(search("web and design services")), "Contacts")

    def test_nothing_found_says_what_to_do_and_that_it_is_kept(self, search):
        response = search("zebra crossing")
        assert "Nothing that binds you holds these words." in words(response)
        assert "kept, without your name" in words(response)
        assert "/guides/" in links(response)

    @pytest.mark.parametrize("typed", ["", "   ", "\x00"])
    def test_nothing_typed_says_what_can_be(self, search, typed):
        text = words(search(typed))
        assert "Type what happened" in text
        assert "Nothing that binds you" not in text

    def test_what_was_typed_stays_in_the_box(self, search):
        assert b'value="friend request"' in search("friend request").content

    def test_a_clauses_id_goes_straight_there(self, search):
        response = search(" YJ-069 ")
        assert (response.status_code, response["Location"]) == (302, "/c/yj-069/")

    def test_a_section_lists_its_clauses_first(self, search):
        headings = [words(h) for h in page(search("s 534")).find_all("h2")]
        assert headings[0] == "What names section 534"

    def test_a_slip_of_the_finger_is_met(self, search):
        response = search("frend requst", strength="must")
        assert "Did you mean friend request ?" in words(response)
        assert "/search/?q=friend+request&strength=must" in links(response)

    @pytest.mark.parametrize("typed", ["Web and Design Services", "9096 0779"])
    def test_whom_to_ring_comes_first_by_name_and_by_number(self, search, typed):
        found = page(search(typed))
        assert words(found.find("h3")) == "Contacts"
        assert "/contacts/web-design-services/" in links(search(typed))

    def test_words_that_mean_the_same_are_named(self, search):
        assert "For “fb” the search also looked for facebook" in words(search("fb"))

    def test_other_staff_are_told_that_nothing_binds_them(self, as_user):
        response = as_user("dss.employee").get("/search/", {"q": "geospatial"})
        assert "Nothing that binds you holds these words. What binds others does" in words(response)

    def test_tasks_of_a_person_are_no_search_result(self, search):
        TaskFactory(what="Zebra crossing")
        assert "Nothing that binds you" in words(search("zebra"))

    def test_only_owners_are_offered_to_add_words(self, search, as_user):
        at = "/manage/words/clause/yj-069/"
        assert at not in links(search("facebook friend request"))
        owners = as_user("editor").get("/search/", {"q": "facebook friend request", "set": "YJ"})
        assert at in links(owners)


class TestNarrowing:
    def test_is_in_the_address_and_in_the_form(self, search):
        main = page(search("young person", set="GCC", kind="practice", strength="should"))
        chosen = [option["value"] for option in main.select("option[selected]")]
        assert chosen == ["GCC", "practice", "should"]
        assert main.find("form", method="get")
        assert words(main.find("h2")) == "In what binds GCC children's safeguarding and care staff"

    def test_each_filter_can_be_lifted(self, search):
        found = links(search("young person", set="GCC", strength="should"))
        assert "/search/?q=young+person&strength=should" in found
        assert "/search/?q=young+person&set=GCC" in found

    def test_to_nothing_offers_to_look_everywhere(self, search):
        response = search("venue", strength="advised")
        assert "Nothing of what you asked to be shown" in words(response)
        assert "/search/?q=venue" in links(response)

    @pytest.mark.parametrize("value", ["", "XX", "\x00", "'", "a" * 3000])
    def test_by_what_there_is_not_is_no_narrowing(self, search, value):
        response = search("friend request", set=value, kind=value, strength=value)
        assert response.status_code == 200
        assert "In what binds you" in words(response)


class TestWhatIsKept:
    def test_a_search_that_found_nothing(self, search):
        search("Zebra crossing")
        search("zebra  CROSSING")
        [miss] = SearchMiss.objects.all()
        assert (miss.query, miss.policy_set.code, miss.times) == ("zebra crossing", "YJ", 2)

    @pytest.mark.parametrize("typed", ["friend request", "yj-069", "s 534", "zebra friend", "!!"])
    def test_not_one_that_found_something_or_said_nothing(self, search, typed):
        search(typed)
        assert not SearchMiss.objects.exists()

    def test_not_one_that_a_filter_emptied(self, search):
        search("zebra", strength="must")
        assert not SearchMiss.objects.exists()

    def test_one_that_found_only_what_binds_others(self, as_user):
        as_user("dss.employee").get("/search/", {"q": "geospatial"})
        assert SearchMiss.objects.get().policy_set.code == "DSS"

    @pytest.mark.parametrize("typed", ["zebra jess@example.com", "zebra 0412 345 678"])
    def test_not_what_identifies_somebody(self, search, typed):
        assert "kept" not in words(search(typed))
        assert not SearchMiss.objects.exists()

    def test_not_by_asking_for_the_head(self, as_user):
        as_user("yj.worker").head("/search/", {"q": "zebra"})
        assert not SearchMiss.objects.exists()


class TestWhateverIsTyped:
    @pytest.mark.parametrize("typed", NASTY, ids=lambda typed: ascii(typed[:20]))
    def test_a_page_comes_back_and_nothing_is_alive_on_it(self, search, typed):
        response = search(typed)
        assert response.status_code == 200
        main = page(response)
        assert main.find(["script", "img"]) is None
        assert "{{ 7*7 }}" in words(main.find("h1")) or "7*7" not in typed
        assert "\x00" not in response.content.decode()

    def test_a_very_long_one_is_cut(self, search):
        assert len(words(page(search("x" * 5000)).find("h1"))) < 250

    @pytest.mark.parametrize(
        "typed",
        [
            "social media",
            "zebra crossing",
            "frend requst",
            "s 999",
            "11.1",
            "534 venue",
            "fb kids photo",
        ],
    )
    def test_it_costs_no_more_than_ten_queries(self, search, django_assert_max_num_queries, typed):
        search("warm up")
        with django_assert_max_num_queries(10):
            search(typed)

    def test_searching_by_post_is_refused(self, as_user):
        assert as_user("yj.worker").post("/search/", {"q": "x"}).status_code == 405

    def test_bytes_that_are_no_text_are_only_searched_for(self, as_user):
        client = as_user("yj.worker")
        for raw in ("%ff%fe", "%ed%a0%80", quote("\u202e\u200b")):
            assert client.get(f"/search/?q={raw}").status_code == 200
