"""A record on paper."""

import re

import pytest

from policies.consultations import actions, printing
from policies.consultations.models import Consultation
from policies.consultations.reading import RecordPage
from portal.models import AuditEvent
from tests.support import desk
from tests.support.pdf import is_accessible, pages
from tests.unit.policies.consultations.records import (
    ASKED,
    NASTY,
    ask,
    finished_run,
    record_in,
    take,
    user,
)

pytestmark = pytest.mark.django_db
PORTAL = "https://advice.example.org"
LONG = "The young person has not been seen since Monday noon, and the family is worried. " * 8


def ordinary() -> Consultation:
    """Asked from a guide whose outcome rests on six clauses, and gone all its way with full texts."""
    asked = actions.Asked(ASKED.topic, LONG, ASKED.case_reference)
    record = ask(run=finished_run(), asked=asked, submit_now=True)
    record = take(record, "accept", "yj.leader")
    record = take(record, "ask", "yj.leader", text="When were they last seen, and by whom?")
    record = take(record, "reply", "yj.worker", text=LONG[:240])
    record = take(record, "advise", "yj.leader", text=LONG)
    record = take(
        record,
        "decide",
        "yj.leader",
        result="conditions",
        conditions="Together with me, from the office account.",
        reasons=LONG[:480],
    )
    record = take(record, "acknowledge", "yj.worker")
    return take(record, "close", "yj.leader", text=LONG[:240])


def made(record: Consultation) -> bytes:
    fresh = Consultation.objects.with_people().get(pk=record.pk)
    return printing.record_pdf(RecordPage(fresh, user("yj.leader")), portal=PORTAL)


def test_an_ordinary_record_takes_two_pages_at_most_each_with_its_marks():
    record = ordinary()
    assert len(record.events.get(action="submit").data["clauses"]) == 6
    pdf = made(record)
    assert is_accessible(pdf)
    printed = pages(pdf)
    assert len(printed) <= 2
    last = record.events.last()
    for number, page in enumerate(printed, 1):
        assert f"{record.reference}, version {record.revision}" in page
        assert f"hash {last.hash[:12]}" in page
        assert f"Page {number} of {len(printed)}" in page
        assert f"advice.example.org/consultations/{record.reference}/" in page
    assert last.hash in "".join(printed).replace(" ", "")


def test_says_all_that_the_record_says():
    record = ordinary()
    said = re.sub(r"\s", "", " ".join(pages(made(record))))
    for words in (
        "Looking at a public profile",
        "Appropriate with conditions",
        "Together with me, from the office account.",
        "Youth justice case manager, Amara Nwosu",
        "YJ-4471",
        "When were they last seen, and by whom?",
        "closed the record",
        LONG.strip(),
    ):
        assert re.sub(r"\s", "", words) in said


def test_keeps_the_words_pinned_and_says_that_they_changed():
    record = record_in("submitted")
    desk.amend({"yj-091": "Nobody looks at anything any more."})
    said = " ".join(pages(made(record)))
    assert "Nobody looks at anything" not in said
    assert "The text has changed since." in said


def test_late_entries_and_second_opinions_stand_there():
    record = record_in("accepted")
    advice = actions.advise(
        by=user("yj.leader"), consultation=record, text="Look.", countersigner=user("yj.director")
    )
    actions.countersign(by=user("yj.director"), advice=advice, agrees=False, text="Not alone.")
    said = " ".join(pages(made(record)))
    assert "Disagrees: Assistant Director" in said
    assert "Not alone." in said


@pytest.mark.parametrize("text", [NASTY, "#eval(1) $x$ *b* @a", "孩子", "\u202eabc", "a\n\n\nb"])
def test_text_stays_text(text):
    record = ask(asked=actions.Asked("Topic", text), submit_now=True)
    assert len(pages(made(record))) == 1


@pytest.mark.parametrize("state", ["draft", "withdrawn", "more-information"])
def test_every_state_can_be_printed(state, as_user):
    record = record_in(state)
    response = as_user("yj.worker").get(f"{record.get_absolute_url()}record.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert f"{record.reference}-version-" in response["Content-Disposition"]
    printed = AuditEvent.objects.filter(action="consultation.print").get()
    assert printed.chain == f"consultation:{record.pk}"
