"""Somebody at DSS checks herself before she posts; what she ticks is nobody else's business."""

import pytest

from tests.support.browser import Person

pytestmark = pytest.mark.journey

POLICY = "Department of Social Services (DSS) Social Media Policy"
# How each of the five questions begins.
QUESTIONS = [
    "Could it cost me the confidence",
    "Does it fit the way",
    "Could it harm the good name",
    "Is it lawful?",
    "Would I be at ease with my manager",
]
WAYS = [
    pytest.param({"phone": True}, id="phone"),
    pytest.param({"javascript": False}, id="without-javascript"),
    pytest.param({"keyboard": True}, id="keyboard"),
]


@pytest.mark.parametrize("way", WAYS)
def test_she_goes_through_the_five_questions_alone(people, way):
    mei = people("dss.employee", **way)
    when_she_looks_for_help_before_posting(mei)
    then_there_are_five_questions_for_her_alone(mei)
    with mei.sends_nothing():
        when_she_ticks_each_of_them(mei)
    then_nothing_is_kept(mei)


def when_she_looks_for_help_before_posting(mei: Person) -> None:
    mei.writes("Search policies", "should i post this")
    mei.presses("Search")
    mei.follows("7.1", within="main")
    mei.sees("Binds you as one of the Australian DSS employees")


def then_there_are_five_questions_for_her_alone(mei: Person) -> None:
    boxes = mei.page.get_by_role("group", name="Ask yourself").get_by_role("checkbox")
    assert boxes.count() == len(QUESTIONS)
    mei.sees("Nothing you tick is sent or kept", within=".checklist")


def when_she_ticks_each_of_them(mei: Person) -> None:
    for question in QUESTIONS:
        mei.ticks(question)


def then_nothing_is_kept(mei: Person) -> None:
    """Not in a form that could be sent, nor in an address, nor in the browser."""
    boxes = mei.page.locator(".checklist input")
    assert {box.get_attribute("name") for box in boxes.all()} == {None}
    assert mei.page.locator(".checklist form, form .checklist").count() == 0
    if mei.javascript:
        assert mei.page.evaluate("localStorage.length + sessionStorage.length") == 0
    mei.opens("/policies/")
    mei.follows(POLICY, within="main")
    assert boxes.count() == len(QUESTIONS)
    assert not any(box.is_checked() for box in boxes.all())
