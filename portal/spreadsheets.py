"""Lists as CSV that spreadsheets open without running anything in them.

Excel and its relatives take a cell that begins with =, +, - or @ for a formula, also behind white
space, and drop what follows a tab or a carriage return into other cells. Such a cell gets an
apostrophe in front, which they show as text.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse

# The full-width forms are read as the plain signs by some spreadsheets.
_FORMULA = re.compile(r"[\s\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20\u2212|%]|[\t\r\n]")
_BOM = "\ufeff"


def cell(value: object) -> str:
    """A value as text that is nothing but text to a spreadsheet."""
    text = "" if value is None else str(value)
    return f"'{text}" if _FORMULA.match(text) else text


class _Line:
    """What csv.writer writes to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file: UTF-8 with a mark, so that Excel reads it as such."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield _BOM + writer.writerow([cell(name) for name in header])
    for row in rows:
        yield writer.writerow([cell(value) for value in row])


def csv_response(
    name: str, header: Sequence[str], rows: Iterable[Sequence[object]]
) -> StreamingHttpResponse:
    """A download `name`.csv, sent as it is read; `name` holds letters, digits and hyphens only."""
    answer = StreamingHttpResponse(lines(header, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
