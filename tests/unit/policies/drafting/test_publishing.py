"""Publishing, the days of versions, and that nothing published changes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, connection, transaction
from django.utils import timezone

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.reading.changes import content_hash, texts
from policies.library.models import ClauseVersion, PolicyVersion
from portal.models import User

TODAY = timezone.localdate


def days(version: PolicyVersion) -> tuple[date | None, date | None]:
    version.refresh_from_db()
    assert not version.effective.isempty
    return version.effective.lower, version.effective.upper


@pytest.fixture
def next_version(editor, approver, edit):
    """Edit yj-069 in a new draft and have it approved: `next_version(policy, "Third.")`."""

    def made(policy, said: str) -> PolicyVersion:
        draft = actions.start_draft(by=editor, policy=policy)
        edit(draft, "yj-069", body_markdown=said)
        actions.submit(by=editor, version=draft, note=said, change_class="material")
        return actions.approve(by=approver, version=draft)

    return made


# --- the days ---


def test_publishing_today_ends_the_version_before_yesterday(version_1, published, policy):
    today = TODAY()
    assert days(version_1) == (date(2026, 1, 1), today)
    assert days(published) == (today, None)
    assert published.published_at is not None
    assert published.content_hash == content_hash(texts(published))
    assert policy.versions.in_force().get() == published
    assert policy.versions.in_force(today - timedelta(days=1)).get() == version_1


def test_twice_on_one_day(approver, policy, published, version_1, next_version):
    today = TODAY()
    third = next_version(policy, "Corrected.")
    actions.publish(by=approver, version=third, effective_from=today)
    fourth = next_version(policy, "Corrected once more.")
    actions.publish(by=approver, version=fourth, effective_from=today)

    assert policy.versions.in_force().get() == fourth
    assert days(version_1) == (date(2026, 1, 1), today)
    assert days(fourth) == (today, None)
    for number, said in ((2, "Never through an account of your own."), (3, "Corrected.")):
        replaced = policy.versions.published().get(number=number)
        assert replaced.effective.isempty
        assert replaced.clauses.get(clause__short_id="yj-069").text == said
        assert replaced.content_hash == content_hash(texts(replaced))


def test_the_past_is_not_rewritten(approver, approved):
    yesterday = TODAY() - timedelta(days=1)
    with pytest.raises(Refused, match="Choose today or a later day"):
        actions.publish(by=approver, version=approved, effective_from=yesterday)


def test_a_text_older_than_the_portal_is_loaded_with_its_own_day(approver, approved, version_1):
    day = date(2026, 3, 14)
    actions.publish(by=approver, version=approved, effective_from=day, backdated=True)
    assert days(version_1) == (date(2026, 1, 1), day)


def test_not_even_a_loader_publishes_before_the_predecessor(approver, approved):
    with pytest.raises(Refused, match="Version 1 starts on 1 January 2026"):
        actions.publish(
            by=approver, version=approved, effective_from=date(2025, 6, 1), backdated=True
        )


# --- who and when ---


@pytest.mark.parametrize("state", ["draft", "submitted", "published"])
def test_only_what_is_approved_is_published(request, approver, state):
    with pytest.raises(Refused, match="you cannot publish it"):
        actions.publish(by=approver, version=request.getfixturevalue(state), effective_from=TODAY())


def test_only_approvers_publish(worker, editor, approved):
    for person in (worker, editor):
        with pytest.raises(PermissionDenied):
            actions.publish(by=person, version=approved, effective_from=TODAY())


def test_who_wrote_does_not_publish(admin, approver, editor, draft, edit):
    edit(draft, "yj-069", by=admin, heading="Mine")
    actions.submit(by=editor, version=draft, note="Shorter", change_class="minor")
    actions.approve(by=approver, version=draft)
    with pytest.raises(Refused, match="You worked on this text"):
        actions.publish(by=admin, version=draft, effective_from=TODAY())


def test_another_approver_may_publish(approved):
    other = User.objects.create_user("second.approver", name="Second", access_roles=["approver"])
    version = actions.publish(by=other, version=approved, effective_from=TODAY())
    assert (version.state, version.approver.username) == ("published", "approver")


def test_what_was_slipped_in_after_the_approval_is_not_published(approver, approved, words):
    clause = words(approved, "yj-070")
    clause.save_over(clause.revision, heading="Slipped in", hash="0" * 64)
    with pytest.raises(Refused, match="not the one that was approved"):
        actions.publish(by=approver, version=approved, effective_from=TODAY())


# --- nothing published changes ---


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE policies_policyversion SET note = 'x' WHERE id = %s",
        "UPDATE policies_policyversion SET author_id = NULL WHERE id = %s",
        "UPDATE policies_policyversion SET content_hash = 'x' WHERE id = %s",
        "UPDATE policies_policyversion SET state = 'draft' WHERE id = %s",
        "DELETE FROM policies_policyversion WHERE id = %s",
        "UPDATE policies_clauseversion SET body = 'x', revision = revision + 1 "
        "WHERE version_id = %s",
        "DELETE FROM policies_clauseversion WHERE version_id = %s",
        "INSERT INTO policies_clauseversion (version_id, clause_id, revision, path, number, "
        "heading, body, text, hash, kind, strength, strength_words, source, note) "
        "SELECT version_id, clause_id, 1, ARRAY[9999], '', 'x', '', '', '', kind, strength, '', "
        "source, '' FROM policies_clauseversion WHERE version_id = %s LIMIT 1",
    ],
)
def test_a_published_version_does_not_change_by_sql(published, statement):
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [published.pk])


def test_no_clause_moves_into_a_published_version(published, editor, policy):
    draft = actions.start_draft(by=editor, policy=policy)
    clause = actions.add_clause(
        by=editor, version=draft, parent=None, after=None, heading="New", kind="section"
    )
    with pytest.raises(Error, match="a published version never changes"), transaction.atomic():
        clause.save_over(clause.revision, version=published)


def test_two_versions_are_never_in_force_on_one_day(version_1, published):
    with pytest.raises(Error, match="policy_version_one_in_force"), transaction.atomic():
        PolicyVersion.objects.filter(pk=version_1.pk).update(effective=(date(2026, 1, 1), None))


def test_a_published_clause_does_not_change_by_the_model(published, words):
    clause = words(published, "yj-069")
    with pytest.raises(Error, match="a published version never changes"), transaction.atomic():
        clause.save_over(clause.revision, heading="x")
    with pytest.raises(Error, match="a published version never changes"), transaction.atomic():
        ClauseVersion.objects.filter(pk=clause.pk).delete()
