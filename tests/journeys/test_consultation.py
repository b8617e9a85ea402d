"""A caseworker is unsure, asks, and gets a decision that she can rely on."""

import pytest

from tests.journeys.steps import (
    DO_NOT_LOOK,
    GUIDE,
    MAY_LOOK,
    OPEN_TO_ANYONE,
    answers,
    asks,
    path_of,
)
from tests.support.browser import Person

pytestmark = pytest.mark.journey

WAYS = [
    pytest.param({"javascript": False}, id="without-javascript"),
]
QUESTION = "May I look at the public profile tonight?"


@pytest.mark.parametrize("way", WAYS)
def test_a_question_becomes_a_decision_with_a_condition(people, way):
    amara = people("yj.worker", **way)
    when_a_safeguard_is_missing_she_must_not_look(amara)
    when_every_safeguard_holds_she_may_look(amara)
    then_she_sees_why_and_whom_to_ring(amara)
    when_she_writes_an_identifier_it_is_refused_and_nothing_is_lost(amara)
    record = when_she_asks_about_it(amara)

    priya = people("yj.leader", **way)
    when_her_leader_accepts_and_asks_for_more(priya, record)
    when_she_replies(amara, record)
    when_her_leader_advises_and_decides(priya, record)
    then_she_reads_the_decision_and_acknowledges_it(amara, record)
    for outsider in ("yj.worker2", "yj.leader2", "dss.employee"):
        then_it_is_no_page_of(people(outsider, **way), record)


def test_a_question_can_be_asked_on_a_phone(people):
    amara = people("yj.worker", phone=True)
    when_every_safeguard_holds_from_the_start(amara)
    record = when_she_asks_about_it(amara)
    amara.opens("/consultations/")
    amara.sees(record)


def when_a_safeguard_is_missing_she_must_not_look(amara: Person) -> None:
    amara.follows(GUIDE)
    answers(amara, "Where the young person is", "Yes", "No")
    amara.sees_heading(DO_NOT_LOOK)


def when_every_safeguard_holds_she_may_look(amara: Person) -> None:
    amara.follows(f"Change your answer to: {OPEN_TO_ANYONE}")
    answers(amara, "Yes", "Yes", "Only look, to find them")
    amara.sees_heading(MAY_LOOK)


def when_every_safeguard_holds_from_the_start(amara: Person) -> None:
    amara.follows(GUIDE)
    answers(amara, "Where the young person is", "Yes", "Yes", "Yes", "Only look, to find them")


def then_she_sees_why_and_whom_to_ring(amara: Person) -> None:
    amara.sees_heading("What to do now")
    amara.sees("Only look, to find them")
    amara.sees("Priya Raman")
    amara.sees("it may be appropriate to read publicly available information", within="#yj-092")


def when_she_writes_an_identifier_it_is_refused_and_nothing_is_lost(amara: Person) -> None:
    amara.follows("Ask about this")
    amara.writes("Question", f"{QUESTION} Write to jo.citizen@example.com.")
    amara.presses("Submit")
    amara.sees("There is a problem")
    amara.sees("jo.citizen@example.com")
    assert QUESTION in amara.page.get_by_label("Question").first.input_value()
    amara.page.go_back()
    amara.page.go_back()


def when_she_asks_about_it(amara: Person) -> str:
    return asks(amara, QUESTION)


def when_her_leader_accepts_and_asks_for_more(priya: Person, record: str) -> None:
    priya.follows(f"Accept {record}")
    priya.sees("The question")
    priya.sees("it may be appropriate to read publicly available information", within="#yj-092")
    priya.presses("Accept")
    priya.follows("Ask for more information")
    priya.writes("What do you need to know?", "When was the young person last seen?")
    priya.presses("Ask for more information")
    priya.sees("When was the young person last seen?")


def when_she_replies(amara: Person, record: str) -> None:
    amara.opens("/")
    amara.follows(f"Answer the question about {record}")
    amara.follows("Reply")
    amara.writes("Your reply", "On Tuesday evening, at the office.")
    amara.presses("Reply")
    amara.sees("On Tuesday evening, at the office.")


def when_her_leader_advises_and_decides(priya: Person, record: str) -> None:
    priya.opens("/consultations/")
    priya.follows(GUIDE, within="main")
    assert record in path_of(priya)
    priya.follows("Record advice")
    priya.writes("Your advice", "Look once, from a work computer.")
    priya.presses("Record advice")
    priya.follows("Decide")
    priya.chooses("Appropriate with conditions")
    priya.writes("Conditions", "Together with me, tonight only.")
    priya.writes("Reasons", "The concern is immediate and the safeguards hold.")
    priya.presses("Decide")
    priya.sees("Appropriate with conditions")


def then_she_reads_the_decision_and_acknowledges_it(amara: Person, record: str) -> None:
    amara.opens("/")
    amara.follows(f"Read the decision on {record}")
    amara.sees("Together with me, tonight only.")
    amara.presses("Acknowledge")
    amara.sees("acknowledged the decision")


def then_it_is_no_page_of(outsider: Person, record: str) -> None:
    outsider.opens(f"/consultations/{record}/", status=404)
    outsider.sees("There is no such page for you")
    outsider.opens("/consultations/")
    outsider.does_not_see(record)
