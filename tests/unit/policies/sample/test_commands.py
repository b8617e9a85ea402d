"""`manage.py coverage` and `manage.py sample_accounts`."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.support.desk import amend

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(tmp_path):
    """Write a ledger with these rows, or any other text."""

    def write(*rows: str, text: str | None = None) -> Path:
        path = tmp_path / "ledger.json"
        content = json.dumps([{"id": row, "kind": "duty"} for row in rows])
        path.write_text(content if text is None else text)
        return path

    return write


def coverage(path: Path) -> tuple[str, bool]:
    """What the command says of a ledger, and whether all is carried."""
    out = StringIO()
    try:
        call_command("coverage", str(path), stdout=out)
    except CommandError as error:
        assert "carried by nothing" in str(error)
        return out.getvalue(), False
    return out.getvalue(), True


class TestCoverage:
    def test_the_whole_document_is_carried(self, ledger):
        rows = [f"000-{n:03}" for n in range(1, 109)]
        assert coverage(ledger(*rows)) == ("000: 108 of 108\n", True)

    def test_what_is_missing_is_named(self, ledger):
        said, complete = coverage(ledger("000-001", "000-777", "000-069", "009-001", "009-002"))
        assert said == "000: 2 of 3\n  000-777\n009: 0 of 2\n  009-001 009-002\n"
        assert not complete

    @pytest.mark.parametrize("row", ["D04/O1", "D33/O1"])
    def test_a_guides_outcomes_count(self, ledger, row):
        assert coverage(ledger(row))[1]

    def test_a_clause_that_is_gone_carries_nothing(self, ledger):
        assert coverage(ledger("000-070"))[1]
        amend({}, without=["yj-070"])
        assert coverage(ledger("000-070")) == ("000: 0 of 1\n  000-070\n", False)

    def test_rows_that_steer_a_decision_are_cited_by_an_outcome(self, ledger):
        rows = [{"id": row, "decision": True} for row in ("000-107", "D04/O1", "000-001")]
        out = StringIO()
        call_command("coverage", str(ledger(text=json.dumps(rows))), stdout=out)
        assert "Cited by an outcome: 3 of 3 that steer a decision\n" in out.getvalue()

    def test_one_that_no_outcome_cites_is_named(self, ledger):
        out = StringIO()
        rows = json.dumps([{"id": "000-108", "decision": True}])
        with pytest.raises(CommandError, match="cited by no outcome"):
            call_command("coverage", str(ledger(text=rows)), stdout=out)
        assert out.getvalue().endswith("0 of 1 that steer a decision\n  000-108\n")

    def test_an_empty_ledger_lacks_nothing(self, ledger):
        assert coverage(ledger()) == ("", True)

    @pytest.mark.parametrize(
        "garbage",
        [
            "",
            "words",
            "{}{}",
            "7",
            "null",
            '"text"',
            "[1, 2]",
            '[{"no": "id"}]',
            '[{"id": 5}]',
            '{"id": "x"}',
        ],
    )
    def test_garbage_is_no_ledger(self, ledger, garbage):
        with pytest.raises(CommandError, match="no ledger that can be read"):
            call_command("coverage", str(ledger(text=garbage)), stdout=StringIO())

    def test_bytes_that_are_no_text(self, tmp_path):
        path = tmp_path / "ledger.json"
        path.write_bytes(b"\xff\xfe\x00")
        with pytest.raises(CommandError, match="no ledger that can be read"):
            call_command("coverage", str(path), stdout=StringIO())

    @pytest.mark.parametrize("place", [".", "none.json"])
    def test_a_file_that_is_not_there(self, tmp_path, place):
        with pytest.raises(CommandError, match="no ledger that can be read"):
            call_command("coverage", str(tmp_path / place), stdout=StringIO())


class TestSampleAccounts:
    def said(self) -> list[str]:
        out = StringIO()
        call_command("sample_accounts", stdout=out)
        return out.getvalue().splitlines()

    def test_everybody_is_listed_with_their_job(self):
        first, *rows = self.said()
        assert "portal-demo" in first
        assert len(rows) == 20
        assert rows[0].split(maxsplit=1) == [
            "yj.worker",
            "Youth justice case manager, North area team (YJ)",
        ]

    def test_who_has_left_is_not(self, person):
        user = person("yj.worker")
        user.is_active = False
        user.save()
        assert not any(row.split()[0] == "yj.worker" for row in self.said()[1:])
