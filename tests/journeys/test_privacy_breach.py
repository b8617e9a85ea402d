"""Somebody at the department sees a client's details online and looks for whom to tell."""

import pytest

from tests.support.browser import Person

pytestmark = pytest.mark.journey

UNIT = "Corporate Integrity Information and Resolutions Unit"
NUMBER, ADDRESS = "9096 8054", "complaints.reception@dhs.vic.gov.au"
WAYS = [
    pytest.param({"phone": True, "javascript": False}, id="phone-without-javascript"),
    pytest.param({"keyboard": True}, id="keyboard"),
]


@pytest.mark.parametrize("way", WAYS)
def test_he_finds_whom_to_tell(people, way):
    tom = people("dhs.employee", **way)
    when_he_searches_for(tom, "privacy breach")
    then_the_rule_says_whom_to_tell(tom)
    then_the_number_is_in_reach(tom)
    then_it_took_three_clicks_at_most(tom)


def test_the_unit_is_among_his_contacts_and_not_among_those_of_others(people):
    tom, ben = people("dhs.employee"), people("dss.employee")
    for person in (tom, ben):
        person.follows("Contacts", within="nav")
    tom.sees_link(f"Ring {NUMBER}")
    ben.does_not_see(NUMBER)
    ben.follows(UNIT, within="main")
    ben.sees("Your documents do not name it")


def when_he_searches_for(tom: Person, words: str) -> None:
    tom.writes("Search policies", words)
    tom.presses("Search")


def then_the_rule_says_whom_to_tell(tom: Person) -> None:
    tom.follows("6.4 A privacy breach", within="main")
    tom.sees(UNIT, within="#dhs-041")
    tom.sees("also", within="#dhs-041 .clause__note")
    tom.sees(NUMBER, within="#dhs-042")


def then_the_number_is_in_reach(tom: Person) -> None:
    tom.follows(UNIT, within="#dhs-041")
    tom.sees_heading(UNIT)
    tom.sees_link(f"Ring {NUMBER}")
    tom.sees_link(ADDRESS)
    assert tom.page.locator("a[href^='tel:']").first.get_attribute("href").endswith("90968054")


def then_it_took_three_clicks_at_most(tom: Person) -> None:
    assert tom.clicks <= 3
