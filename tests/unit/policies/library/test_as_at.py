"""Reading as at a day: every day has one text or none, and each page says which."""

from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from policies.library.beside import terms_of
from policies.library.models import Policy, PolicyVersion
from policies.library.reading import version_on
from tests.factories import publish_policy
from tests.support.desk import draft, publish, write
from tests.support.html import links, page, words
from tests.support.undo import undone

POLICY = "/policies/dhs-social-media/"
FIRST = date(2020, 1, 1)


@pytest.fixture
def reader(as_user):
    return as_user("dhs.employee")


def band(response) -> str:
    """What the band says; empty where there is none."""
    found = page(response).find(class_="band")
    return words(found) if found else ""


class TestEveryDay:
    @pytest.fixture
    def policy(self, db) -> Policy:
        """One clause in force since FIRST, which says the number of its version."""
        policy = publish_policy("as-at", clauses=1)
        policy.versions.update(effective=DateRange(FIRST, None))
        return policy

    @example([0, 0, 3])
    @given(gaps=st.lists(st.integers(0, 30), max_size=4))
    @settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_has_one_text_from_the_first_on_and_none_before(self, policy, reader, gaps):
        with undone():
            starts = [FIRST]
            for gap in gaps:
                starts.append(starts[-1] + timedelta(days=gap))
                version = draft("as-at")
                write(version, "as-at-1", heading=f"Words of {version.number}")
                publish(version, on=starts[-1])
            for n in range(-3, (starts[-1] - FIRST).days + 4):
                day = FIRST + timedelta(days=n)
                begun = [number for number, start in enumerate(starts, 1) if start <= day]
                found = version_on(policy, day)
                assert (found.number if found else None) == (begun[-1] if begun else None)
                assert policy.versions.in_force(day).count() == bool(begun)
            self.pages_agree(reader, starts[-1], len(starts))

    def pages_agree(self, reader, day: date, number: int) -> None:
        """The policy, its list and the clause all show the version of that day."""
        assert f": version {number}." in band(reader.get("/policies/as-at/", {"on": day}))
        assert f": version {number}." in band(reader.get("/c/as-at-1/", {"on": day}))
        assert "Policy as-at" in words(reader.get("/policies/", {"on": day}))


class TestAPolicy:
    def test_the_band_names_the_day_the_version_and_its_days(self, reader):
        said = band(reader.get(POLICY, {"on": "2010-12-24"}))
        assert said.startswith("As at 24 December 2010")
        assert "the text as it stood on 24 December 2010: version 2." in said
        assert "In force from 1 November 2010 to 8 August 2011." in said

    def test_it_leads_back_to_today_and_to_what_changed_since(self, reader):
        response = reader.get(POLICY, {"on": "2010-12-24"})
        assert links(page(response).find(class_="band")) == [
            POLICY,
            f"{POLICY}compare/?from=2&to=3",
        ]

    def test_a_day_in_the_time_of_todays_version_has_nothing_to_compare(self, reader):
        response = reader.get(POLICY, {"on": "2015-01-01"})
        assert "version 3. In force since 9 August 2011." in band(response)
        assert links(page(response).find(class_="band")) == [POLICY]

    def test_a_day_to_come_says_that_more_may_be_published(self, reader):
        day = timezone.localdate() + timedelta(days=100)
        assert "as it will stand, as far as published, on" in band(reader.get(POLICY, {"on": day}))

    @pytest.mark.parametrize("query", [{}, {"on": ""}, {"on": "yesterday"}])
    def test_today_has_no_band(self, reader, query):
        assert band(reader.get(POLICY, query)) == ""

    def test_a_clause_of_an_old_text_leads_to_its_old_words(self, reader):
        response = reader.get(POLICY, {"on": "2010-12-24"})
        assert "/c/dhs-038/?on=2010-11-01" in links(response)
        assert "/c/dhs-038/" in links(reader.get(POLICY))

    def test_what_it_asks_of_you_today_is_not_said_beside_an_old_text(self, reader):
        assert "What this asks of you" in words(reader.get(POLICY))
        assert "What this asks of you" not in words(reader.get(POLICY, {"on": "2010-12-24"}))

    def test_a_term_that_was_defined_otherwise_is_not_explained_in_todays_words(self, db):
        policy = Policy.objects.get(code="dhs-social-media")
        first = policy.versions.get(number=1)
        assert {t.word for t in terms_of(policy)} - {t.word for t in terms_of(policy, first)} == {
            "Employee",
            "Authorised representative",
            "Workplace bullying and harassment",
        }


