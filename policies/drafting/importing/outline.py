"""Which item stands under which: lists within lists, and the sentences that lead into them. Plain Python."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policies.drafting.importing.lines import Line
from policies.drafting.importing.markers import depth, style
from policies.drafting.importing.source import Paragraph, require_depth

_leads = re.compile(r"[:：]\s*[-–—]?$|[-–—]$")


@dataclass
class Node:
    """A line and the lines under it: the items that it leads into, or that stand within it."""

    line: Line
    under: list["Node"] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        """Whether its words lead into what follows."""
        return bool(_leads.search(self.line.text))

    def all(self) -> Iterator["Node"]:
        yield self
        for node in self.under:
            yield from node.all()


@dataclass
class _Open:
    """An item that more may stand under."""

    node: Node
    level: int
    indent: int
    looks: str


def outlined(lines: Sequence[Line]) -> list[Node]:
    """The lines of a passage without headings as nodes, in order; none is lost."""
    passage = _Passage()
    for line in lines:
        if line.said.is_item:
            passage.item(line)
        else:
            passage.text(line)
    return passage.top


class _Passage:
    def __init__(self):
        self.top: list[Node] = []
        self.lead: Node | None = None
        self.open: list[_Open] = []

    def text(self, line: Line) -> None:
        """A line without a marker: within the item before, where the layout puts it there."""
        node = Node(line)
        while self.open and not _within(line.said, self.open[-1]):
            self.open.pop()
        if self.open:
            self.open[-1].node.under.append(node)
            if node.leads:
                before = self.open[-1]
                self.open.append(_Open(node, before.level, line.said.indent, ""))
            return
        self.top.append(node)
        self.lead = node if node.leads else None

    def item(self, line: Line) -> None:
        said, looks = line.said, style(line.said.marker)
        while self.open and not self._holds(self.open[-1], said, looks):
            self.open.pop()
        require_depth(len(self.open))
        node = Node(line)
        if self.open:
            self.open[-1].node.under.append(node)
        elif self.lead is not None:
            self.lead.under.append(node)
        else:
            self.top.append(node)
        self.open.append(_Open(node, said.level, said.indent, looks))

    def _holds(self, above: _Open, said: Paragraph, looks: str) -> bool:
        """Whether an item stands under the open one `above`."""
        if not above.looks:
            return said.level > above.level or (said.level < 0 and said.indent >= above.indent)
        if said.level >= 0 and above.level >= 0:
            return said.level > above.level
        if abs(said.indent - above.indent) > 1:
            return said.indent > above.indent
        if looks == above.looks:
            # Text loses the indent of lists in lists: an item that leads on is followed by its own.
            below = above.node.under[0].line.said if above.node.under else said
            alike = style(below.marker) == looks and abs(below.indent - said.indent) <= 1
            return above.node.leads and alike
        deep, above_deep = depth(said.marker), depth(above.node.line.said.marker)
        if deep and above_deep:
            return deep > above_deep
        return all(
            other.looks != looks or abs(other.indent - said.indent) > 1 for other in self.open
        )


def _within(said: Paragraph, above: _Open) -> bool:
    """Whether a line without a marker is a further paragraph of the open item."""
    if said.level >= 0:
        return above.level <= said.level and bool(above.looks)
    if above.level >= 0 and not said.indent:
        return False
    return bool(above.looks) and said.indent > above.indent
