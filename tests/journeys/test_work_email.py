"""A caseworker is bound by two documents and asks what each says on her work e-mail address."""

import pytest

from tests.support.browser import Person

pytestmark = pytest.mark.journey

PROCEDURE = "Social media procedure for youth justice staff"
POLICY = "Social Media Policy for employees of the department"
QUESTION = "May I use my work e-mail address on social media?"
WAYS = [
    pytest.param({"phone": True, "javascript": False}, id="phone-without-javascript"),
    pytest.param({"keyboard": True}, id="keyboard"),
]


@pytest.mark.parametrize("way", WAYS)
def test_she_compares_what_both_say(people, way):
    amara = people("yj.worker", **way)
    when_she_asks_what_binds_whom(amara)
    then_her_own_rule_comes_first_and_names_both_documents(amara)
    then_each_of_the_others_is_marked(amara)
    when_she_reads_the_clauses_of_both(amara)
    then_she_sees_which_is_stricter(amara)
    when_she_follows_the_stricter_one(amara)


def when_she_asks_what_binds_whom(amara: Person) -> None:
    amara.follows("Compare what binds whom")
    amara.follows("Work e-mail address", within="main")
    amara.sees_heading(QUESTION)


def then_her_own_rule_comes_first_and_names_both_documents(amara: Person) -> None:
    first = amara.page.locator("article.cell").first
    assert first.get_attribute("id") == "yj"
    amara.sees("Binds you", within="#yj")
    for title in (PROCEDURE, POLICY):
        amara.sees_link(title)
        amara.sees(title, within="#yj .cell__sources")


def then_each_of_the_others_is_marked(amara: Person) -> None:
    amara.sees("This policy binds you too", within="#dhs")
    for other in ("dss", "gcc", "pc"):
        amara.sees("Does not bind you", within=f"#{other}")
    amara.sees("No rule here: ask", within="#pc")


def when_she_reads_the_clauses_of_both(amara: Person) -> None:
    amara.unfolds("Read these 2 clauses here", within="#yj")


def then_she_sees_which_is_stricter(amara: Person) -> None:
    clauses = amara.page.locator("#yj .unfold__clause")
    assert clauses.count() == 2
    amara.sees("off social media", within="#yj .unfold__clause:nth-of-type(1)")
    amara.sees("Must not", within="#yj .unfold")
    amara.sees("official backing", within="#yj .unfold")
    amara.sees("their own procedure is the stricter one")


def when_she_follows_the_stricter_one(amara: Person) -> None:
    amara.follows("Should", within="#yj .cell__clauses")
    amara.sees_link(PROCEDURE)
    amara.sees("Work e-mail address")  # the page of the clause says what relies on it
