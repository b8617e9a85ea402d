"""A young person of last year writes to a caseworker, who looks for the rule and for a number."""

import pytest

from tests.support.browser import Person

pytestmark = pytest.mark.journey

GUIDE = "A young person or client I used to work with has added me, or I want to stay in touch"
WAYS = [
    pytest.param({"javascript": False}, id="without-javascript"),
    pytest.param({"phone": True}, id="phone"),
    pytest.param({"keyboard": True}, id="keyboard"),
]


@pytest.mark.parametrize("way", WAYS)
def test_the_rule_and_the_number_are_three_clicks_away(people, way):
    amara = given_a_caseworker_at_home(people, way)
    when_she_follows_what_happened_to_her(amara)
    then_she_reads_that_she_must_not_connect(amara)
    when_she_looks_for_somebody_to_ring(amara)
    then_she_can_ring_web_and_design_services(amara)
    then_it_took_three_clicks_at_most(amara)


def test_search_leads_to_both(people):
    amara = given_a_caseworker_at_home(people, {})
    when_she_searches_for(amara, "former client")
    then_she_finds(amara, GUIDE)
    when_she_searches_for(amara, "web and design services")
    then_she_finds(amara, "Manager, Web and Design Services")
    amara.follows("Manager, Web and Design Services", within="main")
    then_she_can_ring_web_and_design_services(amara)


def given_a_caseworker_at_home(people, way: dict) -> Person:
    return people("yj.worker", **way)


def when_she_follows_what_happened_to_her(amara: Person) -> None:
    amara.follows(GUIDE)


def then_she_reads_that_she_must_not_connect(amara: Person) -> None:
    amara.sees_heading("Do not connect with them")
    amara.sees("you must not add them as a friend", within="#yj-075")
    amara.sees("Must not", within="#yj-075")


def when_she_looks_for_somebody_to_ring(amara: Person) -> None:
    amara.follows("Contacts", within="nav")


def then_she_can_ring_web_and_design_services(amara: Person) -> None:
    amara.sees_link("Ring 9096 0779")


def then_it_took_three_clicks_at_most(amara: Person) -> None:
    assert amara.clicks <= 3


def when_she_searches_for(amara: Person, words: str) -> None:
    amara.writes("Search policies", words)
    amara.presses("Search")


def then_she_finds(amara: Person, title: str) -> None:
    amara.sees_link(title)
