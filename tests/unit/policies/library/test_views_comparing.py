"""Comparing two versions: in one text, side by side, backwards, with a form that chooses them."""

import pytest

from policies.library.comparing import compare
from policies.library.models import Policy
from policies.library.presenters import comparison, counted
from policies.library.reading import texts
from tests.support.desk import draft, publish, write
from tests.support.html import links, page, words

POLICY = "/policies/dhs-social-media/"


@pytest.fixture
def reader(as_user):
    return as_user("approver")


def compared(reader, old: int, new: int, **more):
    return reader.get(f"{POLICY}compare/", {"from": old, "to": new, **more})


def entry(response, short_id: str):
    """The entry about a clause."""
    for found in page(response).find_all(class_="comparison__clause"):
        if found.find("a", href=f"/c/{short_id}/"):
            return found
    raise AssertionError(f"no entry about {short_id}")


class TestInOneText:
    def test_the_changes_are_counted_in_a_line(self, reader):
        assert words(page(compared(reader, 1, 2)).find(class_="counted")) == (
            "6 changed, 1 moved, 2 added and 1 removed. 172 unchanged, 15 of them with another number."
        )

    def test_words_inside_a_changed_clause_are_marked(self, reader):
        found = entry(compared(reader, 1, 2), "dhs-056")
        assert words(found.find(class_="tag")) == "Changed"
        assert words(found.find("del")) == "contractors and temporary staff."
        assert (
            words(found.find("ins")) == "contractors, temporary staff and students on placements."
        )

    def test_a_moved_clause_says_from_where(self, reader):
        found = entry(compared(reader, 1, 2), "dhs-013")
        assert words(found.find(class_="tag")) == "Moved"
        assert "2.5 Who speaks" in words(found)
        assert "Moved from 8.1.4" in words(found)

    def test_what_came_and_what_went_is_said_in_words(self, reader):
        response = compared(reader, 2, 3)
        assert words(entry(response, "dhs-131").find(class_="tag")) == "Added"
        gone = entry(response, "dhs-e01")
        assert words(gone.find(class_="tag")) == "Removed"
        assert "keep a log" in words(gone.find("del"))

    def test_another_strength_is_said_beside_the_words(self, reader):
        found = entry(compared(reader, 2, 3), "dhs-115")
        assert "Strength Advised Should" in words(found.find("dl"))
        assert words(found.find("dl").find("del")) == "Advised"

    def test_what_stayed_is_folded_and_renumbering_is_said_in_the_fold(self, reader):
        folds = page(compared(reader, 2, 3)).find_all("details")
        [fold] = [fold for fold in folds if fold.find("a", href="/c/dhs-102/")]
        assert words(fold.summary) == "14 clauses unchanged, 5 of them with another number"
        assert "10.3.9 Your work e-mail address , before 10.3.8" in words(fold)
        assert not any(fold.has_attr("open") for fold in folds)

    def test_only_a_note_changed(self, reader):
        version = draft("dhs-social-media")
        write(version, "dhs-038", note="Ask if in doubt.")
        publish(version)
        response = compared(reader, 3, 4)
        assert words(page(response).find(class_="counted")).startswith("1 with another note.")
        found = entry(response, "dhs-038")
        assert words(found.find(class_="tag")) == "Note changed"
        assert "Editor’s note Ask if in doubt." in words(found)

    def test_only_a_link_changed(self, reader):
        version = draft("dhs-social-media")
        body = "Pages on [social media](https://example.org/) come first."
        write(version, "dhs-079", body_markdown="Pages on social media come first.")
        publish(version)
        version = draft("dhs-social-media")
        write(version, "dhs-079", body_markdown=body)
        publish(version)
        assert f"Links and layout Pages on social media come first. {body}" in words(
            entry(compared(reader, 4, 5), "dhs-079")
        )

    def test_a_new_heading_is_compared_with_the_words(self, reader):
        version = draft("dhs-social-media")
        write(version, "dhs-038", heading="Unlawful content")
        publish(version)
        found = entry(compared(reader, 3, 4), "dhs-038")
        assert words(found.find("del")) == "Improper or unlawful"
        assert words(found.find("ins")) == "Unlawful"

    def test_nothing_differs(self, reader):
        response = compared(reader, 3, 3)
        assert words(page(response).find(class_="counted")) == "No clause differs. 185 unchanged."


class TestSideBySide:
    def test_each_column_has_its_own_words(self, reader):
        found = entry(compared(reader, 1, 2, view="side"), "dhs-056")
        before, after = found.find(class_="sides").find_all("div", recursive=False)
        assert words(before).startswith("Version 1")
        assert words(after).startswith("Version 2")
        assert before.find("ins") is None
        assert words(before.find("del")) == "contractors and temporary staff."
        assert after.find("del") is None
        assert "students on placements" in words(after.find("ins"))

    def test_an_empty_side_says_so(self, reader):
        response = compared(reader, 2, 3, view="side")
        assert "Not in version 2" in words(entry(response, "dhs-131"))
        assert "Not in version 3" in words(entry(response, "dhs-e01"))

    def test_both_views_are_links_that_can_be_passed_on(self, reader):
        response = compared(reader, 1, 2, view="side")
        assert {"?from=1&to=2", "?from=1&to=2&view=side"} <= set(links(response))
        [here] = page(response).select(".filters a[aria-current]")
        assert words(here) == "Side by side"

    def test_choosing_others_keeps_them_side_by_side(self, reader):
        form = page(compared(reader, 1, 2, view="side")).find("form", class_="choose")
        assert form.find("input", {"name": "view"})["value"] == "side"
        form = page(compared(reader, 1, 2, view="upside-down")).find("form", class_="choose")
        assert form.find("input", {"name": "view"}) is None


class TestBackwards:
    def test_it_works_and_says_so(self, reader):
        response = compared(reader, 3, 2)
        assert "You are reading backwards" in words(response)
        assert words(entry(response, "dhs-e01").find(class_="tag")) == "Added"
        assert words(entry(response, "dhs-131").find(class_="tag")) == "Removed"

    def test_forwards_says_nothing_of_the_kind(self, reader):
        assert "backwards" not in words(compared(reader, 2, 3))


class TestChoosing:
    def test_the_versions_page_offers_the_last_change(self, reader):
        form = page(reader.get(f"{POLICY}versions/")).find("form", class_="choose")
        chosen = [s.find("option", selected=True)["value"] for s in form.find_all("select")]
        assert chosen == ["2", "3"]
        assert [s["name"] for s in form.find_all("select")] == ["from", "to"]
        assert form["action"] == f"{POLICY}compare/"

    def test_a_policy_with_one_version_offers_nothing_to_compare(self, reader):
        response = reader.get("/policies/yj-social-media/versions/")
        assert page(response).find("form", class_="choose") is None

    def test_what_was_compared_stays_chosen(self, reader):
        form = page(compared(reader, 3, 1)).find("form", class_="choose")
        chosen = [s.find("option", selected=True)["value"] for s in form.find_all("select")]
        assert chosen == ["3", "1"]


@pytest.mark.parametrize("pair", [(1, 2), (2, 3), (3, 1)])
def test_the_count_is_that_of_the_entries(db, pair):
    policy = Policy.objects.get(code="dhs-social-media")
    old, new = (policy.versions.get(number=number) for number in pair)
    entries = comparison(compare(*texts(old, new)))
    changed = [e for e in entries if e.kind != "same"]
    folded = sum(e.count for e in entries)
    assert f"{folded} unchanged" in counted(entries)
    clauses = {row.clause_id for version in (old, new) for row in version.clauses.all()}
    assert len(changed) + folded == len(clauses)
