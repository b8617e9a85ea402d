"""The page of a record and the forms of its steps."""

import re

import pytest

from policies.library.actions import confirm_citation
from policies.library.models import Citation, ClauseVersion
from portal.models import AuditEvent
from tests.support import desk
from tests.unit.policies.consultations.records import (
    anew,
    ask,
    finished_run,
    record_in,
    referred_up,
    step,
    text_of,
)

pytestmark = pytest.mark.django_db


JOURNEY = [
    ("yj.worker", "submit", {}, "submitted it to"),
    ("yj.leader", "accept", {}, "accepted it"),
    ("yj.leader", "ask", {"text": "When were they last seen?"}, "asked for more information"),
    ("yj.worker", "reply", {"text": "On Tuesday."}, "replied"),
    ("yj.leader", "advise", {"text": "Look together with me."}, "recorded advice"),
    (
        "yj.leader",
        "decide",
        {"result": "conditions", "conditions": "With me.", "reasons": "Safe."},
        "decided: appropriate with conditions",
    ),
    ("yj.worker", "acknowledge", {}, "acknowledged the decision"),
    ("yj.leader", "close", {"text": "They are safe."}, "closed the record"),
]


def test_from_question_to_closed_record(as_user):
    record = ask(run=finished_run())
    for username, action, words, _ in JOURNEY:
        client = as_user(username)
        assert client.get(f"{record.get_absolute_url()}{action}/").status_code == 200
        response = step(client, anew(record), action, **words)
        assert response.status_code == 302, (action, text_of(response))
        assert response.headers["Location"] == record.get_absolute_url()
    page = text_of(as_user("yj.worker").get(record.get_absolute_url()))
    typed = [text for *_, words, _ in JOURNEY for name, text in words.items() if name != "result"]
    for words in ("Closed", "Appropriate with conditions", record.question, *typed):
        assert words in page
    history = page[page.index("What happened") :]
    places = [history.index(said) for *_, said in JOURNEY]
    assert places == sorted(places)


def test_says_who_has_it_role_first_and_when_it_is_due(as_user):
    page = text_of(as_user("yj.worker").get(record_in("submitted").get_absolute_url()))
    assert "with Team leader / team manager, Priya Raman, to accept" in page
    assert re.search(r"due (on \w+, )?\d{1,2} \w+ 20\d\d", page)


# What is offered beside the steps.
BESIDE = {
    "Add a task of your own",
    "Add advice",
    "Amend",
    "Give a task",
    "Give to somebody else",
    "Print (PDF)",
    "Reopen",
}


@pytest.mark.parametrize(
    ("state", "username", "primary", "quiet"),
    [
        ("draft", "yj.worker", "Submit", ["Edit the draft", "Withdraw"]),
        ("submitted", "yj.worker", None, ["Withdraw"]),
        ("submitted", "yj.leader", "Accept", []),
        ("accepted", "yj.leader", "Record advice", ["Ask for more information"]),
        ("more-information", "yj.worker", "Reply", ["Withdraw"]),
        ("advised", "yj.leader", "Decide", []),
        ("advised", "yj.worker", None, []),
        ("decided", "yj.worker", "Acknowledge", []),
        ("acknowledged", "yj.leader", "Close", []),
        ("closed", "yj.leader", None, []),
    ],
)
def test_one_primary_button_and_the_others_quiet(state, username, primary, quiet, as_user):
    html = as_user(username).get(record_in(state).get_absolute_url()).content.decode()
    buttons = re.findall(r'class="btn (btn-\w+)"[^>]*>([^<]+)<', html.partition("<main")[2])
    shown = [(css, words.strip()) for css, words in buttons if words.strip() not in BESIDE]
    assert [words for css, words in shown if css == "btn-primary"] == ([primary] if primary else [])
    assert [words for css, words in shown if css != "btn-primary"] == quiet


def test_every_read_is_in_the_audit_trail(as_user):
    record = record_in("accepted")
    as_user("yj.leader").get(record.get_absolute_url())
    as_user("yj.leader").get(f"{record.get_absolute_url()}advise/")
    reads = AuditEvent.objects.filter(chain=f"consultation:{record.pk}", action="consultation.read")
    assert [read.by.username for read in reads] == ["yj.leader", "yj.leader"]


class TestPinnedWords:
    def test_stay_when_the_clause_changes(self, as_user):
        record = record_in("submitted")
        old = ClauseVersion.objects.in_force().get(clause__short_id="yj-091").text
        desk.amend({"yj-091": "Nobody looks at anything any more."})
        page = text_of(as_user("yj.worker").get(record.get_absolute_url()))
        assert old[:60] in page
        assert "Nobody looks at anything" not in page
        assert "The text has changed since" in page

    def test_stay_when_the_clause_goes(self, as_user):
        record = record_in("submitted")
        desk.amend({}, without=["yj-091"])
        page = text_of(as_user("yj.worker").get(record.get_absolute_url()))
        assert "Looking a young person up" in page
        assert "is no longer in force" in page

    def test_stay_when_the_citation_is_confirmed_anew(self, as_user, person):
        record = record_in("submitted")
        desk.amend({"yj-091": "Nobody looks at anything any more."})
        confirm_citation(by=person("editor"), citation=Citation.objects.of(record).get())
        page = text_of(as_user("yj.worker").get(record.get_absolute_url()))
        assert "Looking a young person up" in page
        assert "Nobody looks at anything" not in page

    def test_carry_no_notice_while_nothing_changed(self, as_user):
        page = text_of(as_user("yj.worker").get(record_in("submitted").get_absolute_url()))
        assert "changed since" not in page

    def test_a_draft_shows_the_words_in_force(self, as_user):
        record = record_in("draft")
        desk.amend({"yj-091": "Nobody looks at anything any more."})
        page = text_of(as_user("yj.worker").get(record.get_absolute_url()))
        assert "Nobody looks at anything any more." in page


class TestTheRightPerson:
    @pytest.mark.parametrize("action", ["accept", "ask", "advise", "decide"])
    def test_nobody_answers_their_own_question(self, action, as_user):
        record = ask("yj.leader", submit_now=True)
        client = as_user("yj.leader")
        assert client.get(f"{record.get_absolute_url()}{action}/").status_code == 404
        words = {"text": "Yes.", "result": "appropriate", "reasons": "Yes."}
        assert step(client, record, action, **words).status_code == 404
        assert anew(record).revision == record.revision

    def test_the_leader_cannot_act_on_what_was_referred_up(self, as_user):
        record, client = referred_up(), as_user("yj.leader")
        assert client.get(record.get_absolute_url()).status_code == 200
        assert step(client, record, "accept").status_code == 404

    @pytest.mark.parametrize("action", ["revise", "refer-up", "start", "nonsense", "delete"])
    def test_what_is_no_step_of_its_own_is_no_page(self, action, as_user):
        record = record_in("draft")
        assert as_user("yj.worker").get(f"{record.get_absolute_url()}{action}/").status_code == 404
        assert step(as_user("yj.worker"), record, action).status_code == 404
