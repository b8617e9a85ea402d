"""Starting, submitting and discarding a draft."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from policies.drafting import actions
from policies.drafting.actions.errors import AlreadyAtDesk, Refused
from policies.library.comparing import compare
from policies.library.models import PolicyVersion
from portal.models import AuditEvent


def actions_on(version: PolicyVersion) -> list[str]:
    events = AuditEvent.objects.filter(chain=f"policyversion:{version.pk}").order_by("sequence")
    return list(events.values_list("action", flat=True))


def rows(version: PolicyVersion) -> list[tuple]:
    """What a version says, where each clause came from, and what it stands under; in order."""
    return list(
        version.clauses.order_by("path").values_list(
            "clause__short_id",
            "parent__clause__short_id",
            "number",
            "heading",
            "body",
            "hash",
            "strength_words",
            "source",
            "note",
        )
    )


# --- starting ---


def test_a_draft_starts_as_a_copy_of_the_text_in_force(editor, policy, version_1, draft):
    assert (draft.number, draft.state, draft.author) == (2, "draft", editor)
    assert draft.based_on == version_1
    assert rows(draft) == rows(version_1)
    assert {change.status for change in compare(*map(texts_of, (version_1, draft)))} == {
        "unchanged"
    }
    assert actions_on(draft) == ["draft.start"]


def texts_of(version: PolicyVersion) -> list:
    return list(version.clauses.order_by("path"))


def test_copying_takes_few_queries(editor, policy, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        actions.start_draft(by=editor, policy=policy)


def test_only_one_version_is_at_the_desk(editor, admin, policy, draft):
    with pytest.raises(AlreadyAtDesk, match="Version 2 of this policy is already") as refusal:
        actions.start_draft(by=admin, policy=policy)
    assert refusal.value.version == draft


def test_the_database_refuses_a_second_draft_too(policy, draft):
    with pytest.raises(IntegrityError, match="policy_version_one_draft"), transaction.atomic():
        PolicyVersion.objects.create(policy=policy, number=3)


def test_a_number_is_not_used_again(editor, policy, draft):
    actions.discard(by=editor, version=draft)
    assert actions.start_draft(by=editor, policy=policy).number == 3


def test_a_policy_without_any_text_gets_an_empty_first_draft(editor, policy):
    fresh = type(policy).objects.create(code="fresh", title="Fresh", kind="policy")
    draft = actions.start_draft(by=editor, policy=fresh)
    assert (draft.number, draft.based_on, draft.clauses.count()) == (1, None, 0)


# --- submitting ---


def test_submitting_hands_the_draft_to_the_approvers(editor, draft, edit):
    edit(draft, "yj-069", body_markdown="Not through your own account.")
    wanted = timezone.localdate() + timedelta(days=7)
    version = actions.submit(
        by=editor, version=draft, note=" Shorter. ", change_class="minor", effective_from=wanted
    )
    version.refresh_from_db()
    assert (version.state, version.note, version.change_class) == ("in-review", "Shorter.", "minor")
    assert version.effective.lower == wanted
    assert actions_on(version) == ["draft.start", "clause.edit", "draft.submit"]


def test_a_draft_without_a_change_is_not_submitted(editor, draft):
    with pytest.raises(Refused, match="Nothing has changed yet"):
        actions.submit(by=editor, version=draft, note="Nothing", change_class="minor")


@pytest.mark.parametrize(
    "said",
    [
        pytest.param({"note": "Another note"}, id="editors-note"),
        pytest.param({"number": "11.9"}, id="number"),
        pytest.param({"strength_words": "never"}, id="words-of-strength"),
    ],
)
def test_what_only_a_reader_would_notice_is_a_change(editor, draft, edit, said):
    edit(draft, "yj-069", **said)
    version = actions.submit(by=editor, version=draft, note="A detail.", change_class="minor")
    assert version.state == "in-review"


@pytest.mark.parametrize(
    ("note", "change_class", "problem"),
    [
        pytest.param(" \n", "minor", "Say what changed and why", id="no-note"),
        pytest.param("x" * 5_001, "minor", "Shorten the note to 5,000", id="long-note"),
        pytest.param("Said shorter.", "huge", "material or minor", id="no-class"),
    ],
)
def test_a_submission_says_what_it_is(editor, draft, edit, note, change_class, problem):
    edit(draft, "yj-069", heading="Accounts of your own")
    with pytest.raises(Refused, match=problem):
        actions.submit(by=editor, version=draft, note=note, change_class=change_class)


def test_a_version_in_review_is_not_submitted_again(editor, submitted):
    with pytest.raises(Refused, match="now “In review”: you cannot submit it"):
        actions.submit(by=editor, version=submitted, note="Again", change_class="minor")


# --- discarding ---


def test_discarding_frees_the_desk(editor, policy, draft, version_1):
    version = actions.discard(by=editor, version=draft)
    assert version.state == "discarded"
    assert not PolicyVersion.objects.at_the_desk().exists()
    assert policy.versions.in_force().get() == version_1


def test_what_the_approver_has_is_not_discarded(editor, submitted):
    with pytest.raises(Refused, match="In review"):
        actions.discard(by=editor, version=submitted)


# --- who ---


def test_only_editors_write(worker, approver, policy, draft):
    for person in (worker, approver):
        with pytest.raises(PermissionDenied):
            actions.start_draft(by=person, policy=policy)
        with pytest.raises(PermissionDenied):
            actions.submit(by=person, version=draft, note="x", change_class="minor")
        with pytest.raises(PermissionDenied):
            actions.discard(by=person, version=draft)


def test_a_deactivated_editor_writes_nothing(editor, policy):
    editor.is_active = False
    with pytest.raises(PermissionDenied):
        actions.start_draft(by=editor, policy=policy)


def test_what_is_refused_leaves_no_trace(editor, draft):
    with pytest.raises(Refused):
        actions.submit(by=editor, version=draft, note="Nothing", change_class="minor")
    draft.refresh_from_db()
    assert (draft.state, draft.note) == ("draft", "")
    assert actions_on(draft) == ["draft.start"]


def test_the_sample_was_published_through_the_desk(version_1):
    assert version_1.effective.lower == date(2026, 1, 1)
    assert actions_on(version_1) == ["draft.submit", "draft.approve", "policy.publish"]
