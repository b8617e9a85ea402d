"""Advice as entries: late ones, amendments, countersignatures; nothing is edited away."""

from datetime import timedelta

import pytest
from django.db import Error, transaction
from django.utils import timezone

from policies.consultations import actions, entries, integrity
from policies.consultations.models import Advice, Consultation, Countersignature
from policies.consultations.transitions import NotYours, WrongState
from policies.notices.models import Notice
from portal.models import AuditEvent, Conflict
from tests.unit.policies.consultations.records import (
    anew,
    record_in,
    referred_up,
    take,
    user,
)
from tests.unit.policies.consultations.test_integrity import tamper, verify

pytestmark = pytest.mark.django_db
LEADER, DIRECTOR, WORKER = "yj.leader", "yj.director", "yj.worker"


def add(record: Consultation, username: str = LEADER, text: str = "Also this.", **how) -> Advice:
    amends = how.pop("amends", None)
    return actions.add_advice(
        by=user(username),
        consultation=anew(record),
        entry=actions.Entry(text, **how),
        amends=amends,
    )


def sign(advice: Advice, username: str = DIRECTOR, agrees: bool = True, text: str = ""):
    fresh = Advice.objects.select_related("consultation__team__area").get(pk=advice.pk)
    return actions.countersign(by=user(username), advice=fresh, agrees=agrees, text=text)


def told(username: str) -> list[str]:
    return list(Notice.objects.of(user(username)).values_list("title", flat=True))


class TestTheStep:
    def test_writes_an_entry_with_who_what_and_when(self):
        record = record_in("advised")
        (advice,) = record.advice_entries.all()
        assert (advice.text, advice.level, advice.by.username) == (
            "Look together with me.",
            1,
            LEADER,
        )
        assert advice.by_title == "Team leader / team manager"
        assert advice.given_on == timezone.localdate()
        assert not advice.is_late

    def test_of_the_next_level_says_its_level(self):
        record = take(referred_up(), "accept", DIRECTOR)
        record = take(record, "advise", DIRECTOR, text="Yes, look.")
        assert [(a.level, a.by.username) for a in record.advice_entries.all()] == [
            (1, LEADER),
            (2, DIRECTOR),
        ]

    def test_leaves_nothing_where_it_is_refused(self):
        record = record_in("submitted")
        with pytest.raises(WrongState):
            take(record, "advise", LEADER, text="Too early.")
        with pytest.raises(Conflict):
            actions.advise(
                by=user(LEADER), consultation=anew(record_in("accepted")), text="Old.", revision=1
            )
        assert not Advice.objects.exists()


class TestALateEntry:
    def test_says_that_it_is_late_how_it_was_given_and_why(self):
        given = timezone.localdate() - timedelta(days=4)
        record = record_in("accepted")
        actions.advise(
            by=user(LEADER),
            consultation=record,
            text="Ring me first.",
            given_on=given,
            how="phone",
            late_because="The portal was not at hand.",
        )
        (shown,) = entries.shown(record, entries.entries_of(record), user(WORKER), answers=False)
        assert shown.late == (
            f"Late entry. This advice was given by phone on {given.day} {given:%B %Y}. "
            "Written down later because: The portal was not at hand."
        )

    def test_needs_its_reason(self):
        yesterday = timezone.localdate() - timedelta(days=1)
        with pytest.raises(actions.Unsaid, match="Say why"):
            add(record_in("accepted"), given_on=yesterday, how="phone", late_because="  ")

    @pytest.mark.parametrize("days", [1, -20_000])
    def test_lies_neither_ahead_nor_before_anybody_worked_here(self, days):
        day = timezone.localdate() + timedelta(days=days)
        with pytest.raises(actions.Unsaid, match="Check the day"):
            add(record_in("accepted"), given_on=day, late_because="It was.")

    def test_written_down_on_the_same_day_is_not_late(self):
        record = record_in("accepted")
        add(record, how="phone", given_on=timezone.localdate())
        (shown,) = entries.shown(record, entries.entries_of(record), user(WORKER), answers=False)
        assert shown.late == "This advice was given by phone on the same day."


