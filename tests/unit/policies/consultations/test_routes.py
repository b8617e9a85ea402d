"""Who gets a record, who is next, and who answers for somebody who is away."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from policies.consultations import ladder, routes
from policies.consultations.handling import handling
from policies.consultations.models import Consultation
from policies.consultations.transitions import NotYours
from policies.roles.models import JobRole, LocalAgreement
from tests.unit.policies.consultations.kinds import away, raised
from tests.unit.policies.consultations.records import anew, ask, take, user

pytestmark = pytest.mark.django_db


def case(username: str = "yj.worker", **details: str) -> Consultation:
    return raised("case-consultation", username, **details)


def next_after(record: Consultation) -> str | None:
    """User name of whoever is next."""
    found = routes.following(record, holder=record.assigned_to)
    return found and found.user.username


def refer_up(record: Consultation) -> Consultation:
    holder = record.assigned_to.username
    for action, words in (
        ("accept", {}),
        ("advise", {"text": "Ask further up."}),
        ("decide", {"result": "referred-up", "reasons": "Not mine alone."}),
    ):
        record = take(record, action, holder, **words)
    return record


class TestUpTheRoute:
    def test_from_the_leader_to_corporate_communications(self):
        record = case(**{"high-risk": "yes"})
        way = [record.assigned_to.username]
        while next_after(record):
            record = refer_up(record)
            way.append(record.assigned_to.username)
        assert way == ["yj.leader", "yj.director", "yj.advisor", "dhs.comms"]
        assert record.level == 4

    @pytest.mark.parametrize("risk", [{}, {"high-risk": "no"}])
    def test_the_advisor_only_where_behaviour_is_high_risk(self, risk):
        record = refer_up(case(**risk))
        assert record.assigned_to == user("yj.director")
        assert next_after(record) == "dhs.comms"

    def test_the_advisor_only_where_an_agreement_holds(self):
        record = refer_up(case(**{"high-risk": "yes"}))
        assert next_after(record) == "yj.advisor"
        LocalAgreement.objects.update(held=DateRange(date(2020, 1, 1), date(2021, 1, 1)))
        assert next_after(record) == "dhs.comms"

    def test_nobody_is_asked_below_a_leader_who_asks(self):
        assert case("yj.leader").assigned_to == user("yj.director")
        assert case("yj.director").assigned_to == user("dhs.comms")

    def test_an_area_without_anybody_goes_straight_to_the_next_level(self):
        record = case("yj.leader2")
        assert (record.assigned_to, record.level) == (user("dhs.comms"), 4)

    def test_nobody_gets_their_own_request(self):
        with pytest.raises(ladder.NobodyToAsk):
            raised("authorisation-to-comment", "dhs.director")

    def test_a_team_leader_does_not_take_over_approvals_and_reports(self):
        for key in ("contact-with-a-young-person", "suspected-policy-breach"):
            record = raised(key, "yj.worker")
            with pytest.raises(NotYours):
                take(record, "accept", "yj.leader")

    def test_a_report_is_not_for_the_leader_to_read(self):
        report = raised("suspected-policy-breach", "yj.worker")
        approval = raised("contact-with-a-young-person", "yj.worker")
        seen = Consultation.objects.visible_to(user("yj.leader"))
        assert report not in seen
        assert approval in seen


class TestSomebodyAway:
    def test_the_deputy_gets_it_and_the_record_says_for_whom(self):
        away("yj.leader", "yj.leader2")
        record = case()
        assert record.assigned_to == user("yj.leader2")
        assert record.events.last().data["for"] == "Priya Raman"
        shown = handling(record, list(record.events.all()), "Team leader, Tomasz Zielinski")
        assert shown.now == "Team leader, Tomasz Zielinski, for Priya Raman, who is away"

    @pytest.mark.parametrize("deputy", [None, "yj.worker2", "yj.worker"])
    def test_without_a_deputy_who_can_answer_it_goes_on(self, deputy):
        away("yj.leader", deputy)
        assert case().assigned_to == user("yj.director")

    def test_a_deputy_who_is_away_does_not_get_it(self):
        away("yj.leader", "yj.leader2")
        away("yj.leader2")
        assert case().assigned_to == user("yj.director")

    def test_the_deputy_of_the_next_level_gets_what_is_referred_up(self):
        away("yj.director", "yj.advisor")
        record = refer_up(case())
        assert record.assigned_to == user("yj.advisor")
        assert record.events.last().data["for"] == "Helen Papadakis"
        assert record.level == 2

    def test_old_records_go_by_the_same_rule(self):
        away("yj.leader", "yj.leader2")
        assert ask(submit_now=True).assigned_to == user("yj.leader2")

    def test_with_everybody_away_it_stays_a_draft(self):
        away("gcc.designated")
        away("gcc.manager")
        with pytest.raises(ladder.NobodyToAsk, match="designated person"):
            raised("concern-about-a-child", "gcc.worker")

    def test_somebody_back_again_gets_it(self):
        absence = away("yj.leader", "yj.leader2")
        absence.away = DateRange(date(2026, 1, 1), date(2026, 1, 5))
        absence.save()
        assert case().assigned_to == user("yj.leader")


def test_a_role_without_a_place_on_the_ladder_answers_for_the_whole_organisation():
    role = JobRole.objects.get(key="dhs-media-officer")
    assert role.ladder is None
    assert raised("suspected-policy-breach", "yj.worker2").assigned_to == user("dhs.media")
    assert anew(raised("suspected-policy-breach", "dhs.employee")).assigned_to == user("dhs.media")
