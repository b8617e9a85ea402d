"""A team leader's day: the queue, a record from advice to paper, figures, past decisions, a colleague away."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.journeys.steps import (
    asks,
    finds_notice,
    goes_through_the_guide_to_look_only,
    its_time_passes,
    path_of,
)
from tests.support import pdf
from tests.support.browser import Person
from tests.support.site import Site, make

pytestmark = pytest.mark.journey

TOPIC = "+Comments+ on a public group page"
QUESTION = "May I look at the public profile tonight?"
HELEN = "Assistant Director / Manager Individual and Family Support, Helen Papadakis"
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@pytest.fixture
def own_database(own_database: str) -> str:
    """The sample, in which Priya's team has asked and she has answered for three years."""
    make(own_database, by="make_records", consultations=150, audit=300)
    return own_database


def test_a_leaders_day(people, site):
    amara, priya = people("yj.worker"), people("yj.leader", keyboard=True)
    late, record = when_two_questions_come(amara, site)

    when_she_reads_the_notice_and_accepts(priya, record)
    then_the_queue_says_what_is_hers_what_is_late_and_keeps_a_view(priya, late, record)
    when_she_advises_and_refers_it_up(priya, record)
    helen = people("yj.director")
    when_the_second_level_adds_what_was_said_by_phone(helen, record)
    when_she_countersigns(priya, record)
    when_the_second_level_decides(helen, record)
    when_the_requester_acknowledges(amara, record)
    then_it_is_on_paper(priya, record)
    then_the_list_opens_in_a_spreadsheet_without_formulas(priya, record)
    then_the_figures_stand_beside_their_table(priya)
    then_elsewhere_it_is_a_precedent_without_people_and_case(people("yj.leader2"), record)

    when_the_second_level_closes(helen, record)
    then_it_is_taken_up_again_as_a_linked_record(amara, record)


def test_what_a_colleague_left_is_given_to_another(people):
    sofia, olivia = people("dhs.employee"), people("dhs.media")
    records = [when_she_reports(sofia, where) for where in ("A film site", "A group page")]
    when_she_says_that_she_is_away(olivia)

    robert = people("dhs.director", keyboard=True)
    when_her_leader_gives_both_to_somebody_else(robert, records)

    mei = people("dhs.comms", phone=True)
    mei.opens("/consultations/")
    for record in records:
        mei.sees(record)
        finds_notice(mei, record)
        finds_notice(sofia, record, "somebody else")


def when_two_questions_come(amara: Person, site: Site) -> tuple[str, str]:
    amara.opens("/consultations/new/?type=case-consultation")
    amara.writes("Topic", TOPIC)
    amara.writes("Question", "May I read what strangers wrote there?")
    amara.presses("Submit")
    late = path_of(amara).split("/")[2]
    its_time_passes(site, late)
    goes_through_the_guide_to_look_only(amara)
    return late, asks(amara, QUESTION)


def when_she_reads_the_notice_and_accepts(priya: Person, record: str) -> None:
    priya.opens("/")
    priya.follows("Notices")
    priya.follows(f"{record}: A question has been submitted to you")
    priya.sees(QUESTION)
    priya.presses("Accept")


def then_the_queue_says_what_is_hers_what_is_late_and_keeps_a_view(
    priya: Person, late: str, record: str
) -> None:
    priya.opens("/consultations/")
    priya.sees(record)
    priya.follows("My team’s")
    priya.sees(late)
    priya.follows("Overdue")
    priya.sees(late)
    priya.does_not_see(record)
    priya.follows("Mine")
    priya.unfolds("Filter, sort and keep")
    priya.selects("State", "Accepted")
    priya.presses("Apply")
    priya.sees(record)
    priya.does_not_see(late)
    priya.writes("Keep this view under a name", "With me to advise")
    priya.presses("Keep")
    priya.opens("/consultations/")
    priya.follows("With me to advise")
    priya.sees(record)
    priya.does_not_see(late)


def when_she_advises_and_refers_it_up(priya: Person, record: str) -> None:
    priya.opens(f"/consultations/{record}/")
    priya.follows("Record advice")
    priya.writes("Your advice", "Amara may look once, from a work computer.")
    priya.presses("Record advice")
    priya.follows("Decide")
    priya.chooses(f"Refer up to {HELEN}")
    priya.writes("Reasons", "It is more than I may decide alone.")
    priya.presses("Decide")
    priya.sees(HELEN, within="section[aria-labelledby=who-has-it]")


def when_the_second_level_adds_what_was_said_by_phone(helen: Person, record: str) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    helen.opens("/")
    helen.follows("Notices")
    helen.follows(f"{record}: A question has been referred up to you")
    helen.presses("Accept")
    helen.follows("Record advice")
    helen.writes("Your advice", "Look together with Priya Raman, and write down what you saw.")
    helen.writes("Day it was given", yesterday.isoformat())
    helen.selects("How it was given", "By phone")
    helen.presses("Record advice")
    helen.sees("Say why it is written down later than it was given.")
    helen.writes("Why it is written down later", "I was on the road.")
    helen.selects(
        "Ask somebody to countersign", "Team leader / team manager, Priya Raman, North area team"
    )
    helen.presses("Record advice")
    helen.sees("Late entry. This advice was given by phone on")
    helen.sees("level 2")
    helen.sees("Priya Raman is asked to countersign.")


