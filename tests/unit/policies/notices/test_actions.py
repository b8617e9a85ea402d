"""Telling people: once each, as they chose, in the transaction of what happened."""

from datetime import datetime

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from policies.notices.actions import choose, overtake, read, read_all, tell
from policies.notices.models import Notice, NoticeKind
from portal.models import AuditEvent
from tests.unit.policies.notices.conftest import AT_NIGHT, AT_WORK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]

NOW = datetime.fromisoformat(AT_WORK)
NEXT_MORNING = datetime.fromisoformat("2031-03-05T22:00Z")


def jobs() -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name="notices.deliver"))


class TestTelling:
    def test_a_notice_is_written_and_its_mail_is_on_the_way(self, told, person):
        notice = told()
        assert notice.person == person("yj.worker")
        assert (notice.title, notice.url, notice.mail) == ("About a-key.", "/tasks/", "each")
        assert (notice.read_at, notice.mailed_at, notice.not_before) == (None, None, NOW)
        assert [job.args for job in jobs()] == [{"notice_id": notice.pk}]

    def test_what_everybody_is_told_comes_in_the_digest(self, told):
        assert told(kind="publication").mail == "digest"
        assert jobs() == []

    def test_the_same_key_again_is_nothing_new(self, told, person):
        told(title="First.")
        again = {"kind": "task", "key": "a-key", "title": "Second.", "url": "/other/"}
        assert tell(person=person("yj.worker"), **again) is False
        assert [(n.title, n.url) for n in Notice.objects.all()] == [("First.", "/tasks/")]
        assert len(jobs()) == 1

    def test_two_people_are_told_of_the_same(self, told):
        assert told(person="yj.worker") != told(person="yj.leader")
        assert len(jobs()) == 2

    def test_what_is_undone_tells_nobody(self, told):
        with pytest.raises(RuntimeError), transaction.atomic():
            told()
            raise RuntimeError
        assert (Notice.objects.count(), jobs()) == (0, [])

    def test_a_title_is_one_line_that_fits(self, told):
        assert told(title="Two\r\nlines\tand  more").title == "Two lines and more"
        assert len(told("long", title="x" * 999).title) == 300

    @pytest.mark.parametrize("url", ["", "tasks/", "//elsewhere.example", "https://x.example/"])
    def test_it_leads_to_a_page_of_the_portal(self, told, url):
        with pytest.raises(ValueError, match="page of the portal"):
            told(url=url)

    def test_a_kind_that_nobody_can_choose_is_refused(self, told):
        with pytest.raises(ValueError, match="gossip"):
            told(kind="gossip")


class TestChoices:
    @pytest.fixture
    def chosen(self, person):
        return lambda way, kind="task": choose(by=person("yj.worker"), mail={kind: way})

    def test_the_digest_comes_at_the_beginning_of_the_next_working_day(self, told, chosen):
        chosen("digest")
        assert (told().mail, told().not_before, jobs()) == ("digest", NEXT_MORNING, [])

    def test_not_by_mail_is_still_in_the_portal(self, told, chosen):
        chosen("none")
        assert (told().mail, jobs()) == ("none", [])

    def test_what_is_urgent_does_not_wait_for_the_digest(self, told, chosen):
        chosen("digest")
        assert (told(urgent=True).mail, told("other").mail) == ("each", "digest")

    def test_what_is_urgent_is_not_mailed_to_who_wants_no_mail(self, told, chosen):
        chosen("none")
        assert told(urgent=True).mail == "none"

    def test_each_kind_and_each_person_for_themselves(self, told, chosen):
        chosen("none")
        assert told(kind=NoticeKind.CONTACT).mail == "each"
        assert told(person="yj.leader").mail == "each"

    def test_the_last_choice_holds_and_stands_on_the_audit_trail(self, told, chosen):
        chosen("none")
        chosen("digest")
        assert told().mail == "digest"
        assert AuditEvent.objects.filter(action="notice.choose").last().data == {"task": "digest"}

    @pytest.mark.parametrize(("kind", "way"), [("gossip", "none"), ("task", "pigeon")])
    def test_nothing_else_can_be_chosen(self, chosen, kind, way):
        with pytest.raises(ValueError, match="is not a valid"):
            chosen(way, kind)


class TestAtNight:
    def test_mail_waits_for_the_morning(self, told, clock):
        clock(AT_NIGHT)
        assert told().not_before == NEXT_MORNING
        assert jobs()[0].scheduled_at == NEXT_MORNING

    def test_what_is_urgent_does_not(self, told, clock):
        night = clock(AT_NIGHT)
        assert (told(urgent=True).not_before, jobs()[0].scheduled_at) == (night, night)

    def test_the_hours_are_those_of_the_place_where_somebody_works(self, told, clock):
        clock("2031-03-05T11:00Z")  # eleven in the morning in Gloucester
        assert told(person="gcc.worker").not_before == datetime.fromisoformat("2031-03-05T11:00Z")
        clock(AT_WORK)
        opens = datetime.fromisoformat("2031-03-05T09:00Z")
        assert told("other", person="gcc.worker").not_before == opens


class TestMovingOn:
    def test_a_mail_that_waits_is_dropped_and_the_notice_stays(self, told, person):
        notice = told()
        overtake(by=person("yj.leader"), url="/tasks/", kinds=["task"])
        notice.refresh_from_db()
        assert (notice.mail, notice.read_at) == ("none", None)

    def test_who_took_the_step_has_read_of_it(self, told, person):
        notice = told()
        overtake(by=person("yj.worker"), url="/tasks/", kinds=["task"])
        notice.refresh_from_db()
        assert notice.read_at == NOW

    def test_what_is_about_something_else_stays(self, told, person):
        others = [told("url", url="/c/yj-069/"), told("kind", kind=NoticeKind.CONTACT)]
        for by in (person("yj.worker"), None):
            overtake(by=by, url="/tasks/", kinds=["task"])
        for notice in others:
            notice.refresh_from_db()
            assert (notice.mail, notice.read_at) == ("each", None)


class TestReading:
    def test_ones_own_are_read_once(self, told, person):
        notice, theirs = told(), told(person="yj.leader")
        assert read(by=person("yj.worker"), notices=[notice.pk, theirs.pk]) == 1
        assert read(by=person("yj.worker"), notices=[notice.pk]) == 0
        assert list(Notice.objects.unread()) == [theirs]

    def test_all_that_was_shown_and_nothing_that_came_since(self, told, person):
        shown = [told("one"), told("two")]
        since = told("three")
        assert read_all(by=person("yj.worker"), until=shown[-1].pk) == 2
        assert list(Notice.objects.unread()) == [since]
