"""Talking to the database server, and what a server that lost its keeper left behind."""

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from .processes import alive, command_line

# The administrator makes the portal's role and database and nothing else; the portal is an ordinary
# owner of its own database, as on a real server.
ADMINISTRATOR = "postgres"
PORTAL = "portal"


@dataclass(frozen=True)
class Connection:
    """How to reach the server of one data folder."""

    data: Path
    port: int
    password: str

    @property
    def address(self) -> str:
        """Return the portal's DATABASE_URL."""
        return f"postgresql://{PORTAL}:{self.password}@127.0.0.1:{self.port}/{PORTAL}"

    def proves_ours(self) -> bool:
        """Return whether what answers here knows our password and serves our data folder."""
        try:
            with self._connect("postgres") as connection:
                found = connection.execute("SHOW data_directory").fetchone()
        except psycopg.Error:
            return False
        return found is not None and Path(found[0]).resolve() == self.data.resolve()

    def make_database(self, *, may_tamper: bool = False) -> None:
        """Make the portal's role and database where they are missing.

        `may_tamper` lets the role pass by the triggers, as tests do to prove that it is found out.
        """
        with self._connect("postgres") as connection:
            if not _exists(connection, "pg_roles", "rolname"):
                connection.execute(
                    sql.SQL("CREATE ROLE {} LOGIN CREATEDB PASSWORD {}").format(
                        sql.Identifier(PORTAL), sql.Literal(self.password)
                    )
                )
            if not _exists(connection, "pg_database", "datname"):
                name = sql.Identifier(PORTAL)
                connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))
            if may_tamper:
                tampering = sql.SQL("GRANT SET ON PARAMETER session_replication_role TO {}")
                connection.execute(tampering.format(sql.Identifier(PORTAL)))

    def _connect(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=ADMINISTRATOR,
            password=self.password,
            dbname=database,
            connect_timeout=5,
            sslmode="disable",
            gssencmode="disable",
            autocommit=True,
        )


def _exists(connection: psycopg.Connection, table: str, column: str) -> bool:
    query = sql.SQL("SELECT 1 FROM {} WHERE {} = %s").format(
        sql.Identifier(table), sql.Identifier(column)
    )
    return connection.execute(query, [PORTAL]).fetchone() is not None


def left_behind(data: Path) -> int:
    """Return the process of a server that still runs on this data folder without a keeper, or 0.

    A pid file whose number now belongs to some other program (usual after a container starts anew)
    is removed: the server would take that program for a server and refuse to start.
    """
    file = data / "postmaster.pid"
    try:
        pid = int(file.read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    if not alive(pid):
        return 0
    if f"-D {data} " in f"{command_line(pid)} ":
        return pid
    file.unlink(missing_ok=True)
    return 0


def end_left_behind(pid: int) -> None:
    """End a server that runs but does not let us in, and wait until it has gone."""
    for number, seconds in ((signal.SIGINT, 10), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        os.kill(pid, number)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if not alive(pid):
                return
            time.sleep(0.02)
