from dataclasses import replace
from datetime import date

import pytest

from policies.guides.checks import ClauseFact, check
from policies.guides.gate import context
from policies.library.models import Binding, Clause, ClauseVersion
from policies.roles.models import PolicySet
from tests.support.desk import amend, draft, write
from tests.unit.policies.guides import fixtures
from tests.unit.policies.guides.published import definition

pytestmark = pytest.mark.django_db
YJ = frozenset({"YJ"})


def words_of(short_id: str) -> str:
    """The hash of a clause's words in force."""
    return ClauseVersion.objects.in_force().get(clause__short_id=short_id).hash


class TestWhatTheGateKnows:
    def test_the_clauses_in_force_with_what_they_are_and_whom_they_bind(self):
        clauses = {
            key: replace(fact, topics=frozenset()) for key, fact in context().clauses.items()
        }
        assert clauses["yj-069"] == ClauseFact(
            "prohibition", "must", YJ, hash=words_of("yj-069"), policy="yj-social-media"
        )
        assert clauses["yj-092"] == ClauseFact(
            "permission", "advised", YJ, hash=words_of("yj-092"), policy="yj-social-media"
        )
        assert set(clauses) == set(fixtures.context().clauses)
        assert sum(clause.policy_sets == YJ for clause in clauses.values()) == 139

    def test_every_set_that_a_policy_binds(self):
        policy = Clause.objects.get(short_id="yj-069").policy
        Binding.objects.create(policy=policy, policy_set=PolicySet.objects.get(code="DHS"))
        assert context().clauses["yj-069"].policy_sets == {"YJ", "DHS"}

    def test_not_what_a_draft_says(self):
        write(draft(), "yj-069", strength="should")
        assert context().clauses["yj-069"].strength == "must"

    def test_not_a_clause_that_is_gone(self):
        amend({}, without=["yj-070"])
        assert "yj-070" not in context().clauses

    def test_contacts_roles_and_guides(self):
        known = context()
        assert {"web-design-services", "yj-team-leader"} <= set(known.contacts)
        assert {"yj-case-manager", "dss-employee"} <= set(known.roles)
        assert "friend-request" in known.guides
        assert "next" not in known.guides

    def test_guides_that_come_together(self):
        assert {"next", "friend-request"} <= set(context(coming=[{"slug": "next"}]).guides)

    def test_the_column_in_which_a_clause_stands(self):
        columns = {clause.column for clause in context().clauses.values()}
        assert columns == set(ClauseVersion.objects.in_force().values_list("column", flat=True))
        assert len(columns) > 1

    def test_whom_a_role_and_a_contact_may_be_named_to(self):
        known = context()
        assert known.role_sets["yj-case-manager"] == {"YJ", "DHS"}
        assert known.role_sets["dss-employee"] == {"DSS"}
        assert set(known.role_sets) == set(known.roles)
        assert known.contact_sets == fixtures.context().contact_sets

    def test_the_numbers_and_addresses_of_contacts(self):
        known = context().ways
        assert known["90967710"] == known["media@dhs.vic.gov.au"] == "media-unit"
        assert set(known) == set(fixtures.context().ways)

    def test_the_topics_of_the_guides_that_rest_on_a_clause(self):
        found = {key: clause.topics for key, clause in context().clauses.items()}
        assert found == {k: clause.topics for k, clause in fixtures.context().clauses.items()}
        moved = context(coming=[definition() | {"topic": "elsewhere"}]).clauses
        assert found["yj-095"] == {"welfare-whereabouts"}
        assert moved["yj-095"].topics == {"elsewhere"}

    def test_the_clauses_of_an_earlier_day(self):
        assert "dhs-085" in context().clauses
        assert not context(on=date(2009, 1, 1)).clauses

    def test_four_queries_whatever_there_is(self, django_assert_max_num_queries):
        context()
        with django_assert_max_num_queries(4):
            context()


@pytest.mark.parametrize(
    ("removed", "rule"), [("clauses", "cited"), ("contacts", "contacts"), ("roles", "roles")]
)
def test_each_kind_of_knowledge_is_used(removed, rule):
    known = context()
    poorer = type(known)(
        **{
            name: () if name == removed and name != "clauses" else getattr(known, name)
            for name in ("clauses", "contacts", "roles", "guides")
        }
        | ({"clauses": {}} if removed == "clauses" else {})
    )
    assert check(definition(), known).ok
    assert {fault.rule for fault in check(definition(), poorer).faults} == {rule}
