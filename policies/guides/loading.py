"""Guides as YAML files: read safely, with the line of whatever is wrong.

A guide holds only words, so every value is read as text: an option may be called `yes` or `no`
without quotes. What YAML offers beyond mappings, lists and text is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

import yaml
from yaml.events import (
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
)

from policies.guides.compiled import Fault
from policies.guides.entry import shown

LARGEST = 1_000_000
DEEPEST = 60
MOST_FAULTS = 50

_ADVICE = (
    "check that lines are indented alike, and put in quotes any text that holds a colon or "
    "begins with a sign."
)

# The same parser, in C where PyYAML was built with it: about ten times as fast.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Lines:
    """The line at which each node of a guide begins, as editors count it."""

    of: Mapping[str, int] = field(default_factory=dict)

    def placed(self, fault: Fault) -> Fault:
        """`fault` with its line; a guide as a whole begins on the first that says something."""
        line = self.of.get(fault.node) or fault.line or self.of.get("", 1)
        return replace(fault, line=line)


@dataclass(frozen=True, slots=True)
class Located:
    """A definition, or None with what is wrong, and where its nodes are."""

    definition: dict[str, object] | None
    faults: tuple[Fault, ...]
    lines: Lines


def load_yaml(text: str) -> tuple[dict[str, object] | None, tuple[Fault, ...]]:
    """The definition in `text`, or None with what is wrong, by line. Never raises."""
    located = load_located(text)
    return located.definition, located.faults


def load_located(text: str) -> Located:
    """What `load_yaml` gives, and the line of each node. Never raises."""
    builder = _Builder()
    definition, faults = _load(builder, text)
    return Located(definition, faults, _node_lines(definition, builder) if definition else Lines())


# How the nodes of each list are called where they have no key.
_NODES = {
    "questions": "question", "outcomes": "outcome", "facts": "fact", "scenarios": "scenario"
}  # fmt: skip


def _node_lines(definition: dict[str, object], builder: _Builder) -> Lines:
    lines = {"": builder.lines.get(id(definition), 1)}
    for name, called in _NODES.items():
        listed = definition.get(name)
        for number, item in enumerate(listed if isinstance(listed, list) else (), start=1):
            key = item.get("key") if isinstance(item, dict) else None
            line = builder.lines.get(id(item), 0)
            lines.setdefault(key if isinstance(key, str) and key else f"{called} {number}", line)
    return Lines(lines)


def _load(builder: _Builder, text: str) -> tuple[dict[str, object] | None, tuple[Fault, ...]]:
    if not isinstance(text, str):
        return None, (_fault(0, "This is no text: give the words of a YAML file."),)
    if len(text.encode(errors="replace")) > LARGEST:
        return None, (_fault(0, f"The file is larger than {LARGEST:,} bytes: split the guide."),)
    try:
        builder.build(yaml.parse(text, Loader=LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = error.problem or error.context
        builder.faults.append(_fault(_line(mark), f"This is not YAML ({problem}): {_ADVICE}"))
    except (yaml.YAMLError, UnicodeError):
        message = "The file holds characters that YAML does not allow: save it as plain UTF-8."
        builder.faults.append(_fault(0, message))
    except _Enough:
        pass
    if builder.faults:
        return None, tuple(builder.faults)
    if not isinstance(builder.root, dict):
        message = "A guide is a mapping: begin with lines such as 'slug: …' and 'title: …'."
        return None, (_fault(0, message),)
    return builder.root, ()


class _Mark(Protocol):
    """What both parsers mark a place with; `line` counts from 0."""

    @property
    def line(self) -> int: ...


class _Enough(Exception):
    """What was found so far suffices to refuse the file."""


class _Open:
    """A list or mapping being filled; `key` is the one waiting for its value."""

    def __init__(self, inside: list[object] | dict[str, object]) -> None:
        self.inside = inside
        self.key: str | None = None
        self.lines: dict[str, int] = {}


class _Builder:
    """Builds from parser events, with a stack of its own, so that no nesting can exhaust it."""

    def __init__(self) -> None:
        self.root: object = None
        self.faults: list[Fault] = []
        self._open: list[_Open] = []
        # Where each list and mapping begins; `id` holds while the root keeps them all alive.
        self.lines: dict[int, int] = {}
        self._documents = 0

    def build(self, events: Iterator[Event]) -> None:
        for event in events:
            if isinstance(event, DocumentStartEvent):
                self._documents += 1
                if self._documents > 1:
                    self._refuse(event, "A second document begins here: keep one guide a file.")
            elif isinstance(event, CollectionEndEvent):
                self._open.pop()
            elif isinstance(event, NodeEvent):
                self._node(event)

    def _node(self, event: NodeEvent) -> None:
        if event.anchor:
            self._refuse(event, "Anchors (&) and aliases (*) are not allowed: write it out.")
        elif isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag:
            self._refuse(event, f"The tag {shown(event.tag)} is not allowed: take it out.")
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            opened = _Open({} if isinstance(event, MappingStartEvent) else [])
            self._place(opened.inside, event)
            self._open.append(opened)
            self.lines[id(opened.inside)] = _line(event.start_mark)
            if len(self._open) > DEEPEST:
                self._refuse(event, f"This is nested more than {DEEPEST} deep: make it flatter.")
                raise _Enough
        else:
            self._place(event.value if isinstance(event, ScalarEvent) else "", event)

    def _place(self, value: object, event: NodeEvent) -> None:
        if not self._open:
            self.root = value
            return
        around = self._open[-1]
        if isinstance(around.inside, list):
            around.inside.append(value)
        elif around.key is None:
            around.key = self._key(around, value, event)
        else:
            around.inside[around.key] = value
            around.key = None

    def _key(self, around: _Open, value: object, event: NodeEvent) -> str:
        line = _line(event.start_mark)
        if not isinstance(value, str):
            self._refuse(event, "A list or mapping stands where a name belongs: write a name.")
            return ""
        if value in around.lines:
            first = around.lines[value]
            self._refuse(event, f"{shown(value)} is here twice, first on line {first}: keep one.")
        around.lines.setdefault(value, line)
        return value

    def _refuse(self, event: Event, message: str) -> None:
        self.faults.append(_fault(_line(event.start_mark), message))
        if len(self.faults) >= MOST_FAULTS:
            raise _Enough


def _line(mark: _Mark | None) -> int:
    """The line as editors count it; 0 where the parser cannot tell."""
    return mark.line + 1 if mark else 0


def _fault(line: int, message: str) -> Fault:
    if not line:
        return Fault("yaml", "file", message)
    return Fault("yaml", f"line {line}", f"Line {line}: {message}", line)
