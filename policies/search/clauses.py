"""Clauses in force that hold what was typed. Only what matches is ranked; only what is shown is read and marked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.safestring import SafeString

from policies.search.hits import START, STOP, Hit, Names, Results, clause_url, highlighted, place
from policies.search.queries import CUT, WHOLE, Queries
from policies.search.scope import Scope
from policies.search.typed import Typed

SHOWN, SHOWN_OF_OTHERS = 20, 10
SHORT = 400  # characters of a text that is shown whole

# What holds all the very words that were typed stands above what only means the same.
_RANK = """ts_rank(words.search, %(some)s) + ts_rank(clause.search, %(some)s)
        + ts_rank(words.search, %(typed)s) + ts_rank(clause.search, %(typed)s)
        + (words.search @@ %(plain)s OR clause.search @@ %(plain)s)::int"""


def _matching(query: str, condition: str) -> str:
    """Clauses that hold a query in their text or among what people say: each index is asked by itself."""
    wanted = f"""words.kind <> 'section' AND {condition}
          AND (%(kind)s = '' OR words.kind = %(kind)s)
          AND (%(strength)s = '' OR words.strength = %(strength)s)"""
    return f"""
        SELECT words.id, live.mine, {_RANK} AS rank
        FROM policies_clauseversion AS words
        JOIN live ON live.id = words.version_id
        JOIN policies_clause AS clause ON clause.id = words.clause_id
        WHERE words.search @@ {query} AND {wanted}
        UNION ALL
        SELECT words.id, live.mine, {_RANK} AS rank
        FROM policies_clause AS clause
        JOIN policies_clauseversion AS words ON words.clause_id = clause.id
        JOIN live ON live.id = words.version_id
        WHERE clause.search @@ {query} AND NOT words.search @@ {query} AND {wanted}"""  # noqa: S608


# Nothing typed is part of this text: all of it goes in as parameters.
_FIND = f"""
    WITH live AS MATERIALIZED (
        SELECT version.id, %(first)s::bigint IS NULL OR EXISTS (
            SELECT FROM policies_binding AS binding
            WHERE binding.policy_id = version.policy_id AND binding.policy_set_id = %(first)s
        ) AS mine
        FROM policies_policyversion AS version
        WHERE version.state = 'published' AND version.effective @> %(today)s::date
    ), holds_every AS MATERIALIZED (
        {_matching("%(every)s", "(live.mine OR %(rest)s)")}
    ), holds_some AS (
        {_matching("%(some)s", "live.mine AND NOT EXISTS (SELECT FROM holds_every WHERE mine)")}
    ), best AS MATERIALIZED (
        (SELECT *, true AS exact FROM holds_every WHERE mine ORDER BY rank DESC, id LIMIT %(most)s)
        UNION ALL
        (SELECT *, false FROM holds_some ORDER BY rank DESC, id LIMIT %(most)s)
        UNION ALL
        (SELECT *, true FROM holds_every WHERE NOT mine ORDER BY rank DESC, id LIMIT %(most_rest)s)
    )
    SELECT best.mine, best.exact, clause.short_id, policy.code, policy.title, words.number,
        ts_headline('english', words.heading, %(some)s, %(whole)s), COALESCE(parent.heading, ''),
        words.text, ts_headline('english', words.text, %(some)s,
            CASE WHEN length(words.text) < %(short)s THEN %(whole)s ELSE %(cut)s END),
        ts_headline('english', clause.people_say, %(some)s, %(whole)s),
        words.kind, words.strength, words.column, ARRAY(
            SELECT policy_set.code FROM policies_binding AS binding
            JOIN policies_policyset AS policy_set ON policy_set.id = binding.policy_set_id
            WHERE binding.policy_id = policy.id ORDER BY policy_set.code
        )
    FROM best
    JOIN policies_clauseversion AS words ON words.id = best.id
    LEFT JOIN policies_clauseversion AS parent ON parent.id = words.parent_id
    JOIN policies_clause AS clause ON clause.id = words.clause_id
    JOIN policies_policy AS policy ON policy.id = clause.policy_id
    ORDER BY best.exact DESC, best.rank DESC, best.id
"""  # noqa: S608


@dataclass(frozen=True)
class Row:
    """A clause as it was found; hits stand between the sentinels."""

    mine: bool
    exact: bool
    short_id: str
    code: str
    policy: str
    number: str
    heading: str
    parent_heading: str
    text: str
    excerpt: str
    people_say: str
    kind: str
    strength: str
    column: str
    binds: list[str]


def find(queries: Queries, scope: Scope) -> list[Row]:
    """The best clauses, in one query: those with every word; where none has, in what comes first, some of them.

    One more than is shown comes back where there are more.
    """
    params = {
        "every": queries.every,
        "some": queries.some,
        "plain": queries.plain,
        "typed": queries.typed,
        "first": scope.first.pk if scope.first else None,
        "rest": scope.has_rest,
        "kind": scope.kind,
        "strength": scope.strength,
        "today": timezone.localdate(),
        "most": SHOWN + 1,
        "most_rest": SHOWN_OF_OTHERS + 1,
        "short": SHORT,
        "whole": WHOLE,
        "cut": CUT,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND, params)
        return [Row(*row) for row in cursor.fetchall()]


def present(
    rows: Sequence[Row], typed: Typed, scope: Scope, names: Names
) -> tuple[Results, Results]:
    """The clauses as they are shown: those that come first, and the rest."""
    first = [row for row in rows if row.mine]
    rest = [row for row in rows if not row.mine]
    return (
        Results(
            [_hit(row, typed, None if scope.is_own else names) for row in first[:SHOWN]],
            only_some=bool(first) and not first[0].exact,
            more=len(first) > SHOWN,
        ),
        Results(
            [_hit(row, typed, names) for row in rest[:SHOWN_OF_OTHERS]],
            more=len(rest) > SHOWN_OF_OTHERS,
        ),
    )


def _hit(row: Row, typed: Typed, names: Names | None) -> Hit:
    """An item without a heading of its own goes under the clause that leads it in."""
    title = f"{row.number} {row.heading or row.parent_heading}".strip()
    return Hit(
        kind="clause",
        title=highlighted(title or row.short_id),
        url=clause_url(row.code, row.short_id, typed.words, row.heading + row.excerpt),
        excerpt=highlighted(_with_dots(row)),
        note=_people_say(row),
        place=place(row.kind, row.strength, row.column, row.policy),
        binds=names.whom(row.binds) if names else "",
        words_url=f"/manage/words/clause/{row.short_id}/",
    )


def _with_dots(row: Row) -> str:
    """The excerpt, with dots where it leaves out the beginning or the end of the text."""
    plain = row.excerpt.replace(START, "").replace(STOP, "")
    before = "" if row.text.startswith(plain[:30]) else "… "
    after = "" if row.text.endswith(plain[-30:]) else " …"
    return f"{before}{row.excerpt}{after}"


def _people_say(row: Row) -> SafeString | str:
    """The words people use by which a clause was found, where its own text holds none of what was typed."""
    said = [line for line in row.people_say.split("\n") if START in line]
    if START in row.excerpt + row.heading or not said:
        return ""
    return SafeString("Found by the words people use: ") + highlighted(", ".join(said))
