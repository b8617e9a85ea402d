"""Scheduling: the worker publishes on the day, once, and if need be late."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from policies.drafting import actions, jobs
from policies.drafting.actions.errors import AlreadyAtDesk, Refused
from policies.library.models import Citation, Policy, PolicyVersion
from portal.models import AuditEvent
from tests.support.at_once import in_two_threads
from tests.support.desk import POLICY, draft, publish, write
from tests.support.sql import update


def suspects(short_id: str) -> bool:
    return Citation.objects.suspect().filter(clause__short_id=short_id).exists()


def steps(version: PolicyVersion) -> list[str]:
    chain = f"policyversion:{version.pk}"
    return list(AuditEvent.objects.filter(chain=chain).values_list("action", flat=True))


# --- until its day ---


def test_a_later_day_schedules_and_nothing_changes_for_readers(scheduled, version_1, policy):
    version_1.refresh_from_db()
    assert scheduled.state == "scheduled"
    assert scheduled.published_at is None
    assert version_1.effective.upper is None
    for days in (0, 9, 30):
        day = timezone.localdate() + timedelta(days=days)
        assert policy.versions.in_force(day).get() == version_1
    assert not suspects("yj-069")


def test_the_worker_leaves_it_alone_before_its_day(scheduled, later):
    later(9)
    assert jobs.publish_due(0) == 0
    scheduled.refresh_from_db()
    assert scheduled.state == "scheduled"


def test_no_other_draft_starts_meanwhile(editor, policy, scheduled):
    with pytest.raises(AlreadyAtDesk):
        actions.start_draft(by=editor, policy=policy)


# --- on its day ---


def test_the_worker_publishes_it_on_its_day(scheduled, version_1, policy, later):
    later(10)
    today = timezone.localdate()
    assert jobs.publish_due(0) == 1
    scheduled.refresh_from_db()
    version_1.refresh_from_db()
    assert (scheduled.state, scheduled.effective.lower) == ("published", today)
    assert scheduled.effective.upper is None
    assert version_1.effective.upper == today
    assert policy.versions.in_force().get() == scheduled
    assert suspects("yj-069")


def test_a_worker_that_was_down_publishes_late_from_the_settled_day(scheduled, version_1, later):
    day = scheduled.scheduled_for
    later(13)
    assert jobs.publish_due(0) == 1
    scheduled.refresh_from_db()
    version_1.refresh_from_db()
    assert scheduled.effective.lower == version_1.effective.upper == day
    assert timezone.localdate(scheduled.published_at) == day + timedelta(days=3)


def test_it_is_published_once(scheduled, later):
    later(10)
    assert [jobs.publish_due(0) for _ in range(3)] == [1, 0, 0]
    assert steps(scheduled).count("policy.publish") == 1


def test_the_trail_says_who_chose_the_day_and_that_the_portal_published(scheduled, later, approver):
    later(10)
    jobs.publish_due(0)
    chosen, done = AuditEvent.objects.filter(
        chain=f"policyversion:{scheduled.pk}", action__startswith="policy."
    )
    assert (chosen.action, chosen.by) == ("policy.schedule", approver)
    assert (done.action, done.by) == ("policy.publish", None)


def test_a_withdrawn_predecessor_leaves_its_days_as_they_are(
    scheduled, version_1, approver, later, policy
):
    actions.withdraw(by=approver, version=version_1, reason="Wrong.")
    later(10)
    jobs.publish_due(0)
    version_1.refresh_from_db()
    assert version_1.effective.upper == scheduled.scheduled_for - timedelta(days=10)
    assert policy.versions.in_force().get() == scheduled
    assert not policy.versions.in_force(timezone.localdate() - timedelta(days=1)).exists()


def test_a_text_that_was_tampered_with_goes_back_to_the_editors(scheduled, words, later):
    clause = words(scheduled, "yj-070")
    clause.save_over(clause.revision, heading="Slipped in", hash="0" * 64)
    later(10)
    assert jobs.publish_due(0) == 0
    scheduled.refresh_from_db()
    assert (scheduled.state, scheduled.approver, scheduled.scheduled_for) == (
        "returned",
        None,
        None,
    )
    assert "not the one that was approved" in scheduled.review_note


def test_one_that_cannot_be_published_holds_up_no_other(scheduled, later, monkeypatch):
    other = draft("dhs-social-media")
    write(other, other.clauses.last().clause.short_id, heading="Other words")
    publish(other, on=scheduled.scheduled_for)
    as_it_is = actions.publish_due

    def broken(*, version: PolicyVersion) -> bool:
        if version == scheduled:
            raise ValueError("Something nobody thought of.")
        return as_it_is(version=version)

    monkeypatch.setattr(actions, "publish_due", broken)
    later(10)
    with pytest.raises(RuntimeError, match=str(scheduled.pk)):
        jobs.publish_due(0)
    other.refresh_from_db()
    assert other.state == "published"


# --- two at once ---


def a_version_due() -> PolicyVersion:
    version = draft()
    write(version, "yj-069", body_markdown="Never through an account of your own.")
    publish(version, on=timezone.localdate() + timedelta(days=1))
    update(version, "scheduled_for = %s", timezone.localdate())
    return version


def test_two_workers_at_once_publish_it_once(committed):
    version = a_version_due()
    assert sorted(in_two_threads(lambda _: jobs.publish_due(0))) == [0, 1]
    assert steps(version).count("policy.publish") == 1
    assert Policy.objects.get(code=POLICY).versions.in_force().get() == version


def test_of_taking_back_and_publishing_at_once_one_wins(committed):
    version = a_version_due()
    approver = version.policy.versions.get(pk=version.pk).approver

    def either(number: int) -> str:
        if number == 0:
            return "published" if jobs.publish_due(0) else "left"
        try:
            actions.take_back(by=approver, version=version, review_note="Wait.")
        except Refused:
            return "refused"
        return "taken back"

    outcome = in_two_threads(either)
    assert outcome in (["published", "refused"], ["left", "taken back"])
    version.refresh_from_db()
    assert version.state == ("published" if outcome[0] == "published" else "approved")


# --- taking back ---


def test_taking_back_lets_another_day_be_chosen(approver, scheduled, version_1, later):
    version = actions.take_back(by=approver, version=scheduled, review_note=" Wrong day. ")
    assert (version.state, version.scheduled_for) == ("approved", None)
    assert version.review_note == "Wrong day."
    later(10)
    assert jobs.publish_due(0) == 0
    actions.publish(by=approver, version=version, effective_from=timezone.localdate())
    version_1.refresh_from_db()
    assert version_1.effective.upper == timezone.localdate()


def test_what_is_scheduled_can_be_returned_for_changes(approver, scheduled, later):
    version = actions.return_for_changes(by=approver, version=scheduled, review_note="Not yet.")
    assert (version.state, version.scheduled_for, version.approver) == ("returned", None, None)
    later(10)
    assert jobs.publish_due(0) == 0


def test_a_version_that_has_come_into_force_is_not_taken_back(approver, scheduled, later):
    later(10)
    jobs.publish_due(0)
    with pytest.raises(Refused, match="now “Published”: you cannot take it back"):
        actions.take_back(by=approver, version=scheduled, review_note="Oh.")


def test_taking_back_needs_a_reason_and_an_approver(approver, editor, worker, scheduled):
    with pytest.raises(Refused, match="Say why"):
        actions.take_back(by=approver, version=scheduled, review_note=" ")
    for person in (editor, worker):
        with pytest.raises(PermissionDenied):
            actions.take_back(by=person, version=scheduled, review_note="No")


def test_a_past_day_is_never_scheduled(approver, approved):
    with pytest.raises(Refused, match="Choose today or a later day"):
        actions.publish(by=approver, version=approved, effective_from=date(2020, 1, 1))
