from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.drafting import actions as desk
from policies.library.models import ClauseVersion, Policy, PolicyVersion
from tests.support.desk import amend, draft, publish, write
from tests.support.sql import delete, refused, update

PUBLISH = (
    "state = 'published', published_at = now(), content_hash = 'x', effective = daterange(%s, %s)"
)
FIRST_DAY = date(2026, 1, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def published():
    return PolicyVersion.objects.get(policy__code="yj-social-media")


class TestTheDatabaseRefuses:
    def test_two_published_versions_on_one_day(self, published):
        other = draft()
        assert published.effective.lower == FIRST_DAY
        with refused("policy_version_one_in_force"):
            update(other, PUBLISH, "2026-06-01", "2026-06-02")

    def test_but_not_two_that_follow_each_other(self):
        assert update(draft(), PUBLISH, "2025-01-01", FIRST_DAY) == 1

    @pytest.mark.parametrize(
        "lacking", ["effective = NULL", "published_at = NULL", "content_hash = ''"]
    )
    def test_a_published_version_without_its_dates_and_hash(self, lacking):
        complete = "effective = '[2025-01-01,2025-01-02)', published_at = now(), content_hash = 'x'"
        column = lacking.split()[0]
        rest = ", ".join(part for part in complete.split(", ") if not part.startswith(column))
        with refused("policy_version_published_is_complete"):
            update(draft(), f"state = 'published', {rest}, {lacking}")

    def test_an_author_who_approves(self):
        with refused("policy_version_approver_not_author"):
            update(draft(), "approver_id = author_id")

    def test_a_second_version_at_the_desk(self):
        first = draft()
        desk.discard(by=first.author, version=first)
        draft()
        with refused("policy_version_one_draft"):
            update(first, "state = 'draft'")

    @pytest.mark.parametrize("state", ["draft", "in-review", "discarded"])
    def test_taking_a_published_version_out_of_sight(self, published, state):
        with refused("published_stays_public"):
            update(published, "state = %s", state)

    @pytest.mark.parametrize(
        "change",
        [
            "number = 7",
            "note = 'Something else.'",
            "change_class = 'minor'",
            "author_id = NULL",
            "approver_id = NULL",
            "content_hash = 'x'",
            "published_at = now()",
            "based_on_id = id",
        ],
    )
    def test_changing_what_a_published_version_is(self, published, change):
        with refused("published_never_changes"):
            update(published, change)

    def test_deleting_a_published_version(self, published):
        with refused("published_never_deleted"):
            delete(published)

    def test_a_number_twice(self, published):
        with refused("policy_version_number_once"):
            update(draft(), "number = %s", published.number)


class TestInForce:
    @pytest.fixture
    def policy(self, person) -> Policy:
        """A policy of one clause that nobody has published."""
        policy = Policy.objects.create(code="small", title="Small", kind="policy")
        version = PolicyVersion.objects.create(policy=policy, number=1, author=person("editor"))
        desk.add_clause(
            by=person("editor"),
            version=version,
            parent=None,
            after=None,
            kind="duty",
            body_markdown="Do it 0 times.",
        )
        return policy

    @settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(days=st.lists(st.integers(-20, 20), min_size=1, max_size=4))
    def test_one_version_from_the_first_day_on_and_none_before(self, policy, days):
        with transaction.atomic():
            taken = [day for n, day in enumerate(days) if self._published(policy, n, day)]
            for day in range(-25, 26):
                found = policy.versions.in_force(_day(day)).count()
                assert found == (1 if day >= min(taken) else 0)
            transaction.set_rollback(True)

    def _published(self, policy: Policy, n: int, day: int) -> bool:
        """Publish the next version from that day on; False where the desk refuses the day."""
        version = policy.versions.filter(state="draft").first() or draft("small")
        clause = version.clauses.get()
        write(version, clause.clause.short_id, body_markdown=f"Do it {n + 1} times.")
        with suppress(desk.errors.Refused), transaction.atomic():
            publish(version, on=_day(day))
            return True
        return False

    def test_the_last_day_is_the_one_before_the_next_version(self, published):
        changed = date(2026, 7, 1)
        after = amend({"yj-069": "Keep your own accounts out of it."}, on=changed)
        in_force = published.policy.versions.in_force
        assert in_force(changed - timedelta(days=1)).get() == published
        assert in_force(changed).get() == after

    def test_nothing_before_the_first_day(self, published):
        day = FIRST_DAY - timedelta(days=1)
        of_the_policy = ClauseVersion.objects.filter(version__policy=published.policy)
        assert published.policy.versions.in_force(FIRST_DAY).get() == published
        assert not published.policy.versions.in_force(day).exists()
        assert not of_the_policy.in_force(day).exists()

    def test_a_version_replaced_on_its_own_first_day_was_never_in_force(self, published):
        day = date(2026, 7, 1)
        first = amend({"yj-069": "First words."}, on=day)
        second = amend({"yj-069": "Second words."}, on=day)
        first.refresh_from_db()
        assert first.effective.isempty
        assert published.policy.versions.in_force(day).get() == second
        assert list(published.policy.versions.published()) == [second, first, published]


def _day(number: int) -> date:
    return date(2026, 3, 1) + timedelta(days=number)