class TestAddingAndAmending:
    @pytest.mark.parametrize(
        "state",
        ["submitted", "accepted", "more-information", "advised", "decided", "acknowledged"],
    )
    def test_is_possible_while_the_record_is_open_and_leaves_its_state(self, state):
        record = record_in(state)
        before = record.revision
        add(record)
        after = anew(record)
        assert (after.state, after.revision) == (state, before + 1)
        event = after.events.last()
        assert (event.action, event.from_state, event.to_state) == ("add-advice", state, state)
        audited = AuditEvent.objects.filter(chain=f"consultation:{record.pk}").last()
        assert audited.action == "consultation.add-advice"

    @pytest.mark.parametrize("state", ["draft", "closed", "withdrawn"])
    def test_is_not_possible_in_any_other(self, state):
        record = record_in(state)
        with pytest.raises(NotYours):
            add(record)

    @pytest.mark.parametrize(
        "username", [WORKER, "yj.worker2", "yj.leader2", DIRECTOR, "records", "admin"]
    )
    def test_is_not_for_who_asked_nor_for_strangers(self, username):
        with pytest.raises(NotYours):
            add(record_in("accepted"), username)

    def test_is_for_who_advised_before_it_went_up(self):
        record = referred_up()
        assert add(record, LEADER).level == 2

    def test_is_not_for_who_advised_and_works_elsewhere_now(self, person):
        record = referred_up()
        elsewhere = person("gcc.manager").appointments.get().team
        person(LEADER).appointments.update(team=elsewhere)
        with pytest.raises(NotYours):
            add(record, LEADER)

    def test_an_amendment_names_what_it_amends_and_both_stay(self):
        record = record_in("advised")
        first = record.advice_entries.get()
        add(record, text="Not alone: with me.", amends=first)
        one, two = entries.shown(record, entries.entries_of(record), user(LEADER), answers=True)
        assert (one.text, one.amended_by) == ("Look together with me.", [2])
        assert (two.text, two.amends) == ("Not alone: with me.", 1)

    def test_an_amendment_stays_in_its_record(self):
        other = record_in("advised").advice_entries.get()
        with pytest.raises(NotYours):
            add(record_in("advised"), amends=other)

    def test_who_asked_and_who_has_it_are_told(self):
        record = referred_up()
        add(record, LEADER)
        sentence = f"{record.reference}: Advice has been added to this record. Read it."
        assert sentence in told(WORKER)
        assert sentence in told(DIRECTOR)
        assert sentence not in told(LEADER)

    def test_takes_back_no_notice_of_a_step_before(self):
        record = record_in("decided")
        waiting = Notice.objects.of(user(WORKER)).unmailed().filter(title__contains="decision")
        assert waiting.count() == 1
        add(record)
        assert waiting.count() == 1


