import hashlib
from datetime import UTC, datetime, timedelta, timezone

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.models import AuditEvent
from portal.models.chained import ZERO_HASH, BrokenLink, canonical, part
from tests.support.sql import delete, execute, refused, update

pytestmark = pytest.mark.django_db
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
CHAIN = "test:1"


def append(chain: str = CHAIN, **what: object) -> AuditEvent:
    """A row as the database stored it."""
    made = AuditEvent.objects.create(chain=chain, **{"action": "test.read"} | what)
    return AuditEvent.objects.get(pk=made.pk)


@pytest.fixture
def tamper():
    """Change rows as somebody could who may switch the database's triggers off."""

    def change(act, *values):
        execute("SET LOCAL session_replication_role = replica")
        touched = act(*values)
        execute("SET LOCAL session_replication_role = origin")
        assert touched == 1

    return change


def broken() -> list[BrokenLink]:
    """The broken links of the chains of this test."""
    return [link for link in AuditEvent.broken_links() if link.chain.startswith("test:")]


class TestEachRow:
    def test_carries_the_hash_of_the_one_before(self):
        rows = [append() for _ in range(3)]
        assert [row.sequence for row in rows] == [1, 2, 3]
        assert [row.previous_hash for row in rows] == [ZERO_HASH, rows[0].hash, rows[1].hash]
        assert len({row.hash for row in rows}) == 3

    def test_belongs_to_a_chain_of_its_own_record(self):
        first, other = append("test:1"), append("test:2")
        assert (other.sequence, other.previous_hash) == (1, ZERO_HASH)
        assert append("test:1").previous_hash == first.hash

    @settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(action=TEXT, detail=TEXT, named=st.booleans())
    @example(action="é中😀", detail="👩‍👩‍👧 ﷽ \u202e\n\t\\'\"", named=True)
    @example(action="", detail="1:x2:y", named=False)
    def test_has_the_hash_that_anyone_can_work_out(self, person, action, detail, named):
        by = person("yj.worker") if named else None
        row = append(action=action, detail=detail, by=by)
        assert row.hash == row.expected_hash()
        assert broken() == []

    def test_with_a_very_long_text(self):
        row = append(detail="é" * 200_000)
        assert row.hash == row.expected_hash()

    def test_by_the_formula_in_the_documentation(self):
        at = datetime(2026, 11, 20, 16, 34, 48, 123456, tzinfo=timezone(timedelta(hours=11)))
        row = append(at=at, detail="né")
        text = (
            "0" * 64
            + "6:test:1"
            + "1:1"
            + "27:2026-11-20T05:34:48.123456Z"
            + "0:"
            + "9:test.read"
            + "2:né"
        )
        assert row.hash == hashlib.sha256(text.encode()).hexdigest()

    def test_what_the_writer_says_of_sequence_and_hash_does_not_count(self):
        row = append(sequence=99, previous_hash="a" * 64, hash="b" * 64)
        assert (row.sequence, row.previous_hash) == (1, ZERO_HASH)
        assert row.hash == row.expected_hash()

    @pytest.mark.parametrize("change", ["detail = 'x'", "hash = repeat('0', 64)", "by_id = NULL"])
    def test_cannot_be_changed(self, change):
        with refused("append_only"):
            update(append(), change)

    def test_cannot_be_deleted(self):
        with refused("append_only"):
            delete(append())

    def test_two_rows_cannot_have_one_place(self, tamper):
        append()
        second = append()
        with refused("audit_one_row_a_place"):
            tamper(update, second, "sequence = 1")


@given(TEXT, TEXT, TEXT, TEXT)
def test_no_two_pairs_of_texts_enter_the_hash_alike(a, b, c, d):
    assert ((a, b) == (c, d)) == (part(a) + part(b) == part(c) + part(d))


def test_times_enter_in_utc_and_nothing_as_empty():
    assert part(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)) == "27:2026-01-02T03:04:05.000000Z"
    assert (part(None), part(""), part(7)) == ("0:", "0:", "1:7")


class TestTampering:
    @pytest.fixture
    def rows(self, person):
        return [append(by=person("yj.worker"), detail=str(n)) for n in range(4)]

    def test_sound_chains_have_no_broken_link(self, rows):
        assert broken() == []

    @pytest.mark.parametrize(
        "change",
        [
            "detail = 'other'",
            "action = 'test.delete'",
            "by_id = NULL",
            "at = at + interval '1 microsecond'",
            "hash = repeat('f', 64)",
        ],
    )
    def test_a_changed_row_is_named(self, rows, tamper, change):
        tamper(update, rows[1], change)
        [link] = broken()
        assert (link.table, link.chain, link.sequence) == ("portal_auditevent", CHAIN, 2)
        assert link.reason == "its content does not match its hash"

    def test_a_row_given_a_hash_of_its_own_breaks_the_next(self, rows, tamper):
        forged = rows[1]
        forged.detail = "other"
        tamper(update, forged, "detail = %s, hash = %s", "other", forged.expected_hash())
        [link] = broken()
        assert (link.sequence, link.reason) == (3, "does not carry the hash of the row before it")

    def test_a_row_taken_out_is_noticed(self, rows, tamper):
        tamper(delete, rows[1])
        [link] = broken()
        assert (link.sequence, link.reason) == (3, "expected number 2, found 3")

    def test_the_first_row_taken_out_is_noticed(self, rows, tamper):
        tamper(delete, rows[0])
        assert [link.sequence for link in broken()] == [2]

    def test_a_row_moved_to_another_chain_is_noticed_in_both(self, rows, tamper):
        append("test:2")
        tamper(update, rows[1], "chain = 'test:2', sequence = 2")
        assert [(link.chain, link.sequence) for link in broken()] == [("test:1", 3), ("test:2", 2)]

    def test_only_the_first_broken_link_of_a_chain_is_named(self, rows, tamper):
        tamper(update, rows[1], "detail = 'other'")
        tamper(update, rows[3], "detail = 'other'")
        assert [link.sequence for link in broken()] == [2]

    def test_other_chains_are_not_suspected(self, rows, tamper):
        append("test:2")
        tamper(update, rows[0], "detail = 'other'")
        assert [link.chain for link in broken()] == ["test:1"]


def test_the_sample_has_no_broken_link():
    assert AuditEvent.objects.exists()
    assert AuditEvent.broken_links() == []


class TestDetail:
    def test_the_same_facts_give_the_same_text(self):
        assert canonical({"b": 1, "a": [1, "é"]}) == canonical({"a": [1, "é"], "b": 1})
        assert canonical({"b": 1, "a": "é"}) == '{"a":"é","b":1}'

    def test_can_be_read_again(self):
        day = datetime(2026, 1, 2, tzinfo=UTC).date()
        assert append(detail=canonical({"on": day, "n": 1})).data == {"on": "2026-01-02", "n": 1}
        assert append().data == {}


def test_rows_written_at_once_wait_for_each_other(own_database):
    """Two people act on one record at the same moment: the second link waits for the first."""
    insert = (
        "INSERT INTO portal_auditevent (chain, sequence, at, action, detail, previous_hash, hash)"
        " VALUES ('test:1', 0, now(), 'test.read', '', '', '') RETURNING sequence"
    )
    with psycopg.connect(own_database) as one, psycopg.connect(own_database) as two:
        two.execute("SET lock_timeout = '200ms'")
        assert one.execute(insert).fetchone() == (1,)
        with pytest.raises(psycopg.errors.LockNotAvailable):
            two.execute(insert)
        two.rollback()
        one.commit()
        assert two.execute(insert).fetchone() == (2,)
