"""What changes between two versions of a guide, for every policy set, and what of it is to be signed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any

from policies.guides.changes import Diff, Group, path_diff
from policies.guides.checks import Report
from policies.guides.compiled import CompiledGuide
from policies.guides.dumping import dump_yaml
from policies.guides.paths import TooManyStates
from policies.guides.wording import group_words

# Work for one comparison while somebody waits for the page: about two seconds.
MOST_WORK = 5_000_000
# Longest texts that are compared line by line.
MOST_LINES = 5_000
LONGEST_KEY = 500

CHANGED, WEIGHED, MEANING = "changed", "weighed", "meaning"


@dataclass(frozen=True, slots=True)
class SetChange:
    """The changes for one policy set; `diff` is None where there are too many paths to compare."""

    policy_set: str
    diff: Diff | None


@dataclass(frozen=True, slots=True)
class Changes:
    """Two compiled versions and how their paths differ."""

    old: CompiledGuide
    new: CompiledGuide
    sets: tuple[SetChange, ...]

    @property
    def groups(self) -> list[Group]:
        return [group for each in self.sets if each.diff for group in each.diff.groups]

    @property
    def paths(self) -> int:
        return sum(each.diff.paths for each in self.sets if each.diff)

    @property
    def changed(self) -> int:
        return sum(each.diff.changed for each in self.sets if each.diff)

    @property
    def not_compared(self) -> list[str]:
        """The policy sets whose paths are too many to compare."""
        return [each.policy_set for each in self.sets if each.diff is None]


def changes_between(old: CompiledGuide, new: CompiledGuide) -> Changes:
    """Compare two versions for every policy set that either serves."""
    served = dict.fromkeys((*old.start, *new.start))
    return Changes(old, new, tuple(_for_set(old, new, code) for code in served))


def _for_set(old: CompiledGuide, new: CompiledGuide, code: str) -> SetChange:
    try:
        return SetChange(code, path_diff(old, new, code, most_work=MOST_WORK))
    except TooManyStates:
        return SetChange(code, None)


@dataclass(frozen=True, slots=True)
class ToSign:
    """Something that a reviewer signs for before a version is published.

    `key` is kept with the signature and names the version compared with, so that a signature holds for that change
    and no other. `group` is the change of paths, where it is one.
    """

    kind: str
    key: str
    what: str
    node: str = ""
    line: int = 0
    group: Group | None = None

    @property
    def id(self) -> str:
        """A short name for forms."""
        return _short(f"{self.kind}:{self.key}")


def to_sign(report: Report, changes: Changes | None, number: int) -> list[ToSign]:
    """Everything to sign for: the findings of the gate, then each change since version `number`."""
    items = [
        ToSign(
            fault.rule,
            f"{number if fault.rule == MEANING else ''}:{fault.node}:{_short(fault.message)}",
            fault.message,
            fault.node,
            fault.line,
        )
        for fault in report.to_sign
    ]
    if changes is None:
        return items
    for code in changes.not_compared:
        what = (
            f"{code}: there are too many paths to compare, so any of them may end otherwise. Read "
            "both versions in full."
        )
        items.append(ToSign(CHANGED, f"{number}:{code}:not-compared", what))
    for group in changes.groups:
        what = group_words(changes.old, changes.new, group)
        items.append(ToSign(CHANGED, _key(f"{number}:{group.key}"), what, group=group))
    return items


def _key(key: str) -> str:
    """`key`, cut to what a signature can hold."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[: LONGEST_KEY - 20]}…{_short(key)}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:16]


def definition_changes(old: Mapping, new: Mapping) -> list[tuple[str, str, str]] | None:
    """`line_changes` of two definitions written out alike: in which order their mappings were kept is no change."""
    return line_changes(dump_yaml(_sorted(old)), dump_yaml(_sorted(new)))


def _sorted(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _sorted(value[key]) for key in sorted(value)}
    return [_sorted(item) for item in value] if isinstance(value, list | tuple) else value


def line_changes(old: str, new: str) -> list[tuple[str, str, str]] | None:
    """The lines that differ, with two neighbours: (same, added, removed or gap; indent; the rest).

    None where the texts are too long to be compared line by line.
    """
    before, after = old.splitlines(), new.splitlines()
    if max(len(before), len(after)) > MOST_LINES:
        return None
    return _marked(list(unified_diff(before, after, lineterm="", n=2))[2:])


def _marked(lines: Sequence[str]) -> list[tuple[str, str, str]]:
    marks = {"+": "added", "-": "removed", " ": "same", "@": "gap"}
    found = []
    for line in lines:
        text = "" if line[0] == "@" else line[1:]
        bare = text.lstrip(" ")
        found.append((marks[line[0]], text[: len(text) - len(bare)], bare))
    return found
