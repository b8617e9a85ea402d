"""Who may open what: every address, every method, every account of the sample."""

from contextlib import nullcontext
from copy import deepcopy
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client

from portal.models import User
from tests.support.examples import examples
from tests.support.house import routes
from tests.support.pages import (
    ANYONE,
    MISSING,
    PAGES,
    PEOPLE,
    WORK_ACCOUNT,
    Page,
    comparable,
)
from tests.support.undo import undone

pytestmark = pytest.mark.django_db

# What an empty form may meet: it is taken, sent back with a page that says why, or overtaken.
ANSWERED = {"GET": {200, 302}, "POST": {200, 302, 400, 409}}
# Nobody listens to the jobs while the tests run, and the check says so.
ANSWERED_TOO = {"readyz": {503}}
# Reading leaves these: what was read by whom, who is signed in, who has a clause open, and figures
# counted for the next reader.
TRACES = {"portal_auditevent", "django_session", "policies_clausewriting", "portal_cache"}


def ask(client: Client, method: str, path: str) -> int:
    """The status of one request; the client stays signed in, even where it asked to sign out."""
    before = deepcopy(client.cookies)
    status = getattr(client, method.lower())(path).status_code
    client.cookies = before
    return status


def expected(page: Page, method: str, username: str) -> set[int]:
    """The statuses that this person may meet there."""
    who = {"GET": page.get, "POST": page.post}.get(method, frozenset())
    if username in who or who == ANYONE:
        return ANSWERED[method] | ANSWERED_TOO.get(page.name, set())
    if username in page.get | page.post or ANYONE in (page.get, page.post):
        return {404} if method in page.methods else {405}
    # Whether the page is refused or the method, somebody it is not for learns nothing from it.
    return {404} if method in page.methods else {404, 405}


def contents() -> dict[str, str]:
    """A digest of the rows of every table but those that reading fills."""
    tables = set(connection.introspection.table_names()) - TRACES
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} AS t"  # noqa: S608
            )
            [found[table]] = cursor.fetchone()
    return found


def test_every_address_is_in_the_table():
    assert {page.name for page in PAGES} | WORK_ACCOUNT == {route.name for route in routes()}


def test_every_account_of_the_sample_is_tried():
    assert set(User.objects.values_list("username", flat=True)) == PEOPLE


@pytest.mark.parametrize("username", sorted(PEOPLE))
def test_each_page_opens_for_those_it_is_for_and_reading_changes_nothing(as_user, username):
    made = examples()
    client = as_user(username)
    before = contents()
    wrong = []
    for method in ("GET", "PUT", "DELETE", "POST"):
        for page in PAGES:
            with undone() if method == "POST" else nullcontext():
                status = ask(client, method, page.path.format(**made))
            if status not in expected(page, method, username):
                wrong.append(f"{method} {page.path}: {status}")
        if method == "GET":
            assert contents() == before
    assert wrong == []


def test_visitors_are_asked_to_sign_in(anonymous):
    made = examples()
    for page in PAGES:
        path = page.path.format(**made)
        for method in ("GET", "POST", "PUT", "DELETE"):
            response = getattr(anonymous, method.lower())(path)
            if ANYONE in (page.get, page.post):
                assert response.status_code in expected(page, method, "a visitor"), path
            else:
                assert response.status_code == 302, path
                assert response.url == f"/sign-in/?next={quote(path, safe='/')}"


def test_what_is_not_yours_looks_like_what_is_not_there(as_user):
    made = examples()
    clients = {name: as_user(name) for name in ("yj.worker2", "yj.leader2", "dss.employee")}
    tried = 0
    for page in PAGES:
        missing = page.path.format(**MISSING)
        for username, client in clients.items():
            if not page.get or username in page.get or page.get == ANYONE:
                continue
            answers = [client.get(path) for path in (page.path.format(**made), missing)]
            assert [answer.status_code for answer in answers] == [404, 404], page.path
            assert comparable(answers[0]) == comparable(answers[1]), page.path
            tried += 1
    assert tried > 40


def test_what_is_not_there_is_not_found(as_user):
    clients = {name: as_user(name) for name in ("yj.worker", "admin")}
    for page in PAGES:
        missing = page.path.format(**MISSING)
        readers = [client for name, client in clients.items() if name in page.get]
        if missing == page.path or "{question}" in page.path:
            continue
        for client in readers:
            assert client.get(missing).status_code == 404, page.path


def test_the_digest_notices_a_change(person):
    before = contents()
    User.objects.filter(pk=person("yj.worker").pk).update(name="Somebody else")
    after = contents()
    assert {table for table in before if before[table] != after[table]} == {"portal_user"}


def test_a_form_without_its_token_is_refused_with_help(person):
    made = examples()
    for page in PAGES:
        if not page.post:
            continue
        client = Client(enforce_csrf_checks=True)
        client.force_login(person(min(page.post & PEOPLE, default="yj.worker")))
        response = client.post(page.path.format(**made))
        assert response.status_code == 403, page.path
        assert "This form was open too long" in response.content.decode()
