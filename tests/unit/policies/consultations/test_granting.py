"""An approval that grants an authorisation writes the register, with its decision or not at all."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from policies.consultations import actions, granting, transitions
from policies.consultations.models import Consultation
from policies.registers.models import OfficialAccount, Representative
from portal.models import AuditEvent, Conflict
from tests.support.html import words
from tests.unit.policies.consultations.kinds import raised
from tests.unit.policies.consultations.records import anew, take, user

pytestmark = pytest.mark.django_db

COMMENT, INITIATIVE = "authorisation-to-comment", "social-media-initiative"


def advised(key: str, username: str, holder: str, **details: str) -> Consultation:
    record = raised(key, username, **details)
    take(record, "accept", holder)
    return take(record, "advise", holder, text="Nothing speaks against it.")


def decided(record: Consultation, result: str) -> Consultation:
    conditions = {"conditions": "Show me first."} if result == "conditions" else {}
    holder = record.assigned_to.username
    return take(record, "decide", holder, result=result, reasons="It fits.", **conditions)


def comment(**details: str) -> Consultation:
    return advised(COMMENT, "dhs.employee", "dhs.director", **details)


def in_days(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def test_who_may_speak_on_what_from_when_to_when():
    first, last = in_days(10), in_days(40)
    details = {"matters": "Flood relief", "from": f"{first}", "until": f"{last}"}
    record = decided(comment(**details), "appropriate")
    entry = Representative.objects.get(granted_by=record.reference)
    assert (entry.person, entry.name) == (record.requester, "Sofia Marchetti")
    assert (entry.subject, entry.job_title) == ("Flood relief", "Employee")
    assert (entry.held.lower, entry.held.upper) == (first, last + timedelta(days=1))
    assert not entry.under_conditions


def test_which_account_for_whom_to_answer_for():
    record = advised(INITIATIVE, "dss.employee", "dss.cmb", channel="A page on floods")
    record = decided(record, "appropriate")
    entry = OfficialAccount.objects.get(granted_by=record.reference)
    assert (entry.name, entry.policy_set.code) == ("A page on floods", "DSS")
    assert entry.holder == record.details["account-manager"]
    assert entry in OfficialAccount.objects.unfinished()


def test_conditions_are_marked_and_stay_in_the_record():
    record = decided(comment(), "conditions")
    entry = Representative.objects.get(granted_by=record.reference)
    assert entry.under_conditions
    assert "Show me first" not in f"{vars(entry)}"


def test_what_is_not_approved_is_not_entered():
    record = decided(comment(), "not-appropriate")
    assert not Representative.objects.filter(granted_by=record.reference).exists()


def test_other_approvals_enter_nothing():
    before = Representative.objects.count(), OfficialAccount.objects.count()
    record = advised("contact-with-a-young-person", "yj.worker", "dhs.comms")
    decided(record, "appropriate")
    assert (Representative.objects.count(), OfficialAccount.objects.count()) == before


def test_the_record_and_the_register_name_each_other(as_user):
    record = decided(comment(), "appropriate")
    entry = Representative.objects.get(granted_by=record.reference)
    text = words(as_user("dhs.employee").get(record.get_absolute_url()))
    assert "approved, which entered it among the authorised representatives" in text
    assert record.reference in words(as_user("yj.worker").get(entry.get_absolute_url()))
    event = AuditEvent.objects.filter(chain=f"representative:{entry.pk}").get()
    assert (event.action, event.by) == ("register.grant", user("dhs.director"))


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        ({"by": "dhs.comms"}, transitions.NotYours),
        ({"revision": 1}, Conflict),
    ],
)
def test_a_decision_that_does_not_stand_enters_nothing(attempt, refusal):
    record = comment()
    how = {"by": user(attempt.get("by", "dhs.director")), "revision": attempt.get("revision")}
    with pytest.raises(refusal):
        actions.decide(consultation=anew(record), result="appropriate", reasons="Yes.", **how)
    assert not Representative.objects.filter(granted_by=record.reference).exists()


def test_asks_that_were_changed_at_the_desk_leave_a_usable_entry():
    record = comment()
    plain = Consultation(
        reference="C-2026-777777",
        type=record.type,
        topic="Flood relief",
        requester=record.requester,
        requester_role=record.requester_role,
        policy_set=record.policy_set,
        details={"from": "after Easter", "matters": ""},
    )
    kept = granting.grant(by=user("dhs.director"), consultation=plain, result="appropriate")
    entry = Representative.objects.get(granted_by="C-2026-777777")
    assert kept["entered"]["url"] == entry.get_absolute_url()
    assert (entry.subject, entry.held.lower) == ("Flood relief", timezone.localdate())
    assert entry.held.upper is None
