"""The leader's day: views, filters, order, kept views, and the list as a file."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone

from policies.consultations.models import SavedFilter
from portal.models import AuditEvent
from tests.factories import ConsultationFactory
from tests.unit.policies.consultations.records import NASTY, record_in, text_of, user
from tests.unit.policies.consultations.test_queue_views import LIST, listed

pytestmark = pytest.mark.django_db
KEEP = f"{LIST}views/keep/"
FILE = f"{LIST}list.csv"
TODAY = timezone.localdate


def made(**how):
    return ConsultationFactory(**how).reference


class TestViews:
    def test_due_soon_and_overdue_are_mine_and_my_teams_while_the_clock_runs(self, as_user):
        soon = made(due=TODAY())
        theirs = made(due=TODAY(), assigned_to=user("yj.director"))
        late = made(due=TODAY() - timedelta(days=1))
        made(due=TODAY() + timedelta(days=20))
        made(due=TODAY() - timedelta(days=9), state="more-information")
        client = as_user("yj.leader")
        assert listed(client, "?show=due") == [soon, theirs]
        assert listed(client, "?show=overdue") == [late]

    def test_by_the_hour_an_urgent_one_is_overdue_on_its_day(self, as_user):
        now = timezone.now()
        gone = made(due=TODAY(), due_at=now - timedelta(minutes=1), urgent=True)
        still = made(due=TODAY(), due_at=now + timedelta(hours=1), urgent=True)
        client = as_user("yj.leader")
        assert listed(client, "?show=overdue") == [gone]
        assert listed(client, "?show=due") == [still]

    def test_waiting_on_others_is_what_somebody_else_has_to_do(self, as_user):
        asked = made(state="more-information")
        theirs = made(assigned_to=user("yj.director"))
        made(), made(state="closed")
        assert set(listed(as_user("yj.leader"), "?show=waiting")) == {asked, theirs}
        mine = listed(as_user("yj.worker"), "?show=waiting")
        assert theirs in mine
        assert asked not in mine

    def test_each_says_how_many(self, as_user):
        made(due=TODAY() - timedelta(days=1)), made()
        page = text_of(as_user("yj.leader").get(LIST))
        assert "Mine (2)" in page
        assert "Overdue (1)" in page
        assert "To countersign" not in page


class TestFiltersAndOrder:
    def test_by_kind_state_urgency_and_holder(self, as_user):
        urgent = made(urgent=True)
        approval = made(kind="approval")
        accepted = made(state="accepted")
        client = as_user("yj.leader")
        assert listed(client, "?urgent=yes") == [urgent]
        assert listed(client, "?kind=approval") == [approval]
        assert listed(client, "?state=accepted") == [accepted]
        director = user("yj.director")
        theirs = made(assigned_to=director)
        assert listed(client, f"?show=team&holder={director.pk}") == [theirs]
        assert "Take the filters off" in text_of(client.get(f"{LIST}?kind=report"))

    def test_in_the_order_chosen(self, as_user):
        first, second = made(topic="B"), made(topic="A", due=TODAY() - timedelta(days=1))
        client = as_user("yj.leader")
        assert listed(client, "?sort=oldest") == [first, second]
        assert listed(client, "?sort=newest") == [second, first]
        assert listed(client, "?sort=topic") == [second, first]
        assert listed(client, "?sort=due") == [second, first]

    @pytest.mark.parametrize(
        "query",
        ["kind=x", "state=%00", "holder=x", "holder=99999999999999", "sort=-1", "show=team&show=all",
         "holder=%EF%BC%91", "urgent=no", "kind=approval'--"],
    )  # fmt: skip
    def test_anything_else_is_left_out(self, query, as_user):
        made()
        assert as_user("yj.leader").get(f"{LIST}?{query}").status_code == 200


class TestKeptViews:
    def test_are_kept_shown_replaced_and_taken_out(self, as_user):
        client = as_user("yj.leader")
        response = client.post(KEEP, {"name": "Monday", "query": "show=team&urgent=yes&evil=1"})
        assert response["Location"] == f"{LIST}?show=team&urgent=yes"
        kept = SavedFilter.objects.get()
        assert kept.query == "show=team&urgent=yes"
        assert '?show=team&amp;urgent=yes"' in client.get(LIST).content.decode()
        client.post(KEEP, {"name": "Monday", "query": "show=overdue"})
        assert SavedFilter.objects.get().query == "show=overdue"
        assert client.post(f"{LIST}views/{kept.pk}/drop/").status_code == 302
        assert not SavedFilter.objects.exists()

    def test_are_ones_own(self, as_user):
        as_user("yj.leader").post(KEEP, {"name": "Monday", "query": "show=team"})
        kept = SavedFilter.objects.get()
        other = as_user("yj.leader2")
        assert "Monday" not in other.get(LIST).content.decode()
        assert other.post(f"{LIST}views/{kept.pk}/drop/").status_code == 404

    def test_need_a_name_and_are_not_many(self, as_user):
        client = as_user("yj.leader")
        empty = client.post(KEEP, {"name": " ", "query": "show=team"})
        assert empty.status_code == 400
        assert "Give the view a name." in text_of(empty)
        for n in range(20):
            client.post(KEEP, {"name": f"View {n}", "query": ""})
        full = client.post(KEEP, {"name": "One more", "query": ""})
        assert "take one out first" in text_of(full)
        assert 'value="One more"' in full.content.decode()

    def test_a_name_is_no_markup(self, as_user):
        client = as_user("yj.leader")
        client.post(KEEP, {"name": NASTY[:80], "query": ""})
        assert "<script>alert" not in client.get(LIST).content.decode()


class TestTheFile:
    @staticmethod
    def rows(client, query: str = "") -> list[dict]:
        text = b"".join(client.get(f"{FILE}?{query}").streaming_content).decode("utf-8")
        assert text.startswith("\ufeff")
        return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))

    def test_holds_what_the_list_holds(self, as_user):
        made(urgent=True), made(), ConsultationFactory(assigned_to=user("yj.director"))
        client = as_user("yj.leader")
        for query in ("", "urgent=yes", "show=team&sort=oldest", "show=closed"):
            assert [row["Reference"] for row in self.rows(client, query)] == listed(
                client, f"?{query}"
            )

    def test_starts_no_formula_and_masks_identifiers(self, as_user):
        ConsultationFactory(topic='=HYPERLINK("http://evil")', requester=user("yj.worker"))
        ConsultationFactory(topic="Ring 0412 345 678")
        topics = {row["Topic"] for row in self.rows(as_user("yj.leader"))}
        assert topics == {'\'=HYPERLINK("http://evil")', "Ring [telephone number]"}

    def test_says_where_it_was_cut(self, as_user, monkeypatch):
        monkeypatch.setattr("policies.consultations.views.queue.MOST_LINES", 2)
        ConsultationFactory.create_batch(4)
        rows = self.rows(as_user("yj.leader"))
        assert len(rows) == 3
        assert rows[-1]["Reference"].startswith("Only the first 2 are listed")

    @pytest.mark.parametrize("username", ["yj.worker2", "yj.leader2", "dss.employee", "admin"])
    def test_holds_nothing_that_the_list_does_not(self, username, as_user):
        record_in("submitted"), record_in("closed")
        for query in ("", "show=all", "show=closed", "show=team"):
            assert self.rows(as_user(username), query) == []

    def test_that_it_was_taken_out_is_in_the_audit_trail(self, as_user):
        self.rows(as_user("yj.leader"), "show=team&urgent=yes")
        event = AuditEvent.objects.get(action="consultation.export")
        assert event.data == {"query": "show=team&urgent=yes"}
