"""What rests on a clause that is gone is moved to what took its place."""

import pytest

from policies.drafting.actions import move_flag, remove_clause
from policies.drafting.actions.errors import Refused
from policies.drafting.reading.flags import flagged
from policies.library.models import Citation, Clause, ClauseSuccession, ClauseVersion, Definition
from policies.tasks.models import RoleTask
from portal.models import AuditEvent
from tests.support.citing import cited, split
from tests.support.desk import amend, draft, publish
from tests.support.html import page, words

pytestmark = pytest.mark.django_db

FLAGS = "/manage/flags/"


@pytest.fixture
def gone(db):
    """yj-008, which defines a term, became two clauses."""
    return split("yj-008")


@pytest.fixture
def definition() -> Definition:
    return Definition.objects.get(clause__short_id="yj-008")


@pytest.fixture
def citation(gone, definition) -> Citation:
    return Citation.objects.of(definition).live().get()


def heirs(short_id: str = "yj-008") -> list[ClauseVersion]:
    """The words in force of what took the place of a clause."""
    return ClauseSuccession.objects.ending(Clause.objects.get(short_id=short_id)).heirs


def post(client, citation: Citation, chosen: list[int], note: str = ""):
    sent = {"words": chosen, "note": note}
    return client.post(f"{FLAGS}{citation.pk}/move/", sent, follow=True)


def test_the_page_shows_what_took_its_place(desk, citation):
    text = words(desk.get(FLAGS))
    for heir in heirs():
        assert heir.clause.short_id in text
        assert heir.text in text


def test_to_one(desk, citation, definition):
    old, [heir, _] = citation.pinned, heirs()
    response = post(desk, citation, [heir.pk], "It is the first part.")
    assert "Moved: Definition of" in response.content.decode()
    definition.refresh_from_db()
    assert (cited(definition), definition.clause) == ([heir.clause.short_id], heir.clause)
    assert not Citation.objects.of(definition).suspect().exists()
    moved = Citation.objects.of(definition).live().get()
    kept = moved.confirmations.get()
    assert (kept.old, kept.new, kept.by.username) == (old, heir, "editor")
    assert kept.note == "It is the first part."


def test_to_both(desk, citation, definition):
    chosen = [heir.pk for heir in heirs()]
    post(desk, citation, chosen)
    assert len(cited(definition)) == 2
    assert Citation.objects.of(definition).live().exclude(confirmations=None).count() == 2


def test_its_history_says_who_and_from_which(desk, citation, definition):
    [heir, _] = heirs()
    post(desk, citation, [heir.pk])
    text = words(desk.get(f"/manage/definitions/{definition.pk}/"))
    assert "put other clauses in the place of one that is gone" in text
    assert f"Clauses: “yj-008” became “{heir.clause.short_id}”" in text
    event = AuditEvent.objects.get(chain=f"citation:{citation.pk}", action="citation.move")
    assert event.data == {"clause": "yj-008", "to": [heir.clause.short_id]}
    citation.refresh_from_db()
    assert (citation.retired, citation.clause.short_id) == (True, "yj-008")


def test_a_form_opened_before_meets_both_texts(desk, citation, definition):
    url = f"/manage/definitions/{definition.pk}/"
    sent = {"revision": 1, "term": definition.term, "meaning": "Mine.", "clauses": "yj-065"}
    post(desk, citation, [heirs()[0].pk])
    late = desk.post(url, sent)
    assert late.status_code == 409
    assert late.context["form"]["meaning"].value() == "Mine."


def test_a_standing_task_is_shown_with_what_it_moved_to(desk, as_user):
    split("yj-073")
    task = RoleTask.objects.get(clause__short_id="yj-073")
    citation = Citation.objects.of(task).live().get()
    heir = heirs("yj-073")[1]
    post(desk, citation, [heir.pk])
    task.refresh_from_db()
    assert task.clause == heir.clause
    assert task.what in words(as_user("yj.worker").get(f"/roles/{task.job_role.key}/"))


def test_what_it_rests_on_already_is_read_again_with_it(desk, definition, editor):
    version = split("yj-008")
    first, second = heirs()
    citation = Citation.objects.of(definition).live().get()
    move_flag(by=editor, citation=citation, new_ids=[first.pk, second.pk])
    amend({first.clause.short_id: "Now shorter."})
    assert version.policy.versions.count() == 3
    other = first.clause.short_id
    next_one = draft()
    row = next_one.clauses.select_related("version").get(clause=second.clause)
    heir = next_one.clauses.get(clause=first.clause)
    remove_clause(by=editor, clause_version=row, revision=row.revision, successors=[heir])
    publish(next_one)
    citation = Citation.objects.of(definition).live().get(clause=second.clause)
    [now] = heirs(second.clause.short_id)
    move_flag(by=editor, citation=citation, new_ids=[now.pk])
    assert cited(definition) == [other]
    kept = Citation.objects.of(definition).live().get().confirmations
    assert kept.filter(old=second).count() == kept.filter(old=first).count() == 1


def test_what_took_its_place_and_went_is_followed(citation, gone):
    first, second = heirs()
    again = split(first.clause.short_id)
    found = [heir.clause.short_id for heir in heirs()]
    assert len(found) == 3
    assert second.clause.short_id in found
    assert first.clause.short_id not in found
    assert {heir.version_id for heir in heirs()} == {again.pk}


class TestRefused:
    def test_nothing_chosen(self, desk, citation):
        response = post(desk, citation, [], "Typed.")
        assert response.status_code == 400
        assert "Choose the clause that it rests on now." in words(response)
        assert "Typed." in response.content.decode()

    def test_words_that_are_not_in_force(self, desk, citation, editor):
        stale = heirs()[0]
        amend({stale.clause.short_id: "Something else."})
        response = post(desk, citation, [stale.pk], "Typed.")
        assert response.status_code == 400
        assert "What took its place has changed." in words(response)
        with pytest.raises(Refused, match="has changed since"):
            move_flag(by=editor, citation=citation, new_ids=[stale.pk])

    def test_a_clause_that_never_took_its_place(self, desk, citation):
        other = ClauseVersion.objects.in_force().get(clause__short_id="yj-069")
        assert post(desk, citation, [other.pk]).status_code == 400

    def test_twice(self, desk, citation, editor):
        chosen = [heirs()[0].pk]
        post(desk, citation, chosen)
        assert desk.post(f"{FLAGS}{citation.pk}/move/", {"words": chosen}).status_code == 404
        with pytest.raises(Refused, match="already"):
            move_flag(by=editor, citation=citation, new_ids=chosen)

    def test_a_guides_outcome(self, desk, gone):
        outcome = flagged().filter(source_type__model="guideversion").first()
        response = post(desk, outcome, [heirs()[0].pk])
        assert response.status_code == 409
        assert "Mend a guide in a new version of it." in words(response)
        assert not page(desk.get(FLAGS)).select(f"form[action*='/{outcome.pk}/']")

    def test_words_still_in_force(self, desk):
        citation = Citation.objects.live().filter(source_type__model="contact").first()
        assert post(desk, citation, [citation.pinned_id]).status_code == 400
