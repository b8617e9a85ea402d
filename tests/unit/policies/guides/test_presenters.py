import json

import pytest

from policies.directory.models import Contact
from policies.guides import actions, engine
from policies.guides.models import GuideRun
from policies.guides.presenters import (
    answers_so_far,
    outcome_snapshot,
    present_outcome,
    standing,
)
from policies.library.actions import confirm_citation
from policies.library.models import Citation
from policies.roles.models import JobRole, Team
from tests.factories import GuideRunFactory
from tests.support.desk import amend
from tests.unit.policies.guides.published import definition, live, named

pytestmark = pytest.mark.django_db


@pytest.fixture
def team():
    return Team.objects.get(key="north-area-team")


def finished(outcome: str = "look-only", **answers: str) -> GuideRun:
    """A run of D04 that ended at this outcome, by the answers that differ from those of the factory."""
    run = GuideRunFactory()
    given = dict(map(tuple, run.answers)) | {k.replace("_", "-"): v for k, v in answers.items()}
    run.answers = [list(pair) for pair in given.items()]
    run.outcome = outcome
    run.save()
    return run


def shown(run: GuideRun, team: Team | None = None, role: str = "yj-case-manager"):
    outcome = actions.replay(run).outcome
    return present_outcome(run.version, outcome, job_role=JobRole.objects.get(key=role), team=team)


class TestStandings:
    @pytest.mark.parametrize(
        ("key", "word"),
        [
            ("permitted", "You may"),
            ("conditional", "You may, if …"),
            ("ask-first", "Ask first"),
            ("prohibited", "Do not"),
            ("report", "Report it"),
            ("emergency", "Act now"),
            ("silent", "No rule here: ask"),
        ],
    )
    def test_each_has_words_of_its_own(self, key, word):
        assert (standing(key).word, standing(key).icon) == (word, key)

    def test_there_is_no_other(self):
        with pytest.raises(KeyError):
            standing("maybe")


class TestAnswers:
    def test_those_that_led_here_with_the_way_to_change_them(self):
        run = finished()
        rows = answers_so_far(run, actions.replay(run))
        assert [(row.question, row.answer) for row in rows][:2] == [
            ("What is the concern about?", "Where the young person is"),
            ("Is the concern significant, immediate and one you could defend?", "Yes"),
        ]
        assert rows[0].change_url == f"/guides/runs/{run.key}/q/concern/"

    def test_not_those_off_the_path(self):
        run = finished("not-met", threshold="no")
        assert len(answers_so_far(run, actions.replay(run))) == 2

    def test_none_before_a_run_has_begun(self):
        assert answers_so_far(None, engine.replay(actions.compiled(live()), "YJ", {})) == []


class TestTheOutcome:
    def test_what_is_mine_to_do_and_what_is_anothers(self):
        todo = shown(finished("consult-before-using", need="use")).todo
        assert [(row.role, row.mine) for row in todo] == [
            ("You", True),
            ("Team leader / team manager", False),
            ("Assistant Director / Manager Individual and Family Support", False),
        ]
        assert todo[0].by == "before you use the information"

    def test_a_leader_sees_their_own_part(self):
        todo = shown(finished("consult-before-using", need="use"), role="yj-team-leader").todo
        assert [row.role for row in todo][:2] == ["Youth justice case manager", "You"]

    def test_each_contact_once_under_the_strongest_reason(self, team):
        contacts = shown(finished("message-last-resort", need="message"), team).contacts
        assert [(row.why, row.card.key) for row in contacts] == [
            ("Get approval from", "corporate-communications"),
            ("Consult", "yj-team-leader"),
            ("Consult", "web-design-services"),
        ]
        assert [row.card.person or row.card.phone for row in contacts] == [
            "9096 0779",
            "Priya Raman, North area team",
            "9096 0779",
        ]

    def test_each_number_to_ring_once_at_whoevers_it_is(self, team):
        ring = shown(finished("message-last-resort", need="message"), team).ring
        assert [(card.phone, card.key) for card in ring] == [("9096 0779", "web-design-services")]
        assert shown(finished(), team).ring == []

    def test_the_clauses_in_the_order_of_the_document_with_their_words(self):
        clauses = shown(finished("not-met", threshold="no")).clauses
        assert [clause.short_id for clause in clauses] == ["yj-025", "yj-091"]
        assert "advise on cases" in clauses[0].body_html

    def test_what_it_rests_on(self):
        assert shown(finished("not-met", threshold="no")).rests_on == (
            "Rests on 1 “Should”, 1 “Advised”, in full below."
        )

    def test_only_an_emergency_is_one(self):
        assert not shown(finished()).is_emergency