def when_she_countersigns(priya: Person, record: str) -> None:
    priya.opens("/consultations/?show=countersign")
    priya.sees(record)
    priya.opens(f"/consultations/{record}/")
    priya.follows("Countersign or disagree", within="#advice-2")
    priya.chooses("I agree")
    priya.presses("Countersign")
    priya.sees("Countersigned", within="#advice-2")


def when_the_second_level_decides(helen: Person, record: str) -> None:
    helen.opens(f"/consultations/{record}/")
    helen.follows("Decide")
    helen.chooses("Appropriate with conditions")
    helen.writes("Conditions", "Together with Priya, tonight only.")
    helen.writes("Reasons", "The concern about YJ-4471 is immediate and the safeguards hold.")
    helen.presses("Decide")


def when_the_requester_acknowledges(amara: Person, record: str) -> None:
    finds_notice(amara, record, "There is a decision on your question")
    amara.opens(f"/consultations/{record}/")
    amara.sees("Together with Priya, tonight only.")
    amara.presses("Acknowledge")


def then_it_is_on_paper(priya: Person, record: str) -> None:
    priya.opens(f"/consultations/{record}/")
    paper = priya.takes("Print (PDF)")
    pages = pdf.pages(paper)
    assert len(pages) <= 2
    assert all(record in page for page in pages)
    assert "Late entry" in " ".join(pages)
    assert "Together with Priya, tonight only." in " ".join(pages)
    assert pdf.is_accessible(paper)


def then_the_list_opens_in_a_spreadsheet_without_formulas(priya: Person, record: str) -> None:
    priya.opens("/consultations/?show=team")
    text = priya.takes("Download this list (CSV)").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {record} <= {row["Reference"] for row in rows}
    assert f"'{TOPIC}" in {row["Topic"] for row in rows}
    assert not [cell for row in rows for cell in row.values() if cell.startswith(FORMULA)]


def then_the_figures_stand_beside_their_table(priya: Person) -> None:
    priya.opens("/consultations/")
    priya.follows("Figures")
    priya.sees("North area team")
    priya.unfolds("Show as table: How many were asked")
    priya.sees("Month", within="section[aria-labelledby=chart-asked] table")
    priya.does_not_see("Amara Nwosu")


def then_elsewhere_it_is_a_precedent_without_people_and_case(tomasz: Person, record: str) -> None:
    tomasz.opens("/consultations/")
    tomasz.follows("Past decisions")
    tomasz.writes("What happened?", "public profile tonight")
    tomasz.presses("Search", within="main")
    tomasz.sees("The concern about [case] is immediate and the safeguards hold.")
    tomasz.sees("Together with [name], tonight only.")
    tomasz.unfolds("The question and the advice")
    tomasz.sees("[name] may look once, from a work computer.")
    for kept_back in (record, "YJ-4471", "Amara", "Priya", "Helen"):
        tomasz.does_not_see(kept_back)


def when_the_second_level_closes(helen: Person, record: str) -> None:
    helen.opens(f"/consultations/{record}/")
    helen.follows("Close")
    helen.writes("What came of it", "They are safe and at home.")
    helen.presses("Close")


def then_it_is_taken_up_again_as_a_linked_record(amara: Person, record: str) -> None:
    amara.opens(f"/consultations/{record}/")
    amara.follows("Reopen")
    amara.writes("Why it is taken up again", "The worry is back since last night.")
    amara.presses("Submit")
    amara.sees(f"This record reopens {record}")
    again = path_of(amara).split("/")[2]
    assert again != record
    amara.follows(record, within="main")
    amara.sees(f"This record was reopened as {again}")


def when_she_reports(sofia: Person, where: str) -> str:
    sofia.opens("/consultations/new/?type=suspected-policy-breach")
    sofia.writes("Topic", "An announcement on a private page")
    sofia.writes("What happened", "An announcement of ours stands there.")
    sofia.chooses("Something put online against the policy")
    sofia.writes("Where did you see it?", where)
    sofia.writes("When did you see it?", timezone.localdate().isoformat())
    sofia.writes("How did it come about", "Nobody knows yet.")
    sofia.presses("Submit")
    sofia.sees("Submitted as")
    return path_of(sofia).split("/")[2]


def when_she_says_that_she_is_away(olivia: Person) -> None:
    today = timezone.localdate()
    olivia.opens("/consultations/")
    olivia.follows("Away")
    olivia.writes("First day away", today.isoformat())
    olivia.writes("Last day away", (today + timedelta(days=7)).isoformat())
    olivia.presses("Save")
    olivia.sees("Nobody answers in the meantime")


def when_her_leader_gives_both_to_somebody_else(robert: Person, records: list[str]) -> None:
    robert.opens("/consultations/")
    robert.follows("Waiting for somebody who is not there")
    for record in records:
        robert.ticks(record)
    robert.presses("Give the chosen ones to somebody else")
    robert.selects(
        "Who gets it", "Manager, Web and Design Services, Mei Lin Chua, Communications team"
    )
    robert.writes("Why", "Olivia is away until next week.")
    robert.presses("Give")
    robert.sees("Given to Mei Lin Chua")
    for record in records:
        robert.sees(record)
