"""Guides, matters, defined terms, contacts, job roles and standing tasks that hold what was typed, in one query."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from policies.search.hits import Hit, Names, clause_url, highlighted
from policies.search.queries import WHOLE, Queries
from policies.search.scope import Scope
from policies.search.typed import Typed

SHOWN = 6


class Row(NamedTuple):
    """A thing as it was found; `key` and `policy` make its address, `binds` are codes of sets.

    `named`: its title, or its number, holds every word.
    """

    kind: str
    mine: bool
    exact: bool
    named: bool
    fit: float
    title: str
    excerpt: str
    extra: str
    key: str
    policy: str
    binds: list[str]


class Kind(NamedTuple):
    """Where things of a kind are: the columns that are shown, and how its policy sets hang on it."""

    table: str
    title: str
    excerpt: str
    key: str
    sets: str
    vector: str = "thing.search"
    extra: str = "''"
    policy: str = "''"
    only: str = "true"


_IN_FORCE = """EXISTS (
    SELECT FROM policies_clauseversion AS words
    JOIN policies_policyversion AS version ON version.id = words.version_id
    WHERE words.clause_id = thing.clause_id
        AND version.state = 'published' AND version.effective @> %(today)s::date
)"""
_CLAUSE = (
    "(SELECT clause.short_id FROM policies_clause AS clause WHERE clause.id = thing.clause_id)"
)
_POLICY = """(
    SELECT policy.code FROM policies_policy AS policy
    JOIN policies_clause AS clause ON clause.policy_id = policy.id WHERE clause.id = thing.clause_id
)"""

_NUMBER = """coalesce(nullif(thing.phone, ''), (
    SELECT other.phone FROM policies_contact AS other WHERE other.id = thing.through_id
), '')"""

_KINDS = {
    # Other sets' guides would answer by rules that do not bind the reader.
    "guide": Kind(
        "policies_guide",
        title="thing.title",
        excerpt="thing.summary",
        key="thing.slug",
        sets="""JOIN policies_guide_policy_sets AS of ON of.policyset_id = policy_set.id
            WHERE of.guide_id = thing.id""",
        only="""%(advice)s AND mine AND EXISTS (
            SELECT FROM policies_guideversion AS version
            WHERE version.guide_id = thing.id AND version.state = 'published'
        )""",
    ),
    # A matter's page says what each set is told, so its question is all that is shown of it here.
    "matter": Kind(
        "policies_matter",
        title="thing.title",
        excerpt="thing.question",
        key="thing.slug",
        sets="""JOIN policies_mattercell AS of ON of.policy_set_id = policy_set.id
            WHERE of.matter_id = thing.id""",
    ),
    "definition": Kind(
        "policies_definition",
        title="thing.term",
        excerpt="thing.meaning",
        key=_CLAUSE,
        policy=_POLICY,
        sets="""JOIN policies_binding AS of ON of.policy_set_id = policy_set.id
            WHERE of.policy_id = thing.policy_id""",
        only=_IN_FORCE,
    ),
    "contact": Kind(
        "policies_contact",
        title="thing.name",
        excerpt="thing.purpose",
        extra=_NUMBER,
        vector=f"""(thing.search || to_tsvector('english', {_NUMBER})
            || to_tsvector('english', array_to_string(thing.former_names, ' ')))""",
        key="thing.key",
        sets="""JOIN policies_contact_policy_sets AS of ON of.policyset_id = policy_set.id
            WHERE of.contact_id = thing.id""",
    ),
    "role": Kind(
        "policies_jobrole",
        title="thing.title",
        excerpt="'What the documents ask of this job.'",
        key="thing.key",
        vector="to_tsvector('english', thing.title)",
        sets="WHERE policy_set.id = thing.policy_set_id",
    ),
    "task": Kind(
        "policies_roletask",
        title="thing.what",
        excerpt="(SELECT role.title FROM policies_jobrole AS role WHERE role.id = thing.job_role_id)",
        key=_CLAUSE,
        policy=_POLICY,
        sets="""JOIN policies_jobrole AS of ON of.policy_set_id = policy_set.id
            WHERE of.id = thing.job_role_id""",
        only=_IN_FORCE,
    ),
}


def _best(name: str, kind: Kind) -> str:
    """The best of one kind: with every word before with some, the reader's own before others'.

    What holds all the very words that were typed stands above what only means the same.
    """
    sets = f"FROM policies_policyset AS policy_set {kind.sets}"
    title, excerpt = (
        f"ts_headline('english', {column}, %(some)s, %(whole)s)"
        for column in (kind.title, kind.excerpt)
    )
    return f"""(
        SELECT '{name}', mine, vector @@ %(every)s AS exact,
            to_tsvector('english', {kind.title} || ' ' || {kind.extra}) @@ %(every)s AS named,
            ts_rank(vector, %(some)s)
                + ts_rank(vector, %(typed)s) + (vector @@ %(plain)s)::int AS fit,
            {title}, {excerpt}, {kind.extra}, {kind.key}, {kind.policy},
            ARRAY(SELECT policy_set.code {sets} ORDER BY policy_set.code)
        FROM {kind.table} AS thing
        CROSS JOIN LATERAL (SELECT {kind.vector} AS vector, %(first)s::bigint IS NULL
            OR EXISTS (SELECT {sets} AND policy_set.id = %(first)s) AS mine) AS own
        WHERE {kind.vector} @@ %(some)s AND (mine OR %(rest)s) AND {kind.only}
        ORDER BY exact DESC, mine DESC, fit DESC, thing.id
        LIMIT {SHOWN}
    )"""  # noqa: S608


# Nothing typed is part of this text: all of it goes in as parameters.
_FIND = " UNION ALL ".join(_best(name, kind) for name, kind in _KINDS.items())


def find(queries: Queries, scope: Scope) -> list[Row]:
    """The best of each kind, whether of the reader's own or of others."""
    params = {
        "every": queries.every,
        "some": queries.some,
        "plain": queries.plain,
        "typed": queries.typed,
        "first": scope.first.pk if scope.first else None,
        "rest": scope.has_rest,
        "advice": scope.is_own,
        "today": timezone.localdate(),
        "whole": WHOLE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND, params)
        return [Row(*row) for row in cursor.fetchall()]


