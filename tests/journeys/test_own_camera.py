"""Somebody at GCC wants to take a picture with her own camera and looks up what the guidance says."""

import pytest

from tests.support.browser import Person

pytestmark = pytest.mark.journey

POLICY = "GCC Social media guidance for safer use"
TOPIC = "Images (still and moving)"
POOR = ".columns__column--poor"
WAYS = [
    pytest.param({"javascript": False, "phone": True}, id="phone-without-javascript"),
    pytest.param({"keyboard": True}, id="keyboard"),
]


@pytest.mark.parametrize("way", WAYS)
def test_she_finds_what_is_poor_practice(people, way):
    leila = people("gcc.worker", **way)
    when_she_opens_the_guidance_at_images(leila)
    then_best_safe_and_poor_stand_side_by_side(leila)
    then_her_own_camera_is_poor_practice(leila)
    when_she_searches_in_her_own_words(leila)
    then_she_lands_on_the_same_clause_marked(leila)


def when_she_opens_the_guidance_at_images(leila: Person) -> None:
    leila.follows(POLICY)
    leila.sees("Binds you as one of the GCC")
    if leila.phone:
        leila.unfolds("On this page")
    leila.follows(TOPIC, within=".contents")


def then_best_safe_and_poor_stand_side_by_side(leila: Person) -> None:
    grid = leila.page.locator(".columns").filter(has=leila.page.locator("#gcc-077"))
    columns = grid.locator(".columns__column")
    assert columns.locator("h3").all_inner_texts() == [
        "Best practice",
        "Safe practice",
        "Poor practice",
    ]
    places = [column.bounding_box() for column in columns.all()]
    lefts, tops = ({round(place[side]) for place in places} for side in ("x", "y"))
    assert (len(lefts), len(tops)) == ((1, 3) if leila.phone else (3, 1))


def then_her_own_camera_is_poor_practice(leila: Person) -> None:
    leila.sees("use your own equipment", within=f"{POOR} #gcc-077")
    leila.sees("rules out your own camera", within=f"{POOR} #gcc-077")


def when_she_searches_in_her_own_words(leila: Person) -> None:
    leila.writes("Search policies", "my own camera")
    leila.presses("Search")
    leila.sees("Poor practice", within="main")


def then_she_lands_on_the_same_clause_marked(leila: Person) -> None:
    leila.follows("8.7", within="main")
    assert leila.page.url.endswith("#gcc-077")
    leila.sees("Poor practice")
    leila.sees("camera", within="#gcc-077 mark")
