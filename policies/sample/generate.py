"""A library of any size, for tests and benchmarks only: invented policies, the same for the same seed.

Written straight into the tables, which is why it is quick; what the tables hold afterwards keeps every constraint.
The sample has to be there: its people write and approve, its words are those that the invented texts are made of.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from policies.drafting.reading.changes import content_hash
from policies.library.actions import clause_hash
from policies.library.models import (
    Binding,
    Clause,
    ClauseVersion,
    Kind,
    Policy,
    PolicyVersion,
    Strength,
)
from policies.roles.models import PolicySet
from policies.sample.invented import around
from policies.sample.invented.words import Writer
from policies.search import spelling
from portal.models import User

POLICIES, CLAUSES, SEED = 250, 15_000, 20_260_101
FEWEST = 6  # clauses of a policy: two sections with what makes them worth reading
IN_A_SECTION = 10
BATCH = 2_000
FIRST, SECOND = date(2024, 1, 1), date(2025, 7, 1)

# How often a kind stands in the invented texts, and how strongly it speaks there.
_KINDS = {
    (Kind.DUTY, Strength.MUST): 25,
    (Kind.DUTY, Strength.SHOULD): 15,
    (Kind.PROHIBITION, Strength.MUST): 15,
    (Kind.ADVICE, Strength.ADVISED): 15,
    (Kind.PRINCIPLE, Strength.INFORMATION): 20,
    (Kind.ESCALATION, Strength.SHOULD): 5,
    (Kind.APPROVAL, Strength.MUST): 5,
}


class CannotGenerate(Exception):
    """There is no sample to build on, there is a generated library already, or the size makes no sense."""


@dataclass(frozen=True)
class Item:
    """What a clause says in one version."""

    clause: Clause
    heading: str
    body: str = ""
    kind: str = Kind.SECTION
    strength: str = Strength.INFORMATION


# Sections, each with its heading first.
Tree = list[list[Item]]


@transaction.atomic
def generate(*, policies: int = POLICIES, clauses: int = CLAUSES, seed: int = SEED) -> None:
    """Add `policies` policies with `clauses` clauses in force, each policy in two versions, and what goes with them.

    Raises CannotGenerate, with the reason.
    """
    if clauses < policies * FEWEST:
        raise CannotGenerate(f"{policies} policies have at least {policies * FEWEST} clauses.")
    if Policy.objects.filter(code__startswith="made-").exists():
        raise CannotGenerate("There is a generated library already.")
    texts = list(ClauseVersion.objects.in_force().order_by("pk").values_list("text", flat=True))
    if not texts:
        raise CannotGenerate("Load the sample first: manage.py load_sample.")
    writer = Writer(texts, seed)
    made = _policies(policies, writer)
    sizes = _sizes(policies, clauses, writer.random)
    trees = [_tree(p, size, writer) for p, size in zip(made, sizes, strict=True)]
    Clause.objects.bulk_create(
        [item.clause for tree in trees for section in tree for item in section], batch_size=BATCH
    )
    first = [_earlier(tree, writer) for tree in trees]
    before = _publish(made, first, number=1, effective=DateRange(FIRST, SECOND), before=())
    _publish(made, trees, number=2, effective=DateRange(SECOND, None), before=before)
    around.fill(made, writer)
    spelling.gather()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _policies(count: int, writer: Writer) -> list[Policy]:
    """The policies with whom they bind: the sets in turn, every tenth a second set as well."""
    made = Policy.objects.bulk_create(
        Policy(
            code=f"made-{n:03}",
            title=f"{writer.phrase(4)} policy {n}",
            kind=Policy.Kind.POLICY,
            summary=f"{writer.phrase(12)}.",
            owner=writer.phrase(3),
            review_interval_months=24,
            endorsed_on=FIRST,
        )
        for n in range(1, count + 1)
    )
    sets = list(PolicySet.objects.order_by("pk"))
    pairs = [(n, policy, sets[n % len(sets)]) for n, policy in enumerate(made)]
    pairs += [(n, p, sets[(n + 1) % len(sets)]) for n, p in enumerate(made) if n % 10 == 0]
    Binding.objects.bulk_create(
        Binding(policy=policy, policy_set=policy_set, order=10 + n)
        for n, policy, policy_set in pairs
    )
    return made


def _sizes(policies: int, clauses: int, chance: random.Random) -> list[int]:
    """How many clauses each policy has: some half, some one and a half of the mean, `clauses` together."""
    mean, rest = divmod(clauses, policies)
    sizes = [mean + (n < rest) for n in range(policies)]
    for n in range(0, policies - 1, 2):
        moved = chance.randint(0, min(mean // 2, sizes[n] - FEWEST))
        sizes[n] -= moved
        sizes[n + 1] += moved
    return sizes


def _tree(policy: Policy, size: int, writer: Writer) -> Tree:
    """The words now in force: sections of ten or so."""
    kinds = writer.random.choices(list(_KINDS), weights=list(_KINDS.values()), k=size)
    tree: Tree = []
    for n, (kind, strength) in enumerate(kinds):
        clause = Clause(policy=policy, short_id=f"{policy.code}-{n:03}", uid=writer.uid())
        if n % IN_A_SECTION == 0:
            tree.append([Item(clause, writer.phrase(3))])
            continue
        clause.people_say = writer.phrase(2).lower() if n % 3 == 0 else ""
        tree[-1].append(Item(clause, writer.phrase(4), writer.body(), kind, strength))
    return tree


def _earlier(tree: Tree, writer: Writer) -> Tree:
    """The words before them: a tenth of the clauses said otherwise, some are not there yet, some stand elsewhere."""
    found: Tree = []
    for place, (heading, *later) in enumerate(tree):
        items = list(later)
        if items:
            n = place % min(9, len(items))
            items[n] = replace(items[n], body=writer.reworded(items[n].body))
        if place % 4 == 1 and len(items) > 2:
            items.pop()
        if place % 4 == 2 and len(items) > 2:
            items[0], items[1] = items[1], items[0]
        found.append([heading, *items])
    return found


def _publish(
    policies: Sequence[Policy],
    trees: Sequence[Tree],
    *,
    number: int,
    effective: DateRange,
    before: Sequence[PolicyVersion],
) -> list[PolicyVersion]:
    """One version of every policy, first as drafts, for nothing can be written into a published one."""
    author, approver = (User.objects.get(username=name) for name in ("editor", "approver"))
    versions = PolicyVersion.objects.bulk_create(
        PolicyVersion(
            policy=policy,
            number=number,
            note=f"Invented for tests and measurements: text {number}.",
            author=author,
            approver=approver,
            based_on=before[n] if before else None,
        )
        for n, policy in enumerate(policies)
    )
    texts = [list(_rows(v, tree)) for v, tree in zip(versions, trees, strict=True)]
    rows = [row for text in texts for row in text]
    for level in (1, 2):
        ClauseVersion.objects.bulk_create(
            [row for row in rows if len(row.path) == level], batch_size=BATCH
        )
    for version, text in zip(versions, texts, strict=True):
        version.content_hash = content_hash(text)
        version.state = PolicyVersion.State.PUBLISHED
        version.effective = effective
        version.published_at = timezone.now()
    PolicyVersion.objects.bulk_update(
        versions, ["content_hash", "state", "effective", "published_at"], batch_size=BATCH
    )
    return versions


def _rows(version: PolicyVersion, tree: Tree) -> Iterator[ClauseVersion]:
    """The clauses of a version in reading order, not yet written."""
    for section, items in enumerate(tree, 1):
        parent = None
        for place, item in enumerate(items):
            said = {
                "heading": item.heading,
                "body": item.body,
                "kind": item.kind,
                "strength": item.strength,
            }
            row = ClauseVersion(
                clause=item.clause,
                version=version,
                parent=parent,
                path=[section, place] if place else [section],
                number=f"{section}.{place}" if place else str(section),
                text=item.body.removeprefix("<p>").removesuffix("</p>"),
                hash=clause_hash(**said),
                **said,
            )
            parent = parent or row
            yield row
