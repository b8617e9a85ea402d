"""Two editors have one clause open: nothing that either of them typed is lost."""

import pytest

from tests.support.browser import Person

pytestmark = pytest.mark.journey

POLICY = "Social media procedure for youth justice staff"
SECTION = "14 Worried about a young person's welfare or whereabouts"
CLAUSE = "Looking at what is public"
KEPT = "With such a concern you may read what anyone can see."
THEIRS = "With such a concern you may look, and write down what you saw."


def test_words_are_kept_and_the_second_to_save_sees_both_texts(people):
    grace, ana = people("editor", keyboard=True), people("admin")
    when_grace_opens_the_clause_and_types(grace)
    then_her_words_are_kept_without_being_saved(grace)
    when_she_comes_back_she_goes_on_with_them(grace)

    when_ana_opens_it_she_is_told_that_grace_has_it_open(ana)
    when_ana_saves_first(ana)
    then_grace_is_shown_both_texts(grace)
    then_the_draft_has_what_grace_made_of_both(ana)


def when_grace_opens_the_clause_and_types(grace: Person) -> None:
    grace.follows("Policy desk", within="nav")
    grace.follows("All policies at the desk")
    grace.presses(f"Start a draft of {POLICY}")
    grace.follows(SECTION, within=".contents")
    grace.follows(CLAUSE, within="main")
    grace.writes("Text", KEPT)


def then_her_words_are_kept_without_being_saved(grace: Person) -> None:
    grace.sees("not saved in the draft yet")
    grace.opens(grace.page.url)
    grace.sees("You have unsaved words from")
    grace.does_not_see(KEPT)


def when_she_comes_back_she_goes_on_with_them(grace: Person) -> None:
    grace.follows("Use them")
    grace.sees(KEPT)


def when_ana_opens_it_she_is_told_that_grace_has_it_open(ana: Person) -> None:
    ana.follows("Policy desk", within="nav")
    ana.follows(POLICY, within="main ul")
    ana.follows(CLAUSE, within="main ul.link-list >> nth=-1")
    ana.sees("Grace Kim has this clause open")


def when_ana_saves_first(ana: Person) -> None:
    ana.writes("Text", THEIRS)
    ana.presses("Save in the draft")
    ana.sees("saved in the draft")


def then_grace_is_shown_both_texts(grace: Person) -> None:
    grace.presses("Save in the draft", status=409)
    grace.sees_heading("Somebody saved this clause first")
    grace.sees(THEIRS, within=".both__texts")
    grace.sees(KEPT, within="form#writing")
    grace.writes("Text", f"{KEPT} Write down what you saw.")
    grace.presses("Save in the draft")
    grace.sees("saved in the draft")


def then_the_draft_has_what_grace_made_of_both(ana: Person) -> None:
    ana.opens("/manage/")
    ana.follows(POLICY, within="main ul")
    ana.follows("Read the changes and who relies on them")
    ana.sees("Write down what you saw", within="#yj-092")
