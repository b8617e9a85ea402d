"""Asking a question: the form, its errors, drafts."""

from uuid import uuid4

import pytest
from django.utils.html import escape

from policies.consultations.models import Consultation
from tests.unit.policies.consultations.records import (
    NASTY,
    anew,
    ask,
    finished_run,
    record_in,
    take,
    text_of,
    user,
)

pytestmark = pytest.mark.django_db

NEW = "/consultations/new/"
FROM_CLAUSE = f"{NEW}?clause=yj-091"


def form(**fields) -> dict:
    return {
        "topic": "A topic",
        "question": "May I look?",
        "case_reference": "YJ-4471",
        "form_key": str(uuid4()),
        "next": "submit",
    } | fields


def asked() -> Consultation:
    return Consultation.objects.get(topic="A topic")


class TestFrom:
    def test_an_outcome(self, as_user):
        run = finished_run()
        page = as_user("yj.worker").get(f"{NEW}?run={run.key}")
        words = text_of(page)
        assert "You may look at what is publicly available" in words
        assert "Where the young person is" in words
        assert page.context["form"]["topic"].value() == run.version.guide.title
        as_user("yj.worker").post(f"{NEW}?run={run.key}", form())
        assert asked().guide_run == run

    def test_a_clause(self, as_user):
        page = as_user("yj.worker").get(FROM_CLAUSE)
        assert "Looking a young person up" in text_of(page)
        as_user("yj.worker").post(FROM_CLAUSE, form())
        assert asked().clause.short_id == "yj-091"

    def test_nothing(self, as_user):
        page = as_user("yj.worker").get(f"{NEW}?type=case-consultation")
        assert "Nothing is attached" in text_of(page)
        as_user("yj.worker").post(NEW, form())
        assert asked().clause is asked().guide_run is None

    @pytest.mark.parametrize(
        "query",
        [
            "clause=yj-999",
            "clause=",
            "clause=%00",
            "clause=' OR 1=1",
            "clause=" + "a" * 5000,
            "run=1",
            "run=",
            "run=%00",
            "run=11111111-2222-4333-8444-555555555555",
            "run=11111111-2222-4333-8444-555555555555&clause=yj-091",
        ],
    )
    def test_what_is_not_there_is_404(self, query, as_user):
        client = as_user("yj.worker")
        assert client.get(f"{NEW}?{query}").status_code == 404
        assert client.post(f"{NEW}?{query}", form()).status_code == 404

    def test_somebody_elses_run_is_404(self, as_user):
        run = finished_run("yj.worker2")
        assert as_user("yj.worker").get(f"{NEW}?run={run.key}").status_code == 404

    def test_a_run_without_an_outcome_is_404(self, as_user):
        run = finished_run()
        type(run).objects.filter(pk=run.pk).update(outcome="", answers=[])
        assert as_user("yj.worker").get(f"{NEW}?run={run.key}").status_code == 404


