from datetime import date

import pytest
from django.db import transaction

from policies.library.models import Policy
from portal import audit
from portal.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def policy():
    return Policy.objects.get(code="yj-social-media")


def last() -> AuditEvent:
    return AuditEvent.objects.latest("pk")


def test_who_did_what_to_which_record(policy, person):
    audit.record(by=person("editor"), action="test.read", on=policy, on_day=date(2026, 1, 2), n=1)
    event = last()
    assert (event.by, event.action) == (person("editor"), "test.read")
    assert event.chain == f"policy:{policy.pk}"
    assert event.detail == '{"n":1,"on_day":"2026-01-02"}'


def test_the_worker_is_nobody(policy):
    audit.record(by=None, action="test.purge", on=policy)
    assert (last().by, last().detail) == (None, "")


def test_what_was_rolled_back_was_not_done(policy):
    before = AuditEvent.objects.count()
    with transaction.atomic():
        audit.record(by=None, action="test.purge", on=policy)
        transaction.set_rollback(True)
    assert AuditEvent.objects.count() == before
    audit.record(by=None, action="test.purge", on=policy)
    assert last().sequence == 1
    assert AuditEvent.broken_links() == []