class TestTheFlag:
    def test_nothing_is_flagged_in_the_sample(self):
        outcome = shown(finished())
        assert (outcome.suspect, [c.suspect for c in outcome.clauses]) == ([], [False] * 6)

    def test_other_words_flag_the_clause_and_show_what_holds_now(self):
        run = finished()
        amend({"yj-092": "Read only what anybody can read."})
        outcome = shown(run)
        assert [(c.short_id, c.compare) for c in outcome.suspect] == [
            ("yj-092", "/policies/yj-social-media/compare/?from=1&to=2#yj-092")
        ]
        [flagged] = [clause for clause in outcome.clauses if clause.suspect]
        assert "Read only what anybody can read." in flagged.body_html
        assert flagged.version_label == "version 2"

    def test_a_clause_of_another_outcome_does_not(self):
        amend({"yj-069": "Keep your own accounts out of it."})
        assert shown(finished()).suspect == []
        assert len(shown(finished("message-last-resort", need="message")).suspect) == 1

    def test_confirming_lifts_it(self, person):
        run = finished()
        amend({"yj-092": "Read only what anybody can read."})
        for citation in Citation.objects.suspect():
            confirm_citation(by=person("editor"), citation=citation, note="Says the same.")
        outcome = shown(run)
        assert outcome.suspect == []
        [confirmed] = outcome.confirmations
        assert (confirmed.who, confirmed.note) == (person("editor").name, "Says the same.")
        assert (confirmed.old, confirmed.new) == ("version 1", "version 2")
        assert [c.short_id for c in outcome.clauses] == [f"yj-{n:03}" for n in range(91, 97)]
        assert "Read only what anybody can read." in outcome.clauses[1].body_html

    def test_a_clause_that_is_gone_shows_its_last_words_flagged(self):
        run = finished()
        amend({}, without=["yj-095"])
        [flagged] = [clause for clause in shown(run).clauses if clause.suspect]
        assert flagged.short_id == "yj-095"
        assert "privacy law" in flagged.body_html


class TestTheSnapshot:
    def test_it_holds_all_that_was_shown(self, team):
        run = finished("message-last-resort", need="message")
        snapshot = outcome_snapshot(run, team)
        outcome = named(definition()["outcomes"], "message-last-resort")
        assert (
            snapshot["guide"]
            == "I am worried about where a young person or client is, or whether they are safe"
        )
        assert (snapshot["slug"], snapshot["version"]) == (run.version.guide.slug, 1)
        for name in ("standing", "answer", "advice", "cites"):
            assert snapshot[name] == outcome[name]
        assert snapshot["outcome"] == "message-last-resort"
        assert [row["task"] for row in snapshot["do"]] == [row["task"] for row in outcome["do"]]
        assert {row["role_key"] for row in snapshot["do"]} == {"yj-case-manager"}
        assert [contact["phone"] for contact in snapshot["contacts"]] == [
            "9096 0779",
            "",
            "9096 0779",
        ]
        assert snapshot["contacts"][1]["person"] == "Priya Raman, North area team"
        assert [step["answer"] for step in snapshot["path"]] == [
            "Where the young person is",
            "Yes",
            "Yes",
            "Yes",
            "Send the client a message",
        ]

    def test_it_is_plain_data_and_the_same_each_time(self, team):
        run = finished()
        first = outcome_snapshot(run, team)
        assert json.loads(json.dumps(first)) == first
        assert outcome_snapshot(GuideRun.objects.get(pk=run.pk), team) == first

    def test_nobody_is_you_in_a_record(self, team):
        assert "You" not in {row["role"] for row in outcome_snapshot(finished(), team)["do"]}

    def test_a_later_version_of_the_guide_does_not_change_it(self, team):
        run = finished()
        first = outcome_snapshot(run, team)
        changed = definition() | {"title": "Anew"}
        named(changed["outcomes"], "look-only")["answer"] = "Never look."
        actions.publish(by=None, definition=changed, reviewed_as_file=True)
        again = outcome_snapshot(GuideRun.objects.get(pk=run.pk), team)
        assert {**again, "guide": first["guide"]} == first

    def test_once_taken_it_does_not_follow_a_contact_that_changes(self, team):
        taken = outcome_snapshot(finished("message-last-resort", need="message"), team)
        Contact.objects.get(key="web-design-services").save_over(1, phone="9999 9999")
        assert taken["contacts"][2]["phone"] == "9096 0779"

    def test_an_unfinished_run_has_none(self):
        run = finished("", client_and_privacy="none-such")
        with pytest.raises(actions.NotFinished):
            outcome_snapshot(run)
