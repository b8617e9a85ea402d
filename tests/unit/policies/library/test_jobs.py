"""Who learns that another version of a policy has come into force."""

from datetime import timedelta

import pytest
from django.utils import timezone

from policies.drafting.jobs import publish_due
from policies.library import jobs
from policies.notices.models import Notice
from tests.support.desk import amend

pytestmark = pytest.mark.django_db

BOUND = {"yj.worker", "yj.worker2", "yj.leader", "yj.leader2", "yj.director", "yj.advisor"}


def told() -> list[str]:
    return sorted(Notice.objects.values_list("person__username", flat=True))


def test_whom_it_binds_and_nobody_else_once_each():
    version = amend({"yj-091": "Other words."})
    assert jobs.tell_of_new_text(0) == len(BOUND)
    assert told() == sorted(BOUND)
    notice = Notice.objects.first()
    assert notice.title.startswith(f"{version.policy.title}, version {version.number}, is in force")
    assert notice.url == "/policies/yj-social-media/"
    assert jobs.tell_of_new_text(0) == 0


def test_a_text_for_a_day_to_come_is_told_of_on_that_day(clock):
    day = timezone.localdate() + timedelta(days=5)
    amend({"yj-091": "Other words."}, on=day)
    assert jobs.tell_of_new_text(0) == 0
    clock(f"{day}T00:30+11:00")
    assert publish_due(0) == 1
    assert jobs.tell_of_new_text(0) == len(BOUND)


def test_what_has_been_in_force_for_long_is_no_news():
    assert jobs.tell_of_new_text(0) == 0
    amend({"yj-091": "Other words."}, on=timezone.localdate() - timedelta(days=10))
    assert jobs.tell_of_new_text(0) == 0


def test_the_next_version_is_told_of_again():
    amend({"yj-091": "Other words."})
    jobs.tell_of_new_text(0)
    amend({"yj-091": "Other words again."})
    assert jobs.tell_of_new_text(0) == len(BOUND)
