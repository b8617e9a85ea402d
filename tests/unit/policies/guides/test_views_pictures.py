"""The pages that show a guide as a picture."""

import pytest

from policies.guides import actions
from tests.support.html import links, page, words
from tests.support.queries import BUDGET, queries_of
from tests.unit.policies.guides.published import D04, TO_LOOK, Walk, definition, named, only_for

WHOLE = f"/guides/{D04}/picture/"


@pytest.fixture
def walk(as_user):
    return lambda slug=D04, username="yj.worker": Walk(as_user(username), slug)


def ids(main) -> set[str]:
    return {each["id"] for each in main.find_all(id=True)}


class TestTheWholeGuide:
    @pytest.fixture
    def main(self, as_user):
        return page(as_user("yj.worker").get(WHOLE))

    def test_it_is_one_click_from_the_first_question(self, walk):
        walked = walk()
        walked.follow("See the whole guide as a picture")
        assert words(page(walked.page).h1) == "The whole guide as a picture"
        walked.follow("The guide")
        assert walked.question == "What is the concern about?"

    def test_each_box_leads_to_the_same_in_words(self, main):
        boxes = [box["href"] for box in main.svg.find_all("a")]
        assert len(boxes) == len(set(boxes)) == 11
        assert {box.removeprefix("#") for box in boxes} <= ids(main)

    def test_each_box_has_a_name_that_says_what_it_holds(self, main):
        names = [box["aria-label"] for box in main.svg.find_all("a")]
        assert "Question 1: What is the concern about?" in names
        assert "Do not: Do not look, because a safeguard is missing." in names

    def test_the_picture_can_be_reached_and_moved_by_keyboard(self, main):
        region = main.find(role="region")
        assert (region["tabindex"], bool(region["aria-label"])) == ("0", True)
        assert {main.svg["aria-describedby"]} <= ids(main)

    def test_the_words_say_all_of_it(self, main):
        for question in only_for("YJ")["questions"]:
            entry = main.find("li", id=f"node-{question['key']}")
            assert question["text"] in words(entry)
            for option in question["options"]:
                assert option["label"] in words(entry)
                target = option["to"].replace("guide:", "guide-")
                assert {f"#{target}", f"#node-{target}"} & set(links(entry))
        assert "/guides/police-and-profiles/" in links(main)

    def test_others_see_their_own_part(self, as_user):
        main = page(as_user("dhs.employee").get(WHOLE))
        assert "This guide asks nothing" in words(main)
        assert len(main.svg.find_all("a")) == 1

    def test_those_it_does_not_serve_are_told_so(self, as_user):
        actions.publish(by=None, definition=only_for("YJ"), reviewed_as_file=True)
        response = as_user("gcc.worker").get(WHOLE, follow=True)
        assert "This guide is for" in words(response)

    def test_there_is_none_of_a_guide_that_does_not_exist(self, as_user):
        assert as_user("yj.worker").get("/guides/no-such-guide/picture/").status_code == 404

    def test_what_it_says_is_escaped(self, as_user):
        bad = "<script>alert(1)</script>"
        changed = definition()
        changed["questions"][0]["text"] = bad
        changed["questions"][0]["options"][3]["label"] = bad
        named(changed["outcomes"], "not-met")["answer"] = bad
        actions.publish(by=None, definition=changed, reviewed_as_file=True)
        response = as_user("yj.worker").get(WHOLE)
        assert bad not in response.content.decode()
        assert "alert(1)" in words(response)


class TestWhy:
    @pytest.fixture
    def why(self, walk):
        walked = walk()
        walked.answer(*TO_LOOK)
        walked.follow("See your answers on a picture of the whole guide")
        return walked

    def test_the_way_to_the_outcome_is_marked(self, why):
        main = page(why.page)
        assert words(main.h1) == "Why: how your answers led here"
        trodden = main.svg.find_all("a", class_="picture__place--trodden")
        assert [box["href"] for box in trodden] == [
            "#node-concern",
            "#node-threshold",
            "#node-open-and-hidden",
            "#node-client-and-privacy",
            "#node-need",
            "#node-look-only",
        ]
        assert "Your answers led here" in trodden[-1]["aria-label"]
        assert main.svg.find("path", class_="picture__line--trodden")

    def test_the_answers_stand_beside_it_in_words(self, why):
        answers = page(why.page).find("section", class_="answers")
        assert "Only look, to find them" in words(answers)
        assert "Your answer: Where the young person is" in words(page(why.page).find("ol"))

    def test_it_leads_back_to_the_advice(self, why):
        why.follow("The advice")
        assert words(page(why.page).h1).startswith("You may, if …")

    def test_it_costs_no_more_than_its_budget(self, why):
        assert len(queries_of(why.client, why.address)) <= BUDGET

    def test_before_the_end_it_leads_to_the_open_question(self, walk):
        walked = walk()
        walked.answer("whereabouts")
        walked.open(f"/guides/runs/{walked.run().key}/why/")
        assert walked.question.startswith("Is the concern significant")

    def test_it_is_nobody_elses(self, why, as_user):
        assert as_user("yj.leader").get(why.address).status_code == 404

    def test_it_shows_the_guide_as_it_was_answered(self, why):
        changed = definition()
        named(changed["questions"], "threshold")["text"] = "Is it grave?"
        actions.publish(by=None, definition=changed, reviewed_as_file=True)
        assert "Is it grave?" not in words(why.open(why.address))
