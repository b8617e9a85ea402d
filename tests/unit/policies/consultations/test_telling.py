"""Who is told of what: whose turn it is, with no word of the case."""

from dataclasses import replace

import pytest
from django.core import mail
from django.db import transaction

from policies.consultations import jobs
from policies.consultations.models import Consultation
from policies.notices import delivering
from policies.notices.models import Notice
from tests.support.desk import amend
from tests.unit.policies.consultations.records import (
    ASKED,
    WAY,
    anew,
    ask,
    record_in,
    referred_up,
    take,
    user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


@pytest.fixture
def at_work(clock) -> None:
    """It is a Wednesday, ten in the morning in Melbourne."""
    clock("2031-03-04T23:00Z")


def told_of(record: Consultation) -> list[Notice]:
    return list(Notice.objects.filter(url=record.get_absolute_url()).order_by("pk"))


class TestWhoseTurnItIs:
    @pytest.mark.parametrize(
        ("state", "told"),
        [
            ("submitted", "yj.leader"),
            ("more-information", "yj.worker"),
            ("decided", "yj.worker"),
            ("acknowledged", "yj.leader"),
            ("withdrawn", "yj.leader"),
        ],
    )
    def test_the_next_person_is_told(self, state, told, settings):
        settings.PORTAL_ADDRESS = "https://portal.example.org"
        record = record_in(state)
        assert told_of(record)[-1].person == user(told)
        assert delivering.deliver_waiting() == 1
        [sent] = mail.outbox
        assert sent.to == [f"{told}@example.org"]
        assert sent.subject.startswith(f"{record.reference}: ")
        assert f"https://portal.example.org/consultations/{record.reference}/" in sent.body

    def test_who_it_is_referred_up_to_is_told(self):
        assert told_of(referred_up())[-1].person == user("yj.director")

    @pytest.mark.parametrize("state", ["submitted", "more-information", "decided", "acknowledged"])
    def test_no_notice_says_anything_of_the_case(self, state):
        record = record_in(state)
        delivering.deliver_waiting()
        [sent] = mail.outbox
        text = "\n".join([sent.subject, sent.body, *(n.title for n in told_of(record))])
        written = [ASKED.topic, ASKED.question, ASKED.case_reference, "Amara", "Priya"]
        written += [words for _, _, step in WAY for words in step.values()]
        assert not [words for words in written if words in text]
        assert "When were they last seen" not in text

    @pytest.mark.parametrize("state", ["draft", "accepted", "advised", "closed"])
    def test_nobody_is_told_of_their_own_step(self, state):
        record = record_in(state)
        last = record.events.last()
        assert not [n for n in told_of(record) if n.key.endswith(f":{last.sequence}")]

    def test_an_urgent_one_is_told_at_night(self, clock):
        clock("2031-03-05T11:00Z")
        record_in("submitted")
        assert delivering.deliver_waiting() == 0
        record_in("submitted", asked=replace(ASKED, urgent=True))
        assert delivering.deliver_waiting() == 1

    def test_a_step_undone_tells_nobody(self):
        record = record_in("draft")
        with pytest.raises(RuntimeError), transaction.atomic():
            take(record, "submit", "yj.worker")
            assert told_of(record)
            raise RuntimeError
        assert told_of(record) == []

    def test_withdrawing_a_draft_tells_nobody(self):
        record = ask()
        take(record, "withdraw", "yj.worker")
        assert told_of(record) == []


class TestOvertaken:
    def test_a_mail_that_waits_does_not_go_out_after_the_step_is_taken(self):
        record = record_in("submitted")
        take(record, "accept", "yj.leader")
        assert delivering.deliver_waiting() == 0
        assert mail.outbox == []

    def test_who_took_the_step_has_read_of_it(self):
        record = record_in("accepted")
        assert not Notice.objects.of(user("yj.leader")).unread().exists()
        take(record, "ask", "yj.leader", text="When were they last seen?")
        assert Notice.objects.of(user("yj.worker")).unread().count() == 1


class TestReplacedText:
    def told(self, record: Consultation) -> set[str]:
        found = [n for n in told_of(record) if n.kind == "changed-clause"]
        return {n.person.username for n in found}

    def test_who_asked_and_who_has_it_are_told_once(self):
        record = record_in("accepted")
        assert jobs.tell_of_replaced_text(0) == 0
        amend({"yj-091": "Other words."})
        assert jobs.tell_of_replaced_text(0) == 2
        assert self.told(record) == {"yj.worker", "yj.leader"}
        assert jobs.tell_of_replaced_text(0) == 0

    def test_replaced_again_they_are_told_again(self):
        record_in("accepted")
        for words in ("Other words.", "Other words again."):
            amend({"yj-091": words})
            assert jobs.tell_of_replaced_text(0) == 2

    @pytest.mark.parametrize("state", ["closed", "withdrawn", "draft"])
    def test_not_of_a_record_that_is_not_open(self, state):
        record_in(state)
        amend({"yj-091": "Other words."})
        assert jobs.tell_of_replaced_text(0) == 0

    def test_not_of_other_text(self):
        record = record_in("accepted")
        amend({"yj-092": "Other words."})
        assert jobs.tell_of_replaced_text(0) == 0
        assert anew(record).state == "accepted"

    def test_what_the_mail_says(self):
        record = record_in("accepted")
        amend({"yj-091": "Other words."})
        jobs.tell_of_replaced_text(0)
        delivering.deliver_waiting()
        said = {sent.subject for sent in mail.outbox}
        words = "The text this open record rests on has been replaced. Read what changed."
        assert said == {f"{record.reference}: {words}"}
