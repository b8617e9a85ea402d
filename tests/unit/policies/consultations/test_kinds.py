"""Every kind raised: whom it goes to, what is kept, what is still missing."""

from zoneinfo import ZoneInfo

import pytest
from django.db import DatabaseError
from django.utils import timezone

from policies.consultations import actions, asks, deadlines, integrity, ladder, pinning
from policies.consultations.models import Consultation, ConsultationType, Kind
from policies.consultations.transitions import NotYours
from policies.directory.presenters import contact_cards
from policies.library.models import Citation
from tests.unit.policies.consultations.kinds import FIRST, filled_in, kind_of, raised
from tests.unit.policies.consultations.records import anew, ask, record_in, take, user

pytestmark = pytest.mark.django_db


def test_every_type_of_the_sample_is_tried():
    assert {key for key, _ in FIRST} == set(ConsultationType.objects.values_list("key", flat=True))


@pytest.mark.parametrize(("key", "username"), FIRST)
def test_each_type_goes_to_its_first_level_or_says_whom_to_ring(key, username):
    first = FIRST[key, username]
    kind = kind_of(key)
    if first:
        record = raised(key, username)
        assert record.assigned_to == user(first)
        assert (record.kind, record.type, record.state) == (kind.kind, kind, "submitted")
        return
    with pytest.raises(ladder.NobodyToAsk) as refused:
        raised(key, username)
    (ring,) = contact_cards([kind.ring.key])
    assert ring.name in str(refused.value)
    assert (ring.phone or ring.email or ring.note) in str(refused.value)
    draft = ask(username, filled_in(kind), clause=None, kind=kind)
    assert (draft.state, draft.details) == ("draft", filled_in(kind).details)


def test_the_numbers_are_those_of_the_documents():
    rings = {
        "authorisation-to-comment": "No number is printed for the Director",
        "departmental-site": "9096 0779",
        "contact-with-a-young-person": "9096 0779",
        "suspected-policy-breach": "9096 7710",
        "privacy-breach": "9096 8054",
        "social-media-initiative": "socialmedia@dss.gov.au",
        "code-breach": "prints no number",
    }
    for key, words in rings.items():
        (ring,) = contact_cards([kind_of(key).ring.key])
        assert words in f"{ring.phone} {ring.email} {ring.note}", key
    assert kind_of("concern-about-a-child").also_tell[:2] == ["police-999", "ceop"]


class TestWhatIsKept:
    def test_an_approval_pins_the_clauses_of_its_type_that_bind_who_asks(self):
        dhs = raised("authorisation-to-comment", "dhs.employee")
        youth_justice = raised("authorisation-to-comment", "yj.worker")
        cited = [
            set(Citation.objects.of(one).values_list("clause__short_id", flat=True))
            for one in (dhs, youth_justice)
        ]
        assert cited[1] - cited[0] == {"yj-031"}
        assert cited[1] == set(dhs.type.cites)

    def test_advice_pins_what_it_was_raised_from_alone(self):
        record = ask(kind=kind_of("case-consultation"), submit_now=True)
        assert Citation.objects.of(record).get().clause.short_id == "yj-091"

    @pytest.mark.parametrize(
        "change",
        [{"details": {}}, {"evidence": []}, {"type": None}, {"kind": Kind.REPORT}],
        ids=lambda change: next(iter(change)),
    )
    def test_what_was_answered_and_named_never_changes_after(self, change):
        record = raised("social-media-initiative", "dss.employee")
        with pytest.raises(DatabaseError, match=r"Cannot"):
            anew(record).save_over(record.revision, **change)

    def test_the_submission_keeps_the_type_as_it_was(self):
        record = raised("suspected-policy-breach", "yj.worker")
        kept = record.events.get(action="submit").data["type"]
        assert kept["title"] == "Suspected breach of the department's policy"
        assert kept["asks"] == record.type.asks
        assert kept["ring"][0]["phone"] == "9096 7710"

    @pytest.mark.parametrize(
        "change",
        [
            {"details": {"where": "elsewhere"}},
            {"evidence": [{"title": "x", "record": "1", "needed": ""}]},
            {"type": None},
            {"question": "Otherwise."},
        ],
        ids=lambda change: next(iter(change)),
    )
    def test_its_hash_covers_all_that_was_asked(self, change):
        record = raised("social-media-initiative", "dss.employee")
        event = record.events.get(action="submit")
        assert event.data["asked"] == pinning.submitted_hash(record, event)
        for name, value in change.items():
            setattr(record, name, value)
        assert event.data["asked"] != pinning.submitted_hash(record, event)

    def test_a_hash_of_before_there_were_types_still_holds(self):
        record = record_in("submitted")
        event = record.events.get(action="submit")
        event.detail = pinning.canonical({"asked": pinning.asked_hash(record, 1)})
        assert pinning.submitted_hash(record, event) == event.data["asked"]
        assert pinning.asked_hash(record, 1) != pinning.asked_hash(record, 2)

    def test_records_of_every_kind_are_whole(self):
        for (key, username), first in FIRST.items():
            if first:
                raised(key, username)
        assert list(integrity.problems()) == []


class TestWhatIsMissing:
    def test_a_draft_is_submitted_only_with_what_its_type_asks_for(self):
        kind = kind_of("social-media-initiative")
        asked = actions.Asked("A campaign", "May we?", details={"channel": "A page"})
        draft = ask("dss.employee", asked, clause=None, kind=kind)
        with pytest.raises(actions.Incomplete) as refused:
            take(draft, "submit", "dss.employee")
        for label in ("Who would run the account?", "Business case", "Risk Management Plan"):
            assert f"“{label}”" in str(refused.value)
        assert "Which channel" not in str(refused.value)

    def test_an_answer_may_call_for_a_document(self):
        kind = kind_of("departmental-site")
        wanted = asks.read(kind.asks)
        assert asks.needed_documents([], wanted, {"comments": "yes"}) == ["Moderation policy"]
        assert asks.needed_documents([], wanted, {"comments": "no"}) == []

    def test_a_type_of_other_staff_is_not_raised(self):
        with pytest.raises(NotYours):
            raised("code-breach", "yj.worker")
        assert not Consultation.objects.filter(type__key="code-breach").exists()


class TestDue:
    def test_in_the_working_days_of_the_type(self):
        record = raised("suspected-policy-breach", "yj.worker")
        clock = deadlines.Clock.of(record.team.area.organisation)
        assert record.due == clock.in_days(timezone.now(), 1).day
        assert record.due_at is None

    def test_urgent_in_its_working_hours(self):
        record = raised("contact-with-a-young-person", "yj.worker", urgent=True)
        clock = deadlines.Clock.of(record.team.area.organisation)
        expected = clock.in_hours(record.submitted_at, 4)
        assert abs((record.due_at - expected.at).total_seconds()) < 5
        assert record.due == expected.day

    def test_on_the_calendar_of_the_organisation(self):
        record = raised("concern-about-a-child", "gcc.worker", urgent=True)
        organisation = record.team.area.organisation
        assert (organisation.jurisdiction, organisation.time_zone) == ("GB-ENG", "Europe/London")
        local = record.due_at.astimezone(ZoneInfo("Europe/London"))
        assert 9 <= local.hour <= 17
