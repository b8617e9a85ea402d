"""Which lines are headings, and of which rank. Plain Python."""

import re
from collections import Counter
from collections.abc import Sequence

from policies.drafting.importing.lines import Line
from policies.drafting.importing.markers import depth, style
from policies.drafting.importing.proposing import column_of
from policies.drafting.importing.source import MAX_DEPTH

LONGEST = 100
_MOST_WORDS = 14
_begins = re.compile(r"[\"'“‘(]?[A-Z0-9]")
_prefix = re.compile(r"(.{4,}?)(?: [–—-] |: )")


def ranks(lines: Sequence[Line]) -> list[int]:
    """The rank of each line as a heading, one the highest; 0 for what is no heading.

    Where the layout says it (styles of Word, elements of a web page), that is taken. Other lines
    are headings by their looks: short, without a full stop, and bold, in capitals, set apart by
    empty lines, or pointed at by a table of contents.
    """
    found = [line.said.heading if _by_layout(line) else 0 for line in lines]
    looks = [n for n in range(len(lines)) if not found[n] and _looks_like_one(lines, n)]
    weak = _weak_ranks(lines, looks)
    styled = 0
    for n in range(len(lines)):
        if found[n]:
            styled = found[n]
        elif n in weak:
            found[n] = min(styled + weak[n], MAX_DEPTH)
    return found


def _by_layout(line: Line) -> bool:
    said = line.said
    return bool(said.heading and not said.left_out and not said.table and said.part != "head")


def _looks_like_one(lines: Sequence[Line], n: int) -> bool:
    said, text = lines[n].said, lines[n].text
    if said.left_out or said.table or said.box or said.uid or said.quote or said.tabbed:
        return False
    following = next((later for later in lines[n + 1 :] if not later.said.left_out), None)
    named = column_of(text) and following and (following.said.is_item or not said.is_item)
    if named or (said.pointed_at and not said.is_item and len(text) <= LONGEST):
        return True
    if not _is_short(text) or following is None or said.level > 0:
        return False
    return _stands_out(lines, n, following)


def _stands_out(lines: Sequence[Line], n: int, following: Line) -> bool:
    """Whether a short line is bold, in capitals or set apart; a list's item seldom is a heading."""
    said, text = lines[n].said, lines[n].text
    capitals = text.isupper() and sum(c.isalpha() for c in text) > 3
    if said.kind == "bullet":
        return capitals
    if text.endswith(":"):
        return said.is_bold and not said.is_item and not following.said.is_item
    if said.kind == "number":
        return _stands_alone(lines, n) and (said.level < 0 or said.is_bold or capitals)
    return said.is_bold or capitals or _is_set_apart(lines, n, following)


def _is_set_apart(lines: Sequence[Line], n: int, following: Line) -> bool:
    """Whether empty lines, the edge of a text box or the end of a sentence part it from others."""
    if lines[n].said.indent >= 4:
        return False
    if lines[n].said.gap or (n and lines[n - 1].said.left_out) or (not n and following.said.gap):
        return True
    if not n:
        return False
    before = lines[n - 1]
    return bool(following.said.gap) and (before.said.is_item or before.text.endswith("."))


def _is_short(text: str) -> bool:
    return (
        0 < len(text) <= LONGEST
        and len(text.split()) <= _MOST_WORDS
        and any(c.isalpha() for c in text)
        and not text.endswith((".", ";", ",", "!", "…"))
        and bool(_begins.match(text))
    )


def _stands_alone(lines: Sequence[Line], n: int) -> bool:
    """Whether neither neighbour is the item before or behind it in the same list."""
    return not any(
        0 <= i < len(lines) and _follow(lines[min(i, n)], lines[max(i, n)]) for i in (n - 1, n + 1)
    )


def _follow(first: Line, second: Line) -> bool:
    """Whether two items have markers that follow each other: "1." and "2.", "(a)" and "(b)"."""
    a, b = first.said.marker, second.said.marker
    if not (first.said.is_item and second.said.is_item) or style(a) != style(b):
        return False
    counts = [re.findall(r"\d+", marker)[-1:] for marker in (a, b)]
    return not all(counts) or int(counts[1][0]) == int(counts[0][0]) + 1


def _weak_ranks(lines: Sequence[Line], looks: list[int]) -> dict[int, int]:
    """The ranks of headings by their looks, counted from one below the last heading by layout."""
    loud = [n for n in looks if lines[n].text.isupper()]
    wide = _wide_gap(lines, looks)
    rank: dict[int, int] = {}
    alike: dict[str, int] = {}
    leaf = 1
    for at, n in enumerate(looks):
        said = lines[n].said
        chain = _chain(looks, at)
        leaf = max(leaf, chain)
        rank[n] = leaf - chain + 1
        if depth(said.marker):
            rank[n] = depth(said.marker)
        elif wide and _tell_ranks(loud, len(looks)):
            rank[n] = 1 if n in loud else 2
        elif wide:
            rank[n] = 1 if said.gap >= wide or not at else 2
        elif _tell_ranks(loud, len(looks)):
            rank[n] = 1 if n in loud else 2
        # "Conduct – privacy" and "Conduct – trust" are of one rank, whatever stands round them.
        prefix = _prefix.match(lines[n].text)
        if prefix:
            rank[n] = alike.setdefault(prefix[1], rank[n])
        if column_of(lines[n].text):
            rank[n] = MAX_DEPTH
    return rank


def _tell_ranks(loud: Sequence[int], of: int) -> bool:
    """Whether capitals mark the higher of two ranks: some headings have them, and not all."""
    return 2 <= len(loud) < of


def _chain(looks: list[int], at: int) -> int:
    """How many headings follow each other from this one on with nothing between them."""
    length = 1
    while at + length < len(looks) and looks[at + length] == looks[at] + length:
        length += 1
    return length


def _wide_gap(lines: Sequence[Line], looks: list[int]) -> int:
    """How many empty lines stand before the headings of the first rank; 0 where they tell nothing."""
    gaps = Counter(lines[n].said.gap for n in looks if n)
    if not gaps:
        return 0
    usual = gaps.most_common(1)[0][0]
    wider = [gap for gap in gaps.elements() if gap > usual]
    return usual + 1 if usual and len(wider) >= 3 else 0
