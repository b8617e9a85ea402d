"""Changing an answer, and answers that cannot be taken."""

import pytest

from policies.guides import actions
from policies.guides.models import GuideRun
from tests.factories import GuideRunFactory
from tests.support.html import links, page, words
from tests.unit.policies.guides.published import (
    D04,
    OPEN,
    THRESHOLD,
    TO_LOOK,
    Walk,
    definition,
    named,
)


@pytest.fixture
def walk(as_user):
    return lambda slug=D04, username="yj.worker": Walk(as_user(username), slug)


class TestGoingBack:
    def test_back_leads_to_the_question_before_with_its_answer(self, walk):
        walked = walk()
        walked.answer("whereabouts", "yes")
        walked.follow("Back")
        assert (walked.question, walked.chosen) == (THRESHOLD, "yes")
        walked.follow("Back")
        assert (walked.question, walked.chosen) == ("What is the concern about?", "whereabouts")
        walked.follow("Back")
        assert walked.address == "/guides/"

    def test_a_changed_answer_keeps_the_rest_and_brings_it_back(self, walk):
        walked = walk()
        walked.answer(*TO_LOOK)
        walked.change(THRESHOLD)
        assert walked.chosen == "yes"
        walked.answer("no")
        assert words(page(walked.page).h1).startswith("Ask first")
        walked.change(THRESHOLD)
        walked.answer("yes")
        assert words(page(walked.page).h1).startswith("You may, if … You may look")
        assert dict(walked.run().answers)["need"] == "look"

    def test_a_change_in_the_middle_goes_on_to_what_is_still_open(self, walk):
        walked = walk()
        walked.answer("whereabouts", "no")
        walked.change(THRESHOLD)
        walked.answer("yes")
        assert walked.question == OPEN

    def test_saying_the_same_again_changes_nothing(self, walk):
        walked = walk()
        walked.answer(*TO_LOOK)
        before = walked.run().answers
        walked.change("What is the concern about?")
        walked.answer("whereabouts")
        assert walked.address.endswith("/outcome/")
        assert walked.run().answers == before

    def test_each_answer_on_the_outcome_can_be_changed(self, walk):
        walked = walk()
        walked.answer(*TO_LOOK)
        change = [link for link in links(walked.page) if "/q/" in link]
        assert [link.split("/q/")[1] for link in change] == [
            "concern/",
            "threshold/",
            "open-and-hidden/",
            "client-and-privacy/",
            "need/",
        ]


class TestWhatCannotBeAnswered:
    @pytest.mark.parametrize(
        ("posted", "said"),
        [
            ({}, "Choose an answer."),
            ({"answer": ""}, "Choose an answer."),
            ({"answer": "maybe"}, "Choose one of the answers shown."),
            ({"answer": "whereabouts"}, "Choose one of the answers shown."),
            ({"answer": "<script>alert(1)</script>"}, "Choose one of the answers shown."),
            ({"answer": "x" * 100_000}, "Choose one of the answers shown."),
            ({"answer": "\x00"}, "Choose one of the answers shown."),
        ],
    )
    def test_says_so_and_loses_nothing(self, walk, posted, said):
        walked = walk()
        walked.answer("whereabouts")
        response = walked.client.post(walked.address, {"question": "threshold"} | posted)
        assert response.status_code == 200
        assert said in words(page(response).find(role="alert"))
        assert words(page(response).legend.h1) == THRESHOLD
        assert "<script>alert" not in response.content.decode()
        assert walked.run().answers == [["concern", "whereabouts"]]

    @pytest.mark.parametrize("answer", ["", "maybe"])
    def test_at_the_start_no_run_begins(self, walk, answer):
        walked = walk()
        response = walked.client.post(walked.address, {"question": "concern", "answer": answer})
        assert words(page(response).legend.h1) == "What is the concern about?"
        assert page(response).find(role="alert")
        assert not GuideRun.objects.exists()

    @pytest.mark.parametrize("question", ["none", "need", "open-and-hidden"])
    @pytest.mark.parametrize("method", ["get", "post"])
    def test_a_question_not_open_leads_to_the_one_that_is(self, walk, question, method):
        walked = walk()
        walked.answer("whereabouts")
        address = walked.address.replace("threshold", question)
        data = {"question": question, "answer": "yes"}
        response = getattr(walked.client, method)(address, data, follow=True)
        assert words(page(response).legend.h1) == THRESHOLD
        assert walked.run().answers == [["concern", "whereabouts"]]

    @pytest.mark.parametrize("other", [{"question": "open-and-hidden"}, {"question": ""}, {}])
    def test_a_form_of_another_question_answers_nothing(self, walk, other):
        """Both questions have a "yes": a page left open must not answer what it did not ask."""
        walked = walk()
        walked.answer("whereabouts")
        walked.page = walked.client.post(walked.address, {"answer": "yes"} | other)
        assert "That answer was for another question." in words(
            page(walked.page).find(role="alert")
        )
        assert walked.chosen is None
        assert walked.run().answers == [["concern", "whereabouts"]]
        walked.answer("yes")
        assert walked.question == OPEN

    def test_the_first_page_left_open_while_the_guide_changes(self, walk):
        walked = walk()
        changed = definition()
        concern = named(changed["questions"], "concern")
        concern["key"] = "worry"
        changed["start"]["YJ"] = "worry"
        for scenario in changed["scenarios"]:
            if "concern" in scenario["answers"]:
                scenario["answers"]["worry"] = scenario["answers"].pop("concern")
        actions.publish(by=None, definition=changed, reviewed_as_file=True)
        walked.answer("whereabouts")
        assert "That answer was for another question." in words(walked.page)
        assert not GuideRun.objects.exists()

    def test_nothing_typed_is_kept(self, walk):
        walked = walk()
        walked.answer(*TO_LOOK, name="Jordan Smith", note="lives at 4 High St", csrf="x")
        run = walked.run()
        assert run.answers == GuideRunFactory.build().answers
        kept = [str(getattr(run, field.name)) for field in GuideRun._meta.concrete_fields]
        assert "Jordan" not in " ".join(kept)

    @pytest.mark.parametrize("slug", ["none", "runs", "x" * 300])
    def test_a_guide_that_does_not_exist(self, as_user, slug):
        assert as_user("yj.worker").get(f"/guides/{slug}/").status_code == 404
