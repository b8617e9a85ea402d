"""Boxes and the labelled lines between them, laid out from top to bottom.

Only sizes go in and only places come out; what stands in the boxes is not known here. The same
input is always laid out the same. Boxes do not overlap, and a line meets no box but its own two.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from graphlib import TopologicalSorter
from itertools import pairwise
from math import ceil
from typing import TypeAlias

from policies.guides.layering import BEND, LABEL, NODE, Item, Ranks, ranked, threads

PAGE_WIDTH = 1076
WIDEST = 4  # boxes side by side, which fit a page;
TALLEST = 24  # more where there would be more rows of them than this
MOST_STACKED = 120
EDGE = 4  # round the whole, for thick outlines
PORT = 28  # how far inside a box's corners lines begin and end
BETWEEN = {NODE: 24, LABEL: 16, BEND: 18}
PULLS = 8
ARROW = "M{x:.0f} {y:.0f}l-5 -9h10z"

# A node's key and size; a line's two ends and its label's size.
Node: TypeAlias = tuple[str, int, int]
Edge: TypeAlias = tuple[str, str, int, int]


@dataclass(frozen=True, slots=True)
class Box:
    x: int
    y: int
    width: int
    height: int

    @property
    def middle(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Line:
    """Down from (x, y) as far as `turn`, over to `to_x`, and down to (to_x, to_y)."""

    x: int
    y: int
    turn: int
    to_x: int
    to_y: int
    is_arrow: bool
    is_trodden: bool

    @property
    def path(self) -> str:
        """The line as the data of an SVG path."""
        down = f"M{self.x} {self.y}V{self.turn}"
        if self.x == self.to_x:
            return f"{down}V{self.to_y}"
        half = (self.turn + self.to_y) // 2
        return f"{down}C{self.x} {half} {self.to_x} {half} {self.to_x} {self.to_y}"


@dataclass(frozen=True, slots=True)
class Drawing:
    """`labels` are in the order of the edges; `lines` join boxes, labels and other lines."""

    width: int
    height: int
    boxes: dict[str, Box]
    labels: tuple[Box, ...]
    lines: tuple[Line, ...]

    def path(self, *, trodden: bool) -> str:
        """All lines that are trodden, or all that are not, as the data of one SVG path."""
        return "".join(line.path for line in self.lines if line.is_trodden == trodden)

    def arrows(self, *, trodden: bool) -> str:
        """Their heads, likewise."""
        heads = (line for line in self.lines if line.is_arrow and line.is_trodden == trodden)
        return "".join(dict.fromkeys(ARROW.format(x=h.to_x, y=h.to_y) for h in heads))


@lru_cache(maxsize=64)
def draw(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...], trodden: frozenset[int] = frozenset()
) -> Drawing:
    """Lay out at least one node; edges name only nodes given, no two both ends alike, without cycle.

    `trodden` are the indexes of the edges whose lines are marked. What would be wider than a page
    is stacked, if that is narrower and there is little enough of it to be read so.
    """
    drawing = _drawn(nodes, edges, trodden, stacked=False)
    if drawing.width > PAGE_WIDTH and len(nodes) <= MOST_STACKED:
        stack = _drawn(nodes, edges, trodden, stacked=True)
        return min(drawing, stack, key=lambda one: one.width)
    return drawing


def _drawn(
    nodes: tuple[Node, ...], edges: tuple[Edge, ...], trodden: frozenset[int], *, stacked: bool
) -> Drawing:
    links = [(source, target) for source, target, *_ in edges]
    widest = max(WIDEST, ceil(len(nodes) / TALLEST))
    ranks = ranked([key for key, *_ in nodes], links, widest, stacked=stacked)
    return _Sheet(nodes, edges, ranks).drawing(_walked(ranks.items, edges, trodden))


def _walked(
    items: list[Item], edges: Sequence[Edge], trodden: frozenset[int]
) -> set[tuple[int, int]]:
    """The pairs of items that the trodden edges join."""
    pairs = set()
    for number, item in enumerate(items):
        if item.kind == LABEL and item.ref in trodden:
            source, target, *_ = edges[item.ref]  # type: ignore[index]
            pairs.update((upper, lower) for lower, upper in _way(items, number, source, "up"))
            pairs.update(_way(items, number, target, "down"))
    return pairs


def _way(items: list[Item], label: int, end: str, side: str) -> Iterator[tuple[int, int]]:
    """The pairs of items on the way from a label, up or down, to the node `end`."""
    here = label
    while (items[here].kind, items[here].ref) != (NODE, end):
        onward = getattr(items[here], side)[0]
        yield here, onward
        here = onward


class _Sheet:
    """One drawing in the making."""

    def __init__(self, nodes: Sequence[Node], edges: Sequence[Edge], ranks: Ranks) -> None:
        self.items, self.order = ranks.items, ranks.order
        sizes = {key: (width, height) for key, width, height in nodes}
        self.sizes = [
            sizes[item.ref] if item.kind == NODE  # type: ignore[index]
            else edges[item.ref][2:] if item.kind == LABEL  # type: ignore[index]
            else (0, 0)
            for item in self.items
        ]  # fmt: skip
        self.middles = self._middles(threads(ranks, [edge[:2] for edge in edges]))
        self.tops, self.bottoms = self._bands()

    def drawing(self, trodden: set[tuple[int, int]]) -> Drawing:
        boxes, labels = {}, []
        for number, item in enumerate(self.items):
            if item.kind != BEND:
                width, height = self.sizes[number]
                left = round(self.middles[number] - width / 2)
                box = Box(left, self.tops[item.rank], width, height)
                if item.kind == NODE:
                    boxes[str(item.ref)] = box
                else:
                    labels.append(box)
        right = max(
            round(x + size[0] / 2) for x, size in zip(self.middles, self.sizes, strict=True)
        )
        lines = tuple(self._lines(trodden))
        return Drawing(right + EDGE, self.bottoms[-1] + EDGE, boxes, tuple(labels), lines)

    def _apart(self, left: int, right: int) -> float:
        """How far the middles of two neighbours are apart at least."""
        between = min(BETWEEN[self.items[left].kind], BETWEEN[self.items[right].kind])
        return (self.sizes[left][0] + self.sizes[right][0]) / 2 + between

    def _middles(self, columns: list[list[int]]) -> list[float]:
        """Where each item stands from left to right; the items of a column all alike.

        Columns first stand as far left as they can, then move towards what they are joined to.
        """
        column_of = {number: at for at, column in enumerate(columns) for number in column}
        lefts: list[dict[int, float]] = [{} for _ in columns]
        rights: list[dict[int, float]] = [{} for _ in columns]
        for rank in self.order:
            for left, right in pairwise(rank):
                one, other = column_of[left], column_of[right]
                apart = max(self._apart(left, right), lefts[other].get(one, 0))
                lefts[other][one] = rights[one][other] = apart
        joined = [self._joined(column, column_of) for column in columns]
        margins = [EDGE + max(self.sizes[n][0] for n in column) / 2 for column in columns]
        places = [0.0] * len(columns)

        def leftmost(at: int) -> float:
            return max([margins[at], *(places[one] + far for one, far in lefts[at].items())])

        in_order = list(TopologicalSorter(dict(enumerate(lefts))).static_order())
        for at in in_order:
            places[at] = leftmost(at)
        for pull in range(PULLS):
            for at in in_order if pull % 2 else reversed(in_order):
                if joined[at]:
                    wanted = sum(places[other] for other in joined[at]) / len(joined[at])
                    room = [places[other] - far for other, far in rights[at].items()]
                    places[at] = max(leftmost(at), min([wanted, *room]))
        return [float(round(places[column_of[number]])) for number in range(len(self.items))]

    def _joined(self, column: list[int], column_of: dict[int, int]) -> list[int]:
        """The columns that lines lead to from this one, once for each line."""
        own = column_of[column[0]]
        ends = (end for n in column for end in (*self.items[n].up, *self.items[n].down))
        return [column_of[end] for end in ends if column_of[end] != own]

    def _bands(self) -> tuple[list[int], list[int]]:
        """Top and bottom of each rank; the further its lines go sideways, the more room below."""
        tops, bottoms, top = [], [], EDGE
        for index, rank in enumerate(self.order):
            tops.append(top)
            bottoms.append(top + max((self.sizes[number][1] for number in rank), default=0))
            furthest = max(
                (
                    abs(a - b)
                    for n in rank
                    for a, b in [self._ports(n, e) for e in self.items[n].down]
                ),
                default=0,
            )
            least = 22 if index % 2 else 16  # more where there must be room for the heads of lines
            top = bottoms[-1] + round(min(64, least + furthest / 12))
        return tops, bottoms

    def _ports(self, upper: int, lower: int) -> tuple[int, int]:
        """Where the line between two items leaves the one and meets the other, from the left."""
        return self._port(upper, self.middles[lower]), self._port(lower, self.middles[upper])

    def _port(self, number: int, towards: float) -> int:
        middle, (width, _) = self.middles[number], self.sizes[number]
        free = max(0, width / 2 - PORT) if self.items[number].kind == NODE else 0
        return round(min(max(towards, middle - free), middle + free))

    def _lines(self, trodden: set[tuple[int, int]]) -> Iterator[Line]:
        for upper, item in enumerate(self.items):
            bottom = self.tops[item.rank] + self.sizes[upper][1]
            for lower in item.down:
                x, to_x = self._ports(upper, lower)
                below = self.items[lower]
                yield Line(
                    x=x,
                    y=bottom,
                    turn=self.bottoms[item.rank],
                    to_x=to_x,
                    to_y=self.tops[below.rank],
                    is_arrow=below.kind == NODE,
                    is_trodden=(upper, lower) in trodden,
                )