def chosen(rows: Iterable[Row], *, mine: bool, exact: bool = False) -> list[Row]:
    """The rows that are shown of the reader's own or of others', best first.

    What holds only some of the words is left out where anything holds every word (`exact`: a clause does), but for
    guides: a question that a guide answers is seldom typed in the guide's words.
    """
    side = sorted((row for row in rows if row.mine == mine), key=lambda row: -row.fit)
    whole = [row for row in side if row.exact]
    if not mine:
        return whole
    if not (exact or whole):
        return side
    has_guide = any(row.kind == "guide" for row in whole)
    return whole + [row for row in side if row.kind == "guide" and not has_guide]


_VERBS = {"definition": "Binds", "task": "Binds"}
_CALLED = ("contact", "role")  # a name is typed to find whom it names
_HAS_WORDS = ("guide", "contact")
_PLACES = {"guide": "guides", "matter": "matters", "contact": "contacts", "role": "roles"}


def present(rows: Iterable[Row], typed: Typed, names: Names | None) -> list[Hit]:
    """The rows as they are shown; with `names`, each says whom it is for."""
    return [
        Hit(
            kind=row.kind,
            title=highlighted(row.title),
            url=_address(row, typed),
            excerpt=highlighted(row.excerpt),
            note=highlighted(row.extra),
            named=row.named and row.kind in _CALLED,
            binds=names.whom(row.binds, _VERBS.get(row.kind, "For")) if names else "",
            words_url=f"/manage/words/{row.kind}/{row.key}/" if row.kind in _HAS_WORDS else "",
        )
        for row in rows
    ]


def _address(row: Row, typed: Typed) -> str:
    place = _PLACES.get(row.kind)
    if place:
        return f"/{place}/{row.key}/"
    return clause_url(row.policy, row.key, typed.words, row.title + row.excerpt)
