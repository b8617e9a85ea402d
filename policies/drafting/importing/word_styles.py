"""What styles and lists of a Word file say of a paragraph. Plain Python."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY_LEVEL = 9
_heading = re.compile(r"heading ?([1-9])$", re.IGNORECASE)
_LARGE = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"))
_ROMAN = (*_LARGE, (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass
class Style:
    """A paragraph style with what it takes over from the style it is based on."""

    name: str = ""
    heading: int = 0
    number: str = ""
    level: int = 0
    bold: bool = False


@dataclass
class _Level:
    kind: str = "decimal"
    words: str = "%1."
    start: int = 1


@dataclass
class Lists:
    """The lists of a file, counted on as its paragraphs are read."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    # Lists that share an outline go on counting in it, unless they begin anew.
    outline: dict[str, str] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def marker(self, number: str, level: int) -> tuple[str, str]:
        """(marker, kind) of the next item of a list at a level; empty for a list without marks."""
        shape = self.levels.get(number, {})
        here = shape.get(level, _Level("bullet" if not shape else "none", "•"))
        if here.kind == "none":
            return "", ""
        if here.kind == "bullet":
            return "•", "bullet"
        counts = self.counts[number if number in self.fresh else self.outline.get(number, number)]
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [n for n in counts if n > level]:
            del counts[deeper]
        return self._words(shape, here, counts), "number"

    def _words(self, shape: dict[int, _Level], here: _Level, counts: dict[int, int]) -> str:
        def count(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            of = shape.get(at, _Level())
            return counted(counts.get(at, of.start), of.kind)

        return re.sub(r"%([1-9])", count, here.words).strip()


def counted(number: int, kind: str) -> str:
    """A number as a list shows it: 3, c, C, iii or III."""
    if "Letter" in kind:
        # After z comes aa, then bb.
        letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letters.upper() if kind.startswith("upper") else letters
    if "Roman" in kind:
        roman = ""
        for value, sign in _ROMAN:
            roman += sign * (number // value)
            number %= value
        return roman.upper() if kind.startswith("upper") else roman
    return f"{number:02}" if kind == "decimalZero" else str(number)


def value(element: etree._Element | None, path: str, default: str = "") -> str:
    """The w:val of what stands at `path` below an element."""
    found = (
        None if element is None else element.find("/".join(W + name for name in path.split("/")))
    )
    return default if found is None else found.get(f"{W}val", default)


def whole(text: str, default: int = 0) -> int:
    """A whole number out of an attribute; `default` where it holds none."""
    return int(text) if re.fullmatch(r"-?\d{1,5}", text) else default


def switched_on(properties: etree._Element | None, name: str) -> bool:
    """Whether a switch such as bold is on."""
    found = None if properties is None else properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false", "none", "off")


def styles(root: etree._Element | None) -> dict[str, Style]:
    """style id → what it says."""
    rows = {} if root is None else {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style")}
    found: dict[str, Style] = {}
    for name, row in rows.items():
        # From the style itself up to what it is based on; a loop of styles ends where it closes.
        chain = [row]
        while (above := rows.get(value(chain[-1], "basedOn"))) is not None and above not in chain:
            chain.append(above)
        found[name] = _style(chain[::-1])
    return found


def _style(chain: list[etree._Element]) -> Style:
    style = Style()
    for row in chain:
        style.name = value(row, "name", style.name).lower()
        named = _heading.match(style.name)
        outline = whole(value(row, "pPr/outlineLvl"), BODY_LEVEL)
        if named:
            style.heading = int(named[1])
        elif outline < BODY_LEVEL:
            style.heading = outline + 1
        style.number = value(row, "pPr/numPr/numId", style.number)
        style.level = whole(value(row, "pPr/numPr/ilvl"), style.level)
        properties = row.find(f"{W}rPr")
        if properties is not None and properties.find(f"{W}b") is not None:
            style.bold = switched_on(properties, "b")
    return style


def lists(root: etree._Element | None) -> Lists:
    """The lists that a file declares."""
    found = Lists()
    if root is None:
        return found
    outlines = {
        a.get(f"{W}abstractNumId", ""): {
            whole(level.get(f"{W}ilvl", "")): _level(level) for level in a.findall(f"{W}lvl")
        }
        for a in root.findall(f"{W}abstractNum")
    }
    for row in root.findall(f"{W}num"):
        number, outline = row.get(f"{W}numId", ""), value(row, "abstractNumId")
        shape = dict(outlines.get(outline, {}))
        for change in row.findall(f"{W}lvlOverride"):
            at = whole(change.get(f"{W}ilvl", ""))
            level = change.find(f"{W}lvl")
            if level is not None:
                shape[at] = _level(level)
            if value(change, "startOverride"):
                before = shape.get(at, _Level())
                start = whole(value(change, "startOverride"), 1)
                shape[at] = _Level(before.kind, before.words, start)
                found.fresh.add(number)
        found.levels[number], found.outline[number] = shape, outline
    return found


def _level(row: etree._Element) -> _Level:
    return _Level(
        value(row, "numFmt", "decimal"), value(row, "lvlText", ""), whole(value(row, "start"), 1)
    )
