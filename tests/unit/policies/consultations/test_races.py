"""Many at the same moment: one key makes one record, one decision stands, and the losers are told.

Few rounds in the suite; `make races` takes the full number and prints what came of it.
"""

import os
from collections import Counter
from threading import Barrier, Thread
from uuid import uuid4

from django.db import connection
from django.test import Client

from policies.consultations import actions, integrity
from policies.consultations.models import Advice, Consultation, Decision
from portal.models import AuditEvent, User
from tests.unit.policies.consultations.records import anew, record_in, user

FULL = os.environ.get("PORTAL_RACES") == "full"
AT_ONCE = 50
SUBMITS = 100 if FULL else 1
DECISIONS = 200 if FULL else 3
OTHERS = 50 if FULL else 2
SECONDS = 120


def at_once(number: int, function) -> list:
    """What `function(0)` … return, called at the same moment, each on a connection of its own."""
    barrier, results = Barrier(number), [None] * number

    def run(n: int) -> None:
        try:
            barrier.wait(timeout=SECONDS)
            results[n] = function(n)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[n]) for n in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=SECONDS)
    assert not any(thread.is_alive() for thread in threads)
    return results


def attempt(function) -> str:
    """The name of what it raised; "taken" for nothing."""
    try:
        function()
    except Exception as refused:
        return type(refused).__name__
    return "taken"


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(user(username))
    return client


def audited(record: Consultation, action: str) -> int:
    rows = AuditEvent.objects.filter(chain=f"consultation:{record.pk}")
    return rows.filter(action=f"consultation.{action}").count()


def test_fifty_submits_of_one_key_make_one_record(committed):
    """Each round with a key of its own; every one of the fifty gets the same record."""
    workers = [user("yj.worker") for _ in range(AT_ONCE)]
    asked = actions.Asked(topic="Race", question="May I?", case_reference="YJ-1")
    for _ in range(SUBMITS):
        key = uuid4()

        def submit(n: int, key=key) -> str:
            return actions.raise_question(
                by=User.objects.get(pk=workers[n].pk), asked=asked, form_key=key, submit_now=True
            ).reference

        answers = at_once(AT_ONCE, submit)
        (record,) = Consultation.objects.filter(form_key=key)
        assert set(answers) == {record.reference}
        assert [event.action for event in record.events.order_by("sequence")] == ["start", "submit"]
        assert audited(record, "submit") == 1
    assert Consultation.objects.filter(topic="Race").count() == SUBMITS
    assert list(integrity.problems()) == []
    print(f"{SUBMITS} keys × {AT_ONCE} submits: {SUBMITS} records")  # noqa: T201


def test_of_two_decisions_one_stands_and_the_other_is_told(committed):
    clients = [signed_in("yj.leader") for _ in range(2)]
    results = ["appropriate", "not-appropriate"]
    told: Counter[int] = Counter()
    for _ in range(DECISIONS):
        record = record_in("advised")

        def decide(n: int, record=record) -> tuple[int, str]:
            words = {"result": results[n], "reasons": f"Reason {n}.", "revision": record.revision}
            answer = clients[n].post(f"{record.get_absolute_url()}decide/", words)
            return answer.status_code, answer.content.decode()

        answers = at_once(2, decide)
        statuses = sorted(status for status, _ in answers)
        assert statuses == [302, 409]
        (loser,) = [page for status, page in answers if status == 409]
        assert "This record has moved on since you opened the form" in loser
        (decision,) = Decision.objects.filter(consultation=record)
        assert anew(record).state == "decided"
        assert record.events.filter(action="decide").count() == 1
        assert audited(record, "decide") == 1
        assert f"Reason {1 - results.index(decision.result)}." in loser
        told.update(statuses)
    assert list(integrity.problems()) == []
    print(f"{DECISIONS} × two decisions: {told[302]} stand, {told[409]} told")  # noqa: T201


def test_of_two_who_are_given_a_record_at_once_one_gets_it(committed):
    for _ in range(OTHERS):
        record = record_in("accepted")

        def give(n: int, record=record) -> str:
            to = user(("yj.director", "yj.advisor")[n])
            by, fresh = user("yj.leader"), anew(record)
            return attempt(
                lambda: actions.reassign(
                    by=by, consultation=fresh, to=to, reason="x", revision=record.revision
                )
            )

        outcome = at_once(2, give)
        assert outcome.count("taken") == 1
        assert {*outcome} <= {"taken", "Conflict", "NotYours"}
        assert record.events.filter(action="reassign").count() == 1
        assert audited(record, "reassign") == 1


def test_of_two_countersignatures_of_one_person_one_is_written(committed):
    for _ in range(OTHERS):
        advice = actions.advise(
            by=user("yj.leader"),
            consultation=record_in("accepted"),
            text="Look.",
            countersigner=user("yj.director"),
        )

        def sign(n: int, pk=advice.pk) -> str:
            fresh = Advice.objects.select_related("consultation__team__area").get(pk=pk)
            return attempt(
                lambda: actions.countersign(by=user("yj.director"), advice=fresh, agrees=True)
            )

        assert sorted(at_once(2, sign)) in (["AlreadySigned", "taken"], ["Conflict", "taken"])
        assert advice.countersignatures.count() == 1
        assert advice.consultation.events.filter(action="countersign").count() == 1


def test_a_record_closed_once_is_reopened_once(committed):
    for _ in range(OTHERS):
        closed = record_in("closed")

        def reopen(n: int, closed=closed) -> str:
            return attempt(
                lambda: actions.reopen(
                    by=user("yj.worker"),
                    consultation=anew(closed),
                    question="Again?",
                    form_key=uuid4(),
                    submit_now=True,
                )
            )

        assert sorted(at_once(2, reopen)) == ["AlreadyReopened", "taken"]
        assert closed.reopened_by.count() == 1
