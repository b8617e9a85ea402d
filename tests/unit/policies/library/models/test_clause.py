import uuid

import pytest

from policies.library.models import Clause, Policy
from tests.support.desk import draft
from tests.support.sql import delete, execute, refused, update

pytestmark = pytest.mark.django_db


@pytest.fixture
def clause():
    return Clause.objects.get(short_id="yj-069")


class TestTheDatabaseRefuses:
    @pytest.mark.parametrize(
        ("column", "value"), [("uid", uuid.UUID(int=7)), ("short_id", "yj-0690")]
    )
    def test_another_identity(self, clause, column, value):
        with refused("identity_never_changes"):
            update(clause, f"{column} = %s", value)

    def test_another_policy(self, clause):
        other = Policy.objects.create(code="other", title="Other", kind="policy")
        with refused("identity_never_changes"):
            update(clause, "policy_id = %s", other.pk)

    def test_deleting_one(self, clause):
        with refused("never_deleted"):
            delete(clause)

    def test_deleting_one_that_only_a_draft_ever_had(self):
        with refused("never_deleted"):
            delete(Clause.objects.create(policy=draft().policy, short_id="yj-9999"))

    @pytest.mark.parametrize("column", ["uid", "short_id"])
    def test_an_identity_that_another_clause_has(self, clause, column):
        with refused(f"policies_clause_{column}"):
            execute(
                "INSERT INTO policies_clause (policy_id, uid, short_id, people_say)"
                " VALUES (%s, %s, %s, '')",
                clause.policy_id,
                clause.uid if column == "uid" else uuid.uuid4(),
                clause.short_id if column == "short_id" else "yj-9999",
            )


def test_the_words_that_people_search_with_may_change(clause):
    assert update(clause, "people_say = 'poke'") == 1
