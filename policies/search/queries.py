"""What was typed, as queries that Postgres has parsed."""

from dataclasses import dataclass, replace

from django.db import connection

from policies.search.hits import START, STOP
from policies.search.typed import Term, Typed

# How the words around the hits are cut out; sentinels stand for the marks until the text is escaped.
CUT = f"MaxWords=60, MinWords=35, StartSel={START}, StopSel={STOP}"
WHOLE = f"HighlightAll=true, StartSel={START}, StopSel={STOP}"

Sql = tuple[str, list[str]]


@dataclass(frozen=True)
class Queries:
    """`every` wants all that was typed or words that mean the same, `some` anything of it; `plain` and `typed` are
    the same two of the very words that were typed.
    """

    every: str
    some: str
    plain: str
    typed: str

    @classmethod
    def of(cls, typed: Typed) -> "Queries":
        """Have Postgres parse what was typed, in one query; each is empty where no word says anything."""
        out = [("NOT", [term]) for term in typed.out]
        words = [Term(word) for word in dict.fromkeys(typed.words)]
        parts = [
            _all([*(("ANY", group) for group in typed.groups), *out]),
            _all([("ANY", typed.terms), *out]),
            _all([("ANY", [replace(term, also=()) for term in group]) for group in typed.groups]),
            _all([("ANY", words)]),
        ]
        sql = ", ".join(f"({part})::text" for part, _ in parts)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {sql}", [p for _, params in parts for p in params])
            return cls(*cursor.fetchone())

    def __bool__(self) -> bool:
        return bool(self.some)


def _all(wanted: list[tuple[str, list[Term]]]) -> Sql:
    parts = [(how, *_any(terms)) for how, terms in wanted]
    sql = " && ".join(f"!!({part})" if how == "NOT" else f"({part})" for how, part, _ in parts)
    return sql, [param for *_, params in parts for param in params]


def _any(terms: list[Term]) -> Sql:
    """Any of these terms, or of the phrases that mean the same."""
    parts: list[str] = []
    params: list[str] = []
    for term in terms:
        parts.append(f"{'phrase' if term.phrase else 'plain'}to_tsquery('english', %s)")
        parts += ["phraseto_tsquery('english', %s)"] * len(term.also)
        params += [term.text, *term.also]
    return " || ".join(parts), params
