"""The page of an outcome, and what becomes of it when the rules or the guide change."""

import re

import pytest

from policies.guides import actions
from policies.guides.models import GuideRun
from policies.library.actions import confirm_citation
from policies.library.models import Citation
from tests.support.desk import amend
from tests.support.html import links, page, under, words
from tests.unit.policies.guides.published import (
    D04,
    THRESHOLD,
    TO_LOOK,
    Walk,
    definition,
    live,
    named,
)

RUN = r"/guides/runs/[0-9a-f-]{36}/"


@pytest.fixture
def walk(as_user):
    return lambda slug=D04, username="yj.worker": Walk(as_user(username), slug)


class TestTheOutcome:
    @pytest.fixture
    def looked(self, walk):
        walked = walk()
        walked.answer(*TO_LOOK)
        return walked

    def test_the_standing_stands_first(self, looked):
        main = page(looked.page)
        heading = main.find(["h1", "h2", "h3"])
        assert words(heading) == (
            "You may, if … You may look at what is publicly available to find the young person,"
            " if every safeguard holds."
        )
        assert len(main.find_all("h1")) == 1

    def test_the_number_to_ring_stands_right_under_it(self, walk):
        walked = walk()
        walked.answer(*TO_LOOK[:-1], "message")
        text = words(page(walked.page))
        first = "Do not send anything yet"
        number = "Ring 9096 0779 Manager, Web and Design Services, Communications Branch"
        assert text.index(first) < text.index(number) < text.index("is a last resort")

    def test_the_clauses_stand_in_full(self, looked):
        clauses = page(looked.page).find_all("article", class_="clause")
        assert [c["id"] for c in clauses] == [f"yj-{n:03}" for n in range(91, 97)]
        assert "significant, immediate and defendable concerns" in words(clauses[0])
        assert "Social media procedure for youth justice staff" in words(clauses[0])
        assert "/c/yj-091/" in links(clauses[0])

    def test_what_to_do_in_order(self, looked):
        todo = under(page(looked.page), "What to do now")
        assert todo.index("Stop looking") < todo.index("Note the ground") < todo.index("Talk with")
        assert "You, before you use anything you find" in todo

    def test_whom_to_ring_is_the_readers_own(self, walk):
        for username, leader in (("yj.worker", "Priya Raman"), ("yj.worker2", "Tomasz Zielinski")):
            walked = walk(username=username)
            walked.answer(*TO_LOOK)
            assert leader in under(page(walked.page), "Whom to ring or ask")

    def test_the_number_can_be_rung(self, walk):
        walked = walk()
        walked.answer(*TO_LOOK[:4], "message")
        assert "tel:90960779" in links(walked.page)
        assert "Get approval from" in under(page(walked.page), "Whom to ring or ask")

    def test_why_it_was_reached(self, looked):
        why = words(page(looked.page).find("section", class_="answers"))
        assert why.startswith("Why: the answers that led here")
        assert "Only look, to find them" in why

    def test_it_can_be_asked_about(self, looked):
        assert f"/consultations/new/?run={looked.run().key}" in links(looked.page)

    def test_it_can_be_kept_once(self, looked):
        address = f"/guides/runs/{looked.run().key}/keep/"
        response = looked.client.post(address, follow=True)
        assert "Kept. You find it under Guides" in words(response)
        assert page(response).find("form", action=address) is None
        assert looked.run().kept

    def test_keeping_an_unfinished_run_leads_on(self, walk):
        walked = walk()
        walked.answer("whereabouts")
        response = walked.client.post(f"/guides/runs/{walked.run().key}/keep/", follow=True)
        assert words(page(response).legend.h1) == THRESHOLD
        assert not walked.run().kept

    def test_a_link_keeps_nothing(self, looked):
        assert looked.client.get(f"/guides/runs/{looked.run().key}/keep/").status_code == 405

    def test_an_outcome_not_reached_yet_leads_to_the_open_question(self, walk):
        walked = walk()
        walked.answer("whereabouts")
        walked.open(walked.address.replace("q/threshold", "outcome"))
        assert walked.question == THRESHOLD

    def test_it_costs_no_more_than_ten_queries(self, looked, django_assert_max_num_queries):
        amend({"yj-092": "Read only what anybody can read."})
        with django_assert_max_num_queries(10):
            looked.open(looked.address)


