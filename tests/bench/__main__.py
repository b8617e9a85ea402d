"""`make bench`: pages alone, in a large library, among many records; guides; comparing, matching, impact."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import comparing, guides, impact, load, matching, records
from tests.bench.load import Asked
from tests.support.site import grown, installed, serve
from tests.support.visitor import Visitor

SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
READER = "yj.worker"
POLICY = "yj-social-media"
GUIDE = "worried-about-whereabouts"
FIRST_ANSWER = "whereabouts"
FLOOR = "bare view, the floor"
# What is asked for in the sample and in a library of 250 policies and 15,000 clauses more.
IN_BOTH = {
    "policy page": f"/policies/{POLICY}/",
    "search": "/search/?q=former+client",
    "compare": "/policies/dhs-social-media/compare/?from=1&to=3",
    "policy list": "/policies/",
}


@dataclass(frozen=True)
class Figures:
    """Requests a second: `sample` and `large` by the name of the page; the floor is in `sample`."""

    sample: dict[str, float]
    large: dict[str, float]


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, str]]:
    """The addresses of two served portals: one with the sample, one with the large library."""
    with installed(folder) as (database, static), grown(database) as large:
        options = {"static": static, "workers": 2, **SETTINGS}
        folders = [folder / name for name in ("sample", "large")]
        for each in folders:
            each.mkdir()
        with (
            serve(database=database, folder=folders[0], **options) as small_site,
            serve(database=large, folder=folders[1], **options) as large_site,
        ):
            yield small_site.address, large_site.address


def page_rates(rounds: int, seconds: float) -> Figures:
    """The pages of both portals, asked in turns, so that their ratios hold on a busy machine."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as addresses:
        small, large = (Visitor(address, READER) for address in addresses)
        question, _ = small.post(f"/guides/{GUIDE}/", answer=FIRST_ANSWER)
        here = {FLOOR: f"/bench/{POLICY}/", **IN_BOTH, "guide question page": question}
        pages = {("sample", n): Asked(small.address, small.cookie, p) for n, p in here.items()}
        pages |= {("large", n): Asked(large.address, large.cookie, p) for n, p in IN_BOTH.items()}
        found = load.rates(pages, rounds=rounds, seconds=seconds)
    return Figures(
        *({n: rate for (size, n), rate in found.items() if size == s} for s in ("sample", "large"))
    )


def table(pages: Figures, *others: Mapping[str, float]) -> str:
    """The figures as people read them."""
    floor = pages.sample[FLOOR]
    lines = [f"{'':32}{'requests/s':>12}{'of the floor':>14}{'large library':>15}{'of sample':>11}"]
    for name, rate in pages.sample.items():
        line = f"{name:32}{rate:>12,.1f}{rate / floor:>14.2f}"
        if name in pages.large:
            line += f"{pages.large[name]:>15,.1f}{pages.large[name] / rate:>11.2f}"
        lines.append(line)
    for figures in others:
        lines += ["", *(f"{n.replace('_', ' '):32}{value:>12,}" for n, value in figures.items())]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each page, each round")
    parser.add_argument(
        "--records",
        type=int,
        default=records.MANY,
        help="consultations in the larger of two databases; 0 leaves them out",
    )
    given = parser.parse_args()
    pages = page_rates(given.rounds, given.seconds)
    sys.stdout.write(
        f"{table(pages, guides.measure(), comparing.measure(), matching.measure(), impact.measure())}\n"
    )
    if given.records:
        found = records.measure(given.rounds, given.seconds, many=given.records)
        sys.stdout.write(f"\n{records.table(found, many=given.records)}\n")


if __name__ == "__main__":
    main()
