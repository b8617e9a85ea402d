"""What is known so far while two sides are matched: pairs, and how like the others are. Plain Python."""

from collections.abc import Iterator

from policies.drafting.importing.likeness import Index, Lexicon
from policies.drafting.importing.result import Rule
from policies.drafting.importing.sides import Unit

# Less alike than this is no rival and not worth showing.
ALIKE = 0.45
# A section without words of its own is told by what stands under it more than by its heading.
_BY_CHILDREN = 0.7
# One clause that went elsewhere does not take its section along.
_ENOUGH = 2
# What a heading says is seldom the same clause as a body that says it.
_MIXED = 0.5


class Pairing:
    """Units are named by their places, `o` on the old side and `n` on the new one."""

    def __init__(self, old: list[Unit], new: list[Unit], lexicon: Lexicon):
        self.lexicon = lexicon
        self.old, self.new = old, new
        self.new_of: dict[int, int] = {}
        self.old_of: dict[int, int] = {}
        self.rules: dict[int, Rule] = {}
        # Left to a person: no rule pairs them.
        self.asked_old: set[int] = set()
        self.asked_new: set[int] = set()
        self._old_index = Index([unit.full for unit in old])
        self._new_index = Index([unit.full for unit in new])
        self._like: dict[tuple[int, int], float] = {}
        self._near_old: dict[int, list[int]] = {}
        self._near_new: dict[int, list[int]] = {}

    def pair(self, o: int, n: int, rule: Rule) -> None:
        self.new_of[o], self.old_of[n], self.rules[o] = n, o, rule

    def free_old(self) -> list[int]:
        """Old places that are neither paired nor left to a person."""
        return [o for o in range(len(self.old)) if self.is_free_old(o)]

    def free_new(self) -> list[int]:
        return [n for n in range(len(self.new)) if self.is_free_new(n)]

    def is_free_old(self, o: int) -> bool:
        return o not in self.new_of and o not in self.asked_old

    def is_free_new(self, n: int) -> bool:
        return n not in self.old_of and n not in self.asked_new

    def may_pair(self, o: int, n: int, *, sections: bool = False) -> bool:
        """Whether both are free and, where only sections are wanted, neither has words of its own."""
        if sections and (self.old[o].words or self.new[n].words):
            return False
        return self.is_free_old(o) and self.is_free_new(n)

    def like(self, o: int, n: int) -> float:
        """How alike the two are, from 0 to 1, by what is known now."""
        if (o, n) not in self._like:
            alike = self.lexicon.likeness(self.old[o].full, self.new[n].full)
            mixed = bool(self.old[o].words) != bool(self.new[n].words)
            self._like[o, n] = _MIXED * alike if mixed else alike
        words = self._like[o, n]
        share = self._children_paired(o, n)
        return words if share is None else _BY_CHILDREN * share + (1 - _BY_CHILDREN) * words

    def like_body(self, o: int, n: int) -> float:
        """How alike their bodies are; as `like` where one has none."""
        old, new = self.old[o], self.new[n]
        return (
            self.lexicon.likeness(old.said, new.said)
            if old.words and new.words
            else self.like(o, n)
        )

    def _children_paired(self, o: int, n: int) -> float | None:
        """How many of their children that have partners have them here; None where that tells nothing."""
        old, new = self.old[o], self.new[n]
        if old.words or new.words:
            return None
        of_old = [child for child in old.children if child in self.new_of]
        of_new = [child for child in new.children if child in self.old_of]
        if not of_old and not of_new:
            return None
        together = sum(self.new[self.new_of[child]].parent == n for child in of_old)
        if together < _ENOUGH:
            return 2 * together / (len(old.children) + len(new.children))
        return 2 * together / (len(of_old) + len(of_new))

    def like_new(self, o: int) -> Iterator[tuple[int, float]]:
        """The new places that are like `o` at all, with how much."""
        if o not in self._near_new:
            near = self._new_index.near(self.old[o].full)
            self._near_new[o] = [n for n in near if self.like(o, n) >= ALIKE]
        under = {
            parent
            for child in self.old[o].children
            if child in self.new_of and (parent := self.new[self.new_of[child]].parent) is not None
        }
        for n in under.union(self._near_new[o]):
            if (alike := self.like(o, n)) >= ALIKE:
                yield n, alike

    def like_old(self, n: int) -> Iterator[tuple[int, float]]:
        """The old places that are like `n` at all, with how much."""
        if n not in self._near_old:
            near = self._old_index.near(self.new[n].full)
            self._near_old[n] = [o for o in near if self.like(o, n) >= ALIKE]
        under = {
            parent
            for child in self.new[n].children
            if child in self.old_of and (parent := self.old[self.old_of[child]].parent) is not None
        }
        for o in under.union(self._near_old[n]):
            if (alike := self.like(o, n)) >= ALIKE:
                yield o, alike

    def rivals(self, o: int, n: int) -> Iterator[tuple[float, bool]]:
        """How like others are to one of the two, and whether that other has a partner already."""
        for other, alike in self.like_new(o):
            if other != n:
                yield alike, other in self.old_of
        for other, alike in self.like_old(n):
            if other != o:
                yield alike, other in self.new_of

    def is_beaten(self, o: int, n: int, margin: float) -> bool:
        """Whether another pair is better, or, both being free, not worse by more than `margin`.

        A clause that has its partner already is beaten where it is less alike, for two clauses may
        well be like each other. One that is as alike as the partner makes the pair doubtful, unless
        the two have the same place, or the same heading in the same section.
        """
        alike = self.like(o, n)
        certain = self.is_in_place(o, n)
        return any(
            (rival >= alike and not (taken and certain)) or (not taken and rival > alike - margin)
            for rival, taken in self.rivals(o, n)
        )

    def is_in_place(self, o: int, n: int) -> bool:
        """Whether the two stand under partners, and between partners or with the same heading."""
        old, new = self.old[o], self.new[n]
        if not self._are_partners(old.parent, new.parent):
            return False
        if old.heading and old.heading == new.heading:
            return True
        return self._are_partners(old.before, new.before) and self._are_partners(
            old.after, new.after
        )

    def _are_partners(self, o: int | None, n: int | None) -> bool:
        """Whether both are the edge, or a pair."""
        return n is None if o is None else self.new_of.get(o, -1) == n
