"""Two people, or two workers, at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection


def in_two_threads(function: Callable[[int], object]) -> list:
    """What `function(0)` and `function(1)` return, called at the same moment."""
    barrier, results = Barrier(2), [None, None]

    def run(number: int) -> None:
        try:
            barrier.wait(timeout=20)
            results[number] = function(number)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results
