"""Asking for a page over and over, on this machine only."""

import http.client
import statistics
import time
from collections.abc import Hashable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urlsplit

READERS = 4
Name = TypeVar("Name", bound=Hashable)


@dataclass(frozen=True)
class Asked:
    """One page of a served portal, and the cookie of somebody who may open it."""

    address: str
    cookie: str
    path: str


def rates(pages: Mapping[str, Asked], *, rounds: int, seconds: float) -> dict[str, float]:
    """Requests a second of each page, by name: the median of its turns."""
    found = turns(pages, rounds=rounds, seconds=seconds)
    return {name: statistics.median(each) for name, each in found.items()}


def turns(pages: Mapping[Name, Asked], *, rounds: int, seconds: float) -> dict[Name, list[float]]:
    """Requests a second of each page in each of `rounds` turns of `seconds`.

    The pages take turns within each round, so that whatever else the machine does meets all of
    them. Raises RuntimeError when a page does not answer 200.
    """
    for page in pages.values():
        _rate(page, seconds=0.3)  # what only the first requests pay
    found: dict[Name, list[float]] = {name: [] for name in pages}
    for _ in range(rounds):
        for name, page in pages.items():
            found[name].append(_rate(page, seconds))
    return found


def _rate(page: Asked, seconds: float) -> float:
    begun = time.perf_counter()
    with ThreadPoolExecutor(READERS) as pool:
        total = sum(pool.map(lambda _: _ask(page, begun + seconds), range(READERS)))
    return total / (time.perf_counter() - begun)


def _ask(page: Asked, until: float) -> int:
    connection = http.client.HTTPConnection(urlsplit(page.address).netloc, timeout=30)
    count = 0
    while time.perf_counter() < until:
        connection.request("GET", page.path, headers={"Cookie": page.cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{page.path} answered {answer.status}")
        count += 1
    connection.close()
    return count
