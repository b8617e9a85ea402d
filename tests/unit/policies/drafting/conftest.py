"""People of the desk, and the sample policy's next version in each state."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from policies.drafting import actions
from policies.library.models import ClauseVersion, Policy, PolicyVersion
from portal.models import User
from tests.support import databases


@pytest.fixture
def editor(person) -> User:
    return person("editor")


@pytest.fixture
def approver(person) -> User:
    return person("approver")


@pytest.fixture
def admin(person) -> User:
    """Somebody who may both edit and approve."""
    return person("admin")


@pytest.fixture
def worker(person) -> User:
    return person("yj.worker")


@pytest.fixture
def policy(db) -> Policy:
    return Policy.objects.get(code="yj-social-media")


@pytest.fixture
def version_1(policy) -> PolicyVersion:
    """Version 1, which the sample brings: in force since 1 January 2026 unless a test ends it."""
    return policy.versions.get(number=1)


@pytest.fixture
def draft(editor, policy) -> PolicyVersion:
    return actions.start_draft(by=editor, policy=policy)


@pytest.fixture
def words() -> Callable[[PolicyVersion, str], ClauseVersion]:
    """A clause of a version by its short id, as it stands now: `words(draft, "yj-069")`."""
    return lambda version, short_id: version.clauses.select_related("clause").get(
        clause__short_id=short_id
    )


@pytest.fixture
def edit(editor, words) -> Callable[..., ClauseVersion]:
    """Edit a clause as the editor: `edit(draft, "yj-069", body_markdown="…")`."""

    def edited(version: PolicyVersion, short_id: str, *, by: User = editor, **said: str):
        clause = words(version, short_id)
        return actions.edit_clause(by=by, clause_version=clause, revision=clause.revision, **said)

    return edited


@pytest.fixture
def submitted(editor, draft, edit) -> PolicyVersion:
    """Version 2 in review, with other words in yj-069."""
    edit(draft, "yj-069", body_markdown="Never through an account of your own.")
    return actions.submit(by=editor, version=draft, note="Said shorter.", change_class="minor")


@pytest.fixture
def approved(approver, submitted) -> PolicyVersion:
    return actions.approve(by=approver, version=submitted)


@pytest.fixture
def published(approver, approved) -> PolicyVersion:
    """Version 2, in force from today."""
    today = timezone.localdate()
    return actions.publish(by=approver, version=approved, effective_from=today)


@pytest.fixture
def scheduled(approver, approved) -> PolicyVersion:
    """Version 2, to be published in ten days."""
    day = timezone.localdate() + timedelta(days=10)
    return actions.publish(by=approver, version=approved, effective_from=day)


@pytest.fixture
def unread(approver, draft, edit) -> PolicyVersion:
    """Version 2, which the approver published in an emergency before a second person read it."""
    edit(draft, "yj-069", body_markdown="Not through any account.")
    return actions.publish_at_once(
        by=approver, version=draft, reason="Harm.", note="Stricter.", change_class="material"
    )


@pytest.fixture
def later(monkeypatch) -> Callable[[int], None]:
    """Let days pass: `later(10)`."""
    now = timezone.now

    def pass_days(days: int) -> None:
        monkeypatch.setattr(timezone, "now", lambda: now() + timedelta(days=days))

    return pass_days


@pytest.fixture
def committed(own_database: str, django_db_blocker) -> Iterator[None]:
    """A copy of the sample in which everything is committed, so that threads see each other."""
    with django_db_blocker.unblock(), databases.connected_to(own_database):
        yield


@pytest.fixture
def desk(as_user) -> Client:
    """The editor's browser."""
    return as_user("editor")
