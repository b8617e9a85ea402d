"""Notices: to whose turn it is, with no word of the case."""

import pytest
from django.core import mail
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from policies.consultations import jobs
from policies.consultations.models import Consultation
from tests.unit.policies.consultations.records import (
    ASKED,
    WAY,
    ask,
    record_in,
    referred_up,
    take,
    user,
)

pytestmark = pytest.mark.django_db


def waiting(record: Consultation) -> list[tuple[int, int]]:
    """The notices deferred for this record: (consultation, event) each, oldest first."""
    found = ProcrastinateJob.objects.filter(task_name="consultations.send_notice").order_by("id")
    return [
        (job.args["consultation_id"], job.args["event_id"])
        for job in found
        if job.args["consultation_id"] == record.pk
    ]


def send_last(record: Consultation) -> bool:
    return jobs.send_notice(*waiting(record)[-1])


@pytest.mark.parametrize(
    ("state", "told"),
    [
        ("submitted", "yj.leader@example.org"),
        ("more-information", "yj.worker@example.org"),
        ("decided", "yj.worker@example.org"),
        ("acknowledged", "yj.leader@example.org"),
        ("withdrawn", "yj.leader@example.org"),
    ],
)
def test_the_next_person_is_told(state, told, settings):
    settings.PORTAL_ADDRESS = "https://portal.example.org"
    record = record_in(state)
    assert send_last(record)
    (sent,) = mail.outbox
    assert sent.to == [told]
    assert f"https://portal.example.org/consultations/{record.reference}/" in sent.body


def test_who_it_is_referred_up_to_is_told():
    assert send_last(referred_up())
    assert mail.outbox[0].to == ["yj.director@example.org"]


@pytest.mark.parametrize("state", ["submitted", "more-information", "decided", "acknowledged"])
def test_no_mail_says_anything_of_the_case(state):
    record = record_in(state)
    send_last(record)
    (sent,) = mail.outbox
    text = f"{sent.subject}\n{sent.body}"
    written = [ASKED.topic, ASKED.question, ASKED.case_reference, "Amara", "Priya"]
    written += [words for _, _, step in WAY for words in step.values()]
    assert not [words for words in written if words in text]
    assert "When were they last seen" not in text


@pytest.mark.parametrize("state", ["draft", "accepted", "advised", "closed"])
def test_nobody_is_told_of_their_own_step(state):
    record = record_in(state)
    last = record.events.last()
    assert (record.pk, last.pk) not in waiting(record)


def test_a_notice_that_was_overtaken_is_dropped():
    record = record_in("submitted")
    take(record, "accept", "yj.leader")
    assert send_last(record) is False
    assert mail.outbox == []


def test_people_without_an_address_or_an_account_get_none(person):
    for change in ({"email": ""}, {"is_active": False}):
        record = record_in("submitted")
        leader = person("yj.leader")
        for name, value in change.items():
            setattr(leader, name, value)
        leader.save()
        assert send_last(record) is False
        leader.email, leader.is_active = "yj.leader@example.org", True
        leader.save()


def test_a_step_undone_tells_nobody():
    record = record_in("draft")
    with pytest.raises(RuntimeError), transaction.atomic():
        take(record, "submit", "yj.worker")
        assert waiting(record)
        raise RuntimeError
    assert waiting(record) == []


def test_withdrawing_a_draft_tells_nobody():
    record = ask()
    take(record, "withdraw", "yj.worker")
    assert waiting(record) == []
    assert user("yj.worker").email
