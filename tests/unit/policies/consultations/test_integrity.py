"""verify_audit: it passes what holds and names what does not."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from policies.consultations import integrity
from policies.consultations.models import Consultation
from tests.unit.policies.consultations.records import ask, finished_run, record_in, referred_up

pytestmark = pytest.mark.django_db

STATES = ["draft", "submitted", "more-information", "advised", "decided", "closed", "withdrawn"]


def tamper(table: str, change: str, where: str, *values: object) -> None:
    """Change rows as somebody with the keys of the database could: past the triggers."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"{change} WHERE {where}", values)
        assert cursor.rowcount > 0
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def verify() -> str:
    """What the command prints; the error it ends with is at its end."""
    out = StringIO()
    try:
        call_command("verify_audit", stdout=out)
    except CommandError as error:
        out.write(str(error))
    return out.getvalue()


def test_all_that_was_made_by_actions_holds():
    for state in STATES:
        record_in(state)
    referred_up()
    ask(run=finished_run(), submit_now=True)
    assert list(integrity.problems()) == []
    assert verify().endswith("ok\n")


def test_says_how_much_it_looked_at():
    record_in("closed")
    events = f"{Consultation.objects.get().events.count()} rows in 1 chains: ok"
    assert f"consultation events: {events}" in verify()
    assert "consultations: 1 records: ok" in verify()


@pytest.mark.parametrize(
    ("table", "change", "reason"),
    [
        (
            "policies_consultation",
            "UPDATE policies_consultation SET state = 'closed'",
            "it stands at closed, its last event at decided",
        ),
        (
            "policies_consultation",
            "UPDATE policies_consultation SET question = 'Something else'",
            "its question is not the one that was submitted",
        ),
        (
            "policies_consultation",
            "UPDATE policies_consultation SET advice_given = '{}'",
            "the guide's outcome in it is not the one that was submitted",
        ),
        (
            "policies_consultation",
            "UPDATE policies_consultation SET revision = revision + 1",
            "it changed 6 times, its history has 5 events",
        ),
        (
            "policies_consultation",
            "UPDATE policies_consultation SET submitted_at = NULL, state = 'draft'",
            "it stands at draft, its last event at decided",
        ),
    ],
)
def test_names_a_record_that_was_changed(table, change, reason):
    record_in("submitted")
    record = record_in("decided", run=finished_run())
    tamper(table, change, "id = %s", record.pk)
    assert [(one.reference, one.reason) for one in integrity.problems()] == [
        (record.reference, reason)
    ]
    assert f"{record.reference}: {reason}" in verify()
    assert verify().endswith("1 chain or record does not hold.")


def test_names_a_changed_decision():
    record = record_in("decided")
    change = "UPDATE policies_decision SET result = 'not-appropriate'"
    tamper("policies_decision", change, "consultation_id = %s", record.pk)
    assert "its decisions are not those of its history" in verify()


def test_names_a_decision_taken_out():
    record = record_in("decided")
    tamper("policies_decision", "DELETE FROM policies_decision", "consultation_id = %s", record.pk)
    assert "its decisions are not those of its history" in verify()


def test_names_changed_words_of_a_pinned_clause():
    record = record_in("submitted")
    (pin,) = record.events.get(action="submit").data["clauses"]
    change = "UPDATE policies_clauseversion SET body = '<p>Other words.</p>'"
    tamper("policies_clauseversion", change, "id = %s", pin["words"])
    assert "the words of clause yj-091 are not those that were pinned" in verify()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("UPDATE policies_consultationevent SET text = 'Nothing'", "its content does not match"),
        ("UPDATE policies_consultationevent SET by_id = NULL", "its content does not match"),
    ],
)
def test_names_a_changed_event(change, reason):
    record = record_in("closed")
    where = "chain = %s AND sequence = 4"
    if "by_id" in change:
        change = "UPDATE policies_consultationevent SET by_id = (SELECT max(id) FROM portal_user)"
    tamper("policies_consultationevent", change, where, record.reference)
    assert f"policies_consultationevent, {record.reference}, row 4: {reason}" in verify()


def test_names_an_event_taken_out():
    record = record_in("closed")
    delete = "DELETE FROM policies_consultationevent"
    tamper("policies_consultationevent", delete, "chain = %s AND sequence = 3", record.reference)
    said = verify()
    assert f"{record.reference}, row 4: expected number 3, found 4" in said
    assert f"{record.reference}: its history has a gap between two states" in said


def test_names_the_last_events_taken_out_which_leave_a_whole_chain():
    record = record_in("closed")
    delete = "DELETE FROM policies_consultationevent"
    tamper("policies_consultationevent", delete, "chain = %s AND sequence > 5", record.reference)
    assert f"{record.reference}: it stands at closed, its last event at decided" in verify()


def test_names_a_changed_row_of_the_audit_trail():
    record = record_in("submitted")
    chain = f"consultation:{record.pk}"
    tamper("portal_auditevent", "UPDATE portal_auditevent SET action = 'x'", "chain = %s", chain)
    assert f"portal_auditevent, {chain}, row 1: its content does not match its hash" in verify()


def test_a_record_without_history_does_not_hold():
    record = record_in("submitted")
    tamper(
        "policies_consultationevent",
        "DELETE FROM policies_consultationevent",
        "chain = %s",
        record.reference,
    )
    assert f"{record.reference}: it has no history" in verify()
