"""Prohibitions of the library: what reaches each, and who may waive one that nothing reaches."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from policies.guides.actions import WaiverRefused, publish, take_back, waive
from policies.guides.models import ProhibitionWaiver
from policies.guides.reading.prohibitions import MISSING, REACHED, WAIVED, report
from policies.library.models import Clause
from portal.models import AuditEvent
from tests.unit.policies.guides.forbidding import LONELY, allow, forbid, words_of
from tests.unit.policies.guides.published import definition, named

pytestmark = pytest.mark.django_db
WHY = "No worker comes near it."


@pytest.fixture
def approver(person):
    return person("approver")


def sign(by, short_id: str = LONELY, words: str | None = None, reason: str = WHY):
    clause = Clause.objects.get(short_id=short_id)
    return waive(by=by, clause=clause, words=words or words_of(short_id), reason=reason)


class TestTheReport:
    def test_everything_in_the_sample_is_reached(self):
        found = report()
        assert (len(found.rows), found.settled, len(found.reached)) == (94, 94, 94)
        assert found.missing == found.idle == ()
        assert {each.policy.code: len(each.rows) for each in found.policies} == {
            "yj-social-media": 11,
            "dhs-social-media": 26,
            "dss-social-media": 23,
            "gcc-safer-social-media": 17,
            "pc-social-media": 17,
        }

    def test_by_which_guides_and_outcomes(self):
        row = report().find("yj-069")
        reached = {each.guide.slug: {o.key for o in each.outcomes} for each in row.reached_by}
        assert reached["friend-request"] == {"do-not-accept"}
        assert row.state == REACHED
        assert row.outcomes == sum(map(len, reached.values()))

    def test_of_one_policy_only(self):
        assert {row.short_id[:3] for row in report("pc-social-media").rows} == {"pc-"}
        assert report("no-such-policy").rows == ()

    def test_what_no_guide_leads_to_is_missing_and_stands_first(self):
        forbid()
        found = report()
        assert [row.short_id for row in found.missing] == [LONELY]
        assert found.settled == 94
        assert found.policies[0].policy.code == "yj-social-media"
        assert found.policies[0].in_order[0].short_id == LONELY
        assert found.find("yj-092") is None  # a permission

    def test_it_is_missing_once_its_last_outcome_lets_it_go(self):
        [reached] = report().find("dss-037").reached_by
        [outcome] = reached.outcomes
        changed = definition(reached.guide.slug)
        named(changed["outcomes"], outcome.key)["cites"].remove("dss-037")
        publish(by=None, definition=changed, reviewed_as_file=True)
        assert [row.short_id for row in report().missing] == ["dss-037"]

    def test_it_is_read_in_five_queries(self, django_assert_num_queries):
        report()
        with django_assert_num_queries(5):
            report()


class TestWaiving:
    def test_it_is_signed_and_dated_and_counts(self, approver):
        forbid()
        waiver = sign(approver, reason="  No worker\x00 comes near it. ")
        assert (waiver.signed_by, waiver.signed_on) == (approver, timezone.localdate())
        assert (waiver.reason, waiver.words) == (WHY, words_of())
        found = report()
        assert found.find(LONELY).state == WAIVED
        assert (len(found.waived), found.missing, found.settled) == (1, (), 95)
        event = AuditEvent.objects.latest("pk")
        assert (event.action, event.by) == ("prohibition.waive", approver)
        assert WHY in event.detail

    def test_other_words_have_to_be_waived_anew(self, approver):
        forbid()
        old = sign(approver)
        forbid(body="You must not juggle knives.")
        row = report().find(LONELY)
        assert (row.state, row.waived_for_other_words) == (MISSING, True)
        new = sign(approver)
        old.refresh_from_db()
        assert old.withdrawn_by == approver
        assert list(ProhibitionWaiver.objects.standing()) == [new]
        assert report().find(LONELY).state == WAIVED

    def test_it_stands_idle_once_the_clause_forbids_nothing(self, approver):
        forbid()
        waiver = sign(approver)
        allow()
        assert report().find(LONELY) is None
        assert report().idle == (waiver,)
        assert report("pc-social-media").idle == ()

    @pytest.mark.parametrize("username", ["editor", "yj.worker"])
    def test_only_an_approver_waives_and_takes_back(self, person, approver, username):
        clause = forbid()
        with pytest.raises(PermissionDenied):
            sign(person(username))
        sign(approver)
        with pytest.raises(PermissionDenied):
            take_back(by=person(username), clause=clause)
        assert report().find(LONELY).state == WAIVED


class TestRefusals:
    @pytest.mark.parametrize(
        ("reason", "said"), [(" \x00", "Say why"), ("x" * 2001, "Shorten the reason to 2,000")]
    )
    def test_a_reason_that_says_nothing_or_too_much(self, approver, reason, said):
        forbid()
        with pytest.raises(WaiverRefused, match=said) as refused:
            sign(approver, reason=reason)
        assert refused.value.field == "reason"

    def test_what_a_guide_leads_to(self, approver):
        with pytest.raises(WaiverRefused, match="leads to this clause now"):
            sign(approver, "yj-069")

    def test_what_forbids_nothing(self, approver):
        with pytest.raises(WaiverRefused, match="forbids nothing"):
            sign(approver, "yj-092")

    def test_words_that_are_not_those_in_force(self, approver):
        forbid()
        read = words_of()
        forbid(body="You must not juggle knives.")
        with pytest.raises(WaiverRefused, match="other words"):
            sign(approver, words=read)

    def test_what_is_waived_already(self, approver):
        forbid()
        sign(approver)
        with pytest.raises(WaiverRefused, match=f"{approver.name} signed on"):
            sign(approver)
        assert ProhibitionWaiver.objects.count() == 1


class TestTakingBack:
    def test_the_prohibition_is_missing_again_and_may_be_waived_again(self, approver):
        clause = forbid()
        sign(approver)
        take_back(by=approver, clause=clause)
        assert report().find(LONELY).state == MISSING
        assert AuditEvent.objects.latest("pk").action == "prohibition.take-back"
        sign(approver)
        assert report().find(LONELY).state == WAIVED
        assert ProhibitionWaiver.objects.count() == 2

    def test_there_has_to_be_one(self, approver):
        clause = forbid()
        with pytest.raises(WaiverRefused, match="No waiver stands"):
            take_back(by=approver, clause=clause)