class TestTheList:
    def test_of_a_day(self, reader):
        response = reader.get("/policies/", {"on": "2010-05-01"})
        assert "As at 1 May 2010 These are the policies as they stood" in band(response)
        assert "In force from 1 March 2010 to 31 October 2010" in words(response)
        assert f"{POLICY}?on=2010-05-01" in links(response)
        assert "/policies/pc-social-media/" not in "".join(links(response))

    def test_of_today_has_no_band(self, reader):
        response = reader.get("/policies/", {"on": timezone.localdate()})
        assert band(response) == ""
        assert POLICY in links(response)

    def test_of_a_day_that_is_none(self, reader):
        response = reader.get("/policies/", {"on": "soon"})
        assert "Enter a date such as 2026-03-14." in words(response)
        assert POLICY in links(response)


class TestAClause:
    def test_the_words_of_the_day(self, reader):
        response = reader.get("/c/dhs-038/", {"on": "2011-08-08"})
        assert "tell your line manager" in words(page(response).find("article"))
        assert ": version 2." in band(response)
        assert links(page(response).find(class_="band")) == ["/c/dhs-038/"]
        assert f"{POLICY}?on=2011-08-08#dhs-038" in links(response)

    def test_asking_is_about_the_words_in_force(self, reader):
        then = reader.get("/c/dhs-038/", {"on": "2011-08-08"})
        assert not [link for link in links(then) if "consultations/new" in link]

    def test_a_day_without_it(self, reader):
        response = reader.get("/c/dhs-131/", {"on": "2010-12-24"})
        assert "This clause was not in force on 24 December 2010." in band(response)
        assert page(response).find("article") is None
        assert "History of this clause" in words(response)

    def test_one_that_is_gone_was_in_force_in_its_time(self, reader):
        then = reader.get("/c/dhs-e02/", {"on": "2010-04-01"})
        assert "on trial until 31 October 2010" in words(page(then).find("article"))
        assert "no longer in force. These are its last words." in words(reader.get("/c/dhs-e02/"))


class TestAVersionByItsNumber:
    def test_one_of_the_past(self, reader):
        said = band(reader.get(f"{POLICY}versions/1/"))
        assert "You are reading version 1, which is not in force today." in said
        assert "In force from 1 March 2010 to 31 October 2010." in said

    def test_the_one_in_force_needs_no_band(self, reader):
        response = reader.get(f"{POLICY}versions/3/")
        assert band(response) == ""
        assert "In force since 9 August 2011" in words(response)

    def test_one_that_was_replaced_on_its_first_day_can_be_read_nowhere_else(self, reader):
        day = timezone.localdate()
        for body in ("First words.", "Second words."):
            version = draft("dhs-social-media")
            write(version, "dhs-038", body_markdown=body)
            publish(version, on=day)
        assert PolicyVersion.objects.get(
            policy__code="dhs-social-media", number=4
        ).effective.isempty
        response = reader.get(f"{POLICY}versions/4/")
        assert "First words." in words(page(response).find(id="dhs-038"))
        assert "Replaced on its first day." in band(response)
        assert "/c/dhs-038/#version-4" in links(response)
        clause = page(reader.get("/c/dhs-038/"))
        assert "First words." in words(clause.find(id="version-4"))

    @pytest.mark.parametrize("number", [0, 4, 10**12])
    def test_one_that_readers_do_not_have(self, reader, number):
        draft("dhs-social-media")
        assert reader.get(f"{POLICY}versions/{number}/").status_code == 404
