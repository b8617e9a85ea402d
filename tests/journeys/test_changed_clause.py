"""A clause changes, and whoever relied on it knows at once."""

import pytest

from tests.journeys.steps import asks, goes_through_the_guide_to_look_only
from tests.support.browser import Person

pytestmark = pytest.mark.journey

POLICY = "Social media procedure for youth justice staff"
CLAUSE = "Looking at what is public"
OLD = "it may be appropriate to read publicly available information"
NEW = "it may be appropriate to read what anyone can see"
FLAG = "This advice is being checked"


def test_a_changed_clause_flags_the_advice_that_rests_on_it(people):
    amara, grace, marcus = people("yj.worker"), people("editor"), people("approver")
    outcome = goes_through_the_guide_to_look_only(amara)
    then_the_advice_is_not_flagged(amara, outcome)
    record = asks(amara, "May I look at the public profile tonight?")

    when_the_editor_changes_the_clause(grace)
    then_the_advice_is_not_flagged(amara, outcome)
    when_the_approver_publishes_it(marcus)
    then_the_advice_is_flagged_with_the_new_words(amara, outcome)
    then_the_record_shows_the_old_words(amara, record)

    when_the_editor_confirms_the_advice(grace)
    then_the_advice_is_not_flagged(amara, outcome)
    then_the_record_shows_the_old_words(amara, record)


def when_the_editor_changes_the_clause(grace: Person) -> None:
    grace.follows("Policy desk", within="nav")
    grace.follows("All policies at the desk")
    grace.presses(f"Start a draft of {POLICY}")
    grace.follows(CLAUSE, within="main")
    grace.sees("I am worried about where a young person")
    grace.writes("Text", f"With such a concern, {NEW}.")
    grace.presses("Save in the draft")
    grace.sees("saved in the draft")
    grace.writes("What changed, and why", "Plainer words for what is public.")
    grace.chooses("Minor: wording only")
    grace.presses("Submit for approval")
    grace.sees("An approver has to read it now")


def when_the_approver_publishes_it(marcus: Person) -> None:
    marcus.follows("Policy desk", within="nav")
    marcus.follows(POLICY, within="main ul")
    marcus.sees("anyone can see")
    marcus.sees("I am worried about where a young person")
    marcus.presses("Approve")
    marcus.presses("Publish")
    marcus.sees("It is in force now")


def then_the_advice_is_flagged_with_the_new_words(amara: Person, outcome: str) -> None:
    amara.opens(outcome)
    amara.sees(FLAG)
    amara.sees(NEW, within="#yj-092")


def then_the_advice_is_not_flagged(amara: Person, outcome: str) -> None:
    amara.opens(outcome)
    amara.does_not_see(FLAG)


def then_the_record_shows_the_old_words(amara: Person, record: str) -> None:
    amara.opens(f"/consultations/{record}/")
    amara.sees(OLD, within="#yj-092")
    amara.does_not_see(NEW)


def when_the_editor_confirms_the_advice(grace: Person) -> None:
    grace.opens("/manage/flags/")
    grace.sees(CLAUSE)
    for _ in range(grace.counts_buttons("Confirm")):
        grace.presses("Confirm")
    grace.sees("No flags")
