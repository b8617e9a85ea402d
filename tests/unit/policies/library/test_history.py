"""A clause through the versions of its policy: every version's words, and what changed between neighbours."""

import pytest

from policies.drafting import actions as desk
from policies.library.models import Clause
from tests.support.desk import amend, draft, publish, write
from tests.support.html import links, page, words


@pytest.fixture
def reader(as_user):
    return as_user("dhs.employee")


def chapters(response) -> dict[str, str]:
    """What each version's part says, newest first, by its heading."""
    found = page(response).find_all(class_="chapter")
    return {words(chapter.h3): words(chapter) for chapter in found}


def chapter(response, number: int):
    return page(response).find(id=f"version-{number}")


def test_newest_first_and_every_version_from_the_first_words_on(reader):
    response = reader.get("/c/dhs-038/")
    assert list(chapters(response)) == [
        "Version 3 Changed",
        "Version 2 Same words",
        "Version 1 First words",
    ]


def test_what_changed_is_marked_word_by_word(reader):
    newest = chapter(reader.get("/c/dhs-038/"), 3)
    assert words(newest.find("del")) == "your line manager, who tells"
    assert words(newest.find("ins")) == "at once"


def test_the_first_words_stand_there_in_full(reader):
    first = chapter(reader.get("/c/dhs-038/"), 1)
    assert "you should tell your line manager, who tells the Media Unit what it is." in words(first)
    assert first.find(["ins", "del"]) is None


def test_another_strength_is_said(reader):
    newest = chapter(reader.get("/c/dhs-115/"), 3)
    assert "Strength Advised Should" in words(newest)


def test_a_clause_that_moved_says_from_where(reader):
    assert "Moved from 8.1.4" in chapters(reader.get("/c/dhs-013/"))["Version 2 Moved"]


def test_another_number_alone_is_said_too(reader):
    assert (
        "Number 10.3.9, before 10.3.8."
        in chapters(reader.get("/c/dhs-102/"))["Version 3 Same words"]
    )


def test_one_that_came_later_begins_there(reader):
    assert list(chapters(reader.get("/c/dhs-131/"))) == ["Version 3 First words"]


def test_one_that_went_says_when(reader):
    found = chapters(reader.get("/c/dhs-e02/"))
    assert list(found) == ["Version 2 Removed", "Version 1 First words"]
    assert "This version does not have the clause." in found["Version 2 Removed"]


def test_one_that_came_back_is_held_against_its_last_words(reader, person):
    amend({}, without=["dhs-038"], code="dhs-social-media")
    version = draft("dhs-social-media")
    version.based_on = version.policy.versions.get(number=3)
    version.save(update_fields=["based_on"])
    clause = Clause.objects.get(short_id="dhs-038")
    desk.restore_clause(by=person("editor"), version=version, clause=clause)
    write(version, "dhs-038", body_markdown="Tell the Media Unit at once.")
    publish(version)
    found = chapters(reader.get("/c/dhs-038/"))
    assert list(found)[:3] == ["Version 5 Put back", "Version 4 Removed", "Version 3 Changed"]
    assert "Tell the Media Unit at once." in found["Version 5 Put back"]


def test_each_version_leads_to_the_clause_as_it_stood(reader):
    response = reader.get("/c/dhs-038/")
    assert links(chapter(response, 2)) == ["/c/dhs-038/?on=2010-11-01"]
    then = reader.get("/c/dhs-038/", {"on": "2010-11-01"})
    assert "tell your line manager" in words(page(then).find("article"))
