"""The sample documents as trees to edit, each clause of which knows what it was made of."""

from dataclasses import dataclass, field
from functools import cache
from uuid import NAMESPACE_URL, uuid5

import yaml

from policies.library.markup import to_html, to_plain
from tests.support.site import ROOT

FOLDER = ROOT / "fixtures" / "policies"


@dataclass
class Node:
    """A clause while it is edited: `made_of` are the uids of the old clauses whose words it says."""

    number: str
    heading: str
    text: str
    kind: str = "duty"
    made_of: list[str] = field(default_factory=list)
    how: str = "unchanged"
    children: list["Node"] = field(default_factory=list)


def documents() -> list[str]:
    """The names of the sample documents."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


@cache
def document(name: str) -> list[Node]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    data = yaml.load((FOLDER / f"{name}.yaml").read_text(), Loader=loader)  # noqa: S506 - both safe
    return [_node(row) for row in data["versions"][-1]["clauses"]]


def _node(row: dict) -> Node:
    return Node(
        number=str(row.get("number") or ""),
        heading=row.get("heading") or "",
        text=to_plain(to_html(row.get("body") or "")),
        kind=row["kind"],
        made_of=[str(uuid5(NAMESPACE_URL, row["id"]))],
        children=[_node(child) for child in row.get("children") or ()],
    )


def everything(tree: list[Node]) -> list[tuple[Node, list[Node]]]:
    """Every clause with the list that it stands in, in reading order."""
    found = []
    waiting = [(node, tree) for node in tree]
    while waiting:
        node, siblings = waiting.pop(0)
        found.append((node, siblings))
        waiting = [(child, node.children) for child in node.children] + waiting
    return found
