"""Bring a database and the static files up to what this code expects, in one process.

Each step looks first and says a line only when it has something to do, so a second start is quick.
"""

import hashlib
import os
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from .places import ROOT

# Any number will do as long as every copy of the portal uses the same one.
PREPARING = 7_305_001


def prepare(accounts: Path | None) -> None:
    """Migrate, make the cache table, load the sample where it is allowed, collect static files.

    Writes the table of sample accounts to `accounts`. Two copies started at once take turns.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [PREPARING])
        migrate()
        call_command("createcachetable", verbosity=0)
        if settings.SAMPLE_ALLOWED:
            call_command("load_sample", "--if-empty")
            if accounts:
                write_accounts(accounts)
        cursor.execute("SELECT pg_advisory_unlock(%s)", [PREPARING])
    collect_static()


def migrate() -> None:
    """Apply the migrations that are missing."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        say(f"Applying {len(missing)} changes to the database's tables")
        call_command("migrate", interactive=False, verbosity=0)


def write_accounts(path: Path) -> None:
    """Keep the table of sample accounts for the last lines of `make run`."""
    with path.open("w") as table:
        call_command("sample_accounts", stdout=table)


def collect_static() -> None:
    """Collect the static files when one of them or a package has changed since the last time."""
    target = Path(settings.STATIC_ROOT)
    stamp, now = target / "collected", fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return
    say("Collecting static files")
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(now)


def fingerprint() -> str:
    """Return a mark that changes whenever the static files could."""
    facts = [(ROOT / "requirements.txt").read_text(), str(settings.STATIC_ROOT)]
    for folder in map(Path, settings.STATICFILES_DIRS):
        for path in sorted(folder.rglob("*")):
            status = path.stat()
            facts.append(f"{path.relative_to(folder)} {status.st_mtime_ns} {status.st_size}")
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()


def say(line: str) -> None:
    """Print one line of progress at once."""
    print(line, flush=True)


def main() -> int:
    """Prepare what the environment points to; the one argument is where the accounts go."""
    django.setup()
    try:
        prepare(Path(sys.argv[1]) if len(sys.argv) > 1 else None)
    except (CommandError, DatabaseError) as error:
        if os.environ.get("DJANGO_DEBUG"):
            raise
        print(f"The portal could not be prepared: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
