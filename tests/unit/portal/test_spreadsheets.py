"""CSV that no spreadsheet takes for formulas."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.spreadsheets import cell, csv_response, lines


@pytest.mark.parametrize(
    "value",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "  =1", "\u00a0=1", "＝1", "＋1", "－1", "＠x",
     "\ufeff=1", "|calc", "%x", "=cmd|' /C calc'!A0", "−1"],
)  # fmt: skip
def test_what_could_be_a_formula_begins_with_an_apostrophe(value):
    assert cell(value) == f"'{value}"


@pytest.mark.parametrize("value", ["May I?", "1=1", "a@b", "'=1", "", "YJ-4471", "5 - 3", "“=1”"])
def test_what_is_plain_stays_as_it_is(value):
    assert cell(value) == value


def test_nothing_and_numbers():
    assert [cell(value) for value in (None, 0, 12, -12)] == ["", "0", "12", "'-12"]


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_reads_back_as_it_was_but_for_the_apostrophe(rows):
    text = "".join(lines(["A", "B"], rows))
    assert text.startswith("\ufeff")
    back = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert back[1:] == [[cell(value) for value in row] for row in rows]
    assert not any(
        value.lstrip()[:1] in tuple("=+-@") and value.lstrip() for row in back for value in row
    )


def test_is_a_download_in_utf8():
    answer = csv_response("list", ["Näme"], [["Zoë"]])
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="list.csv"'
    assert b"".join(answer.streaming_content).decode() == '\ufeff"Näme"\r\n"Zoë"\r\n'
