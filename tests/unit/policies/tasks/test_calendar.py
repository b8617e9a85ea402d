"""The link to one's due dates: made, shown once, replaced, stopped."""

import re

import pytest

from policies.tasks.actions import make_link, reader_of, revoke_link
from policies.tasks.models import CalendarLink
from portal.models import AuditEvent, User
from tests.support.html import words

pytestmark = pytest.mark.django_db


class TestTheSecret:
    def test_it_opens_the_calendar_of_who_made_it(self, person):
        assert reader_of(make_link(by=person("yj.worker"))) == person("yj.worker")

    def test_only_its_hash_is_kept(self, person):
        secret = make_link(by=person("yj.worker"))
        assert len(secret) >= 43
        assert secret not in str(list(CalendarLink.objects.values()))
        assert secret not in str(list(AuditEvent.objects.values()))

    def test_a_new_one_ends_the_one_before(self, person):
        first, second = make_link(by=person("yj.worker")), make_link(by=person("yj.worker"))
        assert reader_of(first) is None
        assert reader_of(second) == person("yj.worker")
        assert CalendarLink.objects.working().count() == 1

    def test_a_revoked_one_opens_nothing(self, person):
        secret, other = make_link(by=person("yj.worker")), make_link(by=person("yj.leader"))
        assert revoke_link(by=person("yj.worker"))
        assert reader_of(secret) is None
        assert reader_of(other) == person("yj.leader")
        assert not revoke_link(by=person("yj.worker"))

    @pytest.mark.parametrize("secret", ["", "x", "é" * 50, "'; DROP TABLE x; --"])
    def test_a_guess_opens_nothing(self, secret):
        assert reader_of(secret) is None

    def test_the_hash_is_no_secret(self, person):
        make_link(by=person("yj.worker"))
        assert reader_of(CalendarLink.objects.get().secret_hash) is None

    def test_nobody_reads_on_after_their_account_ends(self, person):
        secret = make_link(by=person("yj.worker"))
        User.objects.filter(username="yj.worker").update(is_active=False)
        assert reader_of(secret) is None

    def test_both_are_on_the_audit_trail(self, person):
        make_link(by=person("yj.worker"))
        revoke_link(by=person("yj.worker"))
        actions = AuditEvent.objects.filter(action__startswith="calendar.").order_by("pk")
        assert [e.action for e in actions] == ["calendar.make", "calendar.revoke"]


class TestThePage:
    def test_the_address_is_shown_once_and_works(self, as_user, anonymous):
        worker = as_user("yj.worker")
        assert "You have no link yet." in words(worker.get("/me/calendar/"))
        made = worker.post("/me/calendar/").content.decode()
        [address] = re.findall(r"http://testserver(/calendar/[\w-]+\.ics)", made)
        assert anonymous.get(address).status_code == 200
        assert address not in worker.get("/me/calendar/").content.decode()

    def test_stopping_it(self, as_user, anonymous, person):
        secret = make_link(by=person("yj.worker"))
        answer = as_user("yj.worker").post("/me/calendar/revoke/", follow=True)
        assert "The link no longer works." in words(answer)
        assert anonymous.get(f"/calendar/{secret}.ics").status_code == 404
