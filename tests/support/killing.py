"""The worker killed with -9 again and again while it mails: what was lost, what came twice?

`python -m tests.support.killing 50` does it fifty times and prints the figures; it needs a
DATABASE_URL that may create databases, as the recipes of the Makefile give one.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from procrastinate.exceptions import AlreadyEnqueued

from portal.embedded.processes import dying_with_parent
from tests.support.mail_server import STAGES, MailServer, mail_server
from tests.support.site import ROOT, installed

PATIENCE = 120
A_ROUND = 3


@dataclass
class Figures:
    """What was told, and what became of it. A mailbox keeps one mail of each Message-ID."""

    kills: int = 0
    killed_at: dict[str, int] = field(default_factory=dict)
    told: int = 0
    handed_over: int = 0
    in_the_mailbox: int = 0
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    unmarked: int = 0


class Worker:
    """The portal's worker on a database, mailing to a server; killed at a stage of a mail."""

    def __init__(self, database: str, server: MailServer, folder: Path):
        self.server, self.folder = server, folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("DJANGO_", "PORTAL_"))}
        self.environment = kept | {
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DJANGO_SECRET_KEY": "only for the tests, which keep nothing",
            "PORTAL_LOCAL": "1",
            "PORTAL_STATE": str(folder),
            "EMAIL_URL": server.address,
        }
        self.process: subprocess.Popen | None = None

    def start(self) -> None:
        with (self.folder / "worker.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "django", "procrastinate", "worker"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=dying_with_parent(signal.SIGKILL),  # noqa: PLW1509 - it only asks the kernel
            )

    def kill_at(self, stage: str) -> None:
        """Kill it when the next mail, or one soon after, is at this stage."""
        victim, skipped = self.process, random.randrange(2)

        def watch(seen: str) -> None:
            nonlocal skipped
            if seen != stage or self.process is not victim:
                return
            if skipped:
                skipped -= 1
                return
            victim.kill()
            # What the mail server answers now must reach nobody, as when the machine lost its power.
            victim.wait()

        self.server.watcher = watch

    def is_dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def end(self) -> None:
        self.server.watcher = lambda stage: None
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def log(self) -> str:
        return (self.folder / "worker.log").read_text()[-3000:]


def kill_worker(times: int, *, database: str, folder: Path) -> Figures:
    """Kill the worker so many times in the middle of a mail, then let one finish.

    Django has to be connected to `database`.
    """
    from policies.notices.models import Digest, Notice

    figures, stages = Figures(), cycle(STAGES)
    with mail_server() as server:
        worker = Worker(database, server, folder)
        for number in range(times):
            _tell(number)
            _time_passes()
            worker.start()
            stage = next(stages)
            worker.kill_at(stage)
            _until(worker.is_dead, worker)
            figures.kills += 1
            figures.killed_at[stage] = figures.killed_at.get(stage, 0) + 1
        worker.end()
        worker.start()
        _until(_outbox_is_empty, worker)
        worker.end()
        _count(figures, server)
    figures.unmarked = Notice.objects.unmailed().count() + Digest.objects.unmailed().count()
    return figures


def _tell(number: int) -> None:
    """Three notices with a mail each, and now and then two for a digest."""
    from policies.notices.actions import choose, tell
    from policies.notices.models import NoticeKind
    from portal.models import User

    worker, leader = (User.objects.get(username=name) for name in ("yj.worker", "yj.leader"))
    choose(by=leader, mail={NoticeKind.TASK: "digest"})
    for n in range(A_ROUND):
        tell(person=worker, urgent=True, **_notice(f"each-{number}-{n}"))
    for n in range(2 if number % 3 == 0 else 0):
        tell(person=leader, **_notice(f"listed-{number}-{n}"))


def _notice(key: str) -> dict:
    from policies.notices.models import NoticeKind

    return {"kind": NoticeKind.TASK, "key": key, "title": f"Notice {key}.", "url": "/tasks/"}


def _time_passes() -> None:
    """Claims run out, the pauses are over, it is tomorrow, and the sweep comes."""
    from django.utils import timezone

    from policies.notices import digests, jobs
    from policies.notices.models import Digest, Notice

    now = timezone.now()
    Notice.objects.unmailed().update(not_before=now)
    Digest.objects.unmailed().update(not_before=now, urgent=True)
    digests.put_together()
    Digest.objects.unmailed().update(urgent=True)
    try:
        jobs.deliver_waiting.defer(timestamp=0)
    except AlreadyEnqueued:
        return


def _outbox_is_empty() -> bool:
    from policies.notices.models import Digest, Notice

    if not (Notice.objects.unmailed().exists() or Digest.objects.unmailed().exists()):
        return True
    _time_passes()
    time.sleep(0.5)
    return False


def _until(fact: Callable[[], bool], worker: Worker) -> None:
    deadline = time.monotonic() + PATIENCE
    while not fact():
        if time.monotonic() > deadline:
            raise RuntimeError(f"The worker got nowhere:\n{worker.log()}")
        time.sleep(0.05)


def _count(figures: Figures, server: MailServer) -> None:
    """Each notice stands in how many mails of the mailbox?"""
    from policies.notices.models import Notice

    bodies = [mail.get_payload() for mail in server.mailbox.values()]
    for notice in Notice.objects.filter(title__startswith="Notice "):
        found = sum(notice.title in body for body in bodies)
        figures.told += 1
        figures.lost += [notice.key] * (found == 0)
        figures.twice += [notice.key] * (found > 1)
    figures.handed_over = server.accepted.total()
    figures.in_the_mailbox = len(server.mailbox)


def main(times: int) -> None:
    with tempfile.TemporaryDirectory() as name, installed(Path(name)) as (database, _):
        os.environ |= {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        import django

        django.setup()
        figures = kill_worker(times, database=database, folder=Path(name))
    print(figures)  # noqa: T201 - the figures are what it is for
    if figures.lost or figures.twice or figures.unmarked:
        sys.exit("Notices were lost or came twice.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50)
