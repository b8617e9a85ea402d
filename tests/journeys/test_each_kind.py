"""An approval and a report: raised, gone up when their time had passed, decided, acknowledged."""

import pytest

from tests.journeys.steps import accepts_and_decides, its_time_passes, path_of
from tests.support.browser import Person
from tests.support.site import Site, run_job

pytestmark = pytest.mark.journey

WAYS = [
    pytest.param({"keyboard": True}, id="keyboard"),
]
ON_A_PHONE = {"phone": True, "javascript": False}


@pytest.mark.parametrize("way", WAYS)
def test_an_approval_goes_up_when_its_time_has_passed(people, site, way):
    amara = people("yj.worker", **way)
    when_she_asks_for_approval_of_contact(amara)
    then_it_is_with(amara, "Manager, Web and Design Services, Mei Lin Chua")
    record = path_of(amara).split("/")[2]

    when_its_time_passes(site, record)
    amara.opens(f"/consultations/{record}/")
    then_it_is_with(amara, "Director of Communications, Robert Lindqvist")
    amara.sees("because its time had passed")

    robert = people("dhs.director", **way)
    accepts_and_decides(robert, record, "Not approved", "Reach them by telephone instead.")
    when_she_acknowledges(amara, record, "Not approved")


def test_a_report_goes_up_when_its_time_has_passed(people, site):
    tom = people("dhs.employee", **ON_A_PHONE)
    when_he_reports_a_breach(tom)
    then_it_is_with(tom, "Media Unit officer, Olivia Brandt")
    record = path_of(tom).split("/")[2]

    when_its_time_passes(site, record)
    robert = people("dhs.director", **ON_A_PHONE)
    accepts_and_decides(robert, record, "Dealt with", "The post has been taken down.")
    when_she_acknowledges(tom, record, "Dealt with")


def test_where_nobody_is_appointed_he_learns_whom_to_ring_and_keeps_a_draft(people):
    tom = people("dhs.employee")
    tom.opens("/consultations/new/?type=departmental-site")
    tom.writes("Topic", "A page for careers")
    tom.writes("What you ask for, and why", "A page on which people learn about our work.")
    tom.writes("Which site, page or account?", "A page on a professional network")
    tom.writes("Who would be the site owner", "Recruitment manager")
    tom.chooses("Yes")
    tom.writes("From which day?", "2027-02-01")
    tom.presses("Submit")
    tom.sees("Write the title of Moderation policy.")
    tom.writes("Title", "Moderation policy for the page")
    tom.writes("Record number", "D26/104455")
    tom.presses("Add another document")
    tom.presses("Submit")
    tom.sees("Save it as a draft and ring 9096 0779: Communication Committee.")
    tom.presses("Save as draft")
    tom.sees("Moderation policy for the page, D26/104455")


def when_she_asks_for_approval_of_contact(amara: Person) -> None:
    amara.opens("/consultations/")
    amara.follows("Ask, get approval or report")
    amara.follows("Contact with a young person over social media", within="main")
    amara.sees_link("Ring 9096 0779")
    amara.writes("Topic", "A message about tomorrow's visit")
    amara.writes("What you ask for, and why", "They answer neither letters nor calls.")
    amara.chooses("Everyday case work")
    amara.writes("By which means?", "A work account")
    amara.writes("How is each of the thirteen considerations met?", "Set out in the case plan.")
    amara.writes("What direction did your team leader give?", "To ask for approval first.")
    amara.writes("Case reference", "YJ-4471")
    amara.ticks("Urgent: I need the answer within 4 working hours")
    amara.presses("Submit")
    amara.sees("Submitted as")


def when_he_reports_a_breach(tom: Person) -> None:
    tom.opens("/consultations/new/?type=suspected-policy-breach")
    tom.sees_link("Ring 9096 7710")
    tom.writes("Topic", "An announcement on a private page")
    tom.writes("What happened", "An announcement of ours stands on somebody's own page.")
    tom.presses("Submit")
    tom.sees("Choose an answer to “What is it?”.")
    tom.chooses("Something put online against the policy")
    tom.writes("Where did you see it?", "A social networking site")
    tom.writes("When did you see it?", "2026-11-02")
    tom.writes("How did it come about", "Nobody knows yet.")
    tom.ticks("Urgent: I need the answer within 2 working hours")
    tom.presses("Submit")
    tom.sees("Submitted as")


def then_it_is_with(person: Person, holder: str) -> None:
    person.sees_heading("Who has it")
    person.sees(holder, within="section[aria-labelledby=who-has-it]")


def when_its_time_passes(site: Site, record: str) -> None:
    its_time_passes(site, record)
    run_job(site, "consultations.escalate_overdue")


def when_she_acknowledges(person: Person, record: str, decision: str) -> None:
    person.opens(f"/consultations/{record}/")
    person.sees(decision)
    person.presses("Acknowledge")
    person.sees("acknowledged the decision")
