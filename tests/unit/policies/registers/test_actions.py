"""What may be done with an entry, by whom, and what remains of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from policies.registers import actions
from policies.registers.models import OfficialAccount, OfficialPost, Representative
from portal.models import AuditEvent, Conflict
from tests.support.sql import delete, refused
from tests.unit.policies.registers.entries import account, post, representative, set_of

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def events(entry) -> list[AuditEvent]:
    chain = f"{entry._meta.model_name}:{entry.pk}"
    return list(AuditEvent.objects.filter(chain=chain).order_by("sequence"))


class TestWhoKeepsThem:
    @pytest.mark.parametrize("username", ["dhs.employee", "dhs.director", "dss.cmb", "records"])
    def test_nobody_else_changes_anything(self, person, username):
        by, entry, page = person(username), representative(), account()
        attempts = [
            lambda: actions.enter(by=by, entry=Representative(policy_set=set_of("DHS"))),
            lambda: actions.correct(by=by, entry=entry, revision=1, name="Somebody"),
            lambda: actions.revoke(
                by=by, representative=entry, revision=1, on=TODAY(), because="No."
            ),
            lambda: actions.close(by=by, account=page, revision=1, on=TODAY()),
        ]
        for attempt in attempts:
            with pytest.raises(PermissionDenied):
                attempt()
        assert events(entry) == events(page) == []

    def test_an_entry_does_not_leave_the_organisation(self, person):
        by, entry = person("dhs.comms"), representative()
        with pytest.raises(PermissionDenied):
            actions.correct(by=by, entry=entry, revision=1, policy_set=set_of("DSS"))
        theirs = account(policy_set=set_of("DSS"))
        with pytest.raises(PermissionDenied):
            actions.correct(by=by, entry=post(), revision=1, account=theirs)


class TestWhatRemains:
    def test_a_correction_says_what_was_and_what_is(self, person):
        entry = representative()
        actions.correct(
            by=person("dhs.comms"),
            entry=entry,
            revision=1,
            subject="Fire relief",
            held=DateRange(date(2026, 1, 5), date(2026, 2, 1)),
        )
        [event] = events(entry)
        before = TODAY() - timedelta(days=1)
        assert event.data["changes"] == {
            "subject": ["Flood relief", "Fire relief"],
            "held": [f"{before} to open", "2026-01-05 to 2026-01-31"],
        }
        assert event.data["as"] == "Manager, Web and Design Services"

    def test_saving_what_is_there_writes_nothing(self, person):
        entry = representative()
        actions.correct(by=person("dhs.comms"), entry=entry, revision=1, name=entry.name)
        assert (entry.revision, events(entry)) == (1, [])

    def test_the_second_writer_gets_both(self, person):
        by, entry = person("dhs.comms"), representative()
        again = Representative.objects.get(pk=entry.pk)
        actions.correct(by=by, entry=entry, revision=1, subject="Fire relief")
        with pytest.raises(Conflict) as conflict:
            actions.correct(by=by, entry=again, revision=1, subject="Storms")
        assert conflict.value.current.subject == "Fire relief"
        assert conflict.value.mine == {"subject": "Storms"}
        assert len(events(entry)) == 1

    @pytest.mark.parametrize("make", [representative, account, post])
    def test_no_entry_goes(self, make):
        with refused("Cannot delete"):
            delete(make())


class TestEnding:
    def test_a_revoked_one_may_not_speak_from_that_day(self, person):
        entry = representative()
        today = TODAY()
        actions.revoke(
            by=person("dhs.comms"), representative=entry, revision=1, on=today, because="Left."
        )
        speaking = Representative.objects.speaking
        assert entry in speaking(today - timedelta(days=1))
        assert entry not in speaking(today)
        assert entry in Representative.objects.revoked(today)

    def test_nobody_is_revoked_twice(self, person):
        by, entry = person("dhs.comms"), representative()
        how = {"by": by, "representative": entry, "on": TODAY(), "because": "Left."}
        actions.revoke(revision=1, **how)
        with pytest.raises(Conflict):
            actions.revoke(revision=2, **how)
        assert len(events(entry)) == 1

    def test_not_before_it_began(self, person):
        entry = representative(held=DateRange(TODAY() + timedelta(days=5), None))
        with pytest.raises(actions.Refused, match="begins later"):
            actions.revoke(
                by=person("dhs.comms"), representative=entry, revision=1, on=TODAY(), because="No."
            )
        page = account(opened_on=TODAY() + timedelta(days=5))
        with pytest.raises(actions.Refused, match="opened later"):
            actions.close(by=person("dhs.comms"), account=page, revision=1, on=TODAY())

    def test_a_closed_account_stays(self, person):
        page = account()
        actions.close(by=person("dhs.comms"), account=page, revision=1, on=TODAY())
        assert page in OfficialAccount.objects.closed(TODAY())
        assert page in OfficialAccount.objects.open(TODAY() - timedelta(days=1))


class TestWhatAnApprovalEnters:
    @pytest.fixture
    def granted(self, person):
        def grant(**how) -> Representative | None:
            given = {
                "by": person("dhs.director"),
                "granted_by": "C-2026-000001",
                "person": person("dhs.employee"),
                "job_title": "Employee",
                "policy_set": set_of("DHS"),
                "subject": "Flood\nrelief",
            }
            return actions.grant_representative(**given | how)

        return grant

    def test_once_for_each_approval(self, granted):
        first, again = granted(), granted(subject="Something else")
        assert first == again
        assert again.subject == "Flood relief"
        assert [event.action for event in events(first)] == ["register.grant"]

    @pytest.mark.parametrize(
        ("days", "held"),
        [((None, None), (0, None)), ((-9, 3), (0, 4)), ((2, 2), (2, 3)), ((2, None), (2, None))],
    )
    def test_nobody_speaks_before_it_is_approved(self, granted, days, held):
        def day(ahead):
            return None if ahead is None else TODAY() + timedelta(days=ahead)

        entry = granted(days=tuple(map(day, days)))
        assert (entry.held.lower, entry.held.upper) == tuple(map(day, held))

    @pytest.mark.parametrize("days", [(-9, -1), (5, 4)])
    def test_what_is_past_is_not_entered(self, granted, days):
        assert granted(days=tuple(TODAY() + timedelta(days=n) for n in days)) is None
        assert not Representative.objects.filter(granted_by="C-2026-000001").exists()

    def test_an_account_waits_for_its_platform(self, person):
        how = {
            "by": person("dss.cmb"),
            "granted_by": "C-2026-000002",
            "policy_set": set_of("DSS"),
            "name": "x" * 300,
            "purpose": "Announcements",
            "holder": "Communication Account Manager",
        }
        entry = actions.grant_account(**how)
        assert actions.grant_account(**how) == entry
        assert len(entry.name) == 200
        assert entry in OfficialAccount.objects.unfinished()
        assert entry.opened_on == TODAY()


def test_a_post_says_who_entered_it(person):
    by = person("dhs.comms")
    made = post()
    entry = OfficialPost(
        account=made.account,
        what="More sandbags.",
        posted_at=made.posted_at,
        where="There",
        by_name="Ngaire Tuhaka",
    )
    assert actions.enter(by=by, entry=entry).entered_by == by
    assert [event.action for event in events(entry)] == ["register.enter"]
