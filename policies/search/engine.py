"""Finding things: full text in Postgres, what binds the reader first, what binds others apart and marked."""

from policies.search import clauses, things
from policies.search.hits import Found, Names
from policies.search.queries import Queries
from policies.search.scope import Scope
from policies.search.typed import Typed


def find(typed: Typed, scope: Scope, names: Names) -> Found:
    """What was found, in three queries."""
    queries = Queries.of(typed) if typed.groups else None
    if not queries:
        return Found()
    names_first = None if scope.is_own else names
    first, rest = clauses.present(clauses.find(queries, scope), typed, scope, names)
    rows = [] if scope.clauses_only else things.find(queries, scope)
    exact = bool(first) and not first.only_some
    mine = things.chosen(rows, mine=True, exact=exact)
    theirs = things.chosen(rows, mine=False)
    matters = [row for row in mine if row.kind == "matter"]
    first.hits += things.present([row for row in mine if row not in matters], typed, names_first)
    rest.hits += things.present([row for row in theirs if row.kind != "matter"], typed, names)
    return Found(
        first,
        rest,
        things.present(matters, typed, None),
        exact=exact or any(row.exact for row in mine),
    )
