"""Every exact fact of the five documents can be read, letter by letter, on the pages that carry it."""

import json
import re
from collections.abc import Iterable

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from policies.directory.models import Contact
from policies.library.models import ClauseVersion
from policies.tasks.models import RoleTask
from tests.support.site import ROOT

pytestmark = pytest.mark.django_db

# Row of the ledger, the policy that carries it, the strings that have to be served as they are.
FACTS = json.loads((ROOT / "tests" / "data" / "facts.json").read_text())
# Each document, with somebody whom it binds.
READERS = {
    "yj-social-media": "yj.worker",
    "dhs-social-media": "dhs.employee",
    "dss-social-media": "dss.employee",
    "gcc-safer-social-media": "gcc.worker",
    "pc-social-media": "pc.member",
}
UNSEEN = "script, style, template, [hidden], .visually-hidden"
# What stands in the middle of a sentence and parts no words.
INLINE = {"a", "b", "strong", "em", "i", "button", "span", "mark", "code", "abbr", "cite", "sup"}


def main_of(client: Client, path: str) -> Tag:
    """The main part of a page, less what nobody sees, with a space where a block ends."""
    response = client.get(path)
    assert response.status_code == 200, path
    main = BeautifulSoup(response.content.decode(), "html.parser").find("main")
    for element in main.select(UNSEEN):
        element.decompose()
    for element in main.find_all(lambda tag: tag.name not in INLINE):
        element.append(" ")
        element.insert_before(" ")
    return main


def seen(parts: Iterable[Tag | None]) -> str:
    """What a reader sees of these parts of a page, on one line."""
    return " ".join(" ".join(part.get_text() for part in parts if part).split())


def facts_of(rows: Iterable[str]) -> list[str]:
    wanted = set(rows)
    return [fact for row in FACTS if row["id"] in wanted for fact in row["facts"]]


def not_served(main: Tag, code: str) -> list[tuple[str, str]]:
    """Facts that the clauses which carry their row do not show on this page: the row and the fact."""
    places: dict[str, list[str]] = {}
    words = ClauseVersion.objects.in_force().filter(version__policy__code=code)
    for short_id, source in words.values_list("clause__short_id", "source"):
        for row in source:
            places.setdefault(row, []).append(short_id)
    shown = {
        row: seen(main.find(id=short_id) for short_id in short_ids)
        for row, short_ids in places.items()
    }
    return [
        (row["id"], fact)
        for row in FACTS
        if row["policy"] == code
        for fact in row["facts"]
        if fact not in shown.get(row["id"], "")
    ]


def test_the_facts_are_those_of_all_five_documents():
    assert {row["policy"] for row in FACTS} == set(READERS)
    assert len({row["id"] for row in FACTS}) == len(FACTS) == 325
    assert len([fact for row in FACTS for fact in row["facts"] if fact.strip()]) == 391


@pytest.mark.parametrize("code", READERS)
def test_each_fact_stands_in_the_clause_that_carries_its_row(as_user, code):
    assert not_served(main_of(as_user(READERS[code]), f"/policies/{code}/"), code) == []


def test_a_number_that_is_one_digit_off_is_noticed(as_user):
    main = main_of(as_user("dhs.employee"), "/policies/dhs-social-media/")
    for text in main.find(id="dhs-042").find_all(string=re.compile("9096 8054")):
        text.replace_with(text.replace("9096 8054", "9096 8045"))
    assert not_served(main, "dhs-social-media") == [("001-042", "9096 8054")]


def test_each_contact_shows_the_facts_that_it_carries(as_user):
    policy_of = {row["id"]: row["policy"] for row in FACTS}
    clients = {code: as_user(username) for code, username in READERS.items()}
    missing, tried = [], 0
    for contact in Contact.objects.all():
        carried = [row for row in contact.source if row in policy_of]
        for code in sorted({policy_of[row] for row in carried}):
            text = seen([main_of(clients[code], f"/contacts/{contact.key}/")])
            expected = facts_of(row for row in carried if policy_of[row] == code)
            missing += [(contact.key, fact) for fact in expected if fact not in text]
            tried += len(expected)
    assert missing == []
    assert tried > 40


def test_each_job_role_shows_its_tasks_with_the_facts_in_them(as_user):
    clients = {code: as_user(username) for code, username in READERS.items()}
    pages, missing, tried = {}, [], 0
    for task in RoleTask.objects.select_related("job_role", "clause__policy"):
        path, code = f"/roles/{task.job_role.key}/", task.clause.policy.code
        if (path, code) not in pages:
            pages[path, code] = seen([main_of(clients[code], path)])
        facts = [fact for fact in facts_of(task.source) if fact in task.what]
        missing += [(path, t) for t in (task.what, *facts) if t not in pages[path, code]]
        tried += len(facts)
    assert missing == []
    assert tried > 15
