"""The best way to pair two sets, all pairs considered together. Plain Python."""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping
from heapq import heappop, heappush
from itertools import count
from typing import TypeVar

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def best_assignment(weights: Mapping[Row, Mapping[Column, float]]) -> dict[Row, Column]:
    """Row → column, so that the sum of the weights is as large as it can be.

    Only pairs that `weights` has are made, each row and column at most once; a row may stay without
    a column. Weights lie between 0 and 1.
    """
    search = _Search(weights)
    for row in weights:
        search.place(row)
    return {row: column for column, row in search.row_of.items() if not isinstance(column, _None)}


class _None:
    """The column of a row that gets none: there is one for each row."""


class _Search:
    """Shortest augmenting paths over the pairs that there are: fast where each row has few."""

    def __init__(self, weights: Mapping[Row, Mapping[Column, float]]):
        self.weights = weights
        self.none = {row: _None() for row in weights}
        self.row_of: dict = {}
        self.column_of: dict = {}
        # The dual values: row_price + column_price ≤ cost, equal for the pairs made.
        self.row_price: dict = defaultdict(float)
        self.column_price: dict = defaultdict(float)

    def place(self, start: Row) -> None:
        """Give `start` a column, moving rows that have one where all together gain by it."""
        settled, came_from, end = self._nearest_free(start)
        length = settled.pop(end)
        self.row_price[start] += length
        for column, distance in settled.items():
            self.column_price[column] -= length - distance
            self.row_price[self.row_of[column]] += length - distance
        column = end
        while column is not None:
            row = came_from[column]
            self.row_of[column] = row
            column, self.column_of[row] = self.column_of.get(row), column

    def _nearest_free(self, start: Row) -> tuple[dict, dict, object]:
        """Columns reached before the nearest free one, whence each was reached, and that one."""
        distance: dict = {}
        came_from: dict = {}
        settled: dict = {}
        order, heap = count(), []
        row, so_far = start, 0.0
        while True:
            for column, cost in self._costs(row):
                step = so_far + cost - self.row_price[row] - self.column_price[column]
                if column not in settled and step < distance.get(column, float("inf")):
                    distance[column], came_from[column] = step, row
                    heappush(heap, (step, next(order), column))
            while True:
                so_far, _, column = heappop(heap)
                if column not in settled:
                    break
            settled[column] = so_far
            if column not in self.row_of:
                return settled, came_from, column
            row = self.row_of[column]

    def _costs(self, row: Row) -> Iterator[tuple[object, float]]:
        yield self.none[row], 1.0
        for column, weight in self.weights[row].items():
            yield column, 1.0 - weight