class TestCountersigning:
    def test_a_second_person_agrees_and_the_adviser_is_told(self):
        record = record_in("accepted")
        advice = actions.advise(
            by=user(LEADER), consultation=record, text="Look.", countersigner=user(DIRECTOR)
        )
        assert any("asked to countersign" in title for title in told(DIRECTOR))
        sign(advice)
        (shown,) = entries.shown(record, entries.entries_of(record), user(LEADER), answers=True)
        assert [(s.agrees, s.who) for s in shown.signatures] == [
            (True, "Assistant Director / Manager Individual and Family Support, Helen Papadakis")
        ]
        assert shown.asked == ""
        assert any("has been countersigned" in title for title in told(LEADER))

    def test_or_disagrees_with_a_reason(self):
        advice = self.asked()
        with pytest.raises(actions.Unsaid):
            sign(advice, agrees=False, text="   ")
        sign(advice, agrees=False, text="Not without the family.")
        assert advice.countersignatures.get().text == "Not without the family."
        assert any("disagrees" in title for title in told(LEADER))

    def test_once(self):
        advice = self.asked()
        sign(advice)
        with pytest.raises(actions.AlreadySigned):
            sign(advice, agrees=False, text="On second thoughts.")
        assert advice.countersignatures.get().agrees

    @pytest.mark.parametrize("username", [LEADER, WORKER, "yj.leader2", "records", "admin"])
    def test_never_by_the_adviser_the_asker_or_a_stranger(self, username):
        with pytest.raises(NotYours):
            sign(self.asked(), username)

    def test_only_while_the_record_is_open(self):
        advice = self.asked()
        record = take(advice.consultation, "decide", LEADER, result="appropriate", reasons="Safe.")
        record = take(record, "acknowledge", WORKER)
        take(record, "close", LEADER)
        with pytest.raises(NotYours):
            sign(advice)

    @pytest.mark.parametrize(
        "username", [WORKER, LEADER, "yj.worker2", "gcc.manager", "dhs.director"]
    )
    def test_nobody_is_asked_who_may_not(self, username):
        with pytest.raises(actions.Unsaid, match="another person"):
            add(record_in("accepted"), countersigner=user(username))

    def test_who_is_asked_may_read_the_record_and_others_still_may_not(self):
        record = self.asked().consultation
        assert Consultation.objects.visible_to(user(DIRECTOR)).filter(pk=record.pk).exists()
        assert not Consultation.objects.visible_to(user("yj.advisor")).filter(pk=record.pk).exists()

    def test_the_database_refuses_the_adviser_and_the_asker(self):
        advice = self.asked()
        for username in (LEADER, WORKER):
            with pytest.raises(Error), transaction.atomic():
                Countersignature.objects.create(
                    advice=advice, agrees=True, by=user(username), by_title="x"
                )
        with pytest.raises(Error), transaction.atomic():
            Advice.objects.create(
                consultation=advice.consultation,
                text="Mine.",
                given_on=timezone.localdate(),
                by=user(WORKER),
                by_title="x",
            )

    @staticmethod
    def asked() -> Advice:
        return actions.advise(
            by=user(LEADER),
            consultation=record_in("accepted"),
            text="Look.",
            countersigner=user(DIRECTOR),
        )


class TestTheProof:
    def test_all_entries_follow_from_the_history(self):
        advice = TestCountersigning.asked()
        sign(advice, agrees=False, text="No.")
        add(advice.consultation, amends=advice)
        assert list(integrity.problems()) == []

    @pytest.mark.parametrize(
        ("change", "reason"),
        [
            ("UPDATE policies_advice SET text = 'Do as you like.'", "its advice is not that"),
            ("UPDATE policies_advice SET given_on = '2020-01-01'", "its advice is not that"),
            ("UPDATE policies_advice SET late_because = 'Ill.'", "its advice is not that"),
            ("UPDATE policies_advice SET by_title = 'Director'", "its advice is not that"),
            ("UPDATE policies_advice SET level = 9", "its advice is not that"),
        ],
    )
    def test_names_a_changed_entry(self, change, reason):
        advice = record_in("advised").advice_entries.get()
        tamper("policies_advice", change, "id = %s", advice.pk)
        assert f"{advice.consultation.reference}: {reason} of its history" in verify()

    def test_names_an_entry_taken_out(self):
        advice = record_in("advised").advice_entries.get()
        tamper("policies_advice", "DELETE FROM policies_advice", "id = %s", advice.pk)
        assert "its advice is not that of its history" in verify()

    def test_names_a_changed_countersignature(self):
        advice = TestCountersigning.asked()
        sign(advice)
        change = "UPDATE policies_countersignature SET agrees = false, text = 'No.'"
        tamper("policies_countersignature", change, "advice_id = %s", advice.pk)
        assert "its countersignatures are not those of its history" in verify()
