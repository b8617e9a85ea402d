"""The process beside each database: it starts the server and stops it when the last user has left.

Every command that needs the database holds a shared lock on `users.lock`. The keeper outlives the
command that started it, so `make manage` may start the server, `make run` join it, and the first
leave. A command killed with `kill -9` loses its lock to the kernel, so the server stops then too.
A keeper that is killed takes the server along (Linux), or leaves it to the next one to adopt.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from .identity import Identity
from .locks import FileLock
from .places import ROOT
from .processes import alive, ask_for_death_signal

LOOK_EVERY = 0.1
ALREADY_KEPT = 3
# In the order in which they are tried, with the seconds each is given: fast, immediate, no mercy.
STOPPING = ((signal.SIGINT, 30), (signal.SIGQUIT, 10), (signal.SIGKILL, 10))


@dataclass(frozen=True)
class Task:
    """What a keeper has to look after: a server to start, or one that runs already (`adopt`)."""

    folder: str
    command: list[str]
    identity: dict
    adopt: int = 0


def start_keeper(task: Task, log: Path) -> subprocess.Popen:
    """Start a keeper in a session of its own; it ends with code 3 when there is one already."""
    with log.open("ab") as output:
        return subprocess.Popen(
            [sys.executable, "-m", "portal.embedded.keeper", json.dumps(asdict(task))],
            cwd=ROOT,
            env=plain_environment(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )


def plain_environment() -> dict[str, str]:
    """Return an environment in which nothing steers the database server but its arguments."""
    return {"PATH": os.defpath, "LC_ALL": "C"}


def keep(task: Task) -> int:
    """Look after the server until nobody uses it or it ends; return the exit code."""
    folder = Path(task.folder)
    mine, users = FileLock(folder / "keeper.lock"), FileLock(folder / "users.lock")
    if not mine.take(alone=True):
        return ALREADY_KEPT
    server = _start(task)
    while server.runs():
        if users.take(alone=True):
            server.stop()
            break
        time.sleep(LOOK_EVERY)
    return 0


class _Server:
    """A running server: our own child, or one that lost its keeper."""

    def __init__(self, pid: int, child: subprocess.Popen | None = None):
        self.pid = pid
        self.child = child

    def runs(self) -> bool:
        return alive(self.pid) if self.child is None else self.child.poll() is None

    def stop(self) -> None:
        for number, seconds in STOPPING:
            if not self.runs():
                return
            os.kill(self.pid, number)
            deadline = time.monotonic() + seconds
            while self.runs() and time.monotonic() < deadline:
                time.sleep(0.02)


def _start(task: Task) -> _Server:
    if task.adopt:
        return _Server(task.adopt)
    keeper = os.getpid()
    options = Identity(**task.identity).options(lambda: ask_for_death_signal(signal.SIGINT, keeper))
    child = subprocess.Popen(task.command, cwd="/", stdin=subprocess.DEVNULL, **options)
    server = _Server(child.pid, child)
    signal.signal(signal.SIGTERM, lambda *_: server.stop())
    return server


def main(arguments: Sequence[str]) -> int:
    """Keep the server described by the one argument."""
    return keep(Task(**json.loads(arguments[0])))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
