"""Who the database runs as. The server refuses to run as root, so root has to become someone."""

import os
import pwd
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .processes import LIBC

CLONE_NEWUSER = 0x10000000


@dataclass(frozen=True)
class Identity:
    """A user to become; with `namespace`, only as the process itself sees it.

    In a user namespace the process keeps our own rights on files, so folders closed to everyone
    else stay readable to it, yet the server sees an ordinary user.
    """

    uid: int | None = None
    gid: int | None = None
    namespace: bool = False

    @property
    def owner(self) -> tuple[int, int]:
        """Return the user and group that must own the data folder, as seen from outside."""
        if self.uid is None or self.gid is None or self.namespace:
            return os.geteuid(), os.getegid()
        return self.uid, self.gid

    def options(self, then: Callable[[], None] = lambda: None) -> dict:
        """Return the arguments for `subprocess` that start a process as this user.

        `then` runs in the child as that user, before the program.
        """
        if self.uid is None or self.gid is None:
            return {"preexec_fn": then}
        if self.namespace:
            maps = ((self.uid, os.geteuid()), (self.gid, os.getegid()))
            return {"preexec_fn": lambda: (_enter_namespace(*maps), then())}
        return {
            "user": self.uid,
            "group": self.gid,
            "extra_groups": [],
            "preexec_fn": then,
        }

    def can_use(self, server: Path, folder: Path) -> bool:
        """Return whether this user can run the server and reach the folder."""
        command = [server / "bin" / "postgres", "--version"]
        options = self.options(lambda: os.chdir(folder))
        try:
            ended = subprocess.run(command, capture_output=True, check=False, **options)
        except (OSError, subprocess.SubprocessError):
            return False
        return ended.returncode == 0


def identities(checkout: Path) -> Iterator[Identity]:
    """Yield whom to run the database as, best first.

    An ordinary user needs no other. Root becomes the owner of the checkout (a folder mounted into
    a container belongs to a person), or nobody, or nobody in a user namespace.
    """
    if os.geteuid() != 0:
        yield Identity()
        return
    accounts = [*_account(checkout.stat().st_uid), *_account("nobody")]
    yield from (Identity(uid, gid) for uid, gid in accounts)
    if sys.platform == "linux":
        yield from (Identity(uid, gid, namespace=True) for uid, gid in accounts[-1:])


def _account(wanted: int | str) -> list[tuple[int, int]]:
    """Return the user and group numbers of a known account other than root, or nothing."""
    try:
        found = pwd.getpwnam(wanted) if isinstance(wanted, str) else pwd.getpwuid(wanted)
    except KeyError:
        return []
    return [(found.pw_uid, found.pw_gid)] if found.pw_uid != 0 else []


def _enter_namespace(users: tuple[int, int], groups: tuple[int, int]) -> None:
    """Enter a user namespace where (inside, outside) are the same user and the same group."""
    if LIBC.unshare(CLONE_NEWUSER) != 0:
        raise OSError("user namespaces are not allowed here")
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text("{} {} 1".format(*users))
    Path("/proc/self/gid_map").write_text("{} {} 1".format(*groups))
