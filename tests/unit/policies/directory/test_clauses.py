"""The clauses that name a contact, at the desk."""

import pytest

from policies.directory.models import Contact
from tests.support.citing import cited, fields, save
from tests.support.html import links, words

pytestmark = pytest.mark.django_db

KEY = "web-design-services"
EDIT = f"/manage/contacts/{KEY}/"
URL = f"{EDIT}clauses/"


@pytest.fixture
def desk(as_user):
    return as_user("editor")


@pytest.fixture
def contact():
    return Contact.objects.get(key=KEY)


def test_the_contact_leads_there_and_back(desk):
    assert URL in links(desk.get(EDIT))
    assert EDIT in links(desk.get(URL))


def test_what_names_it_is_seen_at_once_and_told_in_the_history(desk, as_user, contact):
    before = cited(contact)
    save(desk, URL, clauses="yj-069")
    assert cited(contact) == ["yj-069"]
    assert "/c/yj-069/" in links(as_user("yj.worker").get(f"/contacts/{KEY}/"))
    assert f"Clauses: “{', '.join(before)}” became “yj-069”" in words(desk.get(EDIT))


def test_it_needs_no_clause(desk, contact):
    save(desk, URL, clauses="")
    assert cited(contact) == []


def test_a_clause_that_is_not_there_comes_back(desk, contact):
    response = save(desk, URL, clauses="yj-069\nnowhere")
    assert response.status_code == 400
    assert "No clause nowhere is in force." in words(response)
    assert fields(response)["clauses"] == "yj-069\nnowhere"


def test_the_second_writer_gets_both_texts(desk, as_user, contact):
    sent = fields(desk.get(URL))
    as_user("admin").post(URL, sent | {"clauses": "yj-069"})
    late = desk.post(URL, sent | {"clauses": "yj-070"})
    assert late.status_code == 409
    assert "yj-069" in words(late)
    assert fields(late)["clauses"] == "yj-070"
    assert cited(contact) == ["yj-069"]
