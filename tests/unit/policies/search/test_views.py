import pytest

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
]


@pytest.fixture
def search(as_user):
    client = as_user("yj.worker")
    return lambda words, **options: client.get("/search/", {"q": words}, **options)


class TestWhatIsShown:
    @pytest.mark.parametrize(
        ("typed", "address"),
        [
            ("facebook friend request", "/policies/yj-social-media/#yj-069"),
            ("s 534", "/policies/yj-social-media/#yj-038"),
            ("web and design services", "/policies/yj-social-media/#yj-074"),
        ],
    )
    def test_the_clause_can_be_landed_on(self, search, as_user, typed, address):
        assert address in links(search(typed))
        path, _, short_id = address.partition("#")
        assert page(as_user("yj.worker").get(path)).find(id=short_id)

    def test_guides_stand_before_clauses_before_contacts(self, search):
        headings = [words(h) for h in page(search("social media")).find_all("h2")]
        assert headings == [
            h for h in ("Guides", "Clauses", "Contacts", "Standing tasks") if h in headings
        ]
        assert {"Guides", "Clauses", "Contacts"} <= set(headings)

    def test_hits_are_marked(self, search):
        marks = page(search("geospatial tagging")).find_all("mark")
        assert {words(m) for m in marks} >= {"geospatial", "tagging"}

    def test_a_contact_shows_its_number(self, search):
        assert "9096 0779" in under(page(search("web and design services")), "Contacts")

    def test_nothing_found_says_what_to_do(self, search):
        response = search("zebra crossing")
        assert "Nothing that binds you holds these words." in words(response)
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

    def test_other_staff_find_only_their_own(self, as_user):
        response = as_user("dss.employee").get("/search/", {"q": "friend request"})
        assert "Nothing that binds you holds these words." in words(response)

    def test_tasks_of_a_person_are_no_search_result(self, search):
        TaskFactory(what="Zebra crossing")
        assert "Nothing that binds you" in words(search("zebra"))


class TestWhateverIsTyped:
    @pytest.mark.parametrize("typed", NASTY, ids=lambda typed: ascii(typed[:20]))
    def test_a_page_comes_back_and_nothing_is_alive_on_it(self, search, typed):
        response = search(typed)
        assert response.status_code == 200
        main = page(response)
        assert main.find(["script", "img"]) is None
        assert "49" not in words(main.find("h1"))
        assert "\x00" not in response.content.decode()

    def test_a_very_long_one_is_cut(self, search):
        assert len(words(page(search("x" * 5000)).find("h1"))) < 250

    def test_it_costs_no_more_than_ten_queries(self, search, django_assert_max_num_queries):
        search("warm up")
        with django_assert_max_num_queries(10):
            search("social media")

    def test_searching_changes_nothing(self, as_user):
        assert as_user("yj.worker").post("/search/", {"q": "x"}).status_code == 405
