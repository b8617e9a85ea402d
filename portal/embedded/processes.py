"""Starting, watching and ending processes so that none is left behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec nothing should have to be looked up.
LIBC = ctypes.CDLL(None, use_errno=True)


def ask_for_death_signal(number: int, parent: int) -> None:
    """Have the kernel send this process signal `number` when its parent ends (Linux only).

    `parent` is the process meant: when it has ended already, the signal is sent at once.
    """
    if sys.platform != "linux":
        return
    LIBC.prctl(PR_SET_PDEATHSIG, number, 0, 0, 0)
    if os.getppid() != parent:
        os.kill(os.getpid(), number)


def follow_make() -> None:
    """End this process, as if asked to, when the `make` that called it is killed."""
    if "MAKELEVEL" in os.environ:
        ask_for_death_signal(signal.SIGTERM, os.getppid())


def dying_with_parent(number: int = signal.SIGTERM) -> Callable[[], None]:
    """Return a `preexec_fn` after which the child gets signal `number` when this process ends."""
    parent = os.getpid()
    return lambda: ask_for_death_signal(number, parent)


def alive(pid: int) -> bool:
    """Return whether a process with this number runs; a zombie does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return not command_line(pid, state=True).startswith("Z")


def command_line(pid: int, *, state: bool = False) -> str:
    """Return a process's command line (or its one-letter state), empty when it cannot be read."""
    folder = Path("/proc") / str(pid)
    try:
        if state and folder.exists():
            return (folder / "stat").read_text().rpartition(")")[2].strip()
        if folder.exists():
            return (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        asked = ["ps", "-ww", "-o", "stat=" if state else "command=", "-p", str(pid)]
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""


def end(process: subprocess.Popen, *steps: tuple[int, float]) -> None:
    """Send each signal in turn and wait its seconds, until the process has ended.

    After the last step it is killed. Steps look like `(signal.SIGTERM, 10)`.
    """
    for number, seconds in (*steps, (signal.SIGKILL, 30)):
        if process.poll() is not None:
            return
        process.send_signal(number)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            continue


class Service:
    """One long-running child (the web server, the worker), started again when it fails."""

    LONGEST_PAUSE = 30.0
    STEADY_AFTER = 60.0

    def __init__(self, name: str, command: Sequence[str], log: Path):
        self.name = name
        self.command = list(command)
        self.log = log
        self.process: subprocess.Popen | None = None
        self._started = 0.0
        self._pause = 1.0
        self._again_at: float | None = None

    def start(self, environment: Mapping[str, str]) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches only whoever looks after it."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                self.command,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=dying_with_parent(),  # noqa: PLW1509 - there are no threads here
            )
        self._started = time.monotonic()
        self._again_at = None

    def failed(self) -> bool:
        """Return whether it was started and has ended."""
        return self.process is not None and self.process.poll() is not None

    def tend(self, environment: Mapping[str, str], say: Callable[[str], None]) -> None:
        """Start it again if it ended, after a pause that grows while it keeps failing."""
        if not self.failed():
            return
        now = time.monotonic()
        if self._again_at is None:
            if now - self._started > self.STEADY_AFTER:
                self._pause = 1.0
            self._again_at = now + self._pause
            say(f"The {self.name} stopped ({self.ending()}); starting it again.")
            self._pause = min(self._pause * 2, self.LONGEST_PAUSE)
        elif now >= self._again_at:
            self.start(environment)

    def ending(self) -> str:
        """Return how it ended, in words."""
        code = self.process.returncode if self.process else None
        if code is not None and code < 0:
            return f"killed by {signal.Signals(-code).name}"
        return f"exit code {code}"

    def stop(self, seconds: float) -> None:
        """Ask it to stop, insist after `seconds`."""
        if self.process is not None:
            end(self.process, (signal.SIGTERM, seconds))


def last_lines(path: Path, count: int = 15) -> str:
    """Return the end of a log, indented, for a message."""
    try:
        lines = path.read_text(errors="replace").splitlines()[-count:]
    except OSError:
        return ""
    return "\n".join(f"    {line}" for line in lines)
