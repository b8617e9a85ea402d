"""An approver comments and returns, the editor mends, and the day of the new words comes."""

from datetime import date, timedelta

import pytest

from tests.journeys.steps import goes_through_the_guide_to_look_only
from tests.support.browser import Person

pytestmark = pytest.mark.journey

POLICY = "Social media procedure for youth justice staff"
CLAUSE = "Looking at what is public"
FIRST = "it may be appropriate to read what anyone can see"
MENDED = "it may be appropriate to read what anyone can see without an account"
QUOTE = "what anyone can see"
ASKED = "Does that include what needs an account?"
FLAG = "This advice is being checked"


def test_comments_return_schedule_and_the_day_comes(people, its_day_comes):
    amara = people("yj.worker", phone=True)
    grace, marcus = people("editor", javascript=False), people("approver", keyboard=True)
    outcome = goes_through_the_guide_to_look_only(amara)

    when_the_editor_submits_other_words(grace, date.today() + timedelta(days=2))
    when_the_approver_comments_and_returns(marcus)
    when_the_editor_mends_and_answers(grace)
    when_the_approver_settles_approves_and_schedules(marcus)
    then_the_advice_is_not_flagged(amara, outcome)
    then_the_desk_knows_that_it_waits_for_its_day(grace)

    its_day_comes()
    then_the_advice_is_flagged_with_the_new_words(amara, outcome)
    then_the_owner_finds_the_flag_and_confirms(grace)
    then_the_advice_is_not_flagged(amara, outcome)
    then_the_life_of_the_policy_tells_it_all(marcus)


def when_the_editor_submits_other_words(grace: Person, day: date) -> None:
    grace.follows("Policy desk", within="nav")
    grace.follows("All policies at the desk")
    grace.presses(f"Start a draft of {POLICY}")
    grace.follows(CLAUSE, within="main")
    grace.writes("Text", f"With such a concern, {FIRST}.")
    grace.presses("Save in the draft")
    grace.writes("What changed, and why", "Plainer words for what is public.")
    grace.chooses("Minor: wording only")
    grace.writes("Wanted from", day.isoformat())
    grace.presses("Submit for approval")
    grace.sees("An approver has to read it now")


def when_the_approver_comments_and_returns(marcus: Person) -> None:
    marcus.follows("Policy desk", within="nav")
    marcus.sees_heading("Read and approve (1)")
    marcus.follows(POLICY, within="main ul")
    marcus.follows("Comment on 14.2 Looking at what is public")
    marcus.writes("Which words is it about?", QUOTE)
    marcus.writes("Your comment", ASKED)
    marcus.presses("Comment")
    marcus.sees(ASKED)
    marcus.presses("Return for changes")
    marcus.sees("Returned. The editors see what you asked for.")


def when_the_editor_mends_and_answers(grace: Person) -> None:
    grace.follows("Policy desk", within="nav")
    grace.sees_heading("Make the changes asked for (1)")
    grace.follows(POLICY, within="main ul")
    grace.sees("1 open comment")
    grace.follows(f"Edit 14.2 {CLAUSE}", within="main")
    grace.sees(ASKED)
    grace.sees(QUOTE, within="blockquote")
    grace.writes("Text", f"With such a concern, {MENDED}.")
    grace.presses("Save in the draft")
    grace.follows("1 open comment")
    grace.follows("Answer")
    grace.writes("Your answer", "No. The clause says so now.")
    grace.presses("Answer")
    grace.sees("No. The clause says so now.")
    grace.follows("The changes")
    grace.follows("Go on to submit")
    grace.presses("Submit for approval")
    grace.sees("An approver has to read it now")


def when_the_approver_settles_approves_and_schedules(marcus: Person) -> None:
    marcus.follows("Policy desk", within="nav")
    marcus.follows(POLICY, within="main ul")
    marcus.sees("without an account")
    marcus.presses("Settle")
    marcus.sees("Settled by Marcus Webb")
    marcus.presses("Approve")
    marcus.presses("Publish")
    marcus.sees("Scheduled. It is published on")


def then_the_desk_knows_that_it_waits_for_its_day(grace: Person) -> None:
    grace.opens("/manage/")
    grace.sees_heading("Waiting for their day (1)")
    grace.sees("Comes into force on")


def then_the_advice_is_flagged_with_the_new_words(amara: Person, outcome: str) -> None:
    amara.opens(outcome)
    amara.sees(FLAG)
    amara.sees(MENDED, within="#yj-092")


def then_the_advice_is_not_flagged(amara: Person, outcome: str) -> None:
    amara.opens(outcome)
    amara.does_not_see(FLAG)


def then_the_owner_finds_the_flag_and_confirms(grace: Person) -> None:
    grace.opens("/manage/")
    grace.follows("flags to confirm or mend")
    grace.sees(CLAUSE)
    for _ in range(grace.counts_buttons("Confirm")):
        grace.presses("Confirm")
    grace.sees("No flags")


def then_the_life_of_the_policy_tells_it_all(marcus: Person) -> None:
    marcus.opens("/manage/policies/yj-social-media/")
    marcus.sees("2: in force from", within="svg")
    marcus.unfolds("steps of version 2")
    for step in ("commented on yj-092", "asked for changes", "scheduled it", "The portal"):
        marcus.sees(step)
