"""`make reset`: stop what runs and remove the local database, after saying so."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from . import environment as local
from .locks import FileLock
from .places import Problem, shown, state_folder

STOPPED_WITHIN = 60.0
# Made from the code or the database, so of no use without it. The secret key and the mail stay.
DERIVED = ("static", "log", "accounts.txt")


def reset(say: Callable[[str], None]) -> int:
    """Remove both databases of this checkout and what was made from them; return the exit code.

    Asks first at a terminal unless YES=1. Raises Problem when a command still uses a database.
    """
    state = state_folder()
    clusters = [cluster for cluster in _clusters(say) if cluster.folder.exists()]
    derived = [state / name for name in DERIVED if (state / name).exists()]
    if not clusters and not derived:
        say(f"Nothing to remove in {shown(state)}.")
        return 0
    say("This stops the portal and removes, with everything typed into it:")
    for path in (*(cluster.folder for cluster in clusters), *derived):
        say(f"  {shown(path)}")
    if local.outside_address():
        say("The database of DATABASE_URL is left as it is.")
    if not _agreed():
        say("Nothing was removed.")
        return 1
    _stop_portals(state, say)
    for cluster in clusters:
        cluster.remove()
    for path in derived:
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    say("Removed. `make run` makes a new one.")
    return 0


def run_lock(state: Path, port: int) -> FileLock:
    """Return the lock that the portal holds while it runs on a port; the file names its process."""
    folder = state / "run"
    folder.mkdir(parents=True, exist_ok=True)
    return FileLock(folder / str(port))


def _clusters(say: Callable[[str], None]) -> Iterator:
    yield local.portal_cluster(say)
    yield local.test_cluster(say)


def _agreed() -> bool:
    if os.environ.get("YES") == "1" or not sys.stdin.isatty():
        return True
    return input("Type yes to go on: ").strip().lower() in {"y", "yes"}


def _stop_portals(state: Path, say: Callable[[str], None]) -> None:
    for file in (state / "run").glob("*"):
        lock = FileLock(file)
        if not lock.taken_elsewhere():
            continue
        pid = int(file.read_text())
        say(f"Stopping the portal on port {file.name} (process {pid})")
        os.kill(pid, signal.SIGTERM)
        if not lock.take(alone=True, wait=STOPPED_WITHIN):
            raise Problem(f"Process {pid} does not stop. End it, then try again.")
        lock.release()
