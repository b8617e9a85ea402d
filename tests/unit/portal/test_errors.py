import pytest
from django.test import Client

from portal import errors
from tests.support.html import links, page, words

pytestmark = pytest.mark.django_db
CLUES = ("Traceback", "Exception", "django", "/policies/", "DEBUG", "sql")


def nothing_given_away(text: str) -> bool:
    return not any(clue in text for clue in CLUES)


class TestNoSuchPage:
    def test_says_what_may_be_the_matter_and_where_to_go(self, as_user):
        response = as_user("yj.worker").get("/no/such/page/")
        assert response.status_code == 404
        assert words(page(response).h1) == "There is no such page for you"
        assert "Search for it above" in words(response)
        assert "/" in links(response)

    def test_the_search_box_is_there(self, as_user):
        assert b'action="/search/"' in as_user("yj.worker").get("/no/such/page/").content

    def test_a_page_one_may_not_see_looks_the_same(self, as_user):
        client = as_user("yj.worker")
        assert words(client.get("/manage/")) == words(client.get("/no/such/page/"))

    def test_somebody_not_signed_in_gets_it_too(self, anonymous):
        response = anonymous.get("/no/such/page/")
        assert response.status_code == 404
        assert b"Sign out" not in response.content

    def test_what_was_asked_for_is_not_repeated(self, as_user):
        response = as_user("yj.worker").get("/<script>alert(1)</script>/")
        assert response.status_code == 404
        assert b"alert(1)" not in response.content


class TestForbidden:
    def test_a_form_without_its_token_says_that_it_was_open_too_long(self, as_user):
        client = as_user("yj.worker", enforce_csrf_checks=True)
        response = client.post("/guides/friend-request/", {"next": "keep"})
        assert response.status_code == 403
        text = words(response)
        assert "This form was open too long" in text
        assert "Nothing was sent." in text
        assert "your browser usually still shows what you typed" in text

    def test_what_a_role_does_not_include(self, rf, person):
        request = rf.get("/")
        request.user = person("yj.worker")
        response = errors.forbidden(request)
        assert response.status_code == 403
        assert "You may not do this" in words(response)
        assert "Your role does not include this step" in words(response)


class TestBadRequest:
    def test_another_hosts_name(self, as_user):
        response = as_user("yj.worker").get("/", headers={"host": "evil.example"})
        assert response.status_code == 400
        assert "We could not read that request" in words(response)
        assert b"evil.example" not in response.content

    def test_a_form_far_too_large(self, as_user, settings):
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
        client = as_user("yj.worker")
        response = client.post("/guides/friend-request/", {"next": "x" * 2000})
        assert response.status_code == 400
        assert "If you pasted a long text, shorten it first." in words(response)

    def test_far_too_many_fields(self, as_user):
        fields = {f"field-{n}": "x" for n in range(600)}
        assert as_user("yj.worker").post("/guides/friend-request/", fields).status_code == 400


class TestServerError:
    @pytest.fixture
    def broken(self, monkeypatch):
        """The home page breaks, and with it everything it knows of the reader."""

        def fail(*args, **kwargs):
            raise RuntimeError("secret inside")

        monkeypatch.setattr("policies.home.views.needs", fail)

    def test_says_what_to_do_and_nothing_of_what_broke(self, as_user, broken):
        client = as_user("yj.worker", raise_request_exception=False)
        response = client.get("/")
        text = words(response)
        assert response.status_code == 500
        assert "Something broke on our side" in text
        assert "If someone may be in danger, do not wait for the portal" in text
        assert "secret inside" not in response.content.decode()
        assert nothing_given_away(text)

    def test_it_needs_neither_request_nor_database(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            response = errors.server_error(None)
        assert response.status_code == 500
        assert words(page(response).h1) == "Something broke on our side"

    def test_it_shows_nobody_as_signed_in(self, as_user, broken):
        client = as_user("yj.worker", raise_request_exception=False)
        assert b"Amara" not in client.get("/").content


@pytest.mark.parametrize("address", ["/", "/policies/", "/guides/", "/c/yj-069/", "/manage/"])
def test_who_is_not_signed_in_is_asked_to_and_comes_back(address):
    response = Client().get(address)
    assert response.status_code == 302
    assert response["Location"] == f"/sign-in/?next={address}"
