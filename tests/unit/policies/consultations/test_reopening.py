"""Taking up a closed question again: a record of its own, linked to the first."""

from uuid import uuid4

import pytest

from policies.consultations import actions, integrity, pinning
from policies.consultations.models import Consultation
from policies.consultations.transitions import NotYours, WrongState
from tests.support import desk
from tests.unit.policies.consultations.records import (
    anew,
    finished_run,
    record_in,
    take,
    text_of,
    user,
)
from tests.unit.policies.consultations.test_integrity import tamper, verify

pytestmark = pytest.mark.django_db


def reopen(closed: Consultation, username: str = "yj.worker", **how) -> Consultation:
    how.setdefault("form_key", uuid4())
    how.setdefault("submit_now", True)
    return actions.reopen(
        by=user(username), consultation=anew(closed), question="They are gone again.", **how
    )


def test_carries_topic_case_and_clauses_and_leaves_the_first_alone():
    closed = record_in("closed", run=finished_run())
    before = Consultation.objects.filter(pk=closed.pk).values().get()
    again = reopen(closed)
    assert again.reopens == closed
    assert (again.topic, again.case_reference) == (closed.topic, closed.case_reference)
    assert (again.state, again.assigned_to.username) == ("submitted", "yj.leader")
    pins = [
        [pin["clause"] for pin in record.events.get(action="submit").data["clauses"]]
        for record in (closed, again)
    ]
    assert pins[0] == pins[1] != []
    assert Consultation.objects.filter(pk=closed.pk).values().get() == before
    assert list(integrity.problems()) == []


def test_pins_the_words_now_in_force():
    closed = record_in("closed")
    old = pinning.pinned_words(closed.events.get(action="submit"))
    desk.amend({"yj-091": "Nobody looks at anything any more."})
    again = reopen(closed)
    (new,) = pinning.pinned_words(again.events.get(action="submit"))
    assert new.clause_id == old[0].clause_id
    assert "Nobody looks at anything any more." in new.text


def test_both_say_so(as_user):
    closed = record_in("closed")
    again = reopen(closed)
    client = as_user("yj.worker")
    assert f"This record was reopened as {again.reference}" in text_of(
        client.get(closed.get_absolute_url())
    )
    page = client.get(again.get_absolute_url())
    assert f"This record reopens {closed.reference}" in text_of(page)
    assert f"started a draft that reopens {closed.reference}" in text_of(page)
    assert closed.get_absolute_url() in page.content.decode()


def test_a_draft_of_it_is_its_askers_alone(as_user):
    closed = record_in("closed")
    again = reopen(closed, submit_now=False)
    assert again.state == "draft"
    assert again.reference not in text_of(as_user("yj.leader").get(closed.get_absolute_url()))
    assert again.reference in text_of(as_user("yj.worker").get(closed.get_absolute_url()))


def test_whoever_has_it_reads_what_it_reopens(person):
    closed = record_in("closed")
    again = reopen(closed)
    again.save_over(again.revision, assigned_to=person("yj.director"))
    assert Consultation.objects.visible_to(user("yj.director")).filter(pk=closed.pk).exists()


def test_a_leader_who_reopens_asks_whoever_is_next():
    again = reopen(record_in("closed"), "yj.leader")
    assert (again.requester.username, again.assigned_to.username) == ("yj.leader", "yj.director")


@pytest.mark.parametrize(
    "state", ["draft", "submitted", "accepted", "advised", "decided", "acknowledged", "withdrawn"]
)
def test_only_what_is_closed(state):
    with pytest.raises(WrongState):
        reopen(record_in(state))


@pytest.mark.parametrize(
    "username", ["yj.worker2", "yj.leader2", "yj.director", "records", "admin"]
)
def test_only_by_those_it_concerns(username, as_user):
    closed = record_in("closed")
    with pytest.raises(NotYours):
        reopen(closed, username)
    assert as_user(username).get(f"{closed.get_absolute_url()}reopen/").status_code == 404


def test_the_same_form_twice_makes_one_record():
    closed, key = record_in("closed"), uuid4()
    assert reopen(closed, form_key=key) == reopen(closed, form_key=key)


def test_one_at_a_time():
    closed = record_in("closed")
    first = reopen(closed)
    with pytest.raises(actions.AlreadyReopened) as refused:
        reopen(closed)
    assert refused.value.consultation == first
    take(first, "withdraw", "yj.worker")
    assert reopen(closed).pk != first.pk


def test_the_form_keeps_what_was_typed(as_user):
    closed = record_in("closed")
    client = as_user("yj.worker")
    path = f"{closed.get_absolute_url()}reopen/"
    empty = client.post(path, {"question": "", "next": "submit"})
    assert "Write why it is taken up again." in text_of(empty)
    named = client.post(path, {"question": "They wrote to me as @kid_99 again.", "next": "submit"})
    assert "They wrote to me as @kid_99 again." in named.content.decode()
    assert Consultation.objects.filter(reopens=closed).count() == 0
    sent = client.post(path, {"question": "They wrote again.", "next": "submit"})
    assert sent["Location"] == Consultation.objects.get(reopens=closed).get_absolute_url()


def test_a_link_that_was_changed_is_named():
    again = reopen(record_in("closed"))
    change = "UPDATE policies_consultation SET reopens_id = NULL"
    tamper("policies_consultation", change, "id = %s", again.pk)
    assert "its history does not say which record it reopens" in verify()
