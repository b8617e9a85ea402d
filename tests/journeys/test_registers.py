"""What is approved stands in a register; it is searched, taken along as a file, and revoked."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.steps import accepts_and_decides, path_of
from tests.support.browser import Person

pytestmark = pytest.mark.journey

CHANNEL = "=Carers= page (example account)"
MATTERS = "The new opening hours of the central office"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def test_an_approved_account_is_entered_completed_and_posted_on(people):
    fatima, callum = people("dss.employee"), people("dss.cmb")
    record = when_she_asks_for_an_initiative(fatima)
    accepts_and_decides(callum, record, "Approved", "Business case and plan are sound.")
    callum.sees("which entered it among the official accounts")

    when_the_keeper_finds_it_and_fills_in_where_it_is(callum, record)
    when_the_keeper_enters_a_post(callum)
    then_everybody_in_the_organisation_finds_both(fatima, record)
    then_the_file_has_it_and_no_formula(fatima, record)
    then_another_organisation_does_not_find_it(people("dhs.employee"))


def test_an_authorisation_is_entered_and_revoked(people):
    sofia, robert = people("dhs.employee", phone=True), people("dhs.director", javascript=False)
    record = when_she_asks_to_speak(sofia)
    accepts_and_decides(robert, record, "Approved with conditions", "She knows the matter best.")
    then_the_register_says_that_she_may_speak(sofia, record)

    mei = people("dhs.comms", javascript=False)
    when_the_keeper_revokes_it(mei)
    then_the_register_says_that_it_is_revoked(sofia)


def when_she_asks_for_an_initiative(fatima: Person) -> str:
    fatima.opens("/consultations/new/?type=social-media-initiative")
    fatima.writes("Topic", "A page for carers")
    fatima.writes("What you ask for, and why", "Carers ask where to find what they are due.")
    fatima.writes("Which channel or account?", CHANNEL)
    fatima.writes("Who would run the account?", "Communication Account Manager")
    fatima.chooses("Yes")
    fatima.writes("From which day?", timezone.localdate().isoformat())
    for number, title in enumerate(("Business case", "Risk Management Plan")):
        within = f"fieldset.document:has(legend:text('{title}'))"
        fatima.writes("Title", f"{title} for the page", within=within)
        fatima.writes("Record number", f"EX/2026/020{number}", within=within)
    fatima.presses("Submit")
    fatima.sees("Risk Management Plan for the page, EX/2026/0201")
    return path_of(fatima).split("/")[2]


def when_the_keeper_finds_it_and_fills_in_where_it_is(callum: Person, record: str) -> None:
    callum.opens("/registers/")
    callum.follows("Official accounts")
    callum.selects("Show", "To complete")
    callum.presses("Show these")
    callum.follows(CHANNEL)
    callum.sees(record)
    callum.follows("Correct it")
    callum.writes("Platform", "Facebook")
    callum.writes("Address", "https://social.example/carers")
    callum.presses("Save")
    callum.sees("Open", within="main .tag")


def when_the_keeper_enters_a_post(callum: Person) -> None:
    callum.follows("Add an official post")
    callum.writes("What was posted", "Where carers find what they are due.")
    callum.writes("When", f"{timezone.localdate() - timedelta(days=1)}T09:30")
    callum.writes("Where", "https://social.example/carers/1")
    callum.writes("By whom", "Callum Fraser")
    callum.writes("Classification", "Official")
    callum.presses("Save")
    callum.sees("Where carers find what they are due.")


def then_everybody_in_the_organisation_finds_both(fatima: Person, record: str) -> None:
    fatima.opens("/registers/accounts/")
    fatima.writes("Words", "carers")
    fatima.presses("Show these")
    fatima.sees("1 entry")
    fatima.follows(CHANNEL)
    fatima.sees(record)
    fatima.sees("Callum Fraser approved it, which entered it")
    fatima.opens("/registers/posts/?q=carers")
    fatima.sees("Where carers find what they are due.")


def then_the_file_has_it_and_no_formula(fatima: Person, record: str) -> None:
    fatima.opens("/registers/accounts/?q=carers")
    text = fatima.takes("Take these along as a CSV file").decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text))
    assert row["Name"] == f"'{CHANNEL}"
    assert row["Approved by record"] == record
    assert not [cell for cell in row.values() if cell.startswith(FORMULA)]


def then_another_organisation_does_not_find_it(sofia: Person) -> None:
    sofia.opens("/registers/accounts/?q=carers&show=all")
    sofia.does_not_see(CHANNEL)


def when_she_asks_to_speak(sofia: Person) -> str:
    sofia.opens("/consultations/new/?type=authorisation-to-comment")
    sofia.writes("Topic", "Questions about opening hours")
    sofia.writes("What you ask for, and why", "People ask on our page when we are open.")
    sofia.writes("Where would you comment?", "The department's page")
    sofia.writes("What on?", MATTERS)
    sofia.chooses("My own, as an employee or contractor of the department")
    sofia.writes("From which day?", timezone.localdate().isoformat())
    sofia.presses("Submit")
    sofia.sees("Submitted as")
    return path_of(sofia).split("/")[2]


def then_the_register_says_that_she_may_speak(sofia: Person, record: str) -> None:
    sofia.opens("/registers/representatives/")
    sofia.writes("Words", "opening hours")
    sofia.presses("Show these")
    sofia.sees(MATTERS)
    sofia.sees("May speak", within="main td .tag")
    sofia.follows("Sofia Marchetti", within="main table")
    sofia.sees(f"{record}, with conditions that the record names")


def when_the_keeper_revokes_it(mei: Person) -> None:
    mei.opens("/registers/representatives/?q=opening+hours")
    mei.follows("Sofia Marchetti", within="main table")
    mei.follows("Revoke it")
    mei.writes("From which day?", timezone.localdate().isoformat())
    mei.presses("Revoke it", status=400)
    mei.sees("Enter why the authorisation is revoked.")
    mei.writes("Why", "Others answer on the page from now on.")
    mei.presses("Revoke it")
    mei.sees("Revoked", within="main .tag")


def then_the_register_says_that_it_is_revoked(sofia: Person) -> None:
    sofia.opens("/registers/representatives/?q=opening+hours")
    sofia.does_not_see(MATTERS)
    sofia.selects("Show", "Revoked")
    sofia.presses("Show these")
    sofia.follows("Sofia Marchetti", within="main table")
    sofia.sees("Others answer on the page from now on.")
    sofia.sees("Mei Lin Chua revoked it")
