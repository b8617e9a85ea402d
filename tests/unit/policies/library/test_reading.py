import re
from datetime import date, timedelta

import pytest

from policies.directory.models import Contact
from policies.library import reading
from policies.library.beside import surroundings, terms_of
from policies.library.models import Citation, ClauseVersion, Definition, Policy, PolicyVersion
from policies.library.reading import read_policy, version_on
from policies.roles.models import JobRole
from tests.support.desk import amend
from tests.support.html import words

pytestmark = pytest.mark.django_db
ROLE = "yj-case-manager"


@pytest.fixture
def policy():
    return Policy.objects.get(code="yj-social-media")


def read(policy: Policy, role: str = ROLE):
    """The page of the version in force, read anew."""
    version = PolicyVersion.objects.in_force().get(policy=policy)
    return read_policy(policy, version, JobRole.objects.get(key=role))


class TestWhatIsKeptBetweenReaders:
    def test_what_is_kept_is_what_would_be_rendered_anew(self, policy):
        kept = [read(policy).text for _ in range(2)][-1]
        reading._text.cache_clear()
        assert read(policy).text == kept

    def test_the_second_reading_asks_less_of_the_database(
        self, policy, django_assert_max_num_queries
    ):
        read(policy)
        version = PolicyVersion.objects.get(policy=policy)
        role = JobRole.objects.get(key=ROLE)
        with django_assert_max_num_queries(3):
            read_policy(policy, version, role)

    def test_a_new_version_shows_its_own_words(self, policy):
        assert "through an account of your own" in words(read(policy).text.html)
        amend({"yj-069": "Keep your own accounts out of it."})
        after = words(read(policy).text.html)
        assert "Keep your own accounts out of it." in after
        assert "through an account of your own" not in after

    def test_the_old_version_still_shows_the_old_ones(self, policy):
        old = PolicyVersion.objects.get(policy=policy)
        amend({"yj-069": "Keep your own accounts out of it."})
        assert "through an account of your own" in words(read_policy(policy, old, None).text.html)

    def test_a_contact_by_another_name_shows_at_once(self, policy):
        assert "9096 0779" in words(read(policy).text.html)
        contact = Contact.objects.get(key="web-design-services")
        Citation.objects.of(contact).update(label="Web and Design Services, 9096 0000")
        assert "Whom to ring: Web and Design Services, 9096 0000" in words(read(policy).text.html)

    def test_a_contact_no_longer_named_goes_at_once(self, policy):
        contact = Contact.objects.get(key="director-communications")
        said = "Whom to ring: Director of Communications"
        assert said in words(read(policy).text.html)
        Citation.objects.of(contact).update(retired=True)
        assert said not in words(read(policy).text.html)

    def test_a_better_meaning_of_a_term_shows_at_once(self, policy):
        read(policy)
        changed = {"meaning": "Off duty, on your own.", "revision": 2}
        Definition.objects.filter(term="Private use").update(**changed)
        assert "Off duty, on your own." in words(read(policy).text.html)

    def test_one_reader_does_not_see_what_is_asked_of_another(self, policy):
        assert {b.part for b in read(policy).asked_of_you} == {ROLE}
        assert {b.part for b in read(policy, "yj-team-leader").asked_of_you} == {"yj-team-leader"}
        version = PolicyVersion.objects.get(policy=policy)
        assert read_policy(policy, version, None).asked_of_you == []


class TestTheText:
    def test_every_clause_in_force_is_in_it_once(self, policy):
        html = read(policy).text.html
        in_force = ClauseVersion.objects.in_force().filter(version__policy=policy)
        assert in_force.count() == 139
        for short_id in in_force.values_list("clause__short_id", flat=True):
            assert html.count(f'id="{short_id}"') == 1

    def test_the_contents_name_the_sections_in_order(self, policy):
        urls = re.findall(r'href="(#[^"]+)"', read(policy).text.contents)
        assert [url for url in urls if url != "#references"] == [
            f"#{clause.short_id}"
            for clause in policy.clauses.filter(versions__path__len=1, versions__kind="section")
        ]
        assert urls[-1] == "#references"

    def test_without_references_there_is_no_such_heading(self, policy):
        for reference in policy.references.all():
            reference.clauses.clear()
            reference.delete()
        assert "#references" not in read(policy).text.contents
        assert read(policy).text.references.strip() == ""

    def test_each_reference_names_its_clauses(self, policy):
        version = PolicyVersion.objects.in_force().get(policy=policy)
        named = {r.title: r.named_in for r in surroundings(version, now=True).references}
        assert named["Information Privacy Act 2000"] == ("yj-039", "yj-068")
        assert named["Victoria police, Kids cyber safety site"] == ("yj-104",)


class TestTheVersionOfADay:
    def test_today_if_no_day_is_given(self, policy):
        assert version_on(policy, None) == PolicyVersion.objects.get(policy=policy)

    def test_none_before_the_first_day(self, policy):
        assert version_on(policy, date(2026, 1, 1) - timedelta(days=1)) is None
        assert version_on(policy, date(2026, 1, 1)) == PolicyVersion.objects.get(policy=policy)


def test_terms_are_those_of_the_policy_alone(policy):
    other = Policy.objects.create(code="other", title="Other", kind="policy")
    assert terms_of(other) == ()
    assert {term.word for term in terms_of(policy)} == {
        "Social media",
        "Official use",
        "Private use",
        "Publication",
    }
