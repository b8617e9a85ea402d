"""A revised Word file comes in, goes its way to the day it is in force, and an outcome is mended."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from tests.journeys.steps import (
    GUIDE,
    MAY_LOOK,
    TO_LOOK_ONLY,
    answers,
    goes_through_the_guide_to_look_only,
)
from tests.support.browser import Person
from tests.support.revised import name_of, renumber, reword, words_of, write_clause

pytestmark = pytest.mark.journey

POLICY = "Social media procedure for youth justice staff"
CLAUSE = "14.2 Looking at what is public"
OLD, NEW = "publicly available information", "what anyone can see without an account"
SPLIT, SECOND = "Before you use what you found", "Whether to use it"
TALK = "If something you find bears on the young person's whereabouts, talk with your team leader."
SETTLE = "In that talk you should settle whether it is right to use what you found."
ASKED = "Say in the note that the talk is now a rule of its own."
FLAG = "This advice is being checked"
TEXT = "The guide, as YAML"
SIGNED = "I have read this and stand for it"
MENDED = "You may look at what anyone can see"


def test_a_revised_document_is_reconciled_approved_and_what_relied_on_it_mended(
    people, its_day_comes, tmp_path
):
    amara, grace = people("yj.worker"), people("editor")
    marcus = people("approver", keyboard=True)
    outcome = goes_through_the_guide_to_look_only(amara)

    revised = when_somebody_revises_the_portals_own_word_file(grace, tmp_path / "revised.docx")
    when_the_editor_brings_it_and_confirms_what_is_new(grace, revised)
    when_the_editor_settles_the_split(grace)
    then_the_draft_shows_the_split_and_the_new_numbers(grace)
    then_the_impact_names_the_outcome(grace)
    when_the_editor_submits(grace, note="Plainer words; the talk has a clause of its own.")
    when_the_approver_returns_it_with_a_comment(marcus)
    when_the_editor_submits_again(grace, note="The talk is now a rule of its own, 14.7.")
    when_the_approver_approves_and_schedules(marcus)
    then_the_advice_is_not_flagged(amara, outcome)

    its_day_comes()
    then_the_advice_is_flagged_with_the_new_words(amara, outcome)
    when_the_owner_mends_the_guide(grace)
    when_the_approver_signs_for_each_outcome(marcus)
    then_whoever_asks_now_gets_the_mended_advice(amara)


def when_somebody_revises_the_portals_own_word_file(grace: Person, file: Path) -> Path:
    """One clause in other words, one split in two, the three behind it numbered on."""
    grace.opens("/policies/yj-social-media/versions/1/")
    paper = Document(BytesIO(grace.takes("Word")))
    reword(paper, "14.2", words_of(paper, "14.2").text.replace(OLD, NEW))
    for number in (9, 8, 7):
        renumber(paper, f"14.{number}", f"14.{number + 1}")
    reword(paper, "14.6", TALK)
    assert name_of(paper, "14.8")
    write_clause(paper, f"14.7 {SECOND}", SETTLE, before="14.8")
    paper.save(file)
    return file


def when_the_editor_brings_it_and_confirms_what_is_new(grace: Person, file: Path) -> None:
    grace.follows("Policy desk", within="nav")
    grace.follows("All policies at the desk")
    grace.follows(POLICY, within="main")
    grace.follows("Bring a document")
    grace.brings("The document", file)
    grace.presses("Read it")
    grace.sees("To be reconciled")
    grace.sees("1 to confirm")
    grace.follows("13 Why social media is a problem in youth justice")
    grace.sees("1 clause to confirm")
    grace.sees(SETTLE)
    grace.ticks(f"14.7 {SECOND}")
    grace.presses("Save the ticks and changes")
    grace.does_not_see("1 to confirm")


def when_the_editor_settles_the_split(grace: Person) -> None:
    grace.unfolds("Settled: 139")
    grace.follows(f"Change 14.6 {SPLIT}")
    grace.chooses("It was split into the clauses chosen below")
    grace.writes("Other clauses of the document", "14.6, 14.7")
    grace.presses("Save")
    grace.presses("Make the draft")


def then_the_draft_shows_the_split_and_the_new_numbers(grace: Person) -> None:
    grace.sees("The draft is made")
    grace.sees(f"It is split into 14.6 {SPLIT} and 14.7 {SECOND}.")
    grace.sees("14.10 Whom to ring before such a message")
    grace.sees("7 clauses change")


def then_the_impact_names_the_outcome(grace: Person) -> None:
    grace.follows("Read the changes and who relies on them")
    grace.sees(f"{GUIDE}: {MAY_LOOK}", within="#yj-092")
    grace.sees("1 guide outcome, 1 matter", within="#yj-092")


def when_the_editor_submits(grace: Person, *, note: str) -> None:
    grace.follows("Go on to submit")
    grace.writes("What changed, and why", note)
    grace.chooses("Material: what staff must do or may do changes")
    grace.writes("Wanted from", (date.today() + timedelta(days=2)).isoformat())
    grace.presses("Submit for approval")
    grace.sees("An approver has to read it now")


def when_the_approver_returns_it_with_a_comment(marcus: Person) -> None:
    marcus.follows("Policy desk", within="nav")
    marcus.follows(POLICY, within="main ul")
    marcus.follows(f"Comment on 14.7 {SECOND}")
    marcus.writes("Your comment", ASKED)
    marcus.presses("Comment")
    marcus.presses("Return for changes")
    marcus.sees("Returned. The editors see what you asked for.")


def when_the_editor_submits_again(grace: Person, *, note: str) -> None:
    grace.follows("Policy desk", within="nav")
    grace.follows(POLICY, within="main ul")
    grace.follows("1 open comment")
    grace.sees(ASKED)
    grace.presses("Settle")
    grace.sees("Settled by Grace Kim")
    when_the_editor_submits(grace, note=note)


def when_the_approver_approves_and_schedules(marcus: Person) -> None:
    marcus.follows("Policy desk", within="nav")
    marcus.follows(POLICY, within="main ul")
    marcus.sees("The talk is now a rule of its own, 14.7.")
    marcus.presses("Approve")
    marcus.presses("Publish")
    marcus.sees("Scheduled. It is published on")


def then_the_advice_is_not_flagged(amara: Person, outcome: str) -> None:
    amara.opens(outcome)
    amara.does_not_see(FLAG)


def then_the_advice_is_flagged_with_the_new_words(amara: Person, outcome: str) -> None:
    amara.opens(outcome)
    amara.sees(FLAG)
    amara.sees(NEW, within="#yj-092")


def when_the_owner_mends_the_guide(grace: Person) -> None:
    """From the flag to the guide: other words in the answer, the clauses that took 14.6's place."""
    grace.opens("/manage/")
    grace.follows("flags to confirm or mend")
    gone = "section:has-text('The clause is no longer in force')"
    heirs = [name.removeprefix("clause ") for name in grace.reads_links("clause yj-", within=gone)]
    assert len(heirs) == 2
    grace.follows("Mend it", within=f"section:has-text('{CLAUSE}')")
    grace.presses("Start a draft")
    text = grace.reads_field(TEXT).replace("yj-096", ", ".join(heirs))
    grace.writes(TEXT, text.replace(MAY_LOOK, MENDED))
    grace.presses("Save and check")
    grace.sees("9 of 34 paths end otherwise")
    grace.writes("What changed, and why", "It rests on the words in force since today.")
    grace.presses("Submit for approval")


def when_the_approver_signs_for_each_outcome(marcus: Person) -> None:
    marcus.opens("/manage/guides/")
    marcus.follows(f"Read, sign and publish: {GUIDE}")
    marcus.sees(MENDED)
    marcus.ticks_each(SIGNED)
    marcus.presses("Sign for what is ticked")
    marcus.presses("Publish")


def then_whoever_asks_now_gets_the_mended_advice(amara: Person) -> None:
    amara.opens("/")
    amara.follows(GUIDE)
    answers(amara, *TO_LOOK_ONLY)
    amara.sees(MENDED)
    amara.does_not_see(FLAG)
