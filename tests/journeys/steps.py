"""Steps that several journeys take."""

from urllib.parse import urlsplit

from tests.support.browser import Person

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
