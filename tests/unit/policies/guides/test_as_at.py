"""Guides and their advice as they stood on a day."""

import pytest

from policies.guides import actions
from policies.guides.models import GuideRun
from policies.library.actions import confirm_citation
from policies.library.models import Citation
from tests.support.desk import amend
from tests.support.html import links, page, under, words
from tests.unit.policies.guides.dated import (
    COMMITTEE,
    FIRST,
    SECOND,
    SLUG,
    THIRD,
    definition,
    finished,
    published,
    three_versions,
)
from tests.unit.policies.guides.published import D04, TO_LOOK, Walk, live

pytestmark = pytest.mark.django_db

HERE = f"/guides/{SLUG}/"
# The clause that the first version cites, in the words of the policy's first version.
OLD_WORDS, NEW_WORDS = "Director of Communications", "must hold explicit approval"


@pytest.fixture
def versions(db):
    return three_versions()


@pytest.fixture
def reader(as_user):
    return as_user("dhs.employee")


def band(response) -> str:
    found = page(response).find(class_="band")
    return words(found) if found else ""


class TestAGuide:
    @pytest.mark.parametrize(
        ("day", "number", "asked", "answer"),
        [
            (FIRST, 1, "For whom do you speak?", "Get approval."),
            ("2011-01-09", 1, "For whom do you speak?", "Get approval."),
            (SECOND, 2, "For whom do you speak?", "Ask them."),
            ("2012-04-30", 2, "For whom do you speak?", "Ask them."),
            (THIRD, 3, "As whom do you write?", "Ask them."),
            ("2999-12-31", 3, "As whom do you write?", "Ask them."),
            ("9999-12-31", 3, "As whom do you write?", "Ask them."),
        ],
    )
    def test_is_the_version_of_that_day(self, versions, reader, day, number, asked, answer):
        response = reader.get(f"{HERE}?on={day}")
        assert f"version {number} of the guide" in band(response)
        assert f"1. {asked}" in words(response)
        assert answer in words(response)

    def test_has_the_words_of_that_day(self, versions, reader):
        [before] = page(reader.get(f"{HERE}?on=2010-10-31")).find_all("article", id="dhs-059")
        [after] = page(reader.get(f"{HERE}?on=2010-11-01")).find_all("article", id="dhs-059")
        assert "version 1" in words(before)
        assert "version 2" in words(after)
        assert words(before.find(class_="clause__body")) != words(after.find(class_="clause__body"))
        assert "/c/dhs-059/?on=2010-11-01" in links(after)

    def test_says_where_the_words_were_no_longer_those_it_was_written_for(self, versions, reader):
        changed = "Clause 8.1.3 has other words on that day than those"
        assert changed not in words(reader.get(f"{HERE}?on=2010-10-31"))
        assert changed in words(reader.get(f"{HERE}?on=2010-11-01"))

    def test_a_later_confirmation_does_not_reach_back(self, person, reader):
        """Version 3 cites words that change in 2026 and are confirmed then."""
        published(definition("Who?", COMMITTEE), THIRD)
        amend({"dhs-079": "The committee must say yes."}, code="dhs-social-media")
        changed = "Clause 9.2 has other words on that day than those"
        assert changed in words(reader.get(f"{HERE}?on=2999-01-01"))
        for citation in Citation.objects.suspect():
            confirm_citation(by=person("editor"), citation=citation)
        assert changed not in words(reader.get(f"{HERE}?on=2999-01-01"))
        assert changed not in words(reader.get(f"{HERE}?on=2020-01-01"))

    def test_lists_answers_with_where_they_lead(self, versions, reader):
        response = reader.get(f"{HERE}?on=2010-08-01")
        asked = under(page(response), "1. For whom do you speak?")
        assert "For the department → Ask first – Get approval." in asked
        assert {"#o-approve", "#o-free"} <= set(links(response))

    def test_nothing_begins_there(self, versions, reader):
        response = reader.get(f"{HERE}?on=2010-08-01")
        assert page(response).find("form", method="post") is None
        assert not [link for link in links(response) if link.startswith("/consultations/")]
        answered = reader.post(f"{HERE}?on=2010-08-01", {"question": "who", "answer": "official"})
        assert answered.status_code == 405
        assert not GuideRun.objects.exists()

    def test_before_the_first_version(self, versions, reader):
        response = reader.get(f"{HERE}?on=2010-05-31")
        assert (
            "No version of this guide was in force on 31 May 2010; the first is from 1 June 2010."
        ) in band(response)
        assert HERE in links(response)
        assert "in force on 1 January 0001; the" in band(reader.get(f"{HERE}?on=0001-01-01"))

    def test_today_there_is_no_band_and_a_way_in(self, versions, reader):
        opened = page(reader.get(HERE))
        [link] = [a for a in opened.find_all("a") if words(a).startswith("Read the whole guide")]
        response = reader.get(link["href"])
        assert band(response) == ""
        assert "1. As whom do you write?" in words(response)
        assert HERE in links(response)

    @pytest.mark.parametrize("day", ["nope", "2010-02-30", "<script>", "1'--", "\x00", "x" * 999])
    def test_a_day_that_is_none(self, versions, reader, day):
        response = reader.get(HERE, {"on": day})
        assert response.status_code == 200
        assert words(page(response).find("legend").h1) == "As whom do you write?"
        assert "Enter a date such as 2026-03-14." in words(response)
        assert "<script>" not in str(page(response))

    def test_an_empty_day_is_none(self, versions, reader):
        response = reader.get(f"{HERE}?on=")
        assert "Enter a date" not in words(response)
        assert page(response).find("legend")

    def test_nothing_of_another_staff_group(self, as_user):
        text = words(as_user("dhs.employee").get(f"/guides/{D04}/?on=2999-12-31"))
        assert "young person's public profile" in text or "no rule" in text
        assert "Ring 999" not in text
        assert "What is the concern about?" not in text

    @pytest.mark.parametrize("username", ["yj.worker", "dss.employee"])
    def test_a_reader_whom_it_does_not_serve(self, versions, as_user, username):
        text = words(as_user(username).get(f"{HERE}?on=2010-08-01"))
        assert "This guide is for" in text
        assert "Get approval." not in text

    def test_a_guide_that_never_was(self, reader):
        assert reader.get("/guides/no-such-guide/?on=2010-08-01").status_code == 404


