"""Reading as at a day, all versions, and what changed between two."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.support.desk import amend, draft
from tests.support.html import links, page, words

POLICY = "/policies/yj-social-media/"
# What a date or a number in an address may turn out to be.
GARBAGE = ["", " ", "tomorrow", "2026-13-01", "0000-00-00", "99999-01-01", "9" * 400, "\x00", "'--"]


@pytest.fixture
def reader(as_user):
    return as_user("yj.worker")


def clause(response, short_id: str):
    """The clause as it stands on the policy page."""
    found = page(response).find("article", id=short_id)
    assert found is not None, short_id
    return found


class TestOnADay:
    @pytest.fixture
    def changed(self):
        """The first day of the second version."""
        day = date(2026, 7, 1)
        amend({"yj-069": "Keep your own accounts out of it."}, on=day)
        return day

    def test_the_text_as_it_stood(self, reader, changed):
        before = reader.get(POLICY, {"on": changed - timedelta(days=1)})
        assert "You are reading the text as it stood on 30 June 2026: version 1." in words(before)
        assert "through an account of your own" in words(clause(before, "yj-069"))
        on_the_day = reader.get(POLICY, {"on": changed})
        assert "Keep your own accounts out of it." in words(clause(on_the_day, "yj-069"))

    def test_today_is_nothing_special(self, reader):
        assert "as it stood on" not in words(reader.get(POLICY, {"on": timezone.localdate()}))

    def test_before_the_first_day_there_is_none(self, reader):
        response = reader.get(POLICY, {"on": "2025-12-31"})
        assert response.status_code == 200
        assert "No version of this document was in force in this library on 31 December 2025" in (
            words(response)
        )
        assert page(response).find("input", {"name": "on"})["value"] == "2025-12-31"

    @pytest.mark.parametrize("garbage", GARBAGE)
    def test_garbage_shows_the_text_of_today(self, reader, garbage):
        response = reader.get(POLICY, {"on": garbage})
        assert response.status_code == 200
        assert "as it stood on" not in words(response)
        assert "through an account of your own" in words(clause(response, "yj-069"))
        if garbage.strip():
            assert "Enter a date such as 2026-03-14." in words(response)

    def test_what_was_typed_is_escaped(self, reader):
        response = reader.get(POLICY, {"on": '"><script>alert(1)</script>'})
        assert "<script>alert" not in response.content.decode()


class TestVersions:
    def test_all_that_were_ever_published_newest_first(self, reader):
        amend({"yj-069": "Keep your own accounts out of it."})
        draft()
        rows = page(reader.get(f"{POLICY}versions/")).find("tbody").find_all("tr")
        assert [words(row.td) for row in rows] == ["2", "1"]
        assert "Put in plainer words." in words(rows[0])
        assert "Marcus Webb" in words(rows[0])

    def test_a_row_leads_to_its_text(self, reader):
        amend({"yj-069": "Keep your own accounts out of it."})
        [_, old] = page(reader.get(f"{POLICY}versions/")).find("tbody").find_all("tr")
        address = links(old)[0]
        assert address == f"{POLICY}versions/1/"
        assert "through an account of your own" in words(clause(reader.get(address), "yj-069"))

    def test_an_unknown_policy(self, reader):
        assert reader.get("/policies/none/versions/").status_code == 404


class TestComparing:
    @pytest.fixture
    def second(self, db):
        return amend({"yj-069": "Keep your own accounts out of it."}, without=["yj-070"])

    def test_what_changed(self, reader, second):
        response = reader.get(f"{POLICY}compare/", {"from": 1, "to": 2})
        soup = page(response)
        assert "You must not get in touch" in words(soup.find("del"))
        assert words(soup.find("ins")).startswith("Keep your own accounts")
        tags = [words(tag) for tag in soup.find_all(class_="tag")]
        assert tags == ["Changed", "Removed"]

    def test_from_new_to_old_reads_the_other_way(self, reader, second):
        soup = page(reader.get(f"{POLICY}compare/", {"from": 2, "to": 1}))
        assert [words(tag) for tag in soup.find_all(class_="tag")] == ["Changed", "Added"]

    def test_a_version_with_itself(self, reader):
        soup = page(reader.get(f"{POLICY}compare/", {"from": 1, "to": 1}))
        assert soup.find(["ins", "del"]) is None

    @pytest.mark.parametrize("query", [{}, {"from": 1}, {"to": 1}, {"from": "x", "to": "y"}])
    def test_without_two_numbers_the_page_asks_for_them(self, reader, second, query):
        soup = page(reader.get(f"{POLICY}compare/", query))
        numbers = [[o["value"] for o in s.find_all("option")] for s in soup.find_all("select")]
        assert numbers == [["2", "1"], ["2", "1"]]

    @pytest.mark.parametrize(
        "garbage", [*(g for g in GARBAGE if not g.isdigit()), "-1", "0", "1.5"]
    )
    def test_garbage_is_asked_for_again(self, reader, garbage):
        response = reader.get(f"{POLICY}compare/", {"from": garbage, "to": 1})
        assert words(page(response).h1) == "Compare two versions"
        assert len(page(response).find_all("select")) == 2

    @pytest.mark.parametrize("number", [2, 99, 10**9, 10**12, 10**30])
    def test_a_version_that_readers_cannot_have(self, reader, number):
        draft()
        query = {"from": 1, "to": number}
        assert reader.get(f"{POLICY}compare/", query).status_code == 404
