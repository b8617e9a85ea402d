"""Entering, correcting and ending entries through the forms."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from policies.registers.models import OfficialAccount, OfficialPost, Representative
from portal.models import AuditEvent
from tests.support.forms import shown_values
from tests.support.html import page, words
from tests.unit.policies.registers.entries import POSTED, account, post, representative, spoken

pytestmark = pytest.mark.django_db

ADD = "/registers/representatives/add/"


@pytest.fixture
def keeper(as_user):
    return as_user("dhs.comms")


class TestEntering:
    def test_a_representative(self, keeper):
        response = keeper.post(ADD, spoken(), follow=True)
        entry = Representative.objects.get(name="Ngaire Tuhaka")
        assert (entry.held.lower, entry.held.upper) == (date(2026, 1, 5), date(2026, 4, 1))
        text = words(response)
        assert "The authorised representative is entered." in text
        assert "Manager, Web and Design Services, Mei Lin Chua entered it" in text

    def test_an_account(self, keeper):
        values = {
            name: getattr(account(), name)
            for name in ("platform", "address", "purpose", "holder", "opened_on")
        }
        keeper.post("/registers/accounts/add/", spoken(name="Storms") | values)
        assert OfficialAccount.objects.get(name="Storms").holder == values["holder"]

    def test_a_post_at_the_time_on_the_keepers_clock(self, keeper):
        where = account()
        keeper.post("/registers/posts/add/", POSTED | {"account": where.pk})
        made = OfficialPost.objects.get(account=where)
        assert made.posted_at == datetime(2026, 1, 31, 23, 30, tzinfo=UTC)
        shown = shown_values(keeper.get(f"{made.get_absolute_url()}edit/"))
        assert shown["posted_at"] == "2026-02-01T10:30"

    def test_a_post_of_an_account_begins_with_it(self, keeper):
        where = account()
        shown = shown_values(keeper.get(f"/registers/posts/add/?account={where.pk}"))
        assert shown["account"] == str(where.pk)
        assert keeper.get("/registers/posts/add/?account=nonsense").status_code == 200

    @pytest.mark.parametrize(
        ("wrong", "because"),
        [
            ({"name": " "}, "Enter the person’s name."),
            ({"subject": ""}, "Enter what the person may speak about."),
            ({"subject": "x" * 301}, "Shorten this to 300 characters. It has 301 now."),
            ({"starts": "soon"}, "Enter a day such as 14/03/2026."),
            ({"ends": "2025-12-31"}, "Choose a last day that is not before the first."),
            ({"policy_set": ""}, "Choose a staff group."),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_is_kept(self, keeper, wrong, because):
        before = Representative.objects.count()
        response = keeper.post(ADD, spoken(record_number="EX/1") | wrong)
        assert response.status_code == 400
        assert because in words(response)
        assert shown_values(response)["record_number"] == "EX/1"
        assert Representative.objects.count() == before

    def test_nothing_stands_under_another_organisation(self, keeper, as_user):
        theirs = as_user("dss.cmb").post(ADD, spoken())
        assert theirs.status_code == 400
        assert "Choose a staff group." in words(theirs)
        where = account()
        response = as_user("dss.cmb").post("/registers/posts/add/", POSTED | {"account": where.pk})
        assert "Choose an account." in words(response)

    def test_a_post_is_not_of_the_future(self, keeper):
        ahead = timezone.localtime() + timedelta(hours=1)
        data = POSTED | {"account": account().pk, "posted_at": f"{ahead:%Y-%m-%dT%H:%M}"}
        response = keeper.post("/registers/posts/add/", data)
        assert "Enter a time that has passed." in words(response)

    def test_without_an_account_there_is_nothing_to_post_to(self, as_user, person):
        client = as_user("dss.cmb")
        OfficialAccount.objects.filter(policy_set__code="DSS").update(
            policy_set=account().policy_set, revision=2
        )
        text = words(client.get("/registers/posts/add/"))
        assert "A post belongs to an official account, and none is entered yet." in text


class TestCorrecting:
    def test_the_second_writer_sees_both_and_loses_nothing(self, keeper, as_user):
        entry = representative()
        address = f"{entry.get_absolute_url()}edit/"
        mine = shown_values(keeper.get(address)) | {"subject": "Storms"}
        theirs = shown_values(keeper.get(address)) | {"subject": "Fire relief"}
        as_user("admin").post(address, theirs)
        response = keeper.post(address, mine)
        assert response.status_code == 409
        assert "Now: “Fire relief”. Yours: “Storms”." in words(response)
        again = shown_values(response)
        assert (again["subject"], again["revision"]) == ("Storms", "2")
        keeper.post(address, again)
        assert Representative.objects.get(pk=entry.pk).subject == "Storms"

    def test_its_history_shows_what_it_was(self, keeper):
        entry = representative()
        address = f"{entry.get_absolute_url()}edit/"
        keeper.post(address, shown_values(keeper.get(address)) | {"subject": "Fire relief"})
        text = words(keeper.get(entry.get_absolute_url()))
        assert "May speak about: from “Flood relief” to “Fire relief”" in text

    def test_opening_and_saving_changes_nothing(self, keeper):
        for entry in (representative(), account(), post()):
            address = f"{entry.get_absolute_url()}edit/"
            response = keeper.post(address, shown_values(keeper.get(address)))
            assert response.status_code == 302
            made = type(entry).objects.get(pk=entry.pk)
            changed = AuditEvent.objects.filter(chain=f"{entry._meta.model_name}:{entry.pk}")
            # A moment is typed in minutes.
            only = {name for event in changed for name in event.data["changes"]}
            assert only <= {"posted_at"}
            assert str(made) == str(entry)


class TestEnding:
    def test_revoking(self, keeper):
        entry = representative()
        address = f"{entry.get_absolute_url()}end/"
        filled = shown_values(keeper.get(address)) | {"revoked_because": "Changed jobs."}
        response = keeper.post(address, filled, follow=True)
        text = words(response)
        assert "The entry is revoked. It stays in the register." in text
        assert "Why Changed jobs." in text
        assert page(response).find("a", string="Revoke it") is None

    def test_it_needs_a_reason(self, keeper):
        entry = representative()
        response = keeper.post(f"{entry.get_absolute_url()}end/", {"revoked_on": "2026-11-01"})
        assert response.status_code == 400
        assert "Enter why the authorisation is revoked." in words(response)

    def test_somebody_changed_it_meanwhile(self, keeper, as_user):
        entry = representative()
        address = f"{entry.get_absolute_url()}end/"
        filled = shown_values(keeper.get(address)) | {"revoked_because": "Changed jobs."}
        edit = f"{entry.get_absolute_url()}edit/"
        as_user("admin").post(edit, shown_values(keeper.get(edit)) | {"subject": "Fire relief"})
        response = keeper.post(address, filled)
        assert response.status_code == 409
        assert "May speak about Fire relief" in words(response)
        assert shown_values(response)["revoked_because"] == "Changed jobs."
        keeper.post(address, shown_values(response))
        assert Representative.objects.get(pk=entry.pk).revoked_on

    def test_closing(self, keeper):
        where = account()
        address = f"{where.get_absolute_url()}end/"
        keeper.post(address, shown_values(keeper.get(address)))
        assert OfficialAccount.objects.get(pk=where.pk).closed_on == timezone.localdate()

    def test_a_post_has_no_end(self, keeper):
        assert keeper.get(f"{post().get_absolute_url()}end/").status_code == 404
