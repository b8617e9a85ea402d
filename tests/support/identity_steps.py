"""What people do to a document when they edit it, from a seed."""

import random
from collections import Counter
from collections.abc import Callable
from functools import cache

from policies.drafting.importing.likeness import Lexicon, words_of
from tests.support.identity_nodes import Node, document, documents, everything
from tests.support.identity_words import heavily, lightly, sentences

# An inserted clause as like an old one as this would be the same clause by any measure of words.
LIKE_AN_OLD_ONE = 0.6
# What is split or merged keeps most of its words, or it is another text.
_NOT_REWRITTEN = ("unchanged", "reworded lightly")

# Each takes the tree, the chance and the document's name, and changes the tree.
Step = Callable[[list[Node], random.Random, str], None]


def _some(
    tree: list[Node], chance: random.Random, share: float, fits: Callable[[Node], bool]
) -> list[tuple[Node, list[Node]]]:
    fitting = [pair for pair in everything(tree) if fits(pair[0])]
    return chance.sample(fitting, min(len(fitting), max(1, round(share * len(fitting)))))


def reword(share: float, how: str) -> Step:
    """Other words for a share of the clauses; a section without words has another heading."""
    change = heavily if how == "heavily" else lightly

    def step(tree: list[Node], chance: random.Random, name: str) -> None:
        for node, _ in _some(tree, chance, share, lambda n: n.how == "unchanged"):
            node.how = f"reworded {how}"
            if node.text:
                node.text = change(node.text, chance)
            if node.heading and (not node.text or chance.random() < 0.2):
                node.heading = lightly(node.heading, chance)

    return step


def move(share: float, *, sections: bool = False) -> Step:
    """Clauses, or sections with all that is in them, to another place."""

    def step(tree: list[Node], chance: random.Random, name: str) -> None:
        said = Counter((n.heading, n.text) for n, _ in everything(tree))
        for node, siblings in _some(tree, chance, share, lambda n: bool(n.children) == sections):
            # Where a twin stands elsewhere nobody could tell afterwards which of the two moved.
            twin = said[node.heading, node.text] > 1
            if twin or not any(node is other for other in siblings):
                continue
            siblings[:] = [other for other in siblings if other is not node]
            homes = [n.children for n, _ in everything(tree) if n.children] or [tree]
            home = tree if sections else chance.choice(homes)
            home.insert(chance.randint(0, len(home)), node)

    return step


def split(share: float) -> Step:
    """A clause becomes two: the second beside it or under it, with a heading of its own or none."""

    def step(tree: list[Node], chance: random.Random, name: str) -> None:
        for node, siblings in _some(tree, chance, share, _may_split):
            first, second = _pieces(node.text)
            rest = Node("", "", second, node.kind, list(node.made_of), "split")
            node.text, node.how = first, "split"
            home = siblings if chance.random() < 0.7 else node.children
            place = next((i + 1 for i, n in enumerate(home) if n is node), 0)
            home.insert(place, rest)
            if chance.random() < 0.5:
                rest.heading = " ".join(second.split()[:3]).strip(".,;:")

    return step


def _may_split(node: Node) -> bool:
    return node.how in _NOT_REWRITTEN and len(_pieces(node.text)) == 2


def _pieces(text: str) -> list[str]:
    """A text in two, at the end of a sentence or else in its middle; whole where it is short."""
    parts = sentences(text)
    for cut in range(1, len(parts)):
        pair = [" ".join(parts[:cut]), " ".join(parts[cut:])]
        if min(len(piece.split()) for piece in pair) >= 5:
            return pair
    words = text.split()
    if len(words) < 16:
        return [text]
    return [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]


def merge(share: float) -> Step:
    """Two clauses that follow each other become one, under the first one's name or the second's."""

    def step(tree: list[Node], chance: random.Random, name: str) -> None:
        for node, siblings in _some(tree, chance, share, _may_merge):
            place = next((i for i, n in enumerate(siblings) if n is node), None)
            if place is None or place + 1 >= len(siblings) or not _may_merge(siblings[place + 1]):
                continue
            gone = siblings.pop(place + 1)
            if chance.random() < 0.5:
                node.heading, node.number = gone.heading, gone.number
            node.text = f"{node.text} {gone.text}"
            node.made_of += gone.made_of
            node.how = "merged"

    return step


