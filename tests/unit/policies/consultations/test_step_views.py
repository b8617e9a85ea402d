"""The forms of the steps: sent too late, twice, or with bad input."""

import pytest
from django.utils.html import escape

from policies.consultations import actions
from policies.consultations.views.record import STEPS
from tests.unit.policies.consultations.records import (
    NASTY,
    anew,
    ask,
    record_in,
    step,
    take,
    text_of,
    user,
)

pytestmark = pytest.mark.django_db


class TestTheWrongMoment:
    def test_opening_a_step_that_is_over_leads_back_to_the_record(self, as_user):
        record = record_in("advised")
        response = as_user("yj.leader").get(f"{record.get_absolute_url()}ask/", follow=True)
        assert response.redirect_chain == [(record.get_absolute_url(), 302)]
        assert "is not possible now" in text_of(response)

    def test_sending_it_keeps_what_was_typed(self, as_user):
        record = record_in("advised")
        response = step(as_user("yj.leader"), record, "ask", text="When, and with whom?")
        assert response.status_code == 409
        assert "When, and with whom?" in text_of(response)
        assert anew(record).state == "advised"


class TestAStaleForm:
    def test_shows_what_happened_since_and_keeps_the_text(self, as_user):
        record = record_in("accepted")
        take(record, "ask", "yj.leader", text="When?")
        take(record, "reply", "yj.worker", text="On Tuesday.")
        client = as_user("yj.leader")
        response = step(client, record, "advise", text="My advice stands.")
        assert response.status_code == 409
        page = text_of(response)
        for words in ("has moved on since", "When?", "On Tuesday.", "My advice stands."):
            assert words in page
        assert "accepted it" not in page
        assert anew(record).state == "accepted"
        again = response.context["form"]
        sent = step(client, record, "advise", text="Mine.", revision=again["revision"].value())
        assert sent.status_code == 302

    @pytest.mark.parametrize("revision", ["", "0", "-1", "x", "9" * 30, "1e3", "٣"])
    def test_a_form_that_does_not_say_what_it_saw_is_stale(self, revision, as_user):
        record = record_in("accepted")
        response = step(as_user("yj.leader"), record, "advise", text="So.", revision=revision)
        assert response.status_code == 409
        assert "So." in text_of(response)
        assert anew(record).state == "accepted"

    def test_the_same_form_twice_is_done_once_and_says_so(self, as_user):
        record, client = record_in("accepted"), as_user("yj.leader")
        for _ in range(2):
            assert step(client, record, "advise", text="So.").status_code == 302
        assert record.events.filter(action="advise").count() == 1
        assert "came twice" in text_of(client.get(record.get_absolute_url()))

    def test_a_decision_sent_twice_is_one(self, as_user):
        record, client = record_in("advised"), as_user("yj.leader")
        words = {"result": "referred-up", "reasons": "Not mine alone."}
        for _ in range(2):
            assert step(client, record, "decide", **words).status_code == 302
        assert record.decisions.count() == 1

    def test_overtaken_between_look_and_write(self, as_user, monkeypatch):
        """The record moves on after the view has looked and before the action writes."""
        record = record_in("accepted")
        advise = actions.advise

        def late(**how):
            take(record, "ask", "yj.leader", text="Wait.")
            return advise(**how)

        monkeypatch.setitem(STEPS, "advise", late)
        response = step(as_user("yj.leader"), record, "advise", text="Too late.")
        assert response.status_code == 409
        assert "Too late." in text_of(response)
        assert "Wait." in text_of(response)


