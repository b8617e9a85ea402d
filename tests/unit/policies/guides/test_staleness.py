"""What kept advice says of itself once its rules, or its guide, have changed."""

import pytest
from bs4 import Tag

from policies.guides.models import GuideRun
from policies.library.actions import confirm_citation
from policies.library.models import Citation
from tests.factories import GuideRunFactory
from tests.support.desk import amend
from tests.support.html import links, page, words
from tests.support.queries import queries_of
from tests.unit.policies.guides.dated import published
from tests.unit.policies.guides.published import definition

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(as_user):
    return as_user("yj.worker")


def kept(client, run: GuideRun) -> str:
    """What the list of guides says of a run that was kept."""
    link = page(client.get("/guides/")).find("a", href=f"/guides/runs/{run.key}/outcome/")
    assert link
    return words(link.find_parent("li"))


def outcome(client, run: GuideRun) -> Tag:
    return page(client.get(f"/guides/runs/{run.key}/outcome/"))


def confirm(person, note: str = "") -> None:
    for citation in Citation.objects.suspect():
        confirm_citation(by=person("editor"), citation=citation, note=note)


class TestTheListOfWhatWasKept:
    def test_says_nothing_while_nothing_changed(self, client):
        said = kept(client, GuideRunFactory())
        assert "checked" not in said
        assert "newer version" not in said

    def test_is_being_checked_until_somebody_confirms(self, client, person):
        run, other = GuideRunFactory(), GuideRunFactory(outcome="message-last-resort")
        amend({"yj-092": "Read only what anybody can read."})
        assert "Being checked" in kept(client, run)
        assert "Being checked" not in kept(client, other)
        confirm(person)
        assert "Being checked" not in kept(client, run)

    def test_a_clause_that_went_is_checked_too(self, client):
        run = GuideRunFactory()
        amend({}, without=["yj-095"])
        assert "Being checked" in kept(client, run)

    def test_a_newer_version_of_the_guide(self, client):
        run = GuideRunFactory()
        published(definition() | {"title": "Anew"})
        said = kept(client, run)
        assert "The guide has a newer version" in said
        assert "Being checked" not in said

    def test_of_a_replaced_version_nobody_checks_any_more(self, client):
        run = GuideRunFactory()
        published(definition() | {"title": "Anew"})
        amend({"yj-092": "Read only what anybody can read."})
        said = kept(client, run)
        assert "Rules replaced since" in said
        assert "Being checked" not in said
        assert "This advice rests on words that have been replaced." in words(outcome(client, run))

    def test_costs_no_more_the_more_was_kept(self, client):
        amend({"yj-092": "Read only what anybody can read."})
        GuideRunFactory()
        client.get("/guides/")
        few = len(queries_of(client, "/guides/"))
        GuideRunFactory.create_batch(5)
        assert len(queries_of(client, "/guides/")) == few


class TestTheOutcome:
    def test_old_and_new_words_can_be_compared(self, client):
        run = GuideRunFactory()
        amend({"yj-092": "Read only what anybody can read."})
        compare = "/policies/yj-social-media/compare/?from=1&to=2#yj-092"
        assert compare in links(outcome(client, run))
        compared = page(client.get(compare.partition("#")[0]))
        assert "Read only what anybody can read." in words(compared.find(id="yj-092"))

    def test_a_clause_that_went_is_named(self, client):
        run = GuideRunFactory()
        amend({}, without=["yj-095"])
        assert "Clause 14.5 is no longer in force" in words(outcome(client, run))

    def test_who_confirmed_it_and_what_they_read(self, client, person):
        run = GuideRunFactory()
        assert outcome(client, run).find("details") is None
        amend({"yj-092": "Read only what anybody can read."})
        confirm(person, note="Shorter, and means the same.")
        amend({"yj-092": "Read what anybody can read."})
        confirm(person)
        shown = outcome(client, run)
        [details] = [d for d in shown.find_all("details") if "Confirmed" in words(d)]
        assert words(details.summary).startswith(f"Confirmed by {person('editor').name} on ")
        assert words(details.summary).endswith(", and 1 more")
        assert "Shorter, and means the same." in words(details)
        assert links(details) == [
            "/policies/yj-social-media/compare/?from=2&to=3#yj-092",
            "/policies/yj-social-media/compare/?from=1&to=2#yj-092",
        ]
        assert "being checked" not in words(shown)
