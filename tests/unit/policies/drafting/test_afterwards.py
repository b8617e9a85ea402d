"""Out of turn: publishing in an emergency, the second reading after it, and withdrawal."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.reading.changes import content_hash, texts
from policies.library.models import Citation, ClauseVersion, PolicyVersion
from portal.models import User

SAID = {"reason": "Harm.", "note": "Stricter.", "change_class": "material"}


@pytest.fixture
def second(db) -> User:
    """Another approver, who had no part in anything."""
    return User.objects.create_user("second.approver", name="Second", access_roles=["approver"])


# --- at once ---


def test_it_is_in_force_at_once_and_marked(unread, version_1, policy):
    version_1.refresh_from_db()
    today = timezone.localdate()
    assert policy.versions.in_force().get() == unread
    assert (unread.effective.lower, version_1.effective.upper) == (today, today)
    assert (unread.emergency_reason, unread.approver) == ("Harm.", None)
    assert unread.content_hash == content_hash(texts(unread))
    assert Citation.objects.suspect().filter(clause__short_id="yj-069").exists()


def test_even_who_wrote_it_may_publish_it_at_once(admin, policy):
    draft = actions.start_draft(by=admin, policy=policy)
    clause = draft.clauses.first()
    actions.edit_clause(by=admin, clause_version=clause, revision=1, heading="Mine")
    assert actions.publish_at_once(by=admin, version=draft, **SAID).state == "published"


def test_not_without_the_permission_to_approve(editor, worker, submitted):
    for person in (editor, worker):
        with pytest.raises(PermissionDenied):
            actions.publish_at_once(by=person, version=submitted, **SAID)


@pytest.mark.parametrize(
    ("missing", "problem"),
    [
        ({"reason": " "}, "Say why it cannot wait"),
        ({"note": ""}, "Say what changed"),
        ({"change_class": "huge"}, "material or minor"),
    ],
)
def test_it_needs_its_words(approver, submitted, missing, problem):
    with pytest.raises(Refused, match=problem):
        actions.publish_at_once(by=approver, version=submitted, **(SAID | missing))
    submitted.refresh_from_db()
    assert (submitted.state, submitted.emergency_reason) == ("in-review", "")


def test_there_is_nothing_to_publish_where_nothing_changed(approver, draft):
    with pytest.raises(Refused, match="Nothing has changed yet"):
        actions.publish_at_once(by=approver, version=draft, **SAID)


# --- read after the fact ---


def test_a_second_person_reads_it_and_lets_it_stand(second, unread):
    version = actions.read_after(by=second, version=unread, stands=True)
    assert version.reviewed_after_by == second
    assert not version.is_unread
    with pytest.raises(Refused, match="already"):
        actions.read_after(by=second, version=unread, stands=True)


def test_neither_who_wrote_nor_who_published_is_the_second_person(approver, admin, edit, draft):
    edit(draft, "yj-069", by=admin, body_markdown="No account at all.")
    version = actions.publish_at_once(by=approver, version=draft, **SAID)
    for person in (admin, approver):
        with pytest.raises(Refused, match="You worked on this text"):
            actions.read_after(by=person, version=version, stands=True)


def test_what_was_approved_needs_no_second_reading(second, published):
    with pytest.raises(Refused, match="approved before it was published"):
        actions.read_after(by=second, version=published, stands=True)


def test_where_it_does_not_stand_the_editors_find_a_draft_with_the_note(
    second, unread, policy, editor, edit
):
    actions.read_after(by=second, version=unread, stands=False, review_note="Say until when.")
    mended = policy.versions.get(number=3)
    assert (mended.state, mended.review_note) == ("returned", "Say until when.")
    assert (mended.based_on, mended.author) == (unread, editor)
    assert not PolicyVersion.objects.get(pk=unread.pk).is_unread
    edit(mended, "yj-069", body_markdown="Not through any account, until July.")
    actions.submit(by=editor, version=mended, note="Until July.", change_class="material")
    assert actions.approve(by=second, version=mended).approver == second


def test_where_a_draft_is_at_the_desk_already_it_gets_a_comment(second, unread, policy, editor):
    draft = actions.start_draft(by=editor, policy=policy)
    actions.read_after(by=second, version=unread, stands=False, review_note="Say until when.")
    [comment] = draft.comments.open()
    assert (comment.text, comment.by) == ("Say until when.", second)


def test_asking_for_a_mend_needs_a_word(second, unread):
    with pytest.raises(Refused, match="Say what has to change"):
        actions.read_after(by=second, version=unread, stands=False, review_note=" ")
    unread.refresh_from_db()
    assert unread.is_unread


# --- withdrawing ---


def test_a_withdrawn_version_is_not_in_force_and_the_days_before_stay(approver, version_1, policy):
    version = actions.withdraw(by=approver, version=version_1, reason=" Wrong. Ring first. ")
    today = timezone.localdate()
    assert (version.state, version.withdrawn_reason) == ("withdrawn", "Wrong. Ring first.")
    assert not policy.versions.in_force().exists()
    assert not ClauseVersion.objects.in_force().filter(version=version).exists()
    assert policy.versions.in_force(today - timedelta(days=1)).get() == version
    assert policy.versions.in_force(date(2026, 1, 1)).get() == version


def test_all_that_relied_on_it_is_flagged(approver, version_1):
    relied = Citation.objects.live().filter(clause__policy=version_1.policy)
    assert relied.exists()
    assert not relied.filter(pk__in=Citation.objects.suspect().values("pk")).exists()
    actions.withdraw(by=approver, version=version_1, reason="Wrong.")
    suspect = Citation.objects.suspect().filter(clause__policy=version_1.policy)
    assert suspect.count() == relied.count()


def test_withdrawn_on_its_first_day_it_was_in_force_for_no_whole_day(approver, published, policy):
    version = actions.withdraw(by=approver, version=published, reason="Wrong.")
    assert version.effective.isempty
    assert not policy.versions.in_force().exists()


def test_after_a_withdrawal_a_draft_starts_from_the_last_words(
    approver, editor, policy, version_1, edit
):
    actions.withdraw(by=approver, version=version_1, reason="Wrong.")
    draft = actions.start_draft(by=editor, policy=policy)
    assert draft.based_on == version_1
    edit(draft, "yj-069", body_markdown="Back, and mended.")
    actions.submit(by=editor, version=draft, note="Back.", change_class="material")
    actions.approve(by=approver, version=draft)
    actions.publish(by=approver, version=draft, effective_from=timezone.localdate())
    assert policy.versions.in_force().get() == draft
    assert not Citation.objects.suspect().filter(clause__short_id="yj-070").exists()


def test_only_what_is_in_force_is_withdrawn(approver, version_1, published):
    version_1.refresh_from_db()
    with pytest.raises(Refused, match="is not in force"):
        actions.withdraw(by=approver, version=version_1, reason="Wrong.")


def test_withdrawing_needs_a_reason_and_an_approver(approver, editor, worker, version_1):
    with pytest.raises(Refused, match="Say why it is withdrawn"):
        actions.withdraw(by=approver, version=version_1, reason="\x00 ")
    for person in (editor, worker):
        with pytest.raises(PermissionDenied):
            actions.withdraw(by=person, version=version_1, reason="Wrong.")
