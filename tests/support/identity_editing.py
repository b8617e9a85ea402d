"""A document after some edits, and what became of each of its clauses."""

import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass

from policies.drafting.importing.matching import OldClause
from policies.drafting.importing.tree import ParsedClause, give_keys, walk
from tests.support.identity_nodes import Node, document, everything
from tests.support.identity_steps import Step


@dataclass
class Edited:
    """The old clauses, the new tree, and the truth: uid → (sort, keys of what became of it)."""

    old: list[OldClause]
    tree: list[ParsedClause]
    truth: dict[str, tuple[str, list[str]]]
    inserted: list[str]


def edited(name: str, steps: list[Step], seed: str) -> Edited:
    """The document `name` after these steps."""
    chance = random.Random(seed)
    before = document(name)
    tree = deepcopy(before)
    for step in steps:
        step(tree, chance, name)
    parsed = [_parsed(node) for node in tree]
    give_keys(parsed)
    nodes = [node for node, _ in everything(tree)]
    became: dict[str, tuple[str, list[str]]] = {
        node.made_of[0]: ("deleted", []) for node, _ in everything(before)
    }
    inserted = []
    for node, clause in zip(nodes, walk(parsed), strict=True):
        for uid in node.made_of:
            became[uid] = (node.how, [*became[uid][1], clause.key])
        if not node.made_of:
            inserted.append(clause.key)
    return Edited(list(_old(before, None)), parsed, became, inserted)


def _parsed(node: Node) -> ParsedClause:
    return ParsedClause(
        key="",
        number=node.number,
        heading=node.heading,
        text=node.text,
        kind=node.kind,
        children=[_parsed(child) for child in node.children],
    )


def _old(nodes: list[Node], parent: str | None) -> Iterator[OldClause]:
    for node in nodes:
        [uid] = node.made_of
        yield OldClause(uid, "", node.number, node.heading, node.text, parent)
        yield from _old(node.children, uid)
