"""The lists of consultations."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from policies.consultations.presenters import due_words
from tests.factories import ConsultationFactory
from tests.unit.policies.consultations.records import ask, record_in, referred_up, text_of, user

pytestmark = pytest.mark.django_db

LIST = "/consultations/"


def listed(client, query: str = "") -> list[str]:
    """The references in the order of the list."""
    found = re.findall(r"C-\d{4}-\d{6}", text_of(client.get(f"{LIST}{query}")))
    return list(dict.fromkeys(found))


def test_a_worker_sees_what_they_asked_their_turn_first(as_user):
    submitted, draft = record_in("submitted"), record_in("draft")
    reply, closed = record_in("more-information"), record_in("closed")
    ask("yj.worker2", submit_now=True)
    client = as_user("yj.worker")
    assert listed(client)[-1] == submitted.reference
    assert set(listed(client)) == {r.reference for r in (submitted, draft, reply)}
    assert listed(client, "?show=closed") == [closed.reference]


def test_a_leader_sees_what_they_have_due_first(as_user):
    late = ConsultationFactory(due=timezone.localdate() - timedelta(days=3))
    later = ConsultationFactory(due=timezone.localdate() + timedelta(days=9))
    soon = ConsultationFactory(due=timezone.localdate() + timedelta(days=1))
    waits = ConsultationFactory(state="more-information", due=timezone.localdate())
    ConsultationFactory(assigned_to=user("yj.director"), due=timezone.localdate())
    client = as_user("yj.leader")
    assert listed(client) == [r.reference for r in (late, soon, later, waits)]
    page = text_of(client.get(LIST))
    assert "Overdue by 3 days, since" in page
    assert "Due tomorrow" in page
    assert "The clock stands until the reply" in page


def test_what_is_overdue_is_marked(as_user):
    ConsultationFactory(due=timezone.localdate() - timedelta(days=1))
    html = as_user("yj.leader").get(LIST).content.decode()
    assert re.search(r'class="tone--prohibited[^"]*">Overdue by 1 day, since', html)


def test_my_teams_has_what_is_with_others_too(as_user):
    record = referred_up()
    client = as_user("yj.leader")
    assert listed(client) == []
    assert listed(client, "?show=team") == [record.reference]
    assert listed(as_user("yj.director")) == [record.reference]
    assert listed(as_user("yj.director"), "?show=team") == []


def test_what_a_leader_asked_has_a_list_of_its_own(as_user):
    record = ask("yj.leader", submit_now=True)
    client = as_user("yj.leader")
    assert listed(client, "?show=asked") == [record.reference]
    assert record.reference not in listed(client)


def test_all_is_all_that_is_open_and_visible(as_user):
    mine, referred = record_in("submitted"), referred_up()
    record_in("closed")
    assert set(listed(as_user("yj.leader"), "?show=all")) == {mine.reference, referred.reference}
    assert set(listed(as_user("records"), "?show=all")) == {mine.reference, referred.reference}


@pytest.mark.parametrize("username", ["yj.worker2", "yj.leader2", "dss.employee", "gcc.manager"])
@pytest.mark.parametrize("show", ["mine", "team", "asked", "all", "closed", "nonsense", ""])
def test_nobody_else_sees_any_of_it(username, show, as_user):
    record_in("submitted"), record_in("closed")
    page = as_user(username).get(f"{LIST}?show={show}")
    assert page.status_code == 200
    assert "C-20" not in text_of(page)


def test_a_worker_has_no_team_list(as_user):
    ConsultationFactory(requester=user("yj.leader"), assigned_to=user("yj.director"))
    assert listed(as_user("yj.worker"), "?show=team") == []


def test_an_empty_list_says_why_and_what_to_do(as_user):
    page = text_of(as_user("yj.worker").get(LIST))
    assert "You have asked nothing that is still open." in page
    assert "Find the guide to ask from" in page


@pytest.mark.parametrize("page", ["2", "0", "-1", "x", "999999999999999999999", "%00"])
def test_any_page_number_is_a_page(page, as_user):
    ConsultationFactory.create_batch(26)
    response = as_user("yj.leader").get(f"{LIST}?page={page}")
    assert response.status_code == 200
    assert "C-2020" in text_of(response)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2, "overdue by 2 days, since 18 November 2026"),
        (-1, "overdue by 1 day, since 19 November 2026"),
        (0, "due today, 20 November 2026"),
        (1, "due tomorrow, 21 November 2026"),
        (3, "due on Monday, 23 November 2026"),
        (14, "due 4 December 2026"),
    ],
)
def test_due_in_words_and_a_date(days, words):
    today = timezone.datetime(2026, 11, 20).date()
    assert due_words(today + timedelta(days=days), today) == words
