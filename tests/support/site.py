"""A served portal: gunicorn on a free port of this machine, with a copy of the sample."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from portal.embedded.processes import dying_with_parent, end
from tests.support import databases

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30  # seconds, for a machine that is busy with other things
LONGEST = 1800  # seconds that making a million rows may take there


@dataclass(frozen=True)
class Site:
    """Where a served portal answers, and what it wrote."""

    address: str
    database: str
    log: Path


@contextmanager
def installed(folder: Path) -> Iterator[tuple[str, Path]]:
    """A new database with the sample (its address) and the static files, as `make run` makes them.

    The database is dropped afterwards; the files stay in `folder`.
    """
    name, static = f"portal_tried_{os.getpid()}", folder / "static"
    databases.create(name)
    address = databases.address_of(name)
    try:
        _run("-m", "portal.embedded.prepare", DATABASE_URL=address, PORTAL_STATIC_ROOT=str(static))
        yield address, static
    finally:
        databases.drop(name)


@contextmanager
def grown(database: str, *, by: str = "make_library", **options: int) -> Iterator[str]:
    """The address of a copy of `database` in which `by` has made more, dropped afterwards.

    Nobody may be connected to `database` meanwhile. `options` are those of manage.py make_library
    or whatever `by` names.
    """
    size = "_".join(str(value) for value in options.values())
    name = f"{urlsplit(database).path.removeprefix('/')}_grown_{size}"
    databases.copy(urlsplit(database).path.removeprefix("/"), name)
    address = databases.address_of(name)
    try:
        make(address, by=by, **options)
        yield address
    finally:
        databases.drop(name)


def make(database: str, *, by: str, **options: int) -> None:
    """Make more in `database`: `by` is a command such as make_records, `options` are its own."""
    given = [f"--{option}={value}" for option, value in options.items()]
    _run("manage.py", by, *given, DATABASE_URL=database)


def collect_static(folder: Path) -> Path:
    """Collect the static files into `folder`, as an installation does, and return it."""
    _run("manage.py", "collectstatic", "--noinput", PORTAL_STATIC_ROOT=str(folder))
    return folder


@contextmanager
def serve(
    *, database: str, static: Path, folder: Path, workers: int = 1, **environment: str
) -> Iterator[Site]:
    """Serve the portal from `database` and `static` until the block ends, with its log in `folder`.

    Raises RuntimeError with the end of the log when the portal does not answer.
    """
    log = folder / "portal.log"
    with socket.create_server(("127.0.0.1", 0)) as listener, log.open("wb") as output:
        address = "http://{}:{}".format(*listener.getsockname())
        server = subprocess.Popen(
            [*_gunicorn(workers), "--bind", f"fd://{listener.fileno()}"],
            cwd=ROOT,
            env=_environment(DATABASE_URL=database, PORTAL_STATIC_ROOT=str(static), **environment),
            pass_fds=[listener.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            preexec_fn=dying_with_parent(),  # noqa: PLW1509 - it only asks the kernel for a signal
        )
    try:
        _wait_for(f"{address}/healthz", server, log)
        yield Site(address, database, log)
    finally:
        end(server, (signal.SIGTERM, 10))


@contextmanager
def working(*, database: str, folder: Path) -> Iterator[None]:
    """A worker on `database` until the block ends, with its log in `folder`."""
    with (folder / "worker.log").open("wb") as output:
        worker = subprocess.Popen(
            [sys.executable, "-m", "django", "procrastinate", "worker"],
            cwd=ROOT,
            env=_environment(DATABASE_URL=database),
            stdout=output,
            stderr=output,
            preexec_fn=dying_with_parent(),  # noqa: PLW1509 - it only asks the kernel for a signal
        )
    try:
        yield
    finally:
        end(worker, (signal.SIGTERM, 10))


def run_job(site: Site, task: str) -> list[str]:
    """Have a worker do this periodic task now, with whatever else waits, and end; returns its mails."""
    state = site.log.parent / "worker"
    for command in (["defer", task, '{"timestamp": 0}'], ["worker", "--one-shot"]):
        _run(
            "manage.py",
            "procrastinate",
            *command,
            DATABASE_URL=site.database,
            PORTAL_STATE=str(state),
        )
    mails = sorted((state / "mail").glob("*"))
    return [mail.read_text() for mail in mails]


def _gunicorn(workers: int) -> list[str]:
    options = ["--workers", str(workers), "--worker-class", "gthread", "--threads", "4"]
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "portal.wsgi:application",
        "--no-control-socket",
        *options,
    ]


def _environment(**values: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "PORTAL_"))}
    ours = {
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DJANGO_SECRET_KEY": "only for the tests, which keep nothing",
        "PORTAL_LOCAL": "1",
    }
    return kept | ours | values


def _run(*command: str, **environment: str) -> None:
    subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=_environment(**environment),
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=LONGEST,
    )


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - ours
                if answer.status == 200:
                    return
        except urllib.error.HTTPError:
            break
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
    end(server, (signal.SIGTERM, 10))
    raise RuntimeError(f"The portal did not answer at {address}:\n{log.read_text()[-3000:]}")
