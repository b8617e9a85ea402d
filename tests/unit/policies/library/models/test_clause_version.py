import pytest

from policies.library.models import Clause, ClauseVersion
from portal.models import Conflict
from tests.support.desk import amend, draft
from tests.support.sql import delete, execute, refused, update

pytestmark = pytest.mark.django_db

MOVE = "version_id = %s, path = '{99}', revision = revision + 1"
SAYS = 'number, heading, body, text, hash, kind, strength, strength_words, "column", source, note'


def copy(words: ClauseVersion, *, clause: int | str, path: str) -> None:
    """Insert the same words for another clause or in another place of the same version."""
    execute(
        f"INSERT INTO policies_clauseversion (clause_id, version_id, path, revision, {SAYS})"  # noqa: S608
        f" SELECT {clause}, version_id, {path}, 1, {SAYS} FROM policies_clauseversion"
        " WHERE id = %s",
        words.pk,
    )


@pytest.fixture
def published():
    return ClauseVersion.objects.in_force().get(clause__short_id="yj-069")


@pytest.fixture
def in_draft(published):
    return draft().clauses.get(clause__short_id="yj-069")


class TestThePublishedText:
    @pytest.mark.parametrize(
        "change",
        [
            "body = '<p>Anything.</p>'",
            "heading = 'Anything'",
            "number = '99'",
            "strength = 'should'",
            "note = ''",
            "path = '{9,9,9}'",
        ],
    )
    def test_cannot_be_changed(self, published, change):
        with refused("never changes"):
            update(published, f"revision = revision + 1, {change}")

    def test_cannot_lose_a_clause(self, published):
        with refused("never changes"):
            delete(published)

    def test_cannot_be_given_a_clause(self, published):
        clause = Clause.objects.create(policy=published.version.policy, short_id="yj-9999")
        with refused("never changes"):
            copy(published, clause=clause.pk, path="'{99}'")

    def test_cannot_have_a_drafts_clause_moved_into_it(self, published, in_draft):
        with refused("never changes"):
            update(in_draft, MOVE, published.version_id)

    def test_cannot_have_a_clause_moved_out_of_it(self, published, in_draft):
        with refused("never changes"):
            update(published, MOVE, in_draft.version_id)

    def test_stays_as_it_is_when_it_has_been_replaced(self, published):
        amend({"yj-069": "Keep your own accounts out of it."})
        with refused("never changes"):
            update(published, "body = '', revision = revision + 1")


class TestADraft:
    @pytest.mark.parametrize("step", ["revision", "revision + 2", "revision - 1", "1"])
    def test_no_write_skips_the_lock(self, in_draft, step):
        with refused("revision must step"):
            update(in_draft, f"body = 'x', revision = {step}")

    def test_a_write_that_steps_the_lock_is_taken(self, in_draft):
        assert update(in_draft, "body = 'x', revision = revision + 1") == 1

    def test_the_second_writer_gets_both_texts(self, in_draft):
        mine, theirs = (ClauseVersion.objects.get(pk=in_draft.pk) for _ in range(2))
        theirs.save_over(theirs.revision, heading="Theirs")
        with pytest.raises(Conflict) as caught:
            mine.save_over(mine.revision, heading="Mine")
        assert caught.value.current.heading == "Theirs"
        assert caught.value.mine == {"heading": "Mine"}

    def test_a_clause_stands_in_it_once(self, in_draft):
        with refused("clause_once_a_version"):
            copy(in_draft, clause="clause_id", path="'{99}'")

    def test_a_place_holds_one_clause(self, in_draft):
        clause = Clause.objects.create(policy=in_draft.version.policy, short_id="yj-9999")
        with refused("clause_one_a_place"):
            copy(in_draft, clause=clause.pk, path="path")


def test_reading_order_puts_a_clause_behind_its_section():
    in_force = ClauseVersion.objects.in_force().filter(clause__policy__code="yj-social-media")
    order = [c.clause.short_id for c in in_force.select_related("clause").in_reading_order()]
    assert order[:5] == ["yj-s01", "yj-001", "yj-002", "yj-s02", "yj-003"]
    # The tenth and eleventh of a list stand behind the ninth, not behind the first.
    examples = [f"yj-{n:03}" for n in range(9, 21)]
    start = order.index("yj-009")
    assert order[start : start + len(examples)] == examples
