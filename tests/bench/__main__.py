"""`make bench`: what the pages cost beside a bare view, and how fast the guide engine is."""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.bench import guides, load
from tests.support.site import installed, serve
from tests.support.visitor import Visitor

POLICY = "yj-social-media"
GUIDE = "worried-about-whereabouts"
FIRST_ANSWER = "whereabouts"


def page_rates(rounds: int, seconds: float) -> dict[str, float]:
    """Requests a second of the floor, the policy page and a guide question page, by name."""
    settings = {"DJANGO_SETTINGS_MODULE": "tests.bench.settings"}
    with (
        tempfile.TemporaryDirectory() as folder,
        installed(Path(folder)) as (database, static),
        serve(database=database, static=static, folder=Path(folder), workers=2, **settings) as site,
    ):
        reader = Visitor(site.address, "yj.worker")
        question, _ = reader.post(f"/guides/{GUIDE}/", answer=FIRST_ANSWER)
        pages = {
            "bare view, the floor": f"/bench/{POLICY}/",
            "policy page": f"/policies/{POLICY}/",
            "guide question page": question,
        }
        found = load.rates(
            site.address, reader.cookie, list(pages.values()), rounds=rounds, seconds=seconds
        )
    return {name: found[path] for name, path in pages.items()}


def table(pages: dict[str, float], engine: dict[str, float]) -> str:
    """The figures as people read them; the first page is the floor of the others."""
    floor = next(iter(pages.values()))
    lines = [f"{'':32}{'requests/s':>12}{'of the floor':>14}"]
    lines += [f"{name:32}{rate:>12,.1f}{rate / floor:>14.2f}" for name, rate in pages.items()]
    lines += ["", *(f"{name.replace('_', ' '):32}{value:>12,}" for name, value in engine.items())]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=2.0, help="for each page, each round")
    given = parser.parse_args()
    sys.stdout.write(f"{table(page_rates(given.rounds, given.seconds), guides.measure())}\n")


if __name__ == "__main__":
    main()
