"""A number is found, doubted, put right and checked; what was recorded before keeps the old one."""

import pytest

from tests.journeys.steps import asks_to_write_to_a_young_person, finds_notice
from tests.support.browser import Person

pytestmark = pytest.mark.journey

WEB_AND_DESIGN = "Manager, Web and Design Services, Communications Branch"
DIGITAL = "Manager, Digital Engagement Unit, Communications Branch"
WRONG = "Nobody answers: it rings in another office."
OLD, NEW = "9096 0779", "9096 0123"


def test_a_wrong_number_is_reported_mended_and_checked(people):
    amara, grace = people("yj.worker", phone=True), people("editor")
    record = asks_to_write_to_a_young_person(amara)
    amara.sees_link(f"Ring {OLD}")
    when_the_keeper_enters_hours(grace)

    when_she_looks_for_web_and_design_services(amara)
    then_she_sees_why_two_share_a_number(amara)
    amara.sees("9 am to 5 pm, Monday to Friday.")
    then_elsewhere_the_hours_are_on_ones_own_clock(people("gcc.worker", phone=True))

    when_she_reports_it(amara)
    when_the_keeper_mends_it_and_rings(grace)
    finds_notice(amara, WEB_AND_DESIGN, "what you reported has been looked into")
    then_the_contact_has_the_new_number_and_the_record_the_old(amara, record)


def when_the_keeper_enters_hours(grace: Person) -> None:
    grace.opens("/manage/contacts/")
    grace.follows(WEB_AND_DESIGN)
    grace.writes("Opens", "09:00")
    grace.writes("Closes", "17:00")
    for day in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        grace.ticks(day)
    grace.presses("Save")
    grace.sees("Staff see it at once.")


def when_she_looks_for_web_and_design_services(amara: Person) -> None:
    amara.opens("/search/?q=Web+and+Design+Services")
    amara.follows(WEB_AND_DESIGN, within="main")
    amara.sees_heading(WEB_AND_DESIGN)
    amara.sees_link(f"Ring {OLD}")


def then_she_sees_why_two_share_a_number(amara: Person) -> None:
    amara.sees_link(DIGITAL)
    amara.sees(f"Different documents print {OLD} under different titles.")
    amara.sees("so the portal keeps them apart")


def then_elsewhere_the_hours_are_on_ones_own_clock(rhiannon: Person) -> None:
    rhiannon.opens("/contacts/web-design-services/")
    rhiannon.sees("Your documents do not name it.")
    rhiannon.sees("9 am to 5 pm, Monday to Friday, in Melbourne. On your clock")


def when_she_reports_it(amara: Person) -> None:
    amara.follows("Something here is wrong")
    amara.presses("Report it", status=400)
    amara.sees("Say what is wrong.")
    amara.writes("What is wrong?", WRONG)
    amara.presses("Report it")
    amara.sees("Reported.")


def when_the_keeper_mends_it_and_rings(grace: Person) -> None:
    finds_notice(grace, WEB_AND_DESIGN, "is reported wrong")
    grace.follows(f"{WEB_AND_DESIGN}: a number or an address is reported wrong")
    grace.sees(WRONG)
    grace.follows(WEB_AND_DESIGN)
    grace.writes("Number (optional)", NEW)
    grace.presses("Save")
    grace.sees("Nobody has checked it as it is now.")
    grace.presses("I rang and checked")
    grace.sees("by Grace Kim.")
    grace.opens("/manage/contacts/?show=reported")
    grace.presses("Settled")
    grace.sees("Settled. Whoever reported it is told.")


def then_the_contact_has_the_new_number_and_the_record_the_old(amara: Person, record: str) -> None:
    amara.opens("/contacts/web-design-services/")
    amara.sees_link(f"Ring {NEW}")
    amara.sees("by Grace Kim")
    amara.does_not_see("so the portal keeps them apart")
    amara.opens(f"/consultations/{record}/")
    amara.sees_link(f"Ring {OLD}")
