"""The daily digest: one mail a working day, each notice in exactly one of them."""

from datetime import datetime

import pytest
from django.core import mail

from policies.notices import delivering, jobs
from policies.notices.actions import choose
from policies.notices.models import Digest, Notice
from policies.notices.timing import CLAIMED_FOR

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]

THURSDAY, FRIDAY = "2031-03-05T22:00Z", "2031-03-06T22:00Z"


@pytest.fixture(autouse=True)
def wants_digests(person):
    choose(by=person("yj.worker"), mail={"task": "digest"})


def mail_digests() -> int:
    jobs.put_digests_together(0)
    return jobs.deliver_waiting(0)


def test_one_mail_lists_the_day(told, clock, settings):
    settings.PORTAL_ADDRESS = "https://portal.example.org"
    for key in ("one", "two", "three"):
        told(key)
    assert mail_digests() == 0
    clock(THURSDAY)
    assert mail_digests() == 1
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["yj.worker@example.org"], "Policy Advice Portal: 3 notices")
    places = [sent.body.index(f"About {key}.") for key in ("one", "two", "three")]
    assert places == sorted(places)
    assert sent.body.count("https://portal.example.org/tasks/") == 3
    assert (mail_digests(), len(mail.outbox)) == (0, 1)


def test_what_comes_after_it_is_for_the_next_day(told, clock):
    told("one")
    clock(THURSDAY)
    mail_digests()
    told("two")
    assert mail_digests() == 0
    clock(FRIDAY)
    assert mail_digests() == 1
    assert "About one." not in mail.outbox[1].body
    assert "About two." in mail.outbox[1].body


def test_on_friday_it_is_for_monday_and_before_a_holiday_for_tuesday(told, clock):
    clock("2031-03-06T23:00Z")
    assert told("friday").not_before == datetime.fromisoformat("2031-03-10T22:00Z")


def test_nobody_gets_what_somebody_else_was_told(told, person, clock):
    choose(by=person("yj.leader"), mail={"task": "digest"})
    told("mine")
    told("theirs", person="yj.leader")
    clock(THURSDAY)
    assert mail_digests() == 2
    bodies = {sent.to[0]: sent.body for sent in mail.outbox}
    assert "About mine." in bodies["yj.worker@example.org"]
    assert "About mine." not in bodies["yj.leader@example.org"]


def test_a_second_attempt_is_the_same_mail(told, clock, monkeypatch):
    told("one")
    now = clock(THURSDAY)
    jobs.put_digests_together(0)

    def dies(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("django.core.mail.message.EmailMessage.send", dies)
        delivering.deliver_waiting()
    told("two")
    Notice.objects.filter(key="two").update(not_before=now)
    jobs.put_digests_together(0)
    clock((now + CLAIMED_FOR).isoformat())
    assert delivering.deliver_waiting() == 2
    first, second = sorted(mail.outbox, key=lambda sent: "About two." in sent.body)
    assert "About two." not in first.body
    assert "About one." not in second.body
    assert first.message()["Message-ID"] != second.message()["Message-ID"]
    assert sorted(Digest.objects.values_list("attempts", flat=True)) == [1, 2]


def test_without_notices_there_is_none(clock):
    clock(THURSDAY)
    assert mail_digests() == 0
    assert not Digest.objects.exists()
