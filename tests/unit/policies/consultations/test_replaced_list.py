"""Advice given under text since replaced."""

import pytest
from django.utils import timezone

from policies.consultations import actions
from policies.consultations.models import also_waiting_for
from tests.support import desk
from tests.unit.policies.consultations.records import record_in, take, text_of, user

pytestmark = pytest.mark.django_db
PAGE = "/consultations/replaced/"


def replace_text() -> None:
    desk.amend({"yj-091": "Nobody looks at anything any more."})


def test_lists_open_and_closed_records_with_the_clause_and_the_comparison(as_user):
    opened, closed, client = record_in("accepted"), record_in("closed"), as_user("yj.leader")
    assert "rests on words still in force" in text_of(client.get(PAGE))
    replace_text()
    page = client.get(PAGE).content.decode()
    assert {opened.reference, closed.reference} <= set(
        text_of(client.get(PAGE)).replace(",", " ").split()
    )
    assert "/c/yj-091/" in page
    assert "/policies/yj-social-media/compare/?from=1&amp;to=2" in page
    comparison = client.get("/policies/yj-social-media/compare/?from=1&to=2")
    assert "Nobody looks at anything any more." in comparison.content.decode()
    only_open = text_of(client.get(f"{PAGE}?show=open"))
    assert opened.reference in only_open
    assert closed.reference not in only_open


def test_a_record_asked_afterwards_is_not_listed(as_user):
    replace_text()
    record_in("accepted")
    assert "rests on words still in force" in text_of(as_user("yj.leader").get(PAGE))


@pytest.mark.parametrize("username", ["yj.worker2", "yj.leader2", "dss.employee", "admin"])
def test_nobody_else_sees_any_of_it(username, as_user):
    record_in("accepted")
    replace_text()
    assert "C-20" not in text_of(as_user(username).get(PAGE))


def test_whoever_has_the_record_is_asked_to_look_again_until_they_say_something(as_user):
    record = record_in("decided")
    assert not also_waiting_for(user("yj.leader")).exists()
    replace_text()
    home = text_of(as_user("yj.leader").get("/"))
    assert f"Look again at {record.reference}: the text it rests on was replaced" in home
    assert "Look again" not in text_of(as_user("yj.worker").get("/"))
    entry = actions.Entry("It holds under the new words too.")
    actions.add_advice(by=user("yj.leader"), consultation=record, entry=entry)
    assert "Look again" not in text_of(as_user("yj.leader").get("/"))


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_a_day_begins_on_the_clock_of_the_installation(zone):
    """Somewhere it is another day than in UTC at any moment."""
    with timezone.override(zone):
        record = record_in("decided")
        replace_text()
        assert also_waiting_for(user("yj.leader")).exists()
        entry = actions.Entry("It holds under the new words too.")
        actions.add_advice(by=user("yj.leader"), consultation=record, entry=entry)
        assert not also_waiting_for(user("yj.leader")).exists()


def test_what_is_finished_asks_nobody():
    record = record_in("acknowledged")
    replace_text()
    assert also_waiting_for(user("yj.leader")).get() == record
    take(record, "close", "yj.leader")
    assert not also_waiting_for(user("yj.leader")).exists()
