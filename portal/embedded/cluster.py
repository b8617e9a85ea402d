"""A PostgreSQL of our own in a folder: made on first use, shared by commands, stopped by the last.

In the folder: `data/` (the database), `password`, `port`, `server.log`, `location` (only where the
data had to go elsewhere) and three locks: `start.lock` (one command at a time makes or starts it),
`users.lock` (shared by all who use it), `keeper.lock` (held by the keeper, see keeper.py).
"""

import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from . import server
from .keeper import Task, start_keeper
from .locks import FileLock
from .places import Problem, shown
from .processes import last_lines
from .storage import Storage

READY_WITHIN = 60.0
OTHERS_WITHIN = 90.0
LEFT_WITHIN = 5.0
LONGEST_LOG = 5_000_000
ATTEMPTS = 6
# Someone took the port, or the children of a killed server still hold its memory for a moment.
PASSING = ("could not bind", "shared memory block", "lock file")


class Cluster:
    """One database cluster, as one process uses it.

    `throwaway` trades safety for speed (no fsync) and makes a damaged cluster anew: for tests.
    """

    def __init__(
        self,
        folder: Path,
        *,
        throwaway: bool = False,
        say: Callable[[str], None] = lambda line: None,
    ):
        self.folder = folder.resolve()
        self.throwaway = throwaway
        self.say = say
        self.log = self.folder / "server.log"
        self._users = FileLock(self.folder / "users.lock")
        self._keeper = FileLock(self.folder / "keeper.lock")
        self._started: subprocess.Popen | None = None

    def __enter__(self) -> str:
        return self.join()

    def __exit__(self, *_) -> None:
        self.leave()

    def join(self) -> str:
        """Become a user of the cluster, making and starting it as needed; return its address.

        Called again it starts a server that has ended, on the same port where that is still free.
        Raises Problem when there is no way to run it.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Problem(f"{shown(self.folder)} cannot be made: {error.strerror}.") from error
        with self._one_at_a_time():
            if not self._users.held and not self._users.take(alone=False, wait=OTHERS_WITHIN):
                raise Problem(
                    f"The database in {shown(self.folder)} has been stopping for"
                    f" {OTHERS_WITHIN:.0f} seconds. See {shown(self.log)}."
                )
            try:
                connection = self._running() or self._start()
                connection.make_database(may_tamper=self.throwaway)
            except BaseException:
                self._users.release()
                raise
        return connection.address

    def is_up(self) -> bool:
        """Return whether the server has a keeper, which it has while it runs."""
        return self._keeper.taken_elsewhere()

    def leave(self) -> None:
        """Stop using the cluster. The last to leave waits until the server has stopped."""
        if not self._users.held:
            return
        self._users.release()
        deadline = time.monotonic() + READY_WITHIN
        while self.is_up() and time.monotonic() < deadline:
            if self._users.take(alone=True):
                self._users.release()  # nobody else: the keeper will see it too
            elif self._users.take(alone=False):
                self._users.release()  # shared with others: theirs to stop
                return
            time.sleep(0.02)
        if self._started is not None:
            self._started.wait()

    def remove(self) -> None:
        """Delete the cluster; raises Problem when a command still uses it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._one_at_a_time():
            if not self._users.take(alone=True, wait=LEFT_WITHIN):
                raise Problem(
                    f"Another command still uses the database in {shown(self.folder)}."
                    " End it first, then try again."
                )
            while self.is_up():
                time.sleep(0.02)
            Storage(self.folder, self.say).remove()
            self._users.release()

    @contextmanager
    def _one_at_a_time(self):
        lock = FileLock(self.folder / "start.lock")
        if not lock.take(alone=True, wait=OTHERS_WITHIN):
            raise Problem(
                f"Another command has been starting the database in {shown(self.folder)} for"
                f" {OTHERS_WITHIN:.0f} seconds. End it, then try again."
            )
        try:
            yield
        finally:
            lock.release()

    def _running(self) -> server.Connection | None:
        """Return a proven connection to a server that has a keeper, or None when there is none."""
        deadline = time.monotonic() + READY_WITHIN
        while self.is_up():
            connection = self._connection(Storage(self.folder, self.say).data)
            if connection and connection.proves_ours():
                return connection
            if time.monotonic() > deadline:
                raise Problem(f"The database does not answer. See {shown(self.log)}.")
            time.sleep(0.05)
        return None

    def _connection(self, data: Path) -> server.Connection | None:
        try:
            port = int((self.folder / "port").read_text())
            return server.Connection(data, port, (self.folder / "password").read_text())
        except (OSError, ValueError):
            return None

    def _start(self) -> server.Connection:
        storage = Storage(self.folder, self.say)
        try:
            return self._start_in(storage)
        except Problem:
            if not self.throwaway or self.is_up():
                raise
            storage.remove()
            return self._start_in(Storage(self.folder, self.say))

    def _start_in(self, storage: Storage) -> server.Connection:
        storage.prepare()
        return self._adopted(storage) or self._fresh(storage)

    def _adopted(self, storage: Storage) -> server.Connection | None:
        """Return the connection to a server that runs without a keeper, now with one."""
        left = server.left_behind(storage.data)
        if not left:
            return None
        connection = self._connection(storage.data)
        if connection and connection.proves_ours() and self._keep(storage, connection, left):
            return connection
        server.end_left_behind(left)
        return None

    def _fresh(self, storage: Storage) -> server.Connection:
        for _ in range(ATTEMPTS):
            connection = self._connection(storage.data)
            if connection is None or not _is_free(connection.port):
                (self.folder / "port").write_text(str(_free_port()))
                connection = self._connection(storage.data)
            if connection is None:
                raise Problem(f"{shown(self.folder / 'password')} is gone. Run `make reset`.")
            if self._keep(storage, connection):
                return connection
            if not any(reason in last_lines(self.log) for reason in PASSING):
                break
            time.sleep(0.5)
        raise Problem(
            f"The database did not start. The end of {shown(self.log)}:\n{last_lines(self.log)}"
        )

    def _keep(self, storage: Storage, connection: server.Connection, adopt: int = 0) -> bool:
        """Start a keeper; return whether its server answers, False when it has ended instead."""
        if self.log.exists() and self.log.stat().st_size > LONGEST_LOG:
            self.log.unlink()
        command = storage.command(connection.port, throwaway=self.throwaway)
        task = Task(str(self.folder), command, asdict(storage.identity), adopt)
        self._started = start_keeper(task, self.log)
        deadline = time.monotonic() + READY_WITHIN
        while self._started.poll() is None:
            if connection.proves_ours():
                return True
            if time.monotonic() > deadline:
                raise Problem(f"The database does not answer. See {shown(self.log)}.")
            time.sleep(0.02)
        return False


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
