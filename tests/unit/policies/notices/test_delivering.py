"""Mails: each once, in working hours, without a word too much, whatever the mail server does."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from policies.notices import delivering, jobs
from policies.notices.models import MOST_ATTEMPTS, Notice
from policies.notices.timing import CLAIMED_FOR, LONGEST_PAUSE, pause_after
from tests.unit.policies.notices.conftest import AT_NIGHT, AT_WORK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]

NOW = datetime.fromisoformat(AT_WORK)


class Dies(BaseException):
    """Stands for kill -9: nothing of the worker's own runs after it."""


@pytest.fixture
def server(monkeypatch):
    """What the mail server does: `server(problem)` before it takes a mail, `after=True` after it."""

    take = EmailBackend.send_messages

    def does(problem: BaseException | None, *, after: bool = False) -> None:
        def send(self, messages):
            taken = take(self, messages) if after or not problem else 0
            if problem:
                raise problem
            return taken

        monkeypatch.setattr(EmailBackend, "send_messages", send)

    return does


def deliver(notice: Notice) -> bool:
    return jobs.deliver(notice.pk)


def state(notice: Notice) -> tuple:
    notice.refresh_from_db()
    return notice.attempts, notice.mailed_at, notice.problem


def message_ids() -> list[str]:
    return [sent.message()["Message-ID"] for sent in mail.outbox]


class TestOneMail:
    def test_it_says_what_and_where(self, told, settings):
        settings.PORTAL_ADDRESS = "https://portal.example.org"
        assert deliver(told(title="C-2031-000001: read it.", url="/consultations/C-2031-000001/"))
        [sent] = mail.outbox
        assert (sent.to, sent.subject) == (["yj.worker@example.org"], "C-2031-000001: read it.")
        assert "https://portal.example.org/consultations/C-2031-000001/\n" in sent.body
        assert "https://portal.example.org/me/notices/" in sent.body
        assert sent.message()["Auto-Submitted"] == "auto-generated"

    def test_it_goes_out_once(self, told):
        notice = told()
        assert deliver(notice)
        assert state(notice) == (1, NOW, "")
        assert not deliver(notice)
        assert delivering.deliver_waiting() == 0
        assert len(mail.outbox) == 1

    def test_the_sweep_takes_what_no_job_took(self, told):
        told("one")
        told("two", person="yj.leader")
        assert jobs.deliver_waiting(0) == 2
        assert {sent.to[0] for sent in mail.outbox} == {
            "yj.worker@example.org",
            "yj.leader@example.org",
        }

    def test_each_notice_and_person_has_a_message_id_of_its_own(self, told, settings):
        settings.DEFAULT_FROM_EMAIL = "Portal <portal@dept.example.org>"
        for key, person in (("a", "yj.worker"), ("b", "yj.worker"), ("a", "yj.leader")):
            deliver(told(key, person=person))
        assert len(set(message_ids())) == 3
        assert all(one.endswith("@dept.example.org>") for one in message_ids())

    @pytest.mark.parametrize("change", [{"email": ""}, {"is_active": False}])
    def test_nobody_to_mail_it_to(self, told, person, change):
        notice = told()
        type(notice.person).objects.filter(pk=notice.person_id).update(**change)
        assert not deliver(notice)
        assert state(notice)[1:] == (None, "Nobody to mail it to.")
        assert delivering.deliver_waiting() == 0

    def test_what_is_not_for_the_mail_is_not_mailed(self, told):
        notice = told()
        Notice.objects.update(mail="none")
        assert not deliver(notice)


class TestWorkingHours:
    def test_a_worker_that_comes_late_waits_for_the_morning(self, told, clock):
        notice = told()
        clock(AT_NIGHT)
        assert not deliver(notice)
        notice.refresh_from_db()
        assert notice.not_before == datetime.fromisoformat("2031-03-05T22:00Z")
        assert notice.attempts == 0
        clock("2031-03-05T22:00Z")
        assert deliver(notice)

    def test_a_long_weekend_is_waited_for(self, told, clock):
        clock("2031-03-07T08:00Z")  # Friday evening before Labour Day
        assert told().not_before == datetime.fromisoformat("2031-03-10T22:00Z")

    def test_what_is_urgent_goes_out_at_any_hour(self, told, clock):
        clock(AT_NIGHT)
        assert deliver(told(urgent=True))


class TestFailing:
    def test_it_is_tried_again_after_a_pause(self, told, server, clock):
        notice = told()
        server(SMTPServerDisconnected("550 <yj.worker@example.org> no such person"))
        assert not deliver(notice)
        assert state(notice) == (1, None, "SMTPServerDisconnected")
        server(None)
        assert not deliver(notice)
        clock("2031-03-04T23:01Z")
        assert deliver(notice)
        assert state(notice)[0] == 2

    def test_the_log_names_nobody(self, told, server, caplog):
        server(SMTPServerDisconnected("550 <yj.worker@example.org> no such person"))
        with caplog.at_level(logging.WARNING):
            deliver(told())
        assert "attempt 1" in caplog.text
        assert "SMTPServerDisconnected" in caplog.text
        assert "yj.worker" not in caplog.text

    def test_the_pauses_double_up_to_a_limit(self):
        pauses = [pause_after(n) for n in range(1, MOST_ATTEMPTS + 1)]
        assert pauses[:4] == [timedelta(minutes=m) for m in (1, 2, 4, 8)]
        assert pauses == sorted(pauses)
        assert pauses[-1] == LONGEST_PAUSE
        assert sum(pauses, timedelta()) > timedelta(days=4)

    def test_it_is_given_up_in_the_end_but_not_forgotten(self, told, server):
        notice = told()
        Notice.objects.update(attempts=MOST_ATTEMPTS - 1)
        server(OSError())
        assert not deliver(notice)
        Notice.objects.update(not_before=NOW)
        server(None)
        assert not deliver(notice)
        assert state(notice) == (MOST_ATTEMPTS, None, "OSError")
        assert Notice.objects.unread().get() == notice

    def test_one_that_fails_does_not_keep_the_others(self, told, monkeypatch):
        told("bad", title="Bad.")
        told("good")
        take = EmailBackend.send_messages

        def send(self, messages):
            if messages[0].subject == "Bad.":
                raise OSError
            return take(self, messages)

        monkeypatch.setattr(EmailBackend, "send_messages", send)
        assert delivering.deliver_waiting() == 1


class TestAWorkerThatDies:
    @pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
    def test_the_mail_is_handed_over_again_under_the_same_message_id(
        self, told, server, clock, after
    ):
        notice = told()
        server(Dies(), after=after)
        with pytest.raises(Dies):
            deliver(notice)
        assert state(notice) == (1, None, "")
        server(None)
        clock((NOW + CLAIMED_FOR).isoformat())
        assert deliver(notice)
        assert len(mail.outbox) == 1 + after
        assert len(set(message_ids())) == 1

    def test_nobody_else_takes_it_while_it_may_still_be_at_work(self, told, server, clock):
        notice = told()
        server(Dies())
        with pytest.raises(Dies):
            deliver(notice)
        server(None)
        clock((NOW + CLAIMED_FOR - timedelta(seconds=1)).isoformat())
        assert not deliver(notice)
        assert delivering.deliver_waiting() == 0
