"""Where a clause stands in a draft: copying a whole text, and making room for one more clause."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.db import connection

from policies.library.models import Clause, ClauseVersion, Policy, PolicyVersion

# Room left between neighbours, so that a new clause seldom moves the ones behind it: a moved clause
# steps its revision, and whoever is writing in it would be told that somebody else saved first.
GAP = 10

# What a clause says and where it came from; all that one version passes on to the next.
COPIED = [
    "number",
    "heading",
    "body",
    "text",
    "hash",
    "kind",
    "strength",
    "strength_words",
    "column",
    "terms",
    "source",
    "note",
]


def copy_clauses(base: PolicyVersion, version: PolicyVersion) -> None:
    """Copy every clause of `base` into the new `version`: one query, and one a level."""
    copies: dict[int, ClauseVersion] = {}
    levels: dict[int, list[ClauseVersion]] = defaultdict(list)
    children: Counter[int | None] = Counter()
    for original in base.clauses.defer("search").in_reading_order():
        parent = copies.get(original.parent_id)
        children[original.parent_id] += 1
        copy = ClauseVersion(
            version=version,
            parent=parent,
            path=[*(parent.path if parent else []), children[original.parent_id] * GAP],
            clause_id=original.clause_id,
            **{name: getattr(original, name) for name in COPIED},
        )
        copies[original.pk] = copy
        levels[len(copy.path)].append(copy)
    for _, level in sorted(levels.items()):
        ClauseVersion.objects.bulk_create(level)


def place_behind(
    version: PolicyVersion, parent: ClauseVersion | None, after: ClauseVersion | None
) -> list[int]:
    """A free path under `parent` behind its child `after` (None: first); makes room if it must."""
    base = list(parent.path) if parent else []
    before = after.path[-1] if after else 0
    later = (
        version.clauses.filter(parent=parent, path__gt=[*base, before])
        .order_by("path")
        .values_list("path", flat=True)
        .first()
    )
    if later is None:
        return [*base, before + GAP]
    room = later[-1] - before
    if room == 1:
        _move_on(version, later)
        room += GAP
    return [*base, before + room // 2]


def sibling_before(clause: ClauseVersion) -> ClauseVersion | None:
    """The clause that stands just before this one on its level."""
    level = ClauseVersion.objects.filter(version=clause.version_id, parent=clause.parent_id)
    return level.filter(path__lt=clause.path).select_related("clause").order_by("-path").first()


def neighbour_places(
    clause: ClauseVersion, clauses: Iterable[ClauseVersion]
) -> dict[str, ClauseVersion | None]:
    """ "up" and "down", where there is such a place → the clause behind which it would stand then.

    `clauses` are those of its version in reading order.
    """
    level = [c for c in clauses if c.parent_id == clause.parent_id]
    place = level.index(clause)
    places = {}
    if place > 0:
        places["up"] = level[place - 2] if place > 1 else None
    if place < len(level) - 1:
        places["down"] = level[place + 1]
    return places


def behind_children(parent: ClauseVersion) -> ClauseVersion | None:
    """The last clause under `parent`, behind which one more would stand."""
    return parent.children.order_by("-path").first()


def relocate(
    clause: ClauseVersion, parent: ClauseVersion | None, after: ClauseVersion | None
) -> None:
    """Give the clause, and all under it, a place under `parent` behind its child `after`."""
    version = clause.version
    path = place_behind(version, parent, after)
    # Making room may have moved the clause itself.
    clause.refresh_from_db(fields=["path", "revision"])
    depth, old = len(clause.path), clause.path
    under = version.clauses.filter(**{f"path__0_{depth}": old}).exclude(pk=clause.pk)
    # Nothing stands in the new place, so the order of these writes does not matter.
    for below in list(under):
        below.save_over(below.revision, path=[*path, *below.path[depth:]])
    clause.save_over(clause.revision, path=path, parent=parent)


def _move_on(version: PolicyVersion, first: list[int]) -> None:
    """Move the clause at `first`, its later siblings and all beneath them on by GAP."""
    level = len(first) - 1
    # Last one first: two clauses may not hold one place, not even in passing.
    behind = version.clauses.filter(path__gte=first).order_by("-path")
    for clause in behind:
        if clause.path[:level] == first[:level]:
            path = [*first[:level], clause.path[level] + GAP, *clause.path[level + 1 :]]
            clause.save_over(clause.revision, path=path)


def new_clause(policy: Policy) -> Clause:
    """A clause with a new short id: the policy's prefix and the database's next number."""
    known = policy.clauses.order_by("pk").values_list("short_id", flat=True).first()
    prefix = known.rsplit("-", 1)[0] if known else policy.code[:30]
    while True:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('policies_clause_short_id')")
            [number] = cursor.fetchone()
        short_id = f"{prefix}-{number}"
        # A text loaded from a file brings its own ids, which may lie in the sequence's way.
        if not Clause.objects.filter(short_id=short_id).exists():
            return Clause.objects.create(policy=policy, short_id=short_id)
