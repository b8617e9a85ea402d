"""Past decisions: found by what happened, without who and which case."""

import pytest

from policies.consultations import precedents
from policies.consultations.actions import Asked
from portal.models import AuditEvent
from tests.factories import ConsultationFactory
from tests.support.queries import BUDGET, queries_of
from tests.unit.policies.consultations.records import ask, record_in, take, text_of, user

pytestmark = pytest.mark.django_db
PAGE = "/consultations/precedents/"


def decide(asked: Asked, advice: str = "Look together.", reasons: str = "Safe.", **how):
    record = ask(asked=asked, submit_now=True)
    record = take(record, "accept", "yj.leader")
    record = take(record, "advise", "yj.leader", text=advice)
    how.setdefault("result", "appropriate")
    return take(record, "decide", "yj.leader", reasons=reasons, **how)


def asked(question: str, topic: str = "A profile") -> Asked:
    return Asked(topic=topic, question=question, case_reference="YJ-4471")


def found(client, query: str, result: str = "") -> str:
    return text_of(client.get(PAGE, {"q": query, "result": result}))


@pytest.mark.parametrize("words", ["kangaroo", "wombats", "platypus", "echidna"])
def test_looks_through_topic_question_reasons_and_advice(words, as_user):
    decide(
        asked("About a wombat?", topic="A kangaroo"), advice="The platypus.", reasons="An echidna."
    )
    decide(asked("About something else?"))
    assert "1 decision," in found(as_user("yj.leader2"), words)


def test_takes_out_who_and_which_case_for_those_who_may_not_read_it(as_user):
    decide(
        asked(
            "Amara Nwosu asks about YJ-4471: may I ring 0412 345 678 or write to kid@example.com?"
        ),
        advice="Priya says no. See C-2026-000001.",
        reasons="As Ms Raman wrote, @kiddo and snapchat: kid_99 are theirs.",
    )
    page = found(as_user("yj.leader2"), "ring")
    hidden = ["Amara", "Nwosu", "Priya", "Raman", "YJ-4471", "0412", "kid@", "@kiddo", "kid_99"]
    for word in [*hidden, "C-2026", "North area"]:
        assert word not in page
    for mask in ("[name]", "[case]", "[telephone number]", "[e-mail address]", "[user name]"):
        assert mask in page
    html = as_user("yj.leader2").get(PAGE).content.decode()
    assert "/consultations/C-" not in html


def test_leads_to_the_record_where_the_reader_may_read_it(as_user):
    record = decide(asked("About a wombat?"))
    for username in ("yj.worker", "yj.leader"):
        page = as_user(username).get(PAGE, {"q": "wombat"}).content.decode()
        assert record.get_absolute_url() in page
        assert "YJ-4471" not in page


@pytest.mark.parametrize("username", ["yj.worker2", "gcc.manager", "dss.employee", "gcc.worker"])
def test_is_not_for_those_who_answer_nobody_nor_for_other_organisations(username, as_user):
    decide(asked("About a wombat?"))
    assert "No past decision speaks of that." in found(as_user(username), "wombat")


def test_reports_are_no_precedents():
    ConsultationFactory(state="closed", kind="report")
    assert precedents.searchable(user("yj.leader2")).count() == 0
    ConsultationFactory(state="closed", kind="approval")
    assert precedents.searchable(user("yj.leader2")).count() == 1


def test_only_what_was_decided(as_user):
    record_in("submitted"), record_in("advised"), record_in("withdrawn")
    assert precedents.searchable(user("yj.leader")).count() == 0
    record_in("closed")
    assert precedents.searchable(user("yj.leader")).count() == 1


def test_is_narrowed_by_how_it_was_decided(as_user):
    decide(asked("A wombat?"), result="not-appropriate")
    client = as_user("yj.leader2")
    assert "1 decision," in found(client, "wombat", "not-appropriate")
    assert "No past decision" in found(client, "wombat", "appropriate")
    assert "1 decision," in found(client, "wombat", "nonsense")


@pytest.mark.parametrize("query", ["0412 345 678", "kid@example.com", "@kiddo", "snapchat: kid_99"])
def test_nobody_is_looked_for_by_name(query, as_user):
    decide(asked("About a wombat?"))
    client = as_user("yj.leader2")
    page = found(client, query)
    assert "Search by what happened, not by a person" in page
    assert "wombat" not in page


@pytest.mark.parametrize(
    "query", ["'", '"', "a & | ! b", "<->", "\x00", "%00", ":*", "(" * 50, "é" * 300]
)
def test_anything_typed_is_a_search(query, as_user):
    assert as_user("yj.leader").get(PAGE, {"q": query, "page": "x"}).status_code == 200


def test_that_it_was_looked_up_is_in_the_audit_trail(as_user):
    as_user("yj.leader").get(PAGE, {"q": "wombat"})
    event = AuditEvent.objects.filter(action="consultation.precedents").get()
    assert "wombat" not in event.detail


def test_a_name_that_is_a_word_too_stays_a_word():
    plain = precedents.stripped("May I? Will may know. will do.", ["May Grace Will"], "", tuple)
    assert plain == "[name] I? [name] may know. will do."


def test_a_page_full_of_them_keeps_the_budget(as_user):
    for _ in range(2):
        decide(asked("May I ring 0412 345 678?"))
    client = as_user("yj.leader2")
    few = len(queries_of(client, PAGE))
    for _ in range(4):
        decide(asked("May I ring 0412 345 678?"))
    assert few == len(queries_of(client, PAGE)) <= BUDGET
