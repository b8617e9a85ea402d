"""Locks between processes, kept by the kernel: they end with the process that holds them."""

import fcntl
import os
import time
from pathlib import Path

from .places import Problem, shown

STEP = 0.02


class FileLock:
    """One process's hold on a lock file, shared with others or alone."""

    def __init__(self, path: Path):
        self.path = path
        self._file: int | None = None

    def take(self, *, alone: bool, wait: float = 0) -> bool:
        """Take the lock within `wait` seconds; return whether it was had.

        Raises Problem when the file belongs to someone else.
        """
        deadline = time.monotonic() + wait
        mode = (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB
        file = self._open()
        while True:
            try:
                fcntl.flock(file, mode)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    os.close(file)
                    return False
                time.sleep(STEP)
            else:
                self._file = file
                return True

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not held."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    @property
    def held(self) -> bool:
        """Return whether this object holds the lock."""
        return self._file is not None

    def taken_elsewhere(self) -> bool:
        """Return whether another process holds the lock, in whichever mode."""
        if self.take(alone=True):
            self.release()
            return False
        return True

    def _open(self) -> int:
        try:
            return os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except PermissionError as error:
            raise Problem(
                f"{shown(self.path)} cannot be opened by this user. The folder was probably made"
                f" by another one: remove {shown(self.path.parent)} as that user, then try again."
            ) from error
