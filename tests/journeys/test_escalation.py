"""A record whose time passes goes up, level by level, and everybody concerned learns of it."""

import pytest

from tests.journeys.steps import (
    asks_to_write_to_a_young_person,
    finds_notice,
    its_time_passes,
    path_of,
)
from tests.support.browser import Person
from tests.support.site import Site, run_job

pytestmark = pytest.mark.journey

MEI = "Manager, Web and Design Services, Mei Lin Chua"
ROBERT = "Director of Communications, Robert Lindqvist"
PRIYA = "Team leader / team manager, Priya Raman"
HELEN = "Assistant Director / Manager Individual and Family Support, Helen Papadakis"
DANIEL = "Youth Justice Senior Practice Advisor, Daniel Tran"
HANDLING = "section[aria-labelledby=who-has-it]"


def test_on_a_phone_and_without_scripts(people, site):
    amara, mei = people("yj.worker", phone=True), people("dhs.comms", javascript=False)
    record = asks_to_write_to_a_young_person(amara)
    then_the_page_says_who_has_it_who_is_next_and_whom_to_ring(amara, now=MEI, following=ROBERT)
    finds_notice(mei, record, "A question has been submitted to you")

    when_its_time_passes(site, record)
    amara.opens(f"/consultations/{record}/")
    then_the_page_says_who_has_it_who_is_next_and_whom_to_ring(amara, now=ROBERT)
    amara.does_not_see(MEI, within=HANDLING)
    amara.sees(f"moved it from {MEI} to {ROBERT}, because its time had passed")

    finds_notice(amara, record, "your question has gone to the next person")
    finds_notice(mei, record, "this question has gone to somebody else")
    then_it_is_out_of_her_hands(mei, record)
    robert = people("dhs.director", phone=True, javascript=False)
    finds_notice(robert, record, "so this question has come to you")
    robert.follows(f"{record}: Its time had passed")
    robert.presses("Accept")
    robert.sees("with you to advise")


def test_up_to_the_advisor_where_behaviour_is_high_risk_and_the_area_agreed(people, site):
    amara = people("yj.worker", phone=True)
    record = when_she_asks_about_high_risk(amara)
    then_it_is_with(amara, now=PRIYA, following=HELEN)

    when_its_time_passes(site, record)
    amara.opens(f"/consultations/{record}/")
    then_it_is_with(amara, now=HELEN, following=DANIEL)

    when_its_time_passes(site, record)
    amara.opens(f"/consultations/{record}/")
    then_it_is_with(amara, now=DANIEL, following=MEI)
    finds_notice(people("yj.advisor", phone=True), record, "so this question has come to you")


def when_she_asks_about_high_risk(amara: Person) -> str:
    amara.opens("/consultations/new/?type=case-consultation")
    amara.writes("Topic", "Threats on a public page")
    amara.writes("Question", "May I read on after what I have seen?")
    amara.chooses("Yes")
    amara.ticks("Urgent: I need the answer within 8 working hours")
    amara.presses("Submit")
    return path_of(amara).split("/")[2]


def when_its_time_passes(site: Site, record: str) -> None:
    its_time_passes(site, record)
    run_job(site, "consultations.escalate_overdue")


def then_the_page_says_who_has_it_who_is_next_and_whom_to_ring(
    amara: Person, *, now: str, following: str = ""
) -> None:
    then_it_is_with(amara, now=now, following=following)
    amara.sees("9096 0779", within=HANDLING)
    amara.sees_link("Ring 9096 0779")


def then_it_is_with(amara: Person, *, now: str, following: str = "") -> None:
    amara.sees(now, within=HANDLING)
    if following:
        amara.sees(f"{following}, when it is referred up, or when its time passes", within=HANDLING)
    else:
        amara.sees("Nobody comes after them in the portal", within=HANDLING)


def then_it_is_out_of_her_hands(mei: Person, record: str) -> None:
    mei.opens("/consultations/")
    mei.does_not_see(record)
