"""A graph without cycles in ranks from top to bottom, ordered so that few lines cross.

Places stand on even ranks, the labels of the lines between them on odd ones. A line that passes a
rank stands there as a bend. Lines to one place share their bends, so they meet and go on as one; in
a stack, lines from one place share theirs as far as their labels. So each link joins two items of
neighbouring ranks, and nothing but its own ends is in its way.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter
from typing import TypeAlias

NODE, LABEL, BEND = "node", "label", "bend"
SWEEPS = 8

# (from, to), by key.
Link: TypeAlias = tuple[str, str]
# The items of each rank, from left to right, by index.
Order: TypeAlias = list[list[int]]


@dataclass(slots=True)
class Item:
    """`ref` is a node's key, the index of the link that a label is for, or for a bend the link's end
    that its lines share: from or to which node.
    """

    kind: str
    ref: object
    rank: int
    up: list[int] = field(default_factory=list)
    down: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ranks:
    """`left` of a node is how many nodes can come one after the other from there on."""

    items: list[Item]
    order: Order
    left: dict[str, int]


def ranked(nodes: Sequence[str], links: Sequence[Link], widest: int, *, stacked: bool) -> Ranks:
    """The ranks of a graph whose links name only `nodes`, each once, and make no cycle.

    No more than `widest` nodes stand side by side. A stack is narrow: only what one node leads to
    stands side by side, and what each of these leads to comes before its next neighbour.
    """
    ahead: dict[str, list[str]] = {key: [] for key in nodes}
    for source, target in links:
        ahead[source].append(target)
    bottom_up = list(TopologicalSorter(ahead).static_order())
    left: dict[str, int] = {}
    for key in bottom_up:
        left[key] = 1 + max((left[to] for to in ahead[key]), default=0)
    top_down = bottom_up[::-1]
    layers = (
        _stacked(ahead, links, widest) if stacked else _layers(ahead, top_down, left, links, widest)
    )
    items = _items(nodes, links, layers, stacked=stacked)
    return Ranks(items, _ordered(items, _as_visited(items, links, left)), left)


def _layers(
    ahead: dict[str, list[str]],
    top_down: list[str],
    left: dict[str, int],
    links: Sequence[Link],
    widest: int,
) -> dict[str, int]:
    """For each node its layer, as high as it can be below those of all that lead to it."""
    depths = dict.fromkeys(top_down, 0)
    for key in top_down:
        for to in ahead[key]:
            depths[to] = max(depths[to], depths[key] + 1)
    layers = dict.fromkeys(top_down, 0)
    taken: Counter[int] = Counter()

    def place(key: str) -> None:
        while taken[layers[key]] >= widest:
            layers[key] += 1
        taken[layers[key]] += 1
        for to in ahead[key]:
            layers[to] = max(layers[to], layers[key] + 1)

    # The longest ways first, so that they go straight on; then the ends, as the links come.
    leading = (key for key in top_down if ahead[key])
    for key in sorted(leading, key=lambda key: (depths[key], -left[key])):
        place(key)
    ends = dict.fromkeys([to for _, to in links if not ahead[to]] + [*depths])
    for key in sorted((key for key in ends if not ahead[key]), key=layers.__getitem__):
        place(key)
    return layers


def _stacked(ahead: dict[str, list[str]], links: Sequence[Link], widest: int) -> dict[str, int]:
    """For each node its layer, as soon as all that lead to it stand, but after their ends."""
    awaited = Counter(to for _, to in links)
    layers: dict[str, int] = {}
    waiting = [[key] for key in ahead if not awaited[key]][::-1]
    for layer in range(len(ahead)):
        if not waiting:
            break
        row = waiting.pop()
        layers.update(dict.fromkeys(row, layer))
        ahead_of_row = [to for key in row for to in ahead[key]]
        awaited.subtract(ahead_of_row)
        ready = [to for to in dict.fromkeys(ahead_of_row) if not awaited[to]]
        leading = [key for key in ready if ahead[key]]
        ends = [key for key in ready if not ahead[key]]
        if len(leading) == 1 and len(ready) <= widest:
            rows = [leading + ends]
        else:
            rows = [ends[at : at + widest] for at in range(0, len(ends), widest)]
            rows += [[key] for key in leading]
        waiting += rows[::-1]
    return layers


def _items(
    nodes: Sequence[str], links: Sequence[Link], layers: dict[str, int], *, stacked: bool
) -> list[Item]:
    items = [Item(NODE, key, 2 * layers[key]) for key in nodes]
    sources = Counter(target for _, target in links)
    index = {key: number for number, key in enumerate(nodes)}
    bends: dict[tuple[str, str, int], int] = {}

    def join(upper: int, lower: int) -> int:
        if lower not in items[upper].down:
            items[upper].down.append(lower)
            items[lower].up.append(upper)
        return lower

    def bent(above: int, end: str, node: str, ranks: range) -> int:
        for rank in ranks:
            if (end, node, rank) not in bends:
                bends[end, node, rank] = len(items)
                items.append(Item(BEND, (end, node), rank))
            above = join(above, bends[end, node, rank])
        return above

    for number, (source, target) in enumerate(links):
        top, bottom = 2 * layers[source], 2 * layers[target]
        late = stacked and sources[target] == 1 and bottom > top + 2
        above = bent(index[source], "from", source, range(top + 1, bottom - 1 if late else 0))
        label = len(items)
        items.append(Item(LABEL, number, items[above].rank + 1))
        join(above, label)
        join(bent(label, "to", target, range(items[label].rank + 1, bottom)), index[target])
    return items


def _as_visited(items: list[Item], links: Sequence[Link], left: dict[str, int]) -> Order:
    """From left to right: what goes past other nodes to a later one, the longest way, the ends.

    So the longest way runs straight down, with what passes it on one side and ends on the other.
    """

    def side(below: int) -> tuple[int, int]:
        item = items[below]
        if item.kind == BEND:
            return 0, 0
        after = left[links[item.ref][1]]  # type: ignore[index]
        passes = items[item.down[0]].kind == BEND
        return (2 if after == 1 else 0 if passes else 1), -after

    place: dict[int, int] = {}
    starts = [number for number, item in enumerate(items) if not item.up]
    waiting = starts[::-1]
    while waiting:
        here = waiting.pop()
        if here in place:
            continue
        place[here] = len(place)
        ahead = items[here].down
        if len(ahead) > 1:
            ahead = sorted(ahead, key=side)
        waiting += ahead[::-1]
    order: Order = [[] for _ in range(1 + max(item.rank for item in items))]
    for number in sorted(place, key=place.__getitem__):
        order[items[number].rank].append(number)
    return order


def _ordered(items: list[Item], order: Order) -> Order:
    """Move what crosses towards what it is joined to, up and down; keep the order that crosses
    least, the first of equals.
    """
    best, fewest = order, crossings(items, order)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        order = _swept([*order], items, down=sweep % 2 == 0)
        crossed = crossings(items, order)
        if crossed < fewest:
            best, fewest = order, crossed
    return best


def _swept(order: Order, items: list[Item], *, down: bool) -> Order:
    place = {number: at for rank in order for at, number in enumerate(rank)}
    for rank in range(len(order)) if down else reversed(range(len(order))):

        def towards(number: int) -> float:
            joined = items[number].up if down else items[number].down
            return sum(map(place.__getitem__, joined)) / len(joined) if joined else place[number]

        order[rank] = sorted(order[rank], key=towards)
        place.update((number, at) for at, number in enumerate(order[rank]))
    return order


def crossings(items: list[Item], order: Order) -> int:
    """How many pairs of links cross."""
    found = 0
    place = {number: at for rank in order for at, number in enumerate(rank)}
    for rank in order:
        met: list[int] = []
        for number in rank:
            ends = [place[lower] for lower in items[number].down]
            found += sum(len(met) - bisect_right(met, end) for end in ends)
            for end in ends:
                insort(met, end)
    return found


def threads(ranks: Ranks, links: Sequence[Link]) -> list[list[int]]:
    """The items in columns that can each stand exactly above one another, no two of them crossing.

    First what passes ranks, then the longest ways, then whatever else fits.
    """
    items, left = ranks.items, ranks.left
    place = {number: at for rank in ranks.order for at, number in enumerate(rank)}

    def weight(upper: int, lower: int) -> tuple[bool, int, int]:
        above, below = items[upper], items[lower]
        label = above if above.kind == LABEL else below
        length = left[links[label.ref][1]] if label.kind == LABEL else 0
        return (not above.kind == below.kind == BEND, -length, abs(place[upper] - place[lower]))

    pairs = [
        (upper, lower)
        for upper, item in enumerate(items)
        for lower in item.down
        if _may_align(item, items[lower])
    ]
    joined: dict[int, int] = {}
    tops: set[int] = set(range(len(items)))
    chosen: dict[int, list[tuple[int, int]]] = {}
    for upper, lower in sorted(pairs, key=lambda pair: weight(*pair)):
        if upper in joined or lower not in tops:
            continue
        at = (place[upper], place[lower])
        beside = chosen.setdefault(items[upper].rank, [])
        here = bisect_left(beside, at)
        if all(end < at[1] for _, end in beside[max(here - 1, 0) : here]) and all(
            end > at[1] for _, end in beside[here : here + 1]
        ):
            beside.insert(here, at)
            joined[upper] = lower
            tops.discard(lower)
    return [_column(top, joined) for top in sorted(tops)]


def _may_align(above: Item, below: Item) -> bool:
    """A line that several labels share runs beside them, not through one of them."""
    if above.kind == below.kind:
        return True
    return not any(item.kind == BEND and item.ref[0] == "from" for item in (above, below))  # type: ignore[index]


def _column(top: int, joined: dict[int, int]) -> list[int]:
    column = [top]
    while column[-1] in joined:
        column.append(joined[column[-1]])
    return column