class TestAnOutcome:
    @pytest.fixture
    def run(self, versions, person):
        return finished(versions[0], person("dhs.employee"))

    def read(self, reader, run: GuideRun, day: str):
        return reader.get(f"/guides/runs/{run.key}/outcome/", {"on": day})

    def test_the_same_advice(self, reader, run):
        response = self.read(reader, run, "2010-08-01")
        assert words(page(response).h1) == "Ask first Get approval."
        assert "It is the same advice as you got." in words(response)
        assert "version 1" in words(page(response).find("article", id="dhs-059"))
        assert "For the department" in words(response)

    def test_other_advice_is_said_to_be_other(self, reader, run):
        response = self.read(reader, run, "2011-02-01")
        assert words(page(response).h1) == "Ask first Ask them."
        assert "It is not the advice you got , which says: Ask first Get approval." in words(
            response
        )

    def test_answers_that_no_longer_fit_lead_nowhere(self, reader, run):
        response = self.read(reader, run, "2013-01-01")
        assert words(page(response).h1) == "On that day these answers led to no advice"
        assert "“As whom do you write?”" in words(response)
        assert "Ask them." not in words(response)

    def test_the_same_answer_with_something_else_beside_it(self, person, reader):
        with_advice = COMMITTEE | {"advice": ["Allow a week."]}
        first = published(definition("Who?", COMMITTEE), SECOND)
        published(definition("Who?", with_advice), THIRD)
        response = self.read(reader, finished(first, person("dhs.employee")), "2013-01-01")
        assert "Allow a week." in words(response)
        assert "The answer is the same as in the advice you got , but not everything" in words(
            response
        )

    def test_a_guide_that_handed_over(self, person, reader):
        first = published(definition("Who?", COMMITTEE), SECOND)
        other = definition("Who?", COMMITTEE)
        other["questions"][0]["options"][1]["to"] = "guide:friend-request"
        other["outcomes"] = [COMMITTEE]
        other["scenarios"][1] |= {"guide": "friend-request"}
        del other["scenarios"][1]["outcome"]
        published(other, THIRD)
        run = finished(first, person("dhs.employee"), "private")
        response = self.read(reader, run, "2013-01-01")
        assert "/guides/friend-request/?on=2013-01-01" in links(response)

    def test_a_version_that_was_not_for_them(self, person, reader):
        first = published(definition("Who?", COMMITTEE), SECOND)
        others = definition("Who?", COMMITTEE) | {"sets": ["YJ"], "start": {"YJ": "who"}}
        for scenario in others["scenarios"]:
            scenario["set"] = "YJ"
        published(others, THIRD)
        response = self.read(reader, finished(first, person("dhs.employee")), "2013-01-01")
        assert "The guide was not for your staff group on that day." in words(response)

    def test_before_the_first_version(self, reader, run):
        response = self.read(reader, run, "2009-01-01")
        assert "the first is from 1 June 2010" in band(response)
        assert f"/guides/runs/{run.key}/outcome/" in links(response)

    def test_it_can_only_be_read(self, reader, run):
        response = self.read(reader, run, "2011-02-01")
        assert page(response).find("form", method="post") is None
        assert not [link for link in links(response) if "consultations" in link]

    def test_a_day_that_is_none_leaves_the_advice(self, reader, run):
        response = self.read(reader, run, "soon")
        assert words(page(response).h1) == "Ask first Get approval."
        assert "Enter a date such as 2026-03-14." in words(response)

    def test_a_run_without_an_outcome_goes_on(self, versions, person, reader):
        run = actions.start(
            by=person("dhs.employee"),
            version=versions[2],
            policy_set=finished(versions[0], person("dhs.employee")).policy_set,
        )
        response = reader.get(f"/guides/runs/{run.key}/outcome/?on=2013-01-01", follow=True)
        assert page(response).find("legend")

    def test_contacts_are_named_without_their_numbers_of_today(self, as_user):
        walked = Walk(as_user("yj.worker"))
        walked.answer(*TO_LOOK[:4], "message")
        assert "tel:90960779" in links(walked.page)
        then = walked.open(f"{walked.address}?on=2999-12-31")
        assert "/contacts/web-design-services/" in links(then)
        assert "tel:90960779" not in links(then)

    def test_a_clause_that_was_not_in_force(self, as_user):
        """The sample's guides are older than one day only; a clause taken out later is gone then."""
        walked = Walk(as_user("yj.worker"))
        walked.answer(*TO_LOOK)
        amend({}, without=["yj-095"])
        then = words(walked.open(f"{walked.address}?on=2999-12-31"))
        assert "Clause 14.5 , on which this advice rests, was not in force on that day." in then

    @pytest.mark.parametrize("day", ["2010-11-15", "2011-02-01", "2013-01-01", "2009-01-01"])
    def test_it_costs_no_more_than_ten_queries(
        self, reader, run, day, django_assert_max_num_queries
    ):
        reader.get("/guides/")
        for address in (HERE, f"/guides/runs/{run.key}/outcome/"):
            with django_assert_max_num_queries(10):
                reader.get(address, {"on": day})


def test_the_whole_of_the_largest_guide_costs_no_more(as_user, django_assert_max_num_queries):
    reader = as_user("yj.worker")
    assert live().guide.slug == D04
    with django_assert_max_num_queries(10):
        reader.get(f"/guides/{D04}/?on=2999-12-31")
