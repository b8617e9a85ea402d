"""Somebody of each policy set takes one guide from the list to its advice, and looks at its picture."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from policies.guides.presenters import standing
from tests.journeys.steps import path_of
from tests.support.browser import Person
from tests.unit.policies.guides.fixtures import guides

pytestmark = pytest.mark.journey

WAYS = [
    pytest.param({"keyboard": True}, id="keyboard"),
    pytest.param({"phone": True, "javascript": False}, id="phone-without-javascript"),
]
# Words in the picture that stick out of their box.
STICKING_OUT = """() => [...document.querySelectorAll('.picture__place')].flatMap(place => {
  const box = place.querySelector('rect').getBBox();
  const words = [...place.querySelectorAll(':scope > text')];
  return words.filter(word => {
    const own = word.getBBox();
    return own.x + own.width > box.x + box.width || own.y + own.height > box.y + box.height;
  }).map(word => word.textContent);
})"""


@dataclass(frozen=True)
class Tried:
    """A way through a guide, by keys, and what is read at its end; then the last answer changed."""

    username: str
    guide: str
    answers: dict[str, str]
    outcome: str
    clause: str
    whom: str
    changed: dict[str, str]
    other: str


TRIED = [
    Tried(
        "yj.worker",
        "contact-for-work",
        {"why": "casework", "means": "work-account"},
        "approval-first",
        "yj-073",
        "Ring 9096 0779",
        {"means": "own-account"},
        "not-own-account",
    ),
    Tried(
        "dhs.employee",
        "difficult-post-on-our-page",
        {"kind-dhs": "client-details"},
        "report-breach-dhs",
        "dhs-041",
        "Ring 9096 8054",
        {"kind-dhs": "ordinary"},
        "reply-dhs",
    ),
    Tried(
        "dss.employee",
        "post-about-work",
        {"for-dss": "no", "unpublished": "no", "criticism": "yes", "which-criticism": "dss"},
        "take-inside",
        "dss-085",
        "Your manager",
        {"which-criticism": "harsh"},
        "too-harsh",
    ),
    Tried(
        "gcc.worker",
        "worried-about-whereabouts",
        {"danger-now": "yes"},
        "ring-999",
        "gcc-130",
        "Ring 999",
        {"danger-now": "no"},
        "refer-concern",
    ),
    Tried(
        "pc.member",
        "post-about-work",
        {"service-user": "no", "work-matter": "blog"},
        "blog",
        "pc-050",
        "Your employer",
        {"work-matter": "no", "offend-or-find": "no"},
        "with-care-pc",
    ),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("tried", TRIED, ids=lambda tried: tried.username)
def test_a_guide_leads_to_advice_that_can_be_kept_and_understood(people, tried, way):
    reader = people(tried.username, **way)
    when_they_choose_the_guide(reader, tried)
    when_they_answer(reader, tried, tried.answers)
    then_they_read_what_holds(reader, tried, tried.outcome)
    then_they_read_the_rule_and_whom_to_turn_to(reader, tried)
    when_they_keep_it(reader)
    then_a_picture_shows_why(reader, tried)
    when_they_change_an_answer_there(reader, tried)
    then_they_read_what_holds(reader, tried, tried.other)


def test_the_whole_guide_can_be_seen_before_a_question_is_answered(people):
    reader, largest = people("dss.employee", phone=True), TRIED[2]
    when_they_choose_the_guide(reader, largest)
    reader.follows("See the whole guide as a picture")
    assert reader.page.evaluate(STICKING_OUT) == []
    then_a_box_leads_to_the_same_in_words(reader, largest)
    reader.follows("The guide", within=".back-link")
    reader.sees_heading(guides()[largest.guide].questions["for-dss"].text)


def when_they_choose_the_guide(reader: Person, tried: Tried) -> None:
    reader.opens("/guides/")
    reader.follows(guides()[tried.guide].title, within="main")
    assert path_of(reader) == f"/guides/{tried.guide}/"


def when_they_answer(reader: Person, tried: Tried, answers: dict[str, str]) -> None:
    for key, option in answers.items():
        question = guides()[tried.guide].questions[key]
        reader.sees_heading(question.text)
        reader.chooses(next(each.label for each in question.options if each.key == option))
        reader.presses("Continue")


def then_they_read_what_holds(reader: Person, tried: Tried, key: str) -> None:
    outcome = guides()[tried.guide].outcomes[key]
    expect(reader.page.locator("h1 .standing__word")).to_have_text(standing(outcome.standing).word)
    reader.sees(outcome.answer, within="h1")
    shown = reader.page.locator("article.clause").evaluate_all("all => all.map(one => one.id)")
    assert set(shown) == set(outcome.cites)


def then_they_read_the_rule_and_whom_to_turn_to(reader: Person, tried: Tried) -> None:
    words = reader.page.locator(f"#{tried.clause} .clause__body")
    assert len(words.inner_text()) > len("The rule's own words.")
    reader.sees_link(tried.whom)


def when_they_keep_it(reader: Person) -> None:
    reader.presses("Keep this advice")
    reader.sees("You kept this advice")


def then_a_picture_shows_why(reader: Person, tried: Tried) -> None:
    reader.follows("See your answers on a picture of the whole guide")
    reader.sees("Your answers led here", within=f'.picture [href="#node-{tried.outcome}"]')
    assert reader.page.locator(".picture__place--trodden").count() == len(tried.answers) + 1
    assert reader.page.evaluate(STICKING_OUT) == []
    then_a_box_leads_to_the_same_in_words(reader, tried)


def then_a_box_leads_to_the_same_in_words(reader: Person, tried: Tried) -> None:
    first = next(iter(tried.answers))
    question = guides()[tried.guide].questions[first]
    reader.follows(question.text, within=".picture")
    assert reader.page.url.endswith(f"#node-{first}")
    reader.sees(question.text, within=f"#node-{first}")


def when_they_change_an_answer_there(reader: Person, tried: Tried) -> None:
    first = next(iter(tried.changed))
    question = guides()[tried.guide].questions[first]
    reader.follows(f"Change your answer to: {question.text}")
    when_they_answer(reader, tried, tried.changed)
