"""Statements sent to the database by hand: past every rule that Python knows."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model


@contextmanager
def refused(because: str) -> Iterator[None]:
    """The database refuses what is done in this block, and says `because`."""
    with pytest.raises(DatabaseError, match=because), transaction.atomic():
        yield


def update(row: Model, change: str, *values: object) -> int:
    """Change a row; `change` is what stands behind SET. Returns how many rows it touched."""
    table = row._meta.db_table
    return execute(f"UPDATE {table} SET {change} WHERE id = %s", *values, row.pk)  # noqa: S608


def delete(row: Model) -> int:
    """Delete a row. Returns how many rows it touched."""
    return execute(f"DELETE FROM {row._meta.db_table} WHERE id = %s", row.pk)  # noqa: S608


def execute(statement: str, *values: object) -> int:
    """Send a statement. Returns how many rows it touched."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount
