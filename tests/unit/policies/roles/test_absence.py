"""Saying who is away, and who answers in the meantime."""

from datetime import timedelta

import pytest
from django.utils import timezone

from policies.roles import actions
from policies.roles.models import Absence
from portal.models import AuditEvent
from tests.support.forms import soup_of

pytestmark = pytest.mark.django_db

PATH = "/me/away/"


def day(ahead: int) -> str:
    return (timezone.localdate() + timedelta(days=ahead)).isoformat()


def sent(person, **over) -> dict:
    return {"person": person.pk, "first": day(0), "last": day(4), "deputy": ""} | over


def test_a_person_and_their_deputy(as_user, person):
    leader, deputy = person("yj.leader"), person("yj.leader2")
    page = as_user("yj.leader").post(PATH, sent(leader, deputy=deputy.pk), follow=True)
    absence = Absence.objects.get(person=leader)
    assert (absence.deputy, absence.last_day.isoformat()) == (deputy, day(4))
    assert "Tomasz Zielinski answers." in page.content.decode()
    row = AuditEvent.objects.get(action="absence.enter")
    assert (row.by, row.data["deputy"]) == (leader, "yj.leader2")


@pytest.mark.parametrize(
    ("over", "problem"),
    [
        ({"first": ""}, "Choose the first day away."),
        ({"last": "soon"}, "Write the last day away like 14/03/2026."),
        ({"first": day(3), "last": day(1)}, "not before the first"),
        ({"first": day(-9), "last": day(-2)}, "not over yet"),
        ({"last": day(900)}, "at most a year"),
        ({"deputy": "yj.worker"}, "Choose somebody from the list."),
        ({"deputy": "gcc.manager"}, "Choose somebody from the list."),
        ({"deputy": "yj.leader"}, "Choose somebody who gives advice"),
        ({"person": "yj.worker2"}, "Choose yourself or somebody of your team."),
        ({"person": "dss.employee"}, "Choose yourself or somebody of your team."),
    ],
)
def test_says_what_to_do_where_it_cannot_be(as_user, person, over, problem):
    over = {
        name: person(value).pk if name in ("person", "deputy") else value
        for name, value in over.items()
    }
    page = as_user("yj.leader").post(PATH, sent(person("yj.leader")) | over)
    assert page.status_code == 400
    assert problem in page.content.decode()
    assert not Absence.objects.exists()


def test_the_same_days_twice(as_user, person):
    client = as_user("yj.leader")
    client.post(PATH, sent(person("yj.leader")))
    page = client.post(PATH, sent(person("yj.leader"), first=day(4), last=day(9)))
    assert "another absence covers some of these" in page.content.decode()
    assert Absence.objects.count() == 1


def test_a_leader_says_it_for_their_team(as_user, person):
    worker = person("yj.worker")
    as_user("yj.leader").post(PATH, sent(worker))
    absence = Absence.objects.get(person=worker)
    assert "Amara Nwosu" in as_user("yj.leader").get(PATH).content.decode()
    for other in ("yj.leader2", "yj.worker2"):
        assert "Amara Nwosu" not in soup_of(as_user(other).get(PATH)).main.text
        assert as_user(other).post(f"{PATH}{absence.pk}/end/").status_code == 404
    with pytest.raises(actions.NotTheirs):
        actions.end_absence(by=person("yj.leader2"), absence=absence)


def test_back_again(as_user, person):
    client, leader = as_user("yj.leader"), person("yj.leader")
    today = timezone.localdate()
    begun = Absence.objects.create(
        person=leader, away=(today - timedelta(days=3), today + timedelta(days=3))
    )
    ahead = Absence.objects.create(
        person=leader, away=(today + timedelta(days=9), today + timedelta(days=12))
    )
    for absence in (begun, ahead):
        client.post(f"{PATH}{absence.pk}/end/")
    begun.refresh_from_db()
    assert begun.away.upper == today
    assert not Absence.objects.current().exists()
    assert not Absence.objects.filter(pk=ahead.pk).exists()
    assert AuditEvent.objects.filter(action="absence.end").count() == 2
