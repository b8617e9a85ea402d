"""The registers as people read them: lists, filters, files, entries."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from policies.registers.models import OfficialPost, Representative
from portal.models import AuditEvent
from tests.support.html import links, page, under, words
from tests.support.queries import BUDGET, queries_of
from tests.unit.policies.registers.entries import account, post, representative, set_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(as_user):
    return as_user("dhs.employee")


def titles(response) -> list[str]:
    """What stands in the first column."""
    return [words(row.find("a")) for row in page(response).select("tbody tr")]


def csv_rows(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


class TestWhoReadsThem:
    @pytest.mark.parametrize(
        ("username", "names"),
        [
            ("yj.worker", ["Mei Lin Chua", "Robert Lindqvist"]),
            ("dss.employee", ["Callum Fraser"]),
            ("gcc.worker", []),
        ],
    )
    def test_each_organisation_its_own(self, as_user, username, names):
        assert titles(as_user(username).get("/registers/representatives/")) == names

    def test_an_entry_of_another_organisation_is_not_there(self, as_user):
        entry = representative()
        assert as_user("dhs.employee").get(entry.get_absolute_url()).status_code == 200
        assert as_user("dss.cmb").get(entry.get_absolute_url()).status_code == 404

    def test_somebody_without_a_job_reads_nothing(self, as_user, person):
        reader = person("dhs.employee")
        reader.appointments.update(held=DateRange(date(2020, 1, 1), date(2021, 1, 1)))
        client = as_user("dhs.employee")
        assert titles(client.get("/registers/representatives/?show=all")) == []
        assert client.get("/registers/").status_code == 200

    def test_the_page_says_which_clauses_ask_for_it(self, as_user):
        yours = links(as_user("dss.employee").get("/registers/posts/"))
        assert [url for url in yours if url.startswith("/c/")] == [
            "/c/dss-068/", "/c/dss-069/", "/c/dss-112/", "/c/dss-114/", "/c/dss-115/",
        ]  # fmt: skip
        text = words(as_user("gcc.worker").get("/registers/posts/"))
        assert "No document that binds you asks for such a register." in text


class TestNarrowing:
    @pytest.fixture
    def everyone(self):
        today = timezone.localdate()
        Representative.objects.all()
        for name, held, revoked in [
            ("Now", (-1, None), None),
            ("Last day", (-9, 1), None),
            ("Over", (-9, 0), None),
            ("To come", (1, None), None),
            ("Revoked", (-9, None), 0),
            ("Revoked tomorrow", (-9, None), 1),
        ]:
            first, after = (None if n is None else today + timedelta(days=n) for n in held)
            representative(
                name=name,
                subject="Moths",
                held=DateRange(first, after),
                revoked_on=None if revoked is None else today + timedelta(days=revoked),
                revoked_because="" if revoked is None else "Left.",
            )

    @pytest.mark.parametrize(
        ("show", "found"),
        [
            ("now", ["Last day", "Now", "Revoked tomorrow"]),
            ("to-come", ["To come"]),
            ("over", ["Over"]),
            ("revoked", ["Revoked"]),
        ],
    )
    def test_by_how_they_stand(self, reader, everyone, show, found):
        address = f"/registers/representatives/?q=moths&show={show}"
        assert titles(reader.get(address)) == found

    def test_all_words_in_any_column(self, reader, everyone):
        find = "/registers/representatives/?show=all&q={}"
        assert titles(reader.get(find.format("MOTHS+last"))) == ["Last day"]
        assert titles(reader.get(find.format("moths+butterflies"))) == []
        assert titles(reader.get(find.format("%25"))) == []

    def test_posts_by_account_and_by_day_on_the_readers_clock(self, reader):
        mine = account(name="Moths")
        # Half past midnight in Melbourne is still the day before in UTC.
        post(account=mine, what="Early", posted_at="2026-03-14T00:30:00+11:00")
        post(account=mine, what="Late", posted_at="2026-03-14T23:30:00+11:00")
        post(account=mine, what="Next", posted_at="2026-03-15T00:30:00+11:00")
        day = f"/registers/posts/?account={mine.pk}&since=2026-03-14&until=14/03/2026"
        assert titles(reader.get(day)) == ["Late", "Early"]
        later = f"/registers/posts/?account={mine.pk}&since=2026-03-15"
        assert titles(reader.get(later)) == ["Next"]

    @pytest.mark.parametrize(
        ("query", "because"),
        [
            ("posts/?since=soon", "Enter a day such as 14/03/2026."),
            ("posts/?account=999999", "Select a valid choice"),
            ("representatives/?show=everything", "Select a valid choice"),
            ("representatives/?q=" + "x" * 300, "Shorten this to 200 characters"),
        ],
    )
    def test_what_cannot_be_looked_for_is_said(self, reader, query, because):
        response = reader.get(f"/registers/{query}")
        assert response.status_code == 400
        assert because in words(response)
        assert titles(response) == []
        csv_address = f"/registers/{query}".replace("/?", ".csv?")
        assert reader.get(csv_address).status_code == 302

    def test_many_come_in_pages_with_the_filter_kept(self, reader):
        for n in range(30):
            representative(name=f"Moth {n:02}", subject="Moths")
        first = reader.get("/registers/representatives/?q=moths")
        assert len(titles(first)) == 25
        [following] = [a for a in links(first) if "page=2" in a]
        rest = reader.get(f"/registers/representatives/{following}")
        assert titles(rest) == [f"Moth {n:02}" for n in range(25, 30)]

    @pytest.mark.parametrize("name", ["", "representatives/", "accounts/", "posts/"])
    def test_no_page_asks_more_often_with_more_entries(self, reader, name):
        few = len(queries_of(reader, f"/registers/{name}"))
        where = account()
        for _ in range(20):
            representative()
            account(name="Another")
            post(account=where)
        assert few <= BUDGET
        assert len(queries_of(reader, f"/registers/{name}")) == few


class TestAsAFile:
    def test_it_holds_what_the_list_shows(self, reader):
        for n in range(30):
            representative(name=f"Moth {n:02}", subject="Moths")
        rows = csv_rows(reader.get("/registers/representatives.csv?q=moths&page=2"))
        assert rows[0][:3] == ["Name", "Job title", "May speak about"]
        assert [row[0] for row in rows[1:]] == [f"Moth {n:02}" for n in range(30)]

    @pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", " =1"])
    @pytest.mark.parametrize("register", ["representatives", "accounts", "posts"])
    def test_no_cell_is_a_formula(self, reader, start, register):
        representative(name=f"{start} a", subject=f"{start} b")
        where = account(name=f"{start} c", purpose=f"{start} d", holder=f"{start} e")
        post(account=where, what=f"{start} f", by_name=f"{start} g")
        cells = [c for row in csv_rows(reader.get(f"/registers/{register}.csv")) for c in row]
        assert any(start in cell for cell in cells)
        assert [c for c in cells if c.lstrip("\t ").startswith(("=", "+", "-", "@"))] == []

    def test_that_it_was_taken_is_kept(self, reader):
        reader.get("/registers/posts.csv")
        event = AuditEvent.objects.latest("pk")
        assert (event.action, event.data) == ("register.export", {"register": "posts"})

    @pytest.mark.parametrize("register", ["accounts", "posts"])
    def test_another_organisations_entries_are_not_in_it(self, as_user, register):
        post(account=account(name="Moths"), what="Moths")
        for username, there in (("dhs.employee", True), ("dss.cmb", False)):
            rows = csv_rows(as_user(username).get(f"/registers/{register}.csv"))
            assert any("Moths" in row for row in rows) is there


class TestAnEntry:
    def test_it_says_how_it_stands_and_what_happened(self, as_user):
        client = as_user("dhs.comms")
        entry = representative(granted_by="C-2026-000009", under_conditions=True)
        response = client.get(entry.get_absolute_url())
        text = words(response)
        assert "May speak" in text
        assert "C-2026-000009, with conditions that the record names" in text
        assert "Nothing has happened to it since it was loaded." in text

    def test_only_a_web_address_is_a_link(self, reader):
        for where, linked in [
            ("https://social.example/1", True),
            ("javascript:alert(1)", False),
            ("https://social.example/a b", False),
            ("the foyer", False),
        ]:
            made = post(where=where)
            response = reader.get(made.get_absolute_url())
            assert where in words(response)
            assert (where in links(response)) is linked
        OfficialPost.objects.update(revision=2)

    def test_what_it_says_is_escaped(self, reader):
        bad = "<script>alert(1)</script>"
        made = post(what=bad, by_name=bad, account=account(name=bad, purpose=bad))
        for address in (
            made.get_absolute_url(),
            made.account.get_absolute_url(),
            "/registers/posts/",
        ):
            assert bad not in reader.get(address).content.decode()

    def test_only_keepers_are_offered_to_change_it(self, as_user):
        entry = representative()
        for username, offered in (("dhs.comms", True), ("dhs.employee", False)):
            found = links(as_user(username).get(entry.get_absolute_url()))
            assert (f"{entry.get_absolute_url()}end/" in found) is offered

    def test_a_post_stands_under_the_set_of_its_account(self, reader):
        theirs = post(account=account(policy_set=set_of("YJ")))
        found = under(page(reader.get("/registers/posts/?set=YJ")), "Official posts")
        assert theirs.what in found or titles(reader.get("/registers/posts/?set=YJ"))
