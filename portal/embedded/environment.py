"""What the commands of the local installation give to the processes they start."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from .cluster import Cluster
from .places import ROOT, state_folder

# These would steer the web server or the language from outside.
NOT_PASSED_ON = ("GUNICORN_CMD_ARGS", "WEB_CONCURRENCY", "PYTHONHOME", "PYTHONSAFEPATH")


def outside_address() -> str:
    """Return the address of a PostgreSQL given from outside, or nothing."""
    return os.environ.get("DATABASE_URL", "").strip()


def portal_cluster(say: Callable[[str], None]) -> Cluster:
    """Return the database of the local installation."""
    _forget_client_settings()
    return Cluster(state_folder() / "postgres", say=say)


def test_cluster(say: Callable[[str], None]) -> Cluster:
    """Return the database that tests and measurements use: quick, and worth nothing."""
    _forget_client_settings()
    return Cluster(state_folder() / "test-postgres", throwaway=True, say=say)


def environment(address: str, *, ours: bool) -> dict[str, str]:
    """Return the environment for a process of the portal that uses the database at `address`.

    With a database of our own (`ours`) the sample belongs to it, unless PORTAL_SAMPLE=0. With
    another, the sample needs PORTAL_SAMPLE=1, and a secret key given from outside means a real
    installation.
    """
    given = {k: v for k, v in os.environ.items() if k not in NOT_PASSED_ON}
    if ours:
        given["PORTAL_LOCAL"] = "1"
        given.setdefault("PORTAL_SAMPLE", "1")
    else:
        given.setdefault("PORTAL_LOCAL", "0" if given.get("DJANGO_SECRET_KEY") else "1")
        given.setdefault("PORTAL_SAMPLE", "0")
    return given | {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "PORTAL_STATE": str(state_folder()),
        "PYTHONPATH": str(ROOT),
    }


@contextmanager
def database(say: Callable[[str], None]) -> Iterator[dict[str, str]]:
    """Give the environment of the portal's database, which stays up for the time of the block."""
    outside = outside_address()
    if outside:
        yield environment(outside, ours=False)
        return
    with portal_cluster(say) as address:
        yield environment(address, ours=True)


@contextmanager
def test_database(say: Callable[[str], None]) -> Iterator[dict[str, str]]:
    """Give the environment of the test database; another one only by PORTAL_TEST_DATABASE_URL.

    DATABASE_URL is not heeded: whoever has it set for the real portal must not test on that. Which
    settings apply is left to the command; a variable would override those named in pyproject.toml.
    """
    outside = os.environ.get("PORTAL_TEST_DATABASE_URL", "").strip()
    with nullcontext(outside) if outside else test_cluster(say) as address:
        given = environment(address, ours=True)
        del given["DJANGO_SETTINGS_MODULE"]
        yield given


def logs() -> Path:
    """Return the folder for the logs of the web server and the worker."""
    return state_folder() / "log"


def _forget_client_settings() -> None:
    """Drop what the database's client library would read beside the address it is given."""
    for name in [name for name in os.environ if name.startswith("PG")]:
        del os.environ[name]
