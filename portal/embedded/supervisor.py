"""`make run`: the database, the worker and the web server, up together and down together."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress

from . import environment as local
from .places import ROOT, Problem, shown, state_folder
from .processes import Service, dying_with_parent, end, follow_make, last_lines
from .reset import run_lock

READY_WITHIN = 60.0
LOOK_EVERY = 0.2
LONGEST_LOG = 5_000_000
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Someone asked us to stop. Not an Exception, so that nothing on the way swallows it."""


def say(line: str) -> None:
    """Print one line at once, also into a pipe; nobody reading is no reason to stop."""
    with suppress(OSError):
        print(line, flush=True)


class Supervisor:
    """Starts the portal on a port of this machine and looks after it until it is told to stop."""

    def __init__(self, port: int):
        self.port = port
        self.cluster = None if local.outside_address() else local.portal_cluster(say)
        self.environment: Mapping[str, str] = {}
        self.lock = run_lock(state_folder(), port)
        worker = [sys.executable, "-m", "django", "procrastinate", "worker"]
        self.worker = Service("worker", worker, local.logs() / "worker.log")
        self.web = Service("web server", _web_command(port), local.logs() / "web.log")

    def run(self) -> int:
        """Run until Ctrl-C or a signal; return the exit code. Raises Problem when it cannot start.

        Whatever happens, what was started is stopped before this returns.
        """
        follow_make()
        for number in SIGNALS:
            signal.signal(number, _raise_stopped)
        try:
            self._start()
            self._watch()
        except Stopped:
            say("Stopping")
        finally:
            for number in SIGNALS:
                signal.signal(number, signal.SIG_IGN)
            self._stop()
        say("Stopped")
        return 0

    def _start(self) -> None:
        if not self.lock.take(alone=True):
            raise Problem(
                f"The portal runs already: http://127.0.0.1:{self.port}/ (process"
                f" {self.lock.path.read_text()}). Press Ctrl-C there to stop it."
            )
        self.lock.path.write_text(str(os.getpid()))
        _check_port(self.port)
        say("Starting the database" if self.cluster else "Using the database of DATABASE_URL")
        self._connect()
        accounts = state_folder() / "accounts.txt"
        accounts.unlink(missing_ok=True)
        self._prepare(str(accounts))
        for service in (self.worker, self.web):
            if service.log.exists() and service.log.stat().st_size > LONGEST_LOG:
                service.log.unlink()
        say("Starting the web server and the worker")
        self.web.start(self.environment)
        self._wait_for_web()
        self.worker.start(self.environment)  # second, so that the first page comes sooner
        say(f"\nThe portal is at http://127.0.0.1:{self.port}/")
        if accounts.exists():
            say(f"\n{accounts.read_text().rstrip()}")
        say(f"\nLogs are in {shown(local.logs())}. Press Ctrl-C to stop.")

    def _connect(self) -> None:
        """Have the database up, and know its address."""
        address = self.cluster.join() if self.cluster else local.outside_address()
        self.environment = local.environment(address, ours=self.cluster is not None)

    def _prepare(self, accounts: str) -> None:
        preparing = subprocess.Popen(
            [sys.executable, "-m", "portal.embedded.prepare", accounts],
            cwd=ROOT,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=dying_with_parent(),  # noqa: PLW1509 - there are no threads here
        )
        try:
            code = preparing.wait()
        finally:
            end(preparing, (signal.SIGTERM, 10))
        if code != 0:
            raise Problem("The portal was not started: see the lines above.")

    def _wait_for_web(self) -> None:
        deadline = time.monotonic() + READY_WITHIN
        while not _answers(self.port):
            if self.web.failed() or time.monotonic() > deadline:
                raise Problem(
                    f"The web server did not start. The end of {shown(self.web.log)}:\n"
                    f"{last_lines(self.web.log)}"
                )
            time.sleep(0.05)

    def _watch(self) -> None:
        while True:
            if self.cluster and not self.cluster.is_up():
                self._revive_database()
            for service in (self.worker, self.web):
                service.tend(self.environment, say)
            time.sleep(LOOK_EVERY)

    def _revive_database(self) -> None:
        """Start the database again, and what cannot find its way back by itself.

        The web server's pool connects anew. The worker would no longer be told of new jobs and
        only look for them now and then. On a new port (someone took the old one) both follow.
        """
        say("The database stopped; starting it again.")
        before = self.environment["DATABASE_URL"]
        try:
            self._connect()
        except Problem as problem:
            say(str(problem))
            time.sleep(5)
            return
        lost = [self.worker]
        if self.environment["DATABASE_URL"] != before:
            lost.append(self.web)
        for service in lost:
            service.stop(3)  # what it was doing went with the database
            service.start(self.environment)
        say("The database is back.")

    def _stop(self) -> None:
        self.web.stop(10)
        self.worker.stop(10)
        if self.cluster:
            self.cluster.leave()
        self.lock.release()


def _web_command(port: int) -> list[str]:
    options = {
        "bind": f"127.0.0.1:{port}",
        "workers": 2,
        "worker-class": "gthread",
        "threads": 4,
        "timeout": 60,
        "graceful-timeout": 5,
        "log-level": "warning",
    }
    # Loaded once and then forked, the code is up sooner than loaded twice; nothing in it connects
    # to the database before the first request.
    flags = ["--preload", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", "portal.wsgi:application", *flags]
    return [*command, *(f"--{name}={value}" for name, value in options.items())]


def _raise_stopped(*_) -> None:
    raise Stopped


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise Problem(
                f"Port {port} cannot be used ({error.strerror}). End what uses it, perhaps an"
                f" earlier `make run`, or choose another: make run PORT={min(port + 1, 65535)}"
            ) from error


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status < 500
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