class TestAGuideWithoutQuestions:
    def test_the_outcome_is_the_first_page(self, walk):
        walked = walk("friend-request")
        assert words(page(walked.page).h1).startswith("Do not Do not accept the request")
        assert not GuideRun.objects.exists()

    def test_keeping_it(self, walk):
        walked = walk("friend-request")
        response = walked.client.post(walked.address, {"next": "keep"}, follow=True)
        assert re.fullmatch(f"{RUN}outcome/", response.request["PATH_INFO"])
        assert "Kept. You find it under Guides." in words(response)
        assert GuideRun.objects.get().kept

    def test_asking_about_it(self, walk):
        walked = walk("friend-request")
        response = walked.client.post(walked.address, {"next": "ask"})
        run = GuideRun.objects.get()
        assert response["Location"] == f"/consultations/new/?run={run.key}"
        assert run.outcome == "do-not-accept"


class TestTheFlag:
    def test_shows_until_somebody_confirms(self, walk, person):
        walked = walk()
        walked.answer(*TO_LOOK)
        flag = "This advice is being checked."
        assert flag not in words(walked.page)
        amend({"yj-092": "Read only what anybody can read."})
        text = words(walked.open(walked.address))
        assert flag in text
        assert "The text of clause 14.2 has changed since this advice was written." in text
        flagged = page(walked.page).find("article", id="yj-092")
        assert "Read only what anybody can read." in words(flagged)
        assert "Being checked." in words(flagged)
        for citation in Citation.objects.suspect():
            confirm_citation(by=person("editor"), citation=citation)
        text = words(walked.open(walked.address))
        assert flag not in text
        assert "Read only what anybody can read." in text

    def test_an_outcome_that_rests_on_other_clauses_is_not_flagged(self, walk):
        amend({"yj-092": "Read only what anybody can read."})
        walked = walk()
        walked.answer("other")
        assert "being checked" not in words(walked.page)


class TestANewVersionOfTheGuide:
    @pytest.fixture
    def anew(self, db):
        changed = definition() | {"title": "Anew"}
        named(changed["questions"], "threshold")["text"] = "Is it grave?"
        return lambda: actions.publish(by=None, definition=changed, reviewed_as_file=True)

    def test_a_run_goes_on_in_the_one_it_began_with(self, walk, anew):
        walked = walk()
        walked.answer("whereabouts")
        anew()
        walked.open(walked.address)
        assert walked.question == THRESHOLD
        assert "This guide has changed since you began." in words(walked.page)
        assert page(walked.page).find("form", action=f"/guides/runs/{walked.run().key}/restart/")
        walked.answer("no")
        assert "This guide has changed since you began." in words(walked.page)

    def test_the_next_run_is_asked_the_new_questions(self, walk, anew):
        anew()
        walked = walk()
        walked.answer("whereabouts")
        assert walked.question == "Is it grave?"
        assert walked.run().version == live()

    def test_what_it_says_is_escaped(self, walk):
        bad = "<script>alert(1)</script>"
        changed = definition() | {"title": bad, "summary": bad}
        changed["questions"][0] |= {"text": bad, "hint": bad}
        changed["questions"][0]["options"][3]["label"] = bad
        outcome = named(changed["outcomes"], "not-met")
        outcome |= {"answer": bad, "advice": [bad]}
        outcome["do"] = [{"role": "yj-case-manager", "task": bad, "by": bad}]
        actions.publish(by=None, definition=changed, reviewed_as_file=True)
        walked = walk()
        pages = [walked.page, walked.answer("other"), walked.open("/guides/"), walked.open("/")]
        for response in pages:
            assert bad not in response.content.decode()
            assert "alert(1)" in words(response)

    def test_in_an_emergency_the_number_stands_above_everything(self, walk):
        changed = definition()
        named(changed["outcomes"], "message-last-resort")["standing"] = "emergency"
        actions.publish(by=None, definition=changed, reviewed_as_file=True)
        walked = walk()
        walked.answer(*TO_LOOK[:4], "message")
        text = words(walked.page)
        assert text.index("9096 0779") < text.index("Act now")