class TestSending:
    def test_submits(self, as_user):
        client = as_user("yj.worker")
        response = client.post(FROM_CLAUSE, form(urgent="on"), follow=True)
        record = asked()
        assert response.redirect_chain == [(record.get_absolute_url(), 302)]
        assert f"Submitted as {record.reference} to Team leader / team manager" in text_of(response)
        assert (record.state, record.urgent, record.case_reference) == (
            "submitted",
            True,
            "YJ-4471",
        )

    def test_saves_a_draft_that_needs_no_more_than_a_topic(self, as_user):
        client = as_user("yj.worker")
        response = client.post(FROM_CLAUSE, form(next="draft", question=""), follow=True)
        assert "Saved as draft" in text_of(response)
        assert (asked().state, asked().question) == ("draft", "")

    def test_a_double_click_makes_one_record(self, as_user):
        client, sent = as_user("yj.worker"), form()
        locations = {client.post(FROM_CLAUSE, sent).headers["Location"] for _ in range(3)}
        assert locations == {asked().get_absolute_url()}

    def test_a_form_without_its_number_still_arrives(self, as_user):
        for key in ("", "garbage", "\x00"):
            response = as_user("yj.worker").post(NEW, form(form_key=key, topic=f"Key {key!r}"))
            assert response.status_code == 302

    def test_other_words_under_a_number_already_used_are_kept_for_a_new_question(self, as_user):
        client, sent = as_user("yj.worker"), form()
        client.post(FROM_CLAUSE, sent)
        response = client.post(FROM_CLAUSE, sent | {"question": "And may I write to them?"})
        assert response.status_code == 409
        page = text_of(response)
        assert "This form was sent before" in page
        assert asked().reference in page
        assert "And may I write to them?" in page
        new_key = response.context["form"]["form_key"].value()
        again = client.post(
            FROM_CLAUSE, sent | {"question": "And may I write to them?", "form_key": new_key}
        )
        assert again.status_code == 302
        assert Consultation.objects.filter(topic="A topic").count() == 2

    def test_with_nobody_to_ask_everything_typed_is_kept(self, as_user):
        response = as_user("dss.employee").post(NEW, form())
        assert response.status_code == 200
        page = text_of(response)
        assert "Nobody is appointed in the portal who could take this up" in page
        assert "socialmedia@dss.gov.au" in page
        assert "May I look?" in page
        assert not Consultation.objects.filter(topic="A topic").exists()

    def test_somebody_without_a_job_is_told(self, as_user, person):
        client = as_user("yj.worker")
        person("yj.worker").appointments.all().delete()
        response = client.post(FROM_CLAUSE, form())
        assert "Only people with a current job can ask." in text_of(response)


