"""Records whose text has been replaced since: the reader is told, the record keeps the words of then."""

import pytest

from policies.drafting.actions import withdraw
from policies.library.models import ClauseVersion
from portal.models import User
from tests.support import desk
from tests.support.html import links, page, words
from tests.unit.policies.consultations.records import ask, finished_run, record_in

pytestmark = pytest.mark.django_db

NOTICE = "Some of the text it rests on has been replaced since."
NOTE = "Some of the text it rests on has been replaced since"


@pytest.fixture
def read(as_user):
    return lambda record, username="yj.worker": as_user(username).get(record.get_absolute_url())


class TestTheRecord:
    def test_from_a_guide_names_each_clause_and_compares_old_and_new(self, read):
        record = ask(run=finished_run(), submit_now=True)
        assert NOTICE not in words(read(record))
        old = ClauseVersion.objects.in_force().get(clause__short_id="yj-092").text
        desk.amend({"yj-092": "Read only what anybody can read."}, without=["yj-095"])
        for username in ("yj.worker", "yj.leader"):
            response = read(record, username)
            notice = page(response).find("div", class_="message--warning")
            assert NOTICE in words(notice)
            assert "Clause 14.5 is no longer in force" in words(notice)
            assert links(notice) == [
                "/policies/yj-social-media/compare/?from=1&to=2#yj-092",
                "/policies/yj-social-media/compare/?from=1&to=2#yj-095",
            ]
            assert old[:60] in words(response)
            assert "Read only what anybody can read." not in words(response)

    def test_other_clauses_of_the_policy_do_not_matter(self, read):
        record = ask(run=finished_run(), submit_now=True)
        desk.amend({"yj-001": "Something else."})
        assert NOTICE not in words(read(record))

    def test_stays_said_when_the_record_is_closed(self, read):
        record = record_in("closed")
        desk.amend({"yj-091": "Nobody looks at anything any more."})
        assert NOTICE in words(read(record))

    def test_a_draft_is_not_pinned_yet(self, read):
        record = ask(run=finished_run())
        desk.amend({"yj-092": "Read only what anybody can read."})
        assert NOTICE not in words(read(record))

    def test_a_policy_no_longer_in_force_has_nothing_to_compare_with(self, read):
        record = record_in("submitted")
        version = ClauseVersion.objects.in_force().get(clause__short_id="yj-091").version
        approver = User.objects.get(username="approver")
        withdraw(by=approver, version=version, reason="It was wrong.")
        response = read(record)
        assert "Clause 14.1 is no longer in force" in words(response)
        assert not [link for link in links(response) if "compare" in link]


class TestTheList:
    def listed(self, as_user, username: str = "yj.worker") -> str:
        return words(as_user(username).get("/consultations/"))

    @pytest.mark.parametrize("username", ["yj.worker", "yj.leader"])
    def test_notes_it(self, as_user, username):
        ask(run=finished_run(), submit_now=True)
        assert NOTE not in self.listed(as_user, username)
        desk.amend({"yj-092": "Read only what anybody can read."})
        assert NOTE in self.listed(as_user, username)

    def test_not_for_a_draft(self, as_user):
        ask(run=finished_run())
        desk.amend({"yj-092": "Read only what anybody can read."})
        assert NOTE not in self.listed(as_user)
