"""A record shows nowhere to those it is not for: no list, search, file, chart, mail or calendar.

Each page is read before and after somebody else's question went its way; to a stranger it is the
same page, to the letter. The walk takes every page of the table, so a new one is tried as well.
"""

import re
from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.test import Client

from policies.consultations import actions
from policies.consultations.actions import Asked
from policies.consultations.models import Consultation
from policies.notices.models import Notice
from policies.notices.presenters import notice_text
from policies.tasks.actions import make_link
from portal.models import User
from tests.support.examples import examples
from tests.support.page import PEOPLE
from tests.support.pages import ANYONE, PAGES, comparable

pytestmark = pytest.mark.django_db

# Words that stand nowhere else, one for each text that a person writes.
CANARIES = {
    "topic": "Quokkatopic about a profile",
    "question": "Quokkaquestion that nobody else asks",
    "case": "QK-4471",
    "ask": "Quokkaask when it was",
    "reply": "Quokkareply on Monday",
    "advice": "Quokkaadvice to wait",
    "reasons": "Quokkareasons that hold",
    "conditions": "Quokkaconditions to meet",
    "close": "Quokkaclose of it all",
}
INVOLVED = {"yj.worker", "yj.leader"}
# Who reads it without being named in it: whoever keeps the organisation's records.
OFFICERS = {"records"}
# One of each access role and each distance: same area, same organisation, another one.
STRANGERS = [
    "yj.director",
    "yj.worker2",
    "yj.leader2",
    "dhs.comms",
    "editor",
    "approver",
    "admin",
    "dss.employee",
    "dss.cmb",
    "gcc.manager",
]
# Decisions, for those who have to decide the like: stripped of everything that says whose they were.
STRIPPED = "/consultations/precedents/"
PRECEDENTS_FOR = {
    "yj.leader2",
    "yj.director",
    "yj.advisor",
    "dhs.comms",
    "dhs.media",
    "dhs.director",
}
SEARCHES = [
    "/search/?q=quokkatopic",
    "/consultations/?q=quokkatopic&show=all",
    "/consultations/?show=closed",
    "/consultations/?show=team",
    "/consultations/list.csv?show=closed",
    "/consultations/list.csv?show=all&q=quokkatopic",
    f"{STRIPPED}?q=quokkareasons",
    "/consultations/replaced/",
    "/consultations/stranded/",
    "/consultations/oversight/",
]
# It lists what people search for, so also the searches of this walk.
SEARCHED = "/manage/missed-searches/"
# What a page of files holds is compared by its status alone: it names the moment it was made.
NOT_TEXT = ("application/pdf", "application/vnd")


def user(username: str) -> User:
    return User.objects.get(username=username)


def take(record: Consultation, action: str, username: str, **words) -> Consultation:
    fresh = Consultation.objects.get(pk=record.pk)
    getattr(actions, action)(by=user(username), consultation=fresh, **words)
    return fresh


def whole_life(*, until: str = "close") -> Consultation:
    """A question of yj.worker to yj.leader, with every text that one can hold, up to a step."""
    asked = Asked(
        topic=CANARIES["topic"], question=CANARIES["question"], case_reference=CANARIES["case"]
    )
    record = actions.raise_question(
        by=user("yj.worker"), asked=asked, form_key=uuid4(), submit_now=True
    )
    decided = {
        "result": "conditions",
        "conditions": CANARIES["conditions"],
        "reasons": CANARIES["reasons"],
    }
    steps = [
        ("accept", "yj.leader", {}),
        ("ask", "yj.leader", {"text": CANARIES["ask"]}),
        ("reply", "yj.worker", {"text": CANARIES["reply"]}),
        ("advise", "yj.leader", {"text": CANARIES["advice"]}),
        ("decide", "yj.leader", decided),
        ("acknowledge", "yj.worker", {}),
        ("close", "yj.leader", {"text": CANARIES["close"]}),
    ]
    for action, who, words in steps:
        record = take(record, action, who, **words)
        if action == until:
            break
    return record


def paths_of(username: str, made: dict[str, str]) -> list[str]:
    """Every page that this person may open, and searches for what they should not find."""
    own = [p.path for p in PAGES if username in p.get or p.get == ANYONE]
    own = [path for path in own if path != SEARCHED and "{calendar}" not in path]
    return [*(path.format(**made) for path in own), *SEARCHES]


def read(client: Client, paths: list[str]) -> dict[str, str]:
    """What each page says, less what differs from request to request."""
    found = {}
    for path in paths:
        response = client.get(path)
        kind = response.get("Content-Type", "")
        if response.streaming:
            text = b"".join(response.streaming_content).decode()
        else:
            text = "" if kind.startswith(NOT_TEXT) else comparable(response)
        found[path] = f"{response.status_code} {text}"
    return found


def as_person(username: str) -> Client:
    client = Client()
    client.force_login(user(username))
    return client


@pytest.mark.parametrize("username", STRANGERS)
def test_to_a_stranger_every_page_reads_as_if_there_were_no_such_record(username):
    made = examples()
    paths = [path for path in paths_of(username, made) if not stripped(path, username)]
    client = as_person(username)
    read(client, paths)  # a search that finds nothing is counted, and the desk shows how many
    before = read(client, paths)
    whole_life(until="accept")
    whole_life()
    after = read(client, paths)
    assert {path for path in paths if before[path] != after[path]} == set()


def stripped(path: str, username: str) -> bool:
    return path.startswith(STRIPPED) and username in PRECEDENTS_FOR


@pytest.mark.parametrize("username", sorted(PRECEDENTS_FOR))
def test_a_precedent_does_not_say_whose_it_was(username):
    record = whole_life()
    text = read(as_person(username), [STRIPPED])[STRIPPED]
    assert CANARIES["reasons"] in text
    names = [person.name for person in (record.requester, record.assigned_to)]
    own = user(username).name
    said = [record.reference, CANARIES["case"], record.team.name, *(n for n in names if n != own)]
    assert [word for word in said if word in text] == []


def test_whoever_asked_and_whoever_answered_do_find_it():
    whole_life()
    for username in INVOLVED | OFFICERS:
        found = read(as_person(username), ["/consultations/?show=closed"])
        assert any(CANARIES["topic"] in text for text in found.values()), username


def test_a_changed_page_is_noticed():
    before = read(as_person("yj.leader"), ["/consultations/"])
    whole_life(until="accept")
    assert read(as_person("yj.leader"), ["/consultations/"]) != before


# --- what leaves the building ---


def mails() -> Iterator[tuple[str, str]]:
    """To whom each notice goes, and all that its mail says."""
    for notice in Notice.objects.select_related("person"):
        mail = notice_text(notice)
        yield notice.person.username, f"{mail.subject} {mail.body} {notice.key}"


def test_no_mail_says_a_word_of_the_case():
    whole_life()
    sent = list(mails())
    assert {person for person, _ in sent} == INVOLVED
    words = [*CANARIES.values(), "uokka"]
    assert [text for _, text in sent if any(word in text for word in words)] == []


@pytest.mark.parametrize("username", sorted(PEOPLE))
def test_no_calendar_says_a_word_of_the_case(username):
    record = whole_life(until="accept")
    feed = Client().get(f"/calendar/{make_link(by=user(username))}.ics").content.decode()
    feed = re.sub(r"\r\n[ \t]", "", feed)
    assert "uokka" not in feed and CANARIES["case"] not in feed
    # Who has to answer it by a day; whoever asked waits.
    assert (record.reference in feed) is (username == "yj.leader")