class TestErrors:
    @pytest.mark.parametrize(
        ("fields", "problem"),
        [
            ({"topic": ""}, "Write the topic in a few words."),
            ({"topic": "x" * 201}, "Shorten the topic: it has 201 characters"),
            ({"question": ""}, "Write your question."),
            ({"question": "x" * 20_001}, "Shorten your question: it has 20,001 characters"),
            ({"topic": "About jess@example.com"}, "Take “jess@example.com” out of the topic"),
            ({"question": "@jess_p wrote"}, "Take “@jess_p” out of your question"),
            ({"question": "call 0412 345 678"}, "it looks like a telephone number"),
            ({"case_reference": "Jess Smith"}, "Write the code of the case only"),
            ({"case_reference": "Jess"}, "with at least one digit"),
            ({"case_reference": "Smith-98"}, "it looks as if it holds a name"),
            ({"case_reference": "0412345678"}, "it looks like a telephone number"),
            ({"case_reference": "YJ-4471-" + "1" * 20}, "Shorten the case reference"),
            ({"case_reference": "YJ_4471"}, "letters, digits, - and /"),
        ],
    )
    def test_say_what_to_do_and_keep_everything(self, fields, problem, as_user):
        sent = form(**fields)
        response = as_user("yj.worker").post(FROM_CLAUSE, sent)
        assert response.status_code == 200
        assert problem in text_of(response)
        for name in ("topic", "question", "case_reference"):
            assert escape(sent[name]) in response.content.decode()
        assert not Consultation.objects.filter(requester=user("yj.worker")).exists()

    @pytest.mark.parametrize("reference", ["YJ-4471", "ABC/12-3", "7", "a1", "CASE-0001", ""])
    def test_codes_are_taken(self, reference, as_user):
        as_user("yj.worker").post(FROM_CLAUSE, form(case_reference=reference))
        assert asked().case_reference == reference

    def test_five_megabytes_are_refused_with_a_clear_word_and_kept(self, as_user):
        text = ("word " * (5 * 1024 * 1024 // 5)).strip()
        response = as_user("yj.worker").post(FROM_CLAUSE, form(question=text))
        assert response.status_code == 200
        assert "Shorten your question: it has 5,242,879 characters" in response.content.decode()
        assert text in response.content.decode()

    def test_the_browser_is_never_told_to_cut_what_is_typed(self, as_user):
        assert b"maxlength" not in as_user("yj.worker").get(NEW).content.partition(b"<main")[2]

    def test_markup_and_sql_are_shown_as_typed(self, as_user):
        client = as_user("yj.worker")
        response = client.post(NEW, form(topic=NASTY, question=NASTY), follow=True)
        html = response.content.decode()
        assert response.redirect_chain
        assert html.count(escape(NASTY)) >= 3
        assert "<script>alert" not in html
        for page in ("/consultations/", "/"):
            assert "<script>alert" not in client.get(page).content.decode()

    def test_line_ends_are_kept_as_one_kind_and_null_characters_go(self, as_user):
        as_user("yj.worker").post(NEW, form(question="One\r\nTwo\x00\rThree"))
        assert asked().question == "One\nTwo\nThree"


class TestEditing:
    def url(self, record: Consultation) -> str:
        return f"{record.get_absolute_url()}edit/"

    def test_changes_a_draft(self, as_user):
        record, client = ask(), as_user("yj.worker")
        page = client.get(self.url(record))
        assert page.context["form"]["question"].value() == record.question
        response = client.post(self.url(record), form(next="draft", revision=1))
        assert response.status_code == 302
        assert (anew(record).topic, anew(record).state) == ("A topic", "draft")

    def test_changes_and_submits(self, as_user):
        record = ask()
        as_user("yj.worker").post(self.url(record), form(revision=1))
        assert (anew(record).topic, anew(record).state) == ("A topic", "submitted")

    def test_a_stale_form_shows_both_texts(self, as_user):
        record, client = ask(), as_user("yj.worker")
        client.post(self.url(record), form(next="draft", revision=1, question="The first?"))
        response = client.post(
            self.url(record), form(next="draft", revision=1, question="The second?")
        )
        assert response.status_code == 409
        page = text_of(response)
        assert "The first?" in page
        assert "The second?" in page
        assert anew(record).question == "The first?"

    def test_a_stale_form_of_a_submitted_question_keeps_the_text(self, as_user):
        record = record_in("submitted")
        response = as_user("yj.worker").post(
            self.url(record), form(revision=1, question="Something I added")
        )
        assert response.status_code == 409
        assert "Something I added" in text_of(response)
        assert "This was submitted already" in text_of(response)

    def test_the_same_form_twice_is_no_conflict(self, as_user):
        record, client, sent = ask(), as_user("yj.worker"), form(revision=1)
        for _ in range(2):
            assert client.post(self.url(record), sent).status_code == 302
        assert [event.action for event in record.events.all()] == ["start", "revise", "submit"]

    def test_a_submitted_question_is_read_not_edited(self, as_user):
        record = record_in("submitted")
        response = as_user("yj.worker").get(self.url(record))
        assert response.headers["Location"] == record.get_absolute_url()
        assert as_user("yj.leader").get(self.url(record)).status_code == 404

    def test_errors_keep_everything(self, as_user):
        record = ask()
        sent = form(revision=1, question="Write to jess@example.com")
        response = as_user("yj.worker").post(self.url(record), sent)
        assert response.status_code == 200
        assert "Write to jess@example.com" in text_of(response)
        assert anew(record).question == record.question

    def test_with_nobody_to_ask_nothing_is_lost(self, as_user):
        record = ask("yj.leader2")
        response = as_user("yj.leader2").post(self.url(record), form(revision=1))
        assert "Nobody is appointed to answer" in text_of(response)
        assert "May I look?" in text_of(response)
        assert anew(record).revision == 1

    def test_is_over_after_withdrawing(self, as_user):
        record = take(ask(), "withdraw", "yj.worker")
        assert as_user("yj.worker").get(self.url(record)).status_code == 302