def _may_merge(node: Node) -> bool:
    return node.how in _NOT_REWRITTEN and not node.children and len(words_of(node.text)) >= 5


def delete(share: float) -> Step:
    def step(tree: list[Node], chance: random.Random, name: str) -> None:
        for node, siblings in _some(tree, chance, share, lambda n: not n.children):
            siblings[:] = [other for other in siblings if other is not node]

    return step


def insert(number: int) -> Step:
    """New clauses, which the other documents lend: the same trade in other words."""

    def step(tree: list[Node], chance: random.Random, name: str) -> None:
        lent = [
            node
            for other in documents()
            if other != name
            for node, _ in everything(document(other))
            if node.text
        ]
        fresh = (n for n in chance.sample(lent, len(lent)) if not _is_known(n.text, name))
        for node, _ in zip(fresh, range(number), strict=False):
            _put_in(tree, chance, Node("", node.heading, node.text, node.kind, [], "inserted"))

    return step


def imitate(number: int) -> Step:
    """New clauses written after the pattern of others that stay as they are."""

    def step(tree: list[Node], chance: random.Random, name: str) -> None:
        for node, _ in _some(tree, chance, 1, lambda n: n.how == "unchanged" and n.text)[:number]:
            change = chance.choice([lightly, heavily])
            text = change(node.text, chance)
            heading = chance.choice([node.heading, "", "Another case"])
            _put_in(tree, chance, Node("", heading, text, node.kind, [], "inserted"))

    return step


def _put_in(tree: list[Node], chance: random.Random, node: Node) -> None:
    home = chance.choice([n.children for n, _ in everything(tree) if n.children])
    home.insert(chance.randint(0, len(home)), node)


@cache
def _is_known(text: str, name: str) -> bool:
    """Whether the document `name` has a clause that is much like this text."""
    lexicon = Lexicon()
    said = lexicon.said(words_of(text))
    known = [lexicon.said(words_of(node.text)) for node, _ in everything(document(name))]
    lexicon.weigh()
    return any(lexicon.likeness(said, other) >= LIKE_AN_OLD_ONE for other in known)


def renumber(tree: list[Node], chance: random.Random, name: str) -> None:
    """Numbers by the place, as a word processor gives them."""
    waiting = [(tree, "")]
    while waiting:
        siblings, above = waiting.pop()
        for place, node in enumerate(siblings, 1):
            node.number = f"{above}{place}"
            waiting.append((node.children, f"{node.number}."))


def unnumber(tree: list[Node], chance: random.Random, name: str) -> None:
    for node, _ in everything(tree):
        node.number = ""


EDITS: dict[str, list[Step]] = {
    "reword lightly": [reword(0.4, "lightly")],
    "reword heavily": [reword(0.3, "heavily")],
    "renumber": [insert(4), delete(0.04), renumber],
    "lose the numbers": [reword(0.2, "lightly"), unnumber],
    "move": [move(0.15), renumber],
    "move sections": [move(0.3, sections=True), reword(0.1, "lightly"), renumber],
    "split": [split(0.12), renumber],
    "merge": [merge(0.12), renumber],
    "delete": [delete(0.15)],
    "insert": [insert(12), renumber],
    "imitate": [imitate(12), renumber],
    "reword and move": [reword(0.25, "lightly"), move(0.15), renumber],
    "revise": [
        reword(0.15, "lightly"),
        reword(0.1, "heavily"),
        delete(0.05),
        split(0.05),
        merge(0.05),
        insert(4),
        move(0.08),
        renumber,
    ],
    "rewrite": [
        reword(0.3, "lightly"),
        reword(0.3, "heavily"),
        delete(0.1),
        split(0.08),
        merge(0.08),
        insert(8),
        imitate(4),
        move(0.15),
        move(0.1, sections=True),
        renumber,
    ],
}
