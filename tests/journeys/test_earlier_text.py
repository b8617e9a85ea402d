"""An approver reads the department's policy as it stood in 2010 and sees what has changed since."""

import pytest

from tests.support.browser import Person

pytestmark = pytest.mark.journey

POLICY = "Social Media Policy for employees of the department"
THEN = "The policy has effect from 1 November 2010"
WAYS = [
    pytest.param({}, id="desktop"),
    pytest.param({"phone": True}, id="phone"),
    pytest.param({"javascript": False}, id="without-javascript"),
]


@pytest.mark.parametrize("way", WAYS)
def test_he_reads_the_earlier_text_and_compares_it_with_today(people, way):
    marcus = people("approver", **way)
    when_he_reads_the_policy_as_at(marcus, "2010-12-24")
    then_the_page_says_clearly_that_it_is_an_earlier_text(marcus)
    then_a_clause_keeps_to_the_words_of_that_day(marcus)
    when_he_compares_it_with_today(marcus)
    then_every_change_is_said_in_words(marcus)
    when_he_sets_both_side_by_side(marcus)
    then_both_texts_stand_there(marcus)


def test_nothing_was_in_force_before_the_first_version(people):
    marcus = people("approver")
    when_he_reads_the_policy_as_at(marcus, "2009-06-30")
    marcus.sees("30 June 2009")
    marcus.does_not_see("In force since 9 August 2011")


def when_he_reads_the_policy_as_at(marcus: Person, day: str) -> None:
    marcus.opens("/policies/")
    marcus.follows(POLICY, within="main")
    marcus.writes("Read it as at a date", day)
    marcus.presses("Read", within=".on-date")


def then_the_page_says_clearly_that_it_is_an_earlier_text(marcus: Person) -> None:
    marcus.sees("As at 24 December 2010", within=".band")
    marcus.sees("version 2", within=".band")
    marcus.sees("In force from 1 November 2010 to 8 August 2011", within=".band")
    marcus.sees(THEN)


def then_a_clause_keeps_to_the_words_of_that_day(marcus: Person) -> None:
    marcus.sees("Keep a log", within="#dhs-e01")


def when_he_compares_it_with_today(marcus: Person) -> None:
    marcus.follows("Compare it with what is in force today", within=".band")
    marcus.sees_heading("What changed from version 2 to 3")


def then_every_change_is_said_in_words(marcus: Person) -> None:
    tags = {tag.strip() for tag in marcus.page.locator(".comparison .tag").all_inner_texts()}
    assert {"Added", "Removed", "Moved", "Changed"} <= tags
    marcus.sees("Keep a log", within=".comparison__clause--removed")
    for element, word in (("ins.added", "added"), ("del.removed", "removed")):
        first = marcus.page.locator(f".comparison {element}").first
        said = first.evaluate(
            "e => getComputedStyle(e, '::before').content + e.innerText"
            " + getComputedStyle(e, '::after').content"
        )
        assert word in said


def when_he_sets_both_side_by_side(marcus: Person) -> None:
    marcus.follows("Side by side", within="main")


def then_both_texts_stand_there(marcus: Person) -> None:
    marcus.sees("Version 2", within=".sides")
    marcus.sees("Version 3", within=".sides")
    columns = marcus.page.locator(".comparison__clause--changed .sides").first.locator("> div")
    assert columns.count() == 2