class TestBadInput:
    @pytest.mark.parametrize(
        ("state", "username", "action"),
        [
            ("accepted", "yj.leader", "ask"),
            ("more-information", "yj.worker", "reply"),
            ("accepted", "yj.leader", "advise"),
            ("acknowledged", "yj.leader", "close"),
            ("submitted", "yj.worker", "withdraw"),
        ],
    )
    def test_markup_and_sql_are_shown_as_typed(self, state, username, action, as_user):
        record, client = record_in(state), as_user(username)
        assert step(client, record, action, text=NASTY).status_code == 302
        html = client.get(record.get_absolute_url()).content.decode()
        assert escape(NASTY) in html
        assert "<script>alert" not in html

    def test_so_are_those_of_a_decision(self, as_user):
        record, client = record_in("advised"), as_user("yj.leader")
        words = {"result": "conditions", "conditions": NASTY, "reasons": NASTY}
        assert step(client, record, "decide", **words).status_code == 302
        html = client.get(record.get_absolute_url()).content.decode()
        assert html.count(escape(NASTY)) >= 2
        assert "<script>alert" not in html

    def test_null_characters_are_left_out(self, as_user):
        record = record_in("accepted")
        step(as_user("yj.leader"), record, "advise", text="So\x00 it\x07 is.")
        assert record.events.last().text == "So it is."

    @pytest.mark.parametrize("action", ["ask", "advise"])
    def test_nothing_written_is_an_error(self, action, as_user):
        record = record_in("accepted")
        response = step(as_user("yj.leader"), record, action, text=" \n ")
        assert response.status_code == 200
        assert "There is a problem" in text_of(response)
        assert "<title>Error: " in response.content.decode()
        assert anew(record).state == "accepted"

    @pytest.mark.parametrize(
        "text", ["Ring 0412 345 678.", "Write to jess@example.com.", "See facebook.com/jess.p"]
    )
    def test_identifiers_are_refused_and_what_was_typed_is_kept(self, text, as_user):
        record = record_in("accepted")
        response = step(as_user("yj.leader"), record, "advise", text=text)
        assert response.status_code == 200
        page = text_of(response)
        assert "out of your advice: it looks like" in page
        assert text in page
        assert anew(record).state == "accepted"

    def test_the_portals_own_number_may_be_written(self, as_user):
        record = record_in("accepted")
        text = "Ring 9096 0779 first; section 534 holds."
        assert step(as_user("yj.leader"), record, "advise", text=text).status_code == 302

    def test_a_very_long_text_is_refused_and_kept(self, as_user):
        record, text = record_in("accepted"), "advice " * 4000
        response = step(as_user("yj.leader"), record, "advise", text=text)
        assert response.status_code == 200
        assert "Shorten your advice: it has 27,999 characters" in text_of(response)
        assert text.strip() in response.content.decode()

    @pytest.mark.parametrize(
        ("words", "problem"),
        [
            ({"reasons": "So."}, "Choose a decision."),
            ({"result": "perhaps", "reasons": "So."}, "Choose one of the decisions shown."),
            ({"result": "appropriate"}, "Write the reasons for your decision."),
            ({"result": "conditions", "reasons": "So."}, "Say what the conditions are."),
            (
                {"result": "appropriate", "reasons": "So.", "conditions": "With me."},
                "Choose the decision with conditions, or take the conditions out.",
            ),
        ],
    )
    def test_a_decision_says_what_it_lacks(self, words, problem, as_user):
        record = record_in("advised")
        response = step(as_user("yj.leader"), record, "decide", **words)
        assert response.status_code == 200
        assert problem in text_of(response)
        assert not record.decisions.exists()

    def test_where_nobody_is_next_the_form_says_so_and_refuses(self, as_user):
        for username in ("yj.director", "yj.advisor"):
            user(username).appointments.all().delete()
        record, client = record_in("advised"), as_user("yj.leader")
        form = text_of(client.get(f"{record.get_absolute_url()}decide/"))
        assert "nobody comes after you on its route" in form
        assert "Refer up" not in form
        refused = step(client, record, "decide", result="referred-up", reasons="Up.")
        assert refused.status_code == 200
        assert anew(record).state == "advised"

    def test_a_draft_without_a_question_is_not_submitted(self, as_user):
        record = ask(asked=actions.Asked("Topic", ""))
        response = step(as_user("yj.worker"), record, "submit")
        assert "Write your question before you submit it" in text_of(response)

    def test_with_nobody_to_ask_it_says_whom_to_ring(self, as_user):
        record = ask("yj.leader2")
        response = step(as_user("yj.leader2"), record, "submit")
        assert response.status_code == 200
        assert "ring 9096 0779" in text_of(response)
