"""A clause's id or number, or a section of an Act, goes straight there; where several fit, they are listed first."""

import re
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.utils.text import Truncator

from policies.library.models import ClauseVersion
from policies.roles.models import PolicySet
from policies.search.hits import Hit, Names, clause_url, highlighted, place
from policies.search.scope import Scope

SHOWN = 10

_short_id = re.compile(r"[a-z]+-[a-z0-9]+", re.I)
_number = re.compile(
    r"(?:clause|cl|paragraph|para|item|number|no|§)?[. ]*(?P<number>\d{1,3}(?:\.\d{1,3}){0,5})\.?",
    re.I,
)
_section = re.compile(
    r"(?:sections?|sect?|ss?|§)[. ]*(?P<number>\d{1,4}[a-z]{0,3}(?:\.\d{1,3}){0,3}(?: ?\(\w{1,4}\)){0,3})"
    r"(?: +(?:of +)?(?:the +)?(?P<act>\w.*))?",
    re.I,
)


@dataclass(frozen=True)
class Jump:
    """`address` where exactly one clause fits, else `hits` where several do; `what` names what was looked for."""

    what: str = ""
    address: str = ""
    hits: tuple[Hit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.address or self.hits)


def find(words: str, scope: Scope, names: Names) -> Jump:
    """Where `words` name a clause or a section of an Act, in one query; nothing where they are anything else.

    In what binds the reader first; clauses that bind others are only listed, each with whom it binds.
    """
    words = words.strip()
    if _short_id.fullmatch(words):
        return _by_short_id(words.lower(), scope, names)
    if section := _section.fullmatch(words):
        number = re.sub(r"\s", "", section["number"])
        rows = _naming(number, section["act"] or "")
        return _one_or_list(f"section {number}", rows, scope, names)
    if number := _number.fullmatch(words):
        rows = _in_force().filter(number=number["number"])
        return _one_or_list(f"clause {number['number']}", rows, scope, names)
    return Jump()


def _by_short_id(short_id: str, scope: Scope, names: Names) -> Jump:
    """Its permanent address, even where it is no longer in force."""
    published = ClauseVersion.objects.published().filter(clause__short_id=short_id)
    last = published.order_by("-version__number").values("pk")[:1]
    rows = ClauseVersion.objects.filter(pk=Subquery(last)).with_place()
    return _one_or_list(short_id, rows, scope, names)


def _in_force() -> QuerySet:
    return ClauseVersion.objects.in_force().with_place()


def _naming(number: str, act: str) -> QuerySet:
    """Clauses whose words name this section, and the policy's own section of that number."""
    pattern = rf"\y(s|ss|sec|sect|section|sections)\.?\s*{re.escape(number)}(?!\.?\d|\w)"
    says = ClauseVersion.objects.in_force().filter(
        Q(text__iregex=pattern) | Q(heading__iregex=pattern),
        search=SearchQuery(number, config="english"),
    )
    if act:
        says = says.filter(search=SearchQuery(act, config="english"))
        return _in_force().filter(pk__in=says.values("pk"))
    own = ClauseVersion.objects.in_force().filter(number=number)
    return _in_force().filter(
        pk__in=says.order_by().values("pk").union(own.order_by().values("pk"))
    )


def _whose(rows: QuerySet, scope: Scope) -> QuerySet:
    """Whether each clause is of what is looked through first, and the codes of the sets that it binds."""
    sets = PolicySet.objects.filter(bindings__policy=OuterRef("clause__policy"))
    mine = Exists(sets.filter(pk=scope.first.pk)) if scope.first else Value(True)
    rows = rows.annotate(mine=mine, binds=ArraySubquery(sets.order_by("code").values("code")))
    if scope.first and not scope.has_rest:
        rows = rows.filter(mine=True)
    return rows.defer("search", "clause__search", "parent__search")


def _one_or_list(what: str, rows: QuerySet, scope: Scope, names: Names) -> Jump:
    found = list(_whose(rows, scope).order_by("-mine", "version__policy__title", "path")[:SHOWN])
    mine = [clause for clause in found if clause.mine]
    if len(mine) == 1 and (scope.is_own or scope.first is None):
        return Jump(what, address=f"/c/{mine[0].clause.short_id}/")
    marks = [what.split()[1]] if what.startswith("section ") else []
    named = None if mine and scope.is_own else names
    return Jump(what, hits=tuple(_hit(clause, marks, named) for clause in mine or found))


def _hit(clause: ClauseVersion, marks: list[str], names: Names | None) -> Hit:
    policy = clause.version.policy
    parent = clause.parent.heading if clause.parent else ""
    title = f"{clause.number} {clause.heading or parent}".strip() or clause.clause.short_id
    return Hit(
        kind="clause",
        title=highlighted(title),
        url=clause_url(policy.code, clause.clause.short_id, marks),
        excerpt=highlighted(Truncator(clause.text).words(40)),
        place=place(clause.kind, clause.strength, clause.column, policy.title),
        binds=names.whom(clause.binds) if names else "",
    )
