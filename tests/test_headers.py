"""What every answer carries, whatever it is: pages, redirects and error pages."""

import pytest
from django.test import Client

from policies.library.views import policies as library_views
from tests.support.answers import assert_safe
from tests.support.examples import examples
from tests.support.pages import PAGES

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/policies/yj-social-media/?on=yesterday", 200),
        ("/policies/no-such-policy/", 404),
        ("/no-such-page", 404),
        ("/search/?q=%00", 200),
        ("/static/no-such-file.css", 404),
    ],
)
def test_odd_addresses_are_safe(as_user, path, status):
    response = as_user("yj.worker").get(path)
    assert response.status_code == status
    assert_safe(response)


@pytest.mark.parametrize("username", ["yj.worker", "yj.leader", "admin"])
def test_every_page_is_safe(as_user, username):
    made = examples()
    client = as_user(username)
    for page in PAGES:
        assert_safe(client.get(page.path.format(**made)))


def test_pages_for_visitors_are_safe(anonymous):
    for path, status in {"/sign-in/": 200, "/": 302, "/healthz": 200, "/no-such-page": 404}.items():
        response = anonymous.get(path)
        assert response.status_code == status
        assert_safe(response)


def test_pages_are_kept_by_nobody_else(as_user):
    assert as_user("yj.worker").get("/")["Cache-Control"] == "no-store, private"


def test_the_page_for_an_expired_form_is_safe_and_helps(person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(person("yj.worker"))
    response = client.post("/guides/worried-about-whereabouts/", {"answer": "whereabouts"})
    assert response.status_code == 403
    assert "This form was open too long" in response.content.decode()
    assert_safe(response)


def test_the_page_for_too_large_a_form_is_safe_and_helps(as_user):
    response = as_user("yj.worker").post("/sign-out/", {"x": "x" * 21_000_000})
    assert response.status_code in (400, 413)
    assert "shorten it" in response.content.decode()
    assert_safe(response)


def test_the_page_for_a_fault_of_ours_is_safe_and_tells_nothing(as_user, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("secret-detail")

    monkeypatch.setattr(library_views, "render", broken)
    client = as_user("yj.worker", raise_request_exception=False)
    response = client.get("/policies/")
    assert response.status_code == 500
    page = response.content.decode()
    assert "Something broke on our side" in page
    assert "secret-detail" not in page and "Traceback" not in page
    assert_safe(response)
