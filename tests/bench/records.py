"""Whether pages keep their pace: at 1,000 consultations and at 100,000, with ten times as many audit events.

With more records there are more teams, each of about a thousand, as in a department: a leader's
pages show as much in both. A records officer's count the whole of it.
"""

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench import load
from tests.bench.load import Asked
from tests.support.site import grown, installed, serve
from tests.support.visitor import Visitor

FEW, MANY = 1_000, 100_000
EVENTS_A_RECORD = 10
LEADER, OFFICER = "yj.leader", "records"
# Who asks for what. A record is the first one of the queue's own list.
PAGES = {
    "queue of a leader": (LEADER, "/consultations/"),
    "queue, the team's": (LEADER, "/consultations/?show=team"),
    "queue, closed": (LEADER, "/consultations/?show=closed"),
    "a record": (LEADER, ""),
    "home of a leader": (LEADER, "/"),
    "oversight of a team": (LEADER, "/consultations/oversight/"),
    "precedents": (LEADER, "/consultations/precedents/?q=client+privacy"),
    "queue of an organisation": (OFFICER, "/consultations/?show=all"),
    "oversight of an organisation": (OFFICER, "/consultations/oversight/"),
}


# A turn is this much shorter than those of other pages, and there are as many more.
FINER = 4


@dataclass(frozen=True)
class Pace:
    """Requests a second among few records and among many, in turns of one right after the other."""

    few: Sequence[float]
    many: Sequence[float]

    @property
    def ratio(self) -> float:
        """How many times as long it takes among many: the median over the pairs of turns."""
        return median(few / many for few, many in zip(self.few, self.many, strict=True))


def measure(rounds: int, seconds: float, *, many: int = MANY) -> dict[str, Pace]:
    """The pages in both databases, the same page by turns, so that ratios hold on a busy machine."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        database, static = stack.enter_context(installed(Path(folder)))
        pages: dict[tuple[str, int], Asked] = {}
        for size in (FEW, many):
            own = Path(folder) / str(size)
            own.mkdir()
            options = {"consultations": size, "audit": size * EVENTS_A_RECORD}
            address = stack.enter_context(grown(database, by="make_records", **options))
            site = stack.enter_context(
                serve(database=address, static=static, folder=own, workers=1)
            )
            pages |= {(name, size): page for name, page in _pages(site.address).items()}
        by_turns = {(name, size): pages[name, size] for name in PAGES for size in (FEW, many)}
        found = load.turns(by_turns, rounds=rounds * FINER, seconds=seconds / FINER)
    return {name: Pace(found[name, FEW], found[name, many]) for name in PAGES}


def _pages(address: str) -> dict[str, Asked]:
    """The pages of one portal, each with the cookie of who asks for it."""
    visitors = {username: Visitor(address, username) for username in (LEADER, OFFICER)}
    _, queue = visitors[LEADER].get("/consultations/?show=team")
    record = queue.partition('href="/consultations/C-')[2].partition('"')[0]
    return {
        name: Asked(address, visitors[who].cookie, path or f"/consultations/C-{record}")
        for name, (who, path) in PAGES.items()
    }


def table(found: Mapping[str, Pace], *, many: int = MANY) -> str:
    """The figures as people read them."""
    lines = [f"{'requests/s among':32}{FEW:>12,}{many:>12,}{'times as long':>16}"]
    for name, pace in found.items():
        rates = (median(pace.few), median(pace.many))
        lines.append(f"{name:32}{rates[0]:>12,.1f}{rates[1]:>12,.1f}{pace.ratio:>16.2f}")
    return "\n".join(lines)
