"""Copying the sample database, so that a test that needs a served portal has one of its own."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

_numbers = count(1)


def address_of(name: str) -> str:
    """DATABASE_URL of the database `name` on the server that the tests use.

    Raises RuntimeError without a DATABASE_URL.
    """
    server = os.environ.get("DATABASE_URL", "")
    if not server:
        raise RuntimeError("DATABASE_URL is not set. The recipes of the Makefile set it.")
    parts = urlsplit(server)
    return urlunsplit(parts._replace(path=f"/{name}"))


def template_name() -> str:
    """The copy of the sample that nobody connects to: PostgreSQL copies only a database at rest."""
    return f"{settings.DATABASES['default']['NAME']}_sample"


def copy(source: str, target: str) -> None:
    """Make the database `target` as a copy of `source`; one of that name is dropped first."""
    drop(target)
    _execute("CREATE DATABASE {} TEMPLATE {}", target, source)


def create(name: str) -> None:
    """Make an empty database; one of that name is dropped first."""
    drop(name)
    _execute("CREATE DATABASE {}", name)


def drop(name: str) -> None:
    """Drop the database, whoever is still connected to it."""
    _execute("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


@contextmanager
def fresh_sample() -> Iterator[str]:
    """The address of a new copy of the sample, dropped afterwards."""
    name = f"{template_name()}_{os.getpid()}_{next(_numbers)}"
    copy(template_name(), name)
    try:
        yield address_of(name)
    finally:
        drop(name)


@contextmanager
def connected_to(address: str) -> Iterator[None]:
    """Within the block the tests' own connection leads to the database at `address`."""
    name = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = urlsplit(address).path.removeprefix("/")
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = name


def _execute(statement: str, *names: str) -> None:
    with psycopg.connect(address_of("postgres"), autocommit=True) as server:
        server.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
