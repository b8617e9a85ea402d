import re

import pytest
from bs4 import Tag

from policies.guides import actions
from policies.guides.models import Guide, GuideRun
from policies.roles.models import PolicySet
from tests.factories import GuideRunFactory
from tests.support.html import links, page, words
from tests.unit.policies.guides.fixtures import guides
from tests.unit.policies.guides.published import (
    D04,
    OPEN,
    THRESHOLD,
    TO_LOOK,
    Walk,
    definition,
    only_for,
)

RUN = r"/guides/runs/[0-9a-f-]{36}/"


@pytest.fixture
def walk(as_user):
    return lambda slug=D04, username="yj.worker": Walk(as_user(username), slug)


def by_heading(main: Tag) -> dict[str, list[str]]:
    """The links of each list, under the heading that the list follows."""
    return {words(h2): links(h2.find_next_sibling("ul")) for h2 in main.find_all("h2")}


class TestTheList:
    @pytest.mark.parametrize("username", ["yj.worker", "dss.employee"])
    def test_all_guides_of_the_reader_under_their_topics(self, as_user, username):
        listed = by_heading(page(as_user(username).get("/guides/")))
        expected: dict[str, list[str]] = {}
        by_decision = sorted(guides().values(), key=lambda guide: guide.decision)
        for guide in (guide for guide in by_decision if guide.slug != Guide.LANDING):
            topic = guide.topic.replace("-", " ").capitalize()
            expected.setdefault(topic, []).append(f"/guides/{guide.slug}/")
        assert list(listed.items()) == list(expected.items())
        assert listed["Contact with service users"] == [
            "/guides/friend-request/",
            "/guides/contact-for-work/",
            "/guides/stranger-or-group/",
        ]
        assert listed["Welfare whereabouts"] == [f"/guides/{D04}/"]

    def test_one_for_some_staff_is_not_shown_to_others(self, as_user):
        actions.publish(by=None, definition=only_for("YJ"), reviewed_as_file=True)
        address = f"/guides/{D04}/"
        assert address in links(as_user("yj.worker").get("/guides/"))
        others = links(as_user("dss.employee").get("/guides/"))
        assert address not in others
        assert "/guides/friend-request/" in others

    @pytest.mark.parametrize("why", ["no guides", "no job"])
    def test_none_for_other_staff(self, as_user, person, why):
        if why == "no job":
            person("dss.employee").appointments.all().delete()
        else:
            dss = PolicySet.objects.get(code="DSS")
            Guide.policy_sets.through.objects.filter(policyset=dss).delete()
        text = words(as_user("dss.employee").get("/guides/"))
        assert "No guide serves your staff group yet." in text

    def test_what_was_kept_and_by_whom(self, as_user):
        run = GuideRunFactory()
        address = f"/guides/runs/{run.key}/outcome/"
        assert address in links(as_user("yj.worker").get("/guides/"))
        assert address not in links(as_user("yj.worker2").get("/guides/"))

    def test_what_was_not_kept_is_not_listed(self, as_user):
        run = GuideRunFactory(kept=False)
        assert str(run.key) not in as_user("yj.worker").get("/guides/").content.decode()


class TestAQuestionAPage:
    def test_looking_at_the_first_question_begins_nothing(self, walk):
        walked = walk()
        assert walked.question == "What is the concern about?"
        assert not GuideRun.objects.exists()

    def test_each_answer_leads_to_the_next_question(self, walk):
        walked = walk()
        walked.answer("whereabouts")
        assert re.fullmatch(f"{RUN}q/threshold/", walked.address)
        assert walked.question == THRESHOLD
        assert "All three need to be true." in words(walked.page)

    def test_how_many_are_left_is_said(self, walk):
        walked = walk()
        assert "Question 1. At most 5 left, this one included." in words(walked.page)
        walked.answer(*TO_LOOK[:4])
        assert "Question 5. The last one." in words(walked.page)

    def test_not_sure_is_an_answer_where_the_decision_has_it(self, walk):
        walked = walk()
        assert "not-sure" not in walked.options
        walked.answer("whereabouts")
        assert "not-sure" in walked.options
        walked.answer("yes")
        assert "not-sure" not in walked.options
        walked.answer("yes")
        assert "not-sure" in walked.options

    def test_not_being_sure_leads_to_the_careful_outcome(self, walk):
        walked = walk()
        walked.answer("community", "not-sure")
        assert words(page(walked.page).h1).startswith("Ask first Do not look yet")

    def test_the_answers_so_far_stand_below(self, walk):
        walked = walk()
        walked.answer("personal-safety", "yes")
        so_far = words(page(walked.page).find("section", class_="answers"))
        assert "Their personal safety" in so_far
        assert THRESHOLD in so_far
        assert OPEN not in so_far

    def test_answers_never_stand_in_an_address(self, walk):
        walked = walk()
        walked.answer(*TO_LOOK)
        allowed = re.compile(rf"/guides/{D04}/|{RUN}(q/[a-z-]+/|outcome/)?")
        assert [a for a in walked.addresses if not allowed.fullmatch(a)] == []
        questions = {q["key"] for q in definition()["questions"]}
        asked = {a.split("/q/")[1].strip("/") for a in walked.addresses if "/q/" in a}
        assert asked <= questions

    def test_a_page_costs_no_more_than_ten_queries(self, walk, django_assert_max_num_queries):
        walked = walk()
        walked.answer(*TO_LOOK[:4])
        with django_assert_max_num_queries(10):
            walked.open(walked.address)


class TestSomebodyElsesRun:
    @pytest.mark.parametrize("username", ["yj.worker2", "yj.leader", "dss.employee", "admin"])
    @pytest.mark.parametrize("place", ["", "outcome/", "q/concern/", "q/none/"])
    def test_is_not_there(self, as_user, username, place):
        run = GuideRunFactory()
        assert as_user(username).get(f"/guides/runs/{run.key}/{place}").status_code == 404

    @pytest.mark.parametrize("place", ["keep/", "q/concern/"])
    def test_cannot_be_changed(self, as_user, place):
        run = GuideRunFactory(kept=False)
        data = {"question": "concern", "answer": "other"}
        response = as_user("yj.worker2").post(f"/guides/runs/{run.key}/{place}", data)
        assert response.status_code == 404
        before = run.answers
        run.refresh_from_db()
        assert (run.answers, run.kept) == (before, False)

    def test_a_run_that_does_not_exist_looks_the_same(self, as_user):
        client = as_user("yj.worker2")
        none = client.get("/guides/runs/00000000-0000-0000-0000-000000000000/")
        other = client.get(f"/guides/runs/{GuideRunFactory().key}/")
        assert words(none) == words(other)
        assert none.status_code == other.status_code == 404


class TestForOtherStaff:
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_the_guide_says_whom_it_is_for(self, as_user, method):
        client = as_user("dss.employee")
        actions.publish(by=None, definition=only_for("YJ"), reviewed_as_file=True)
        data = {"question": "concern", "answer": "whereabouts"}
        response = getattr(client, method)(f"/guides/{D04}/", data)
        assert "This guide is for Victorian youth justice staff." in words(response)
        assert page(response).find(["fieldset", "legend"]) is None
        assert not GuideRun.objects.exists()

    def test_somebody_without_a_job_is_told_too(self, as_user, person):
        actions.publish(by=None, definition=only_for("YJ"), reviewed_as_file=True)
        person("yj.worker").appointments.all().delete()
        response = as_user("yj.worker").get(f"/guides/{D04}/")
        assert "This guide is for Victorian youth justice staff." in words(response)


class TestHandingOver:
    def test_to_another_guide(self, walk):
        walked = walk()
        walked.answer(*TO_LOOK[:4], "police")
        assert walked.address == "/guides/police-and-profiles/"
        assert walked.question == "Who starts it?"
        assert "leads here: this guide has the answer" in walked.page.content.decode()

    def test_the_landing_guide_hands_over_without_a_word(self, walk):
        walked = walk("what-happened")
        while walked.address.startswith("/guides/runs/") or "what-happened" in walked.address:
            walked.answer(walked.options[0])
        assert "leads here" not in walked.page.content.decode()

    def test_going_back_to_the_run_hands_over_again(self, walk):
        walked = walk()
        walked.answer(*TO_LOOK[:4], "police")
        run = GuideRun.objects.get()
        assert run.outcome == ""
        walked.open(f"/guides/runs/{run.key}/outcome/")
        assert walked.address == "/guides/police-and-profiles/"

    def test_the_question_that_handed_over_can_be_changed(self, walk):
        walked = walk()
        walked.answer(*TO_LOOK[:4], "police")
        walked.open(f"/guides/runs/{GuideRun.objects.get().key}/q/need/")
        assert walked.chosen == "police"
        walked.answer("look")
        assert walked.address.endswith("/outcome/")
