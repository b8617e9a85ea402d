"""Steps that several journeys take."""

from urllib.parse import urlsplit

import psycopg
from playwright.sync_api import expect

from tests.support.browser import Person
from tests.support.site import Site

GUIDE = "I am worried about where a young person or client is, or whether they are safe"
OPEN_TO_ANYONE = "Is the information open to anyone"
MAY_LOOK = "You may look at what is publicly available"
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
    answers(person, "Where the young person is", "Yes", "Yes", "Yes", "Only look, to find them")
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
    """The clock is not waited for: the hour it is due is set back, past the database's own guard."""
    with psycopg.connect(site.database) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute(
            "UPDATE policies_consultation SET due_at = now() - interval '1 hour'"
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
