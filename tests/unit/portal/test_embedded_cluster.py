"""The local database, really started: who may use it, what it survives, when it stops."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from portal.embedded import cluster as clusters
from portal.embedded import storage as storages
from portal.embedded.cluster import Cluster
from portal.embedded.identity import Identity
from portal.embedded.places import ROOT, Problem
from portal.embedded.processes import alive
from portal.embedded.server import Connection
from portal.embedded.storage import Storage

pytestmark = pytest.mark.xdist_group("embedded")

# What a second command does: use the cluster until its standard input ends.
USER = """
import sys
from pathlib import Path
from portal.embedded.cluster import Cluster
with Cluster(Path(sys.argv[1]), throwaway=True) as address:
    print(address, flush=True)
    sys.stdin.read()
"""


@contextmanager
def other_command(folder: Path):
    command = [sys.executable, "-c", USER, str(folder)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=ROOT, **pipes) as process:
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path / "postgres", throwaway=True)
    yield made
    made.leave()


def ask(address: str, question: str = "SELECT current_user"):
    with psycopg.connect(address) as connection:
        return connection.execute(question).fetchone()[0]


def keep_an_answer(address: str) -> None:
    """Write something that a cluster made anew would not have, and have it on disk."""
    with psycopg.connect(address) as connection:
        connection.execute("SET synchronous_commit TO on")
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")


def server_pid(cluster: Cluster) -> int:
    data = Storage(cluster.folder, print).data
    return int((data / "postmaster.pid").read_text().split()[0])


def port_of(address: str) -> int:
    return psycopg.conninfo.conninfo_to_dict(address)["port"]


def eventually(fact, seconds: float = 15) -> None:
    deadline = time.monotonic() + seconds
    while not fact():
        assert time.monotonic() < deadline, "it did not become true in time"
        time.sleep(0.02)


def test_a_new_cluster_serves_the_portal_as_an_ordinary_owner(cluster):
    address = cluster.join()

    assert ask(address) == "portal"
    assert ask(address, "SELECT rolsuper FROM pg_roles WHERE rolname = current_user") is False
    assert ask(address, "SELECT upper('é') || current_setting('server_encoding')") == "ÉUTF8"
    assert (cluster.folder / "password").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("throwaway", [True, False])
def test_only_a_throwaway_cluster_lets_its_owner_pass_by_triggers(tmp_path, throwaway):
    allowed = "SELECT has_parameter_privilege('session_replication_role', 'SET')"
    with Cluster(tmp_path, throwaway=throwaway) as address:
        assert ask(address, allowed) is throwaway


def test_it_listens_on_this_machine_only_and_asks_for_the_password(cluster):
    address = cluster.join()

    assert ask(address, "SHOW listen_addresses") == "127.0.0.1"
    wrong = address.replace(psycopg.conninfo.conninfo_to_dict(address)["password"], "wrong")
    with pytest.raises(psycopg.OperationalError, match="password"):
        ask(wrong)


def test_a_second_start_keeps_data_and_port(cluster):
    first = cluster.join()
    keep_an_answer(first)
    pid = server_pid(cluster)
    cluster.leave()
    assert not alive(pid)

    assert cluster.join() == first
    assert ask(first, "SELECT answer FROM kept") == 42


def test_another_port_is_taken_when_the_old_one_is_in_use(cluster):
    before = cluster.join()
    keep_an_answer(before)
    cluster.leave()
    with socket.socket() as squatter:
        squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        squatter.bind(("127.0.0.1", int(port_of(before))))
        squatter.listen()

        address = cluster.join()

    assert port_of(address) != port_of(before)
    assert ask(address, "SELECT answer FROM kept") == 42


def test_the_server_of_another_folder_is_not_mistaken_for_ours(cluster, tmp_path):
    """A copied checkout knows the port and the password of the server it was copied from."""
    cluster.join()
    cluster.leave()
    copied = shutil.copytree(cluster.folder, tmp_path / "copy")
    theirs = cluster.join()

    with Cluster(copied, throwaway=True) as ours:
        assert port_of(ours) != port_of(theirs)
        assert ask(ours, "SELECT 1") == ask(theirs, "SELECT 1") == 1
        password = (copied / "password").read_text()
        assert not Connection(copied / "data", int(port_of(theirs)), password).proves_ours()


def test_two_commands_at_once_share_one_server_and_the_last_stops_it(cluster):
    with other_command(cluster.folder) as one, other_command(cluster.folder) as two:
        addresses = {one.stdout.readline().strip(), two.stdout.readline().strip()}
        assert len(addresses) == 1
        pid = server_pid(cluster)

        one.stdin.close()
        one.wait()
        assert ask(addresses.pop()) == "portal"

        two.stdin.close()
        two.wait()
        assert not alive(pid)


def test_the_server_stops_when_its_only_user_is_killed(cluster):
    with other_command(cluster.folder) as user:
        user.stdout.readline()
        pid = server_pid(cluster)
        user.kill()

        eventually(lambda: not alive(pid))


def test_it_starts_again_on_the_same_port_when_the_server_is_killed(cluster):
    address = cluster.join()
    keep_an_answer(address)
    os.kill(server_pid(cluster), signal.SIGKILL)
    eventually(lambda: not cluster.is_up())

    assert cluster.join() == address
    assert ask(address, "SELECT answer FROM kept") == 42


def test_a_pid_file_that_names_some_other_program_is_no_hindrance(cluster):
    keep_an_answer(cluster.join())
    cluster.leave()
    data = Storage(cluster.folder, print).data
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n0\n0\n\n127.0.0.1\n0 0\nready\n")

    assert ask(cluster.join(), "SELECT answer FROM kept") == 42


def test_a_server_that_lost_its_keeper_is_adopted_and_stopped_in_the_end(cluster):
    address = cluster.join()
    cluster.leave()
    storage = Storage(cluster.folder, print)
    command = storage.command(int(port_of(address)), throwaway=True)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet, **storage.identity.options()) as server:
        eventually(lambda: cluster._connection(storage.data).proves_ours())

        assert cluster.join() == address
        assert server_pid(cluster) == server.pid
        cluster.leave()

        assert server.wait(15) == 0


@pytest.mark.parametrize("mode", [0o700, 0o755])
def test_it_runs_in_a_folder_that_is_closed_or_open_to_others(mode):
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(mode)
        with Cluster(Path(folder) / "postgres", throwaway=True) as address:
            assert ask(address) == "portal"


def test_root_moves_a_cluster_out_of_a_closed_folder_where_there_are_no_namespaces(
    cluster, tmp_path, monkeypatch
):
    possible = [who for who in storages.identities(ROOT) if not who.namespace]
    monkeypatch.setattr(storages, "identities", lambda checkout: iter(possible))
    tmp_path.chmod(0o700)

    assert ask(cluster.join()) == "portal"

    storage = Storage(cluster.folder, print)
    moved = storage.data.parent != cluster.folder
    assert moved == (os.geteuid() == 0)
    cluster.leave()
    cluster.remove()
    assert not storage.data.exists()


def test_a_moved_cluster_that_was_cleared_away_is_made_anew(cluster, tmp_path):
    cluster.folder.mkdir()
    (cluster.folder / "location").write_text(str(tmp_path / "gone"))

    assert ask(cluster.join()) == "portal"


def test_root_without_anybody_to_become_is_told_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setattr(storages, "identities", lambda checkout: iter(()))
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    (tmp_path / "data").mkdir()

    with pytest.raises(Problem, match="Run the portal as an ordinary user, or set DATABASE_URL"):
        _ = Storage(tmp_path, print).identity


def test_who_runs_the_server(monkeypatch, tmp_path):
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert list(storages.identities(tmp_path)) == [Identity()]

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    candidates = list(storages.identities(tmp_path))
    assert candidates
    assert all(who.uid for who in candidates)
    assert [who.namespace for who in candidates][-1] == (sys.platform == "linux")


def test_a_damaged_test_cluster_is_made_anew_but_the_portals_own_is_left_alone(cluster):
    cluster.join()
    cluster.leave()
    control = Storage(cluster.folder, print).data / "global" / "pg_control"
    control.write_bytes(b"")

    with pytest.raises(Problem, match=r"did not start(.|\n)*pg_control"):
        Cluster(cluster.folder).join()
    assert control.exists()

    assert ask(cluster.join()) == "portal"


def test_a_cluster_of_another_version_is_named_as_such(cluster):
    cluster.join()
    cluster.leave()
    (Storage(cluster.folder, print).data / "PG_VERSION").write_text("9\n")

    with pytest.raises(Problem, match=r"made by PostgreSQL 9(.|\n)*make reset"):
        Cluster(cluster.folder).join()


def test_a_cluster_in_use_is_not_removed(cluster, monkeypatch):
    monkeypatch.setattr(clusters, "LEFT_WITHIN", 0.1)
    address = cluster.join()

    with pytest.raises(Problem, match="Another command still uses the database"):
        Cluster(cluster.folder).remove()
    assert ask(address) == "portal"

    cluster.leave()
    cluster.remove()
    assert sorted(path.name for path in cluster.folder.iterdir()) == [
        "keeper.lock",
        "start.lock",
        "users.lock",
    ]
