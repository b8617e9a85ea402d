"""`make run` under fire: each part is killed, and nothing is lost, stuck or left behind."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from portal.embedded.places import ROOT
from portal.embedded.processes import alive, command_line

pytestmark = [pytest.mark.fault, pytest.mark.xdist_group("supervisor")]

PATIENCE = 60


class Portal:
    """A portal of its own, run as `make run` runs it, without the sample."""

    def __init__(self, state: Path):
        self.state = state
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process: subprocess.Popen | None = None

    def command(self) -> subprocess.Popen:
        kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "MAKELEVEL"}}
        given = {"PORTAL_STATE": str(self.state), "PORT": str(self.port), "PORTAL_SAMPLE": "0"}
        with (self.state / "said").open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-m", "portal.embedded", "run"],
                cwd=ROOT,
                env=kept | given,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )

    def start(self) -> None:
        self.process = self.command()
        eventually(self.is_ready, self.said)

    def said(self) -> str:
        return (self.state / "said").read_text()

    def is_ready(self) -> bool:
        """Whether the web server, the database, the tables and the worker are all there."""
        assert self.process is not None
        assert self.process.poll() is None, self.said()
        return self.status("/readyz") == 200 and self.is_told_of_jobs()

    def is_told_of_jobs(self) -> bool:
        """Whether a worker waits for word of new jobs, and does not just look now and then."""
        folder = self.state / "postgres"
        password, port = ((folder / name).read_text() for name in ("password", "port"))
        address = f"postgresql://portal:{password}@127.0.0.1:{port}/portal"
        with psycopg.connect(address) as connection:
            query = "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'LISTEN %'"
            return connection.execute(query).fetchone()[0] == 1

    def status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection):
            try:
                connection.request("GET", path)
                return connection.getresponse().status
            except (OSError, http.client.HTTPException):
                return 0

    def parts(self) -> dict[int, str]:
        """Every process below the supervisor and itself, with its command line."""
        assert self.process is not None
        pairs = parents()
        found = {self.process.pid}
        while True:
            more = {pid for pid, parent in pairs if parent in found} - found
            if not more:
                return {pid: command_line(pid) for pid in found}
            found |= more

    def part(self, words: str) -> int:
        """The oldest process whose command line has these words."""
        return min(pid for pid, line in self.parts().items() if words in line)

    def database(self) -> int:
        pid_file = self.state / "postgres" / "data" / "postmaster.pid"
        return int(pid_file.read_text().split()[0])


def parents() -> list[tuple[int, int]]:
    """Every process of this machine with its parent."""
    if not Path("/proc/self/stat").exists():
        asked = ["ps", "-A", "-o", "pid=,ppid="]
        listed = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
        return [tuple(map(int, line.split())) for line in listed.splitlines()]
    pairs = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parent = stat.read_text().rpartition(")")[2].split()[1]
            pairs.append((int(stat.parent.name), int(parent)))
    return pairs


def eventually(fact: Callable[[], bool], said: Callable[[], str]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline, said()
        time.sleep(0.05)


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    portal = Portal(tmp_path_factory.mktemp("state"))
    yield portal
    if portal.process and portal.process.poll() is None:
        portal.process.terminate()
        portal.process.wait(PATIENCE)


@pytest.fixture
def portal(installation):
    """A portal that is up: the one of the test before, or started anew."""
    if installation.process is None or installation.process.poll() is not None:
        installation.start()
    return installation


@pytest.mark.parametrize("words", ["gunicorn portal.wsgi", "procrastinate worker"])
def test_a_killed_web_server_or_worker_is_started_again(portal, words):
    victim = portal.part(words)
    os.kill(victim, signal.SIGKILL)
    eventually(lambda: not alive(victim), portal.said)

    eventually(lambda: any(words in line for line in portal.parts().values()), portal.said)
    eventually(portal.is_ready, portal.said)

    assert "killed by SIGKILL); starting it again." in portal.said()


@pytest.mark.parametrize("victim", ["server", "keeper"])
def test_a_killed_database_comes_back_under_the_same_address(portal, victim):
    before = portal.database()
    port = (portal.state / "postgres" / "port").read_text()
    os.kill(before if victim == "server" else portal.part("embedded.keeper"), signal.SIGKILL)

    eventually(lambda: not alive(before), portal.said)
    eventually(portal.is_ready, portal.said)

    assert portal.database() != before
    assert (portal.state / "postgres" / "port").read_text() == port
    assert "The database is back." in portal.said()
    # No connection from before the fault may be handed to a reader.
    assert {portal.status("/readyz") for _ in range(30)} == {200}


def test_a_second_portal_on_the_same_port_is_refused_with_the_reason(portal):
    second = portal.command()

    assert second.wait(PATIENCE) == 1
    assert f"The portal runs already: http://127.0.0.1:{portal.port}/" in portal.said()
    assert portal.is_ready()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_asked_to_stop_it_leaves_nothing_behind_and_ends_well(portal, number):
    parts = portal.parts()
    portal.process.send_signal(number)

    assert portal.process.wait(PATIENCE) == 0
    assert [line for pid, line in parts.items() if alive(pid)] == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children of a killed parent")
def test_killed_itself_it_leaves_nothing_behind_and_starts_again(portal):
    parts = portal.parts()
    portal.process.kill()
    portal.process.wait()
    eventually(lambda: not any(map(alive, parts)), portal.said)

    portal.start()

    assert portal.process.poll() is None


def test_a_port_that_something_else_uses_is_named(installation, tmp_path):
    other = Portal(tmp_path)
    with socket.create_server(("127.0.0.1", other.port)):
        assert other.command().wait(PATIENCE) == 1

    assert f"Port {other.port} cannot be used" in other.said()
    assert f"make run PORT={other.port + 1}" in other.said()
    assert not (tmp_path / "postgres").exists()
