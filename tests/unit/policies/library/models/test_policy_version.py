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

READ = "approver_id = (SELECT id FROM portal_user WHERE username = 'approver')"
PUBLISH = (
    f"state = 'published', {READ}, published_at = now(), content_hash = 'x', "
    "effective = daterange(%s, %s)"
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
            update(draft(), f"state = 'published', {READ}, {rest}, {lacking}")

    def test_a_text_that_nobody_but_its_author_read(self):
        complete = "effective = '[2025-01-01,2025-01-02)', published_at = now(), content_hash = 'x'"
        with refused("policy_version_published_was_read"):
            update(draft(), f"state = 'published', {complete}")

    @pytest.mark.parametrize(
        "lacking", ["scheduled_for = NULL", "approver_id = NULL", "content_hash = ''"]
    )
    def test_a_scheduled_version_without_day_approver_or_hash(self, lacking):
        version = draft()
        complete = f"state = 'scheduled', {READ}, scheduled_for = '2030-01-01', content_hash = 'x'"
        assert update(version, complete) == 1
        with refused("policy_version_scheduled_is_complete"):
            update(version, lacking)

    def test_withdrawing_without_a_word(self, published):
        with refused("policy_version_withdrawn_says_why"):
            update(published, "state = 'withdrawn', withdrawn_at = now()")

    @pytest.mark.parametrize(
        "change",
        [
            "state = 'published'",
            "withdrawn_reason = 'Something else.'",
            "withdrawn_at = now()",
            "effective = 'empty'",
        ],
    )
    def test_changing_a_withdrawal(self, published, change):
        withdrawn = "state = 'withdrawn', withdrawn_at = '2026-05-01', withdrawn_reason = 'x'"
        update(published, f"{withdrawn}, effective = '[2026-01-01,2026-05-01)'")
        with refused("withdrawn_for_good"):
            update(published, change)

    def test_a_version_in_force_in_the_days_of_one_withdrawn_since(self, published):
        withdrawn = "state = 'withdrawn', withdrawn_at = '2026-05-01', withdrawn_reason = 'x'"
        update(published, f"{withdrawn}, effective = '[2026-01-01,2026-05-01)'")
        with refused("policy_version_one_in_force"):
            update(draft(), PUBLISH, "2026-04-30", "2026-06-02")

    @pytest.mark.parametrize(
        ("change", "because"),
        [
            ("reviewed_after_by_id = author_id", "second_reader_not_author"),
            ("reviewed_after_at = NULL", "second_reading_is_whole"),
            ("reviewed_after_by_id = NULL", "second_reading_is_whole"),
            ("emergency_reason = ''", "second_reading_is_whole"),
        ],
    )
    def test_half_a_second_reading(self, change, because):
        reader = READ.replace("approver_id", "reviewed_after_by_id")
        whole = f"emergency_reason = 'x', reviewed_after_at = now(), {reader}"
        columns = {part.split(" = ")[0]: part for part in whole.split(", ")}
        columns[change.split(" = ")[0]] = change
        with refused(because):
            update(draft(), ", ".join(columns.values()))

    def test_a_second_reading_is_not_taken_back(self):
        version = draft()
        reader = READ.replace("approver_id", "reviewed_after_by_id")
        update(version, f"emergency_reason = 'x', reviewed_after_at = now(), {reader}")
        with refused("read_once"):
            update(version, "reviewed_after_by_id = NULL, reviewed_after_at = NULL")

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
            "emergency_reason = 'Something else.'",
            "scheduled_for = '2026-01-01'",
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
