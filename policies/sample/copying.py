"""Rows written by COPY: past Django, not past the database, whose triggers all fire."""

import json
from collections.abc import Iterable

from django.db import connection, models
from psycopg import sql


def row_of(row: models.Model) -> dict[str, object]:
    """The columns of a row that is not saved, JSON as text."""
    values = {f.column: getattr(row, f.attname) for f in row._meta.concrete_fields}
    return {
        column: json.dumps(value) if isinstance(value, dict | list) else value
        for column, value in values.items()
    }


def copy(model: type[models.Model], rows: Iterable[dict]) -> None:
    rows = list(rows)
    if not rows:
        return
    columns = list(rows[0])
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as sheet:
        for row in rows:
            sheet.write_row([row[column] for column in columns])


def next_keys(model: type[models.Model], count: int) -> list[int]:
    """Primary keys that nobody else gets."""
    return _numbers(f"pg_get_serial_sequence('{model._meta.db_table}', 'id')::regclass", count)


def next_references(count: int) -> list[int]:
    return _numbers("'policies_consultation_reference'::regclass", count)


def _numbers(sequence: str, count: int) -> list[int]:
    with connection.cursor() as cursor:
        # Sequences are named here, never in a request.
        cursor.execute(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [count])  # noqa: S608
        return [number for (number,) in cursor.fetchall()]
