"""Reading one mapping of a definition, field by field: what is wrong is noted, never raised."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from policies.guides.compiled import Fault

_KEY = re.compile(r"[a-z0-9-]+")
# Control characters and halves of a pair: a page cannot show them, nor the database keep them.
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_LONGEST_SHOWN = 60
_SORTS = (
    (bool, "true or false (put the word in quotes)"),
    (int | float, "a number (put it in quotes)"),
    (Mapping, "a mapping"),
    (list | tuple, "a list"),
    (type(None), "empty"),
)


def shown(value: object) -> str:
    """`value` for a message: words in quotes, cut short; anything else by its sort."""
    if isinstance(value, str):
        return repr(value if len(value) <= _LONGEST_SHOWN else value[:_LONGEST_SHOWN] + "…")
    return next((name for sort, name in _SORTS if isinstance(value, sort)), type(value).__name__)


def closest(word: object, known: Collection[str]) -> str:
    """A parenthesis naming the known word most like `word`, or nothing."""
    if not isinstance(word, str):
        return ""
    near = get_close_matches(word[:_LONGEST_SHOWN], known, n=1)
    return f" (closest: {near[0]!r})" if near else ""


def _is_words(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and not _UNSHOWABLE.search(value)


def _lacking(value: object) -> str:
    """Why `value` is no words."""
    if not isinstance(value, str):
        return f"is {shown(value)}"
    return "holds a character that cannot be shown" if value.strip() else "is empty"


class Entry:
    """A mapping of a definition. `node` is what its faults are filed under, `name` how messages
    call it, and `faults` the list that they are added to.
    """

    def __init__(
        self, raw: Mapping[object, object], node: str, name: str, faults: list[Fault]
    ) -> None:
        self.raw = raw
        self.node = node
        self.name = name
        self.faults = faults

    def fault(self, message: str, rule: str = "schema") -> None:
        self.faults.append(Fault(rule, self.node, f"{self.name} {message}"))

    def only(self, fields: tuple[str, ...]) -> None:
        """Note every field that is not one of `fields`."""
        for field in self.raw:
            if field in fields:
                continue
            advice = "take it out, or correct its name"
            if isinstance(field, str) and " " in field:
                advice = "take it out, or put a text that holds a comma in quotes"
            self.fault(f"has an unknown field {shown(field)}{closest(field, fields)}: {advice}.")

    def text(self, field: str, *, required: bool = True) -> str:
        """The text in `field`; an empty string where there is none."""
        if field not in self.raw:
            if required:
                self.fault(f"has no {field}: write one.")
            return ""
        value = self.raw[field]
        if not _is_words(value):
            is_now = _lacking(value)
            self.fault(f"has a {field} that {is_now}: write text, or leave the line out.")
            return ""
        return str(value)

    def key(self, field: str = "key") -> str:
        """The key in `field`, noted where it is not a key; kept even so, that targets find it."""
        key = self.text(field)
        if key and not _KEY.fullmatch(key):
            self.fault(
                f"has the {field} {shown(key)}: use only a to z, 0 to 9 and hyphens.", "unique-keys"
            )
        return key

    def words(self, field: str, *, required: bool = False) -> tuple[str, ...]:
        """The list of texts in `field`, without what is not text."""
        words = []
        for item in self.items(field, required=required):
            if _is_words(item):
                words.append(str(item))
            else:
                self.fault(f"has in {field} an item that {_lacking(item)}: write text.")
        return tuple(words)

    def items(self, field: str, *, required: bool = False) -> list[object]:
        """The list in `field`; an empty one where there is none."""
        if field not in self.raw:
            if required:
                self.fault(f"has no {field}: write a list of them.")
            return []
        value = self.raw[field]
        if not isinstance(value, list | tuple):
            self.fault(f"has in {field} what is {shown(value)}: write a list.")
            return []
        if required and not value:
            self.fault(f"has an empty list of {field}: write at least one.")
        return list(value)

    def entries(
        self, field: str, fields: tuple[str, ...], *, nodes: bool = False, required: bool = False
    ) -> Iterator[Entry]:
        """Each mapping in the list in `field`, itself a node of the guide if `nodes`.

        What is no mapping is noted and left out.
        """
        one = field.removesuffix("s")
        for number, item in enumerate(self.items(field, required=required), start=1):
            if not isinstance(item, Mapping):
                wanted = ", ".join(fields)
                self.fault(f"has as {one} {number} {shown(item)}: write a mapping with {wanted}.")
                continue
            key = item.get("key")
            key = key if isinstance(key, str) else ""
            called = f"{one} {shown(key) if key else number}"
            if nodes:
                name = called[0].upper() + called[1:]
                entry = Entry(item, key or called, name, self.faults)
            else:
                entry = Entry(item, self.node, f"{self.name}, {called},", self.faults)
            entry.only(fields)
            yield entry
