"""Approving and returning: the second pair of eyes."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.reading.changes import content_hash, texts
from policies.library.models import ClauseVersion, PolicyVersion


def test_approving_fixes_the_text(approver, submitted):
    seen = content_hash(texts(submitted))
    version = actions.approve(by=approver, version=submitted, seen_hash=seen)
    version.refresh_from_db()
    assert (version.state, version.approver) == ("approved", approver)
    assert version.content_hash == seen


def test_the_author_does_not_approve(editor, admin, policy):
    own = actions.start_draft(by=admin, policy=policy)
    clause = own.clauses.first()
    actions.edit_clause(by=admin, clause_version=clause, revision=1, heading="Mine")
    own = actions.submit(by=admin, version=own, note="Mine", change_class="minor")
    with pytest.raises(Refused, match="somebody else has to approve"):
        actions.approve(by=admin, version=own)


def test_nobody_approves_what_they_wrote_in_somebody_elses_draft(editor, admin, draft, edit):
    edit(draft, "yj-069", by=admin, heading="Slipped in")
    version = actions.submit(by=editor, version=draft, note="Shorter", change_class="minor")
    with pytest.raises(Refused, match="You worked on this text"):
        actions.approve(by=admin, version=version)


def test_the_database_refuses_the_author_as_approver(editor, submitted):
    with (
        pytest.raises(IntegrityError, match="policy_version_approver_not_author"),
        transaction.atomic(),
    ):
        PolicyVersion.objects.filter(pk=submitted.pk).update(approver=editor)


def test_a_text_other_than_the_one_read_is_not_approved(editor, approver, submitted, edit):
    seen = content_hash(texts(submitted))
    actions.return_for_changes(by=approver, version=submitted, review_note="Shorter, please.")
    edit(submitted, "yj-069", body_markdown="Never.")
    actions.submit(by=editor, version=submitted, note="Shorter", change_class="minor")
    with pytest.raises(Refused, match="The text changed after you opened this page"):
        actions.approve(by=approver, version=submitted, seen_hash=seen)


@pytest.mark.parametrize("state", ["draft", "approved", "published"])
def test_only_what_is_in_review_is_approved(request, approver, state):
    with pytest.raises(Refused, match="you cannot approve it"):
        actions.approve(by=approver, version=request.getfixturevalue(state))


def test_returning_says_what_has_to_change(approver, editor, submitted, edit):
    version = actions.return_for_changes(
        by=approver, version=submitted, review_note=" Name the team leader. "
    )
    assert (version.state, version.review_note) == ("returned", "Name the team leader.")
    edit(version, "yj-069", body_markdown="Ask your team leader.")
    again = actions.submit(by=editor, version=version, note="Named", change_class="minor")
    assert again.state == "in-review"
    assert actions.approve(by=approver, version=again).review_note == ""


def test_an_approval_falls_away_when_the_version_is_returned(approver, approved):
    version = actions.return_for_changes(by=approver, version=approved, review_note="Wait.")
    assert (version.state, version.approver, version.content_hash) == ("returned", None, "")


@pytest.mark.parametrize("note", ["", " \n ", "\x00"])
def test_nothing_is_returned_without_a_word(approver, submitted, note):
    with pytest.raises(Refused, match="Say what has to change"):
        actions.return_for_changes(by=approver, version=submitted, review_note=note)


@pytest.mark.parametrize("state", ["draft", "published"])
def test_only_what_the_approver_has_is_returned(request, approver, state):
    with pytest.raises(Refused, match="you cannot return it"):
        actions.return_for_changes(
            by=approver, version=request.getfixturevalue(state), review_note="No"
        )


def test_only_approvers_decide(worker, editor, submitted):
    for person in (worker, editor):
        with pytest.raises(PermissionDenied):
            actions.approve(by=person, version=submitted)
        with pytest.raises(PermissionDenied):
            actions.return_for_changes(by=person, version=submitted, review_note="No")


# --- the hash of a whole version ---


def test_the_content_hash_is_of_what_the_version_says(draft, version_1, edit, words):
    clauses = texts(draft)
    first = content_hash(clauses)
    assert content_hash(texts(draft)) == first
    edit(draft, "yj-069", note="Not part of the text")
    assert content_hash(texts(draft)) == first
    edit(draft, "yj-069", number="11.9")
    renumbered = content_hash(texts(draft))
    assert renumbered != first
    edit(draft, "yj-069", number=words(version_1, "yj-069").number)
    assert content_hash(texts(draft)) == first
    edit(draft, "yj-069", heading="Other words")
    assert content_hash(texts(draft)) not in (first, renumbered)
    assert content_hash(list(reversed(clauses))) != first


def test_the_content_hash_of_a_published_version_can_be_computed_again(version_1):
    again = (
        ClauseVersion.objects.filter(version=version_1).select_related("clause").order_by("path")
    )
    assert content_hash(list(again)) == version_1.content_hash
