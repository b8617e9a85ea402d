"""Whatever is done to a draft in whatever order, it stays a tree, and nothing goes unaccounted."""

from contextlib import suppress
from copy import copy, deepcopy
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.actions.places import sibling_before
from policies.library.models import ClauseVersion, PolicyVersion
from portal.models import User
from tests.factories import publish_policy
from tests.support.undo import undone

pytestmark = pytest.mark.django_db

STEPS = st.lists(
    st.tuples(
        st.sampled_from(["add", "move", "split", "merge", "retire", "restore"]),
        st.integers(0, 6),
        st.integers(0, 6),
        st.integers(0, 3),
    ),
    min_size=4,
    max_size=10,
)


@dataclass
class Node:
    """What the order should be, kept beside the database in the plainest way."""

    short_id: str
    under: list["Node"] = field(default_factory=list)


def outline(nodes: list[Node]) -> list:
    return [(node.short_id, outline(node.under)) for node in nodes]


def stands(version: PolicyVersion) -> list:
    """The tree as the database has it, by parents alone; checks that the paths say the same."""
    rows = list(version.clauses.select_related("clause", "parent").order_by("path"))
    nodes = {row.pk: Node(row.clause.short_id) for row in rows}
    top: list[Node] = []
    for row in rows:
        assert row.path[:-1] == (row.parent.path if row.parent else []), row
        (nodes[row.parent_id].under if row.parent_id else top).append(nodes[row.pk])
    assert len({tuple(row.path) for row in rows}) == len(rows)
    return outline(top)


class Desk:
    """Does each step in the draft and in the plain tree."""

    def __init__(self):
        self.by = User.objects.get(username="editor")
        policy = publish_policy("shaped", clauses=5)
        self.version = actions.start_draft(by=self.by, policy=policy)
        self.top = [Node(clause.short_id) for clause in policy.clauses.order_by("pk")]

    def rows(self) -> list[ClauseVersion]:
        return list(self.version.clauses.select_related("clause").order_by("path"))

    def level(self, row: ClauseVersion | None) -> list[Node]:
        """The nodes under `row`; those at the top for None."""
        return self.node(row).under if row else self.top

    def node(self, row: ClauseVersion, nodes: list[Node] | None = None) -> Node | None:
        for node in self.top if nodes is None else nodes:
            found = node if node.short_id == row.clause.short_id else self.node(row, node.under)
            if found:
                return found
        return None

    def beside(self, row: ClauseVersion) -> tuple[list[Node], int]:
        level = self.level(row.parent)
        return level, level.index(self.node(row))

    def add(self, row, other, n):
        parent, after = (row, None) if n % 2 else (row.parent, row)
        new = actions.add_clause(
            by=self.by, version=self.version, parent=parent, after=after, heading="N", kind="duty"
        )
        place = 0 if n % 2 else self.beside(row)[1] + 1
        self.level(parent).insert(place, Node(new.clause.short_id))

    def move(self, row, other, n):
        parent, after = (other, None) if n % 2 else (other.parent, other)
        stood, was = stands(self.version), (row.parent, sibling_before(row))
        moved = self._move(row, parent, after)
        self._move(moved, *was)
        assert stands(self.version) == stood
        self._move(self.version.clauses.get(pk=row.pk), parent, after)
        if other == row:
            return
        level, place = self.beside(row)
        node = level.pop(place)
        self.level(parent).insert(0 if n % 2 else self.beside(other)[1] + 1, node)

    def _move(self, row, parent, after):
        row = self.version.clauses.select_related("clause", "parent").get(pk=row.pk)
        return actions.move_clause(
            by=self.by, clause_version=row, revision=row.revision, parent=parent, after=after
        )

    def split(self, row, other, n):
        keeps = None if n == 3 else n
        parts = actions.split_clause(
            by=self.by,
            clause_version=row,
            revision=row.revision,
            parts=[{"heading": f"Part {number}"} for number in range(3)],
            keeps=keeps,
        )
        level, place = self.beside(row)
        nodes = [Node(part.clause.short_id) for part in parts]
        nodes[keeps or 0].under = level[place].under
        level[place : place + 1] = nodes

    def merge(self, row, other, n):
        actions.merge_clauses(
            by=self.by, into=row, clauses={row: row.revision, other: other.revision}
        )
        gone, (level, place) = self.node(other), self.beside(other)
        level.pop(place)
        self.node(row).under += gone.under

    def retire(self, row, other, n):
        actions.remove_clause(
            by=self.by,
            clause_version=row,
            revision=row.revision,
            reason="Not needed." if n % 2 else "",
            successors=[other] if n > 1 else [],
        )
        level, place = self.beside(row)
        level.pop(place)

    def restore(self, row, other, n):
        gone = self.version.successions.select_related("clause").first()
        if gone is None or self.version.clauses.filter(clause=gone.clause).exists():
            return
        actions.restore_clause(by=self.by, version=self.version, clause=gone.clause)
        order = [r.clause.short_id for r in self.rows() if r.parent_id is None]
        self.top.insert(order.index(gone.clause.short_id), Node(gone.clause.short_id))

    def nothing_is_lost(self):
        """Every published clause is in the draft, or it is said what became of it."""
        here = set(self.version.clauses.values_list("clause", flat=True))
        left = set(self.version.successions.values_list("clause", flat=True))
        led_to = set(self.version.successions.values_list("successor", flat=True)) - {None}
        base = set(self.version.based_on.clauses.values_list("clause", flat=True))
        assert base <= here | left
        assert led_to <= here


def test_a_draft_stays_a_tree_and_nothing_is_lost():
    fresh = Desk()

    @settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(STEPS)
    def check(steps):
        desk = copy(fresh)
        desk.top = deepcopy(fresh.top)
        with undone():
            for step, one, two, n in steps:
                take(desk, step, one, two, n)
                assert stands(desk.version) == outline(desk.top)
                desk.nothing_is_lost()

    check()


def take(desk: Desk, step: str, one: int, two: int, n: int) -> None:
    """One step with two of the clauses; what is refused changes nothing."""
    rows = desk.rows()
    if rows:
        with suppress(Refused), transaction.atomic():
            getattr(desk, step)(rows[one % len(rows)], rows[two % len(rows)], n)
