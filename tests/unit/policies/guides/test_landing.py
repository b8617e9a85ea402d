"""The landing guide: from what happened to the right guide, for the staff of every policy set."""

from copy import deepcopy

import pytest

from policies.guides.compiled import CompiledGuide, HandOff
from policies.guides.definition import read
from policies.guides.models import Guide
from policies.guides.paths import each_path
from tests.support.html import links, page, words
from tests.unit.policies.guides.fixtures import guides, located
from tests.unit.policies.guides.published import Walk

SETS = ("YJ", "DHS", "DSS", "GCC", "PC")
READERS = {
    "YJ": "yj.worker",
    "DHS": "dhs.employee",
    "DSS": "dss.employee",
    "GCC": "gcc.worker",
    "PC": "pc.member",
}
LANDING = Guide.LANDING
AT_ONCE = "Somebody may be in danger, is missing or is being threatened"
BUTTON = "Find the right guide"


def handed_over(guide: CompiledGuide, code: str) -> dict[str, int]:
    """The guides that this one hands people of a set over to, each with the fewest choices there."""
    found: dict[str, int] = {}
    for answers, place in each_path(guide, code):
        if isinstance(place, HandOff):
            found[place.slug] = min(len(answers), found.get(place.slug, len(answers)))
    return found


@pytest.mark.parametrize("code", SETS)
def test_every_guide_of_a_set_is_at_most_three_choices_away(code):
    away = handed_over(guides()[LANDING], code)
    serving = {slug for slug, guide in guides().items() if code in guide.sets}
    assert set(away) == serving - {LANDING}
    assert max(away.values()) <= 3


@pytest.mark.parametrize("code", SETS)
def test_no_guide_hands_people_over_to_one_that_does_not_serve_them(code):
    wrong = {
        (slug, to)
        for slug, guide in guides().items()
        if code in guide.sets
        for to in handed_over(guide, code)
        if code not in guides()[to].sets
    }
    assert wrong == set()


def test_every_choice_leads_on_and_none_ends_without_a_guide():
    for code in SETS:
        ends = [place for _, place in each_path(guides()[LANDING], code)]
        assert all(isinstance(place, HandOff) for place in ends)


def test_nobody_has_to_read_more_than_seven_choices_and_danger_stands_first():
    definition = located()[LANDING].definition
    assert max(len(question["options"]) for question in definition["questions"]) <= 7
    for code in SETS:
        first = guides()[LANDING].questions[guides()[LANDING].start[code]]
        assert first.options[0].label == AT_ONCE
        urgent = guides()[LANDING].questions[first.options[0].to]
        assert urgent.options[0].to == "guide:worried-about-whereabouts"


def test_a_guide_that_hands_over_needs_no_outcome_and_any_other_does():
    landing = deepcopy(located()[LANDING].definition)
    assert landing["outcomes"] == []
    assert read(landing).faults == ()
    for question in landing["questions"]:
        for option in question["options"]:
            option["to"] = option["to"].removeprefix("guide:")
    messages = [fault.message for fault in read(landing).faults]
    assert any("has an empty list of outcomes" in message for message in messages)


@pytest.mark.django_db
class TestOnThePages:
    @pytest.mark.parametrize("code", SETS)
    @pytest.mark.parametrize("path", ["/", "/guides/"])
    def test_it_is_offered_first(self, as_user, code, path):
        main = page(as_user(READERS[code]).get(path))
        guides_linked = [link for link in links(main) if link.startswith("/guides/")]
        assert guides_linked[0] == f"/guides/{LANDING}/"
        assert guides_linked.count(f"/guides/{LANDING}/") == 1
        assert BUTTON in words(main)

    def test_it_is_not_offered_where_there_is_none(self, as_user):
        Guide.objects.get(slug=LANDING).policy_sets.clear()
        for path in ("/", "/guides/"):
            assert BUTTON not in words(as_user("yj.worker").get(path))

    @pytest.mark.parametrize("code", SETS)
    def test_two_answers_lead_to_the_guide(self, as_user, code):
        walk = Walk(as_user(READERS[code]), LANDING)
        response = walk.answer("contact", "client-now")
        assert response.request["PATH_INFO"] == "/guides/friend-request/"
