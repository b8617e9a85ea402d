"""Asking for a page over and over, on this machine only."""

import http.client
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from urllib.parse import urlsplit

READERS = 4


def rates(
    address: str, cookie: str, paths: Sequence[str], *, rounds: int, seconds: float
) -> dict[str, float]:
    """Requests a second of each path: the median of `rounds` turns of `seconds`.

    The paths take turns within each round, so that whatever else the machine does meets all of
    them. Raises RuntimeError when a page does not answer 200.
    """
    for path in paths:
        _rate(address, cookie, path, seconds=0.3)  # what only the first requests pay
    turns = {path: [] for path in paths}
    for _ in range(rounds):
        for path in paths:
            turns[path].append(_rate(address, cookie, path, seconds))
    return {path: statistics.median(found) for path, found in turns.items()}


def _rate(address: str, cookie: str, path: str, seconds: float) -> float:
    begun = time.perf_counter()
    with ThreadPoolExecutor(READERS) as pool:
        counts = pool.map(lambda _: _ask(address, cookie, path, begun + seconds), range(READERS))
        total = sum(counts)
    return total / (time.perf_counter() - begun)


def _ask(address: str, cookie: str, path: str, until: float) -> int:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
    count = 0
    while time.perf_counter() < until:
        connection.request("GET", path, headers={"Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{path} answered {answer.status}")
        count += 1
    connection.close()
    return count
