"""How each is told is their own choice; a calendar program has a link that can be stopped."""

import urllib.error
import urllib.request

import pytest

from tests.journeys.steps import asks_to_write_to_a_young_person, finds_notice
from tests.support.browser import Person
from tests.support.site import run_job

pytestmark = pytest.mark.journey

WAITS = "A consultation waits for you, or is decided"


def test_each_is_told_as_they_chose(people, site):
    amara, mei = people("yj.worker", phone=True), people("dhs.comms", keyboard=True)
    when_she_wants_no_mail(mei)
    record = asks_to_write_to_a_young_person(amara)
    mails = run_job(site, "notices.deliver_waiting")
    assert not [mail for mail in mails if record in mail]
    finds_notice(mei, record, "A question has been submitted to you")

    when_she_asks_for_more(mei, record)
    [mail] = [mail for mail in run_job(site, "notices.deliver_waiting") if record in mail]
    assert "To: yj.worker@example.org" in mail
    assert "You are asked for more information" in mail
    assert not [words for words in ("visit", "letters", "At which", "Amara") if words in mail]


def test_a_calendar_link_is_made_fetched_and_stopped(people):
    amara, mei = people("yj.worker"), people("dhs.comms", phone=True)
    record = asks_to_write_to_a_young_person(amara)
    address = when_she_makes_a_link(mei)
    kind, feed = fetched(address)
    assert kind == "text/calendar; charset=utf-8"
    assert f"SUMMARY:{record} is due" in feed
    assert not [words for words in ("visit", "letters", "Amara") if words in feed]

    newer = when_she_makes_a_new_one(mei)
    then_nothing_is_there(address)
    assert record in fetched(newer)[1]
    mei.presses("Stop the link")
    mei.sees("The link no longer works.")
    then_nothing_is_there(newer)


def when_she_wants_no_mail(mei: Person) -> None:
    mei.opens("/notices/")
    mei.follows("Choose what comes by mail")
    mei.selects(WAITS, "Not by mail")
    mei.presses("Save")
    mei.sees("Saved. It holds for what you are told from now on.")
    chosen = mei.page.get_by_label(WAITS).locator("option:checked")
    assert chosen.inner_text() == "Not by mail"


def when_she_asks_for_more(mei: Person, record: str) -> None:
    mei.opens(f"/consultations/{record}/")
    mei.presses("Accept")
    mei.follows("Ask for more information")
    mei.writes("What do you need to know?", "At which hour would you write?")
    mei.presses("Ask for more information")


def when_she_makes_a_link(mei: Person) -> str:
    mei.opens("/tasks/")
    mei.follows("Link your calendar")
    mei.presses("Make a link")
    return mei.page.get_by_label("Address for your calendar program").input_value()


def when_she_makes_a_new_one(mei: Person) -> str:
    mei.opens("/me/calendar/")
    mei.sees("You have had a link since")
    mei.presses("Make a new link")
    return mei.page.get_by_label("Address for your calendar program").input_value()


def fetched(address: str) -> tuple[str, str]:
    """What a calendar program gets there, which has not signed in: the type of it and its words."""
    with urllib.request.urlopen(address, timeout=30) as answer:  # noqa: S310 - our own
        return answer.headers["Content-Type"], answer.read().decode().replace("\r\n ", "")


def then_nothing_is_there(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        fetched(address)
    assert refused.value.code == 404
