"""Steps that several journeys take."""

from urllib.parse import urlsplit

import psycopg
from playwright.sync_api import expect

from tests.support.browser import Person
from tests.support.site import Site

GUIDE = "I am worried about where a young person or client is, or whether they are safe"
OPEN_TO_ANYONE = "Is the information open to anyone"
MAY_LOOK = "You may look at what is publicly available"
TO_LOOK_ONLY = ("Where the young person is", "Yes", "Yes", "Yes", "Only look, to find them")
DO_NOT_LOOK = "Do not look, because a safeguard is missing."


def answers(person: Person, *options: str) -> None:
    """Answer the questions that come one after the other."""
    for option in options:
        person.chooses(option)
        person.presses("Continue")


def goes_through_the_guide_to_look_only(person: Person) -> str:
    """Answer D04 so that looking is allowed; return the path of the outcome."""
    person.opens("/")
    person.follows(GUIDE)
    answers(person, *TO_LOOK_ONLY)
    person.sees(MAY_LOOK)
    return path_of(person)


def asks(person: Person, question: str) -> str:
    """Raise a consultation from the outcome on the page; return its reference."""
    person.follows("Ask about this")
    person.writes("Question", question)
    person.writes("Case reference", "YJ-4471")
    person.presses("Submit")
    person.sees("Submitted")
    return path_of(person).split("/")[2]


def path_of(person: Person) -> str:
    """Where the person is."""
    return urlsplit(person.page.url).path


def its_time_passes(site: Site, record: str) -> None:
    """The clock is not waited for: what is due is set back, past the database's own guard."""
    with psycopg.connect(site.database) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "UPDATE policies_consultation SET due = CURRENT_DATE,"
            " due_at = now() - interval '1 hour', escalated_at = escalated_at - interval '2 hours'"
            " WHERE reference = %s",
            [record],
        )


def finds_notice(person: Person, *words: str) -> None:
    """Among the notices of the portal one has all these words."""
    person.opens("/notices/")
    found = person.page.get_by_role("listitem")
    for one in words:
        found = found.filter(has_text=one)
    expect(found.first).to_be_visible()


def asks_to_write_to_a_young_person(person: Person) -> str:
    """Ask for approval of contact over social media, urgently; return the reference."""
    person.opens("/consultations/new/?type=contact-with-a-young-person")
    person.writes("Topic", "A message about tomorrow's visit")
    person.writes("What you ask for, and why", "They answer neither letters nor calls.")
    person.chooses("Their welfare: it is considered absolutely necessary")
    person.writes("By which means?", "A work account")
    person.writes("How is each of the thirteen considerations met?", "Set out in the case plan.")
    person.writes("What direction did your team leader give?", "To ask for approval first.")
    person.ticks("Urgent: I need the answer within 4 working hours")
    person.presses("Submit")
    person.sees("Submitted as")
    return path_of(person).split("/")[2]


def accepts_and_decides(person: Person, record: str, decision: str, reasons: str) -> None:
    """From accepting to the decision, which may have a condition."""
    person.opens(f"/consultations/{record}/")
    person.presses("Accept")
    person.follows("Record advice")
    person.writes("Your advice", "Seen and looked into.")
    person.presses("Record advice")
    person.follows("Decide")
    person.chooses(decision)
    if "conditions" in decision:
        person.writes("Conditions", "Only in working hours.")
    person.writes("Reasons", reasons)
    person.presses("Decide")
    person.sees(decision)
