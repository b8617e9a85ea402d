"""Signing in, staying in and being out."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from portal.models import User
from tests.support.pages import comparable

PASSWORD = "portal-demo"
WRONG = "Check your user name and password"
TOO_MANY = "Too many attempts. Wait five minutes"

pytestmark = pytest.mark.django_db


def sign_in(client: Client, username: str, password: str = PASSWORD, **more):
    return client.post("/sign-in/", {"login": username, "password": password, **more})


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_the_right_password_leads_home(anonymous):
    response = sign_in(anonymous, "yj.worker")
    assert (response.status_code, response.url) == (302, "/")
    assert is_in(anonymous)


def test_sign_in_leads_back_to_the_page_asked_for(anonymous):
    asked = anonymous.get("/policies/?x=1")
    assert (asked.status_code, asked.url) == (302, "/sign-in/?next=/policies/%3Fx%3D1")
    response = sign_in(anonymous, "yj.worker", next="/policies/")
    assert response.url == "/policies/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x()"])
def test_sign_in_never_leads_elsewhere(anonymous, elsewhere):
    page = anonymous.get("/sign-in/", {"next": elsewhere})
    assert page.status_code == 200
    response = sign_in(anonymous, "yj.worker", next=elsewhere)
    assert response.status_code in (302, 400)
    assert "evil" not in response.get("Location", "") and "script" not in response.get(
        "Location", ""
    )


def test_a_wrong_password_and_an_unknown_name_look_the_same(anonymous):
    wrong = sign_in(anonymous, "yj.worker", "not the password")
    unknown = sign_in(anonymous, "no.such.person", "not the password")
    assert WRONG in wrong.content.decode()
    assert wrong.status_code == unknown.status_code
    assert comparable(wrong, "yj.worker") == comparable(unknown, "no.such.person")


def test_guessing_is_slowed_down_for_that_person_only(anonymous):
    answers = [sign_in(anonymous, "yj.worker", f"guess {n}").content.decode() for n in range(6)]
    assert all(WRONG in answer for answer in answers[:5])
    assert TOO_MANY in answers[5]
    # Not even the right password helps now, so that a guesser cannot tell that it was right …
    assert TOO_MANY in sign_in(anonymous, "yj.worker").content.decode()
    assert not is_in(anonymous)
    # … and nobody else at that address is kept out.
    assert sign_in(Client(), "yj.leader").status_code == 302


def test_the_session_changes_its_key_at_sign_in(anonymous):
    session = anonymous.session
    session["before"] = "sign-in"
    session.save()
    planted = session.session_key
    anonymous.cookies[settings.SESSION_COOKIE_NAME] = planted
    sign_in(anonymous, "yj.worker")
    assert anonymous.session.session_key != planted
    assert not is_in(client_with_session(planted))


def client_with_session(key: str) -> Client:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    return client


def test_signing_out_ends_the_session(as_user):
    client = as_user("yj.worker")
    key = client.session.session_key
    assert client.post("/sign-out/").status_code == 302
    assert not is_in(client)
    assert not is_in(client_with_session(key))


def test_a_link_cannot_sign_anybody_out(as_user):
    client = as_user("yj.worker")
    client.get("/sign-out/")
    assert is_in(client)


def test_a_deactivated_account_is_out_at_once(as_user, person):
    client = as_user("yj.worker")
    assert is_in(client)
    User.objects.filter(pk=person("yj.worker").pk).update(is_active=False)
    assert client.get("/").url.startswith("/sign-in/")
    refused = sign_in(Client(), "yj.worker")
    assert WRONG in refused.content.decode()


def test_nobody_signs_up(anonymous):
    for path in ("/sign-up/", "/signup/", "/sign-in/signup/", "/accounts/signup/"):
        response = anonymous.get(path, follow=True)
        assert not User.objects.filter(username="newcomer").exists()
        assert response.status_code == 404 or response.redirect_chain[0][0].startswith("/sign-in/")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/sign-in/oidc/staff/login/", 404),
        ("/sign-in/oidc/staff/login/callback/", 404),
        ("/sign-in/login/cancelled/", 200),
        ("/sign-in/login/error/", 401),
        ("/sign-in/signup/", 302),
    ],
)
def test_the_pages_of_a_work_account_are_open_to_visitors(anonymous, path, status):
    response = anonymous.get(path)
    assert response.status_code == status
    assert response.get("Location", "/sign-in/") == "/sign-in/"


def test_passwords_are_kept_as_argon2_and_nowhere_else(person):
    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
    user = person("yj.worker")
    assert user.password.startswith("argon2$")
    assert user.check_password(PASSWORD)


def test_a_person_without_a_password_cannot_sign_in_with_one(anonymous):
    User.objects.create_user("sso.only", name="Somebody", joined_at=timezone.now())
    for password in ("", "!", PASSWORD):
        assert sign_in(anonymous, "sso.only", password).status_code == 200
    assert not is_in(anonymous)


def test_the_session_cookie_is_out_of_reach_of_scripts(anonymous):
    cookie = sign_in(anonymous, "yj.worker").cookies[settings.SESSION_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
