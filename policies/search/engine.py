"""Finding things: full text in Postgres, own rules first, a clause's number or id goes straight there."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchHeadline, SearchQuery, SearchRank, SearchVector
from django.db.models import Case, F, Q, QuerySet, When
from django.db.models.functions import Coalesce
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from policies.directory.models import Contact
from policies.guides.models import Guide
from policies.library.models import Clause, ClauseVersion, Kind
from policies.roles.models import PolicySet
from policies.tasks.models import RoleTask

START, STOP = (
    "\ue000",
    "\ue001",
)  # private-use characters: no text carries them, so they mark hits safely
SHOWN = 20


@dataclass(frozen=True)
class Hit:
    """One thing found."""

    kind: str
    title: str
    url: str
    excerpt: SafeString
    marked: SafeString | str = ""


@dataclass(frozen=True)
class Found:
    """What a search found, by kind."""

    guides: Sequence[Hit]
    clauses: Sequence[Hit]
    contacts: Sequence[Hit]
    tasks: Sequence[Hit]

    @property
    def total(self) -> int:
        return len(self.guides) + len(self.clauses) + len(self.contacts) + len(self.tasks)


def highlighted(text: str) -> SafeString:
    """Text with hits between the sentinels: escaped first, then the hits marked."""
    escaped = str(conditional_escape(text))
    return mark_safe(escaped.replace(START, "<mark>").replace(STOP, "</mark>"))  # noqa: S308


def clause_address(words: str) -> str | None:
    """The address of the clause whose short id is `words`, or None."""
    if not re.fullmatch(r"[a-zA-Z]+-[a-zA-Z0-9]+", words):
        return None
    clause = Clause.objects.filter(
        short_id=words.lower(), versions__version__state="published"
    ).first()
    return f"/c/{clause.short_id}/" if clause else None


@dataclass(frozen=True)
class Query:
    """What was typed, as a query for all the words and as one for any of them."""

    every: SearchQuery
    some: SearchQuery

    @classmethod
    def of(cls, words: str) -> "Query":
        some = " or ".join(re.findall(r"\w+", words))
        return cls(
            *(SearchQuery(w, config="english", search_type="websearch") for w in (words, some))
        )

    def best(self, rows: QuerySet, *vectors: str) -> list:
        """The best rows in one query: those that hold every word or, where none does, some of them."""
        every, some, rank = Q(), Q(), None
        for vector in vectors:
            every |= Q(**{vector: self.every})
            some |= Q(**{vector: self.some})
            one = Coalesce(SearchRank(F(vector), self.some), 0.0)
            rank = one if rank is None else rank + one
        found = (
            rows.filter(every | some)
            .annotate(holds_every=Case(When(every, then=True), default=False), rank=rank)
            .order_by("-holds_every", "-rank", "pk")[:SHOWN]
        )
        exact = [row for row in found if row.holds_every]
        return exact or list(found)

    def headline(self, field: str, *, whole: bool = False) -> SearchHeadline:
        """`field` cut to the words around the hits (or `whole`), hits between the sentinels."""
        return SearchHeadline(
            field,
            self.some,
            config="english",
            start_sel=START,
            stop_sel=STOP,
            highlight_all=whole or None,
            max_words=60,
            min_words=35,
        )


def find(words: str, policy_set: PolicySet | None) -> Found:
    """What was found for this reader, in four queries: own rules only."""
    query = Query.of(words)
    return Found(
        guides=_guides(query, policy_set),
        clauses=_clauses(query, policy_set),
        contacts=_contacts(query, policy_set),
        tasks=_tasks(query, policy_set),
    )


def _guides(query: Query, policy_set: PolicySet | None) -> list[Hit]:
    if policy_set is None:
        return []
    rows = Guide.objects.filter(policy_sets=policy_set, versions__state="published")
    rows = rows.annotate(headline=query.headline("summary", whole=True)).defer("search")
    return [
        Hit("Guide", g.title, g.get_absolute_url(), highlighted(g.headline))
        for g in query.best(rows, "search")
    ]


def _clauses(query: Query, policy_set: PolicySet | None) -> list[Hit]:
    rows = (
        ClauseVersion.objects.in_force()
        .exclude(kind=Kind.SECTION)
        .annotate(
            headline=query.headline("text"), said=query.headline("clause__people_say", whole=True)
        )
        .select_related("clause", "version__policy", "parent")
        .defer("search", "clause__search", "parent__search")
    )
    if policy_set is not None:
        rows = rows.binding(policy_set)
    return [
        Hit(
            "Clause",
            _title(c),
            f"/policies/{c.version.policy.code}/#{c.clause.short_id}",
            highlighted(c.headline),
            _people_say(c),
        )
        for c in query.best(rows, "search", "clause__search")
    ]


def _title(clause: ClauseVersion) -> str:
    """Number and heading; an item without a heading of its own goes under the clause that leads it in."""
    parent = clause.parent.heading if clause.parent else ""
    return f"{clause.number} {clause.heading or parent}".strip()


def _people_say(clause: ClauseVersion) -> SafeString:
    """The words people use by which a clause was found, where its own text holds none of what was typed."""
    said = [line for line in clause.said.split("\n") if START in line]
    if START in clause.headline or not said:
        return SafeString("")
    return SafeString("Found by the words people use: ") + highlighted(", ".join(said))


def _contacts(query: Query, policy_set: PolicySet | None) -> list[Hit]:
    rows = Contact.objects.annotate(headline=query.headline("purpose")).defer("search")
    if policy_set is not None:
        rows = rows.serving(policy_set)
    return [
        Hit("Contact", c.name, f"/contacts/{c.key}/", highlighted(c.headline), c.phone)
        for c in query.best(rows, "search")
    ]


def _tasks(query: Query, policy_set: PolicySet | None) -> list[Hit]:
    if policy_set is None:
        return []
    rows = (
        RoleTask.objects.filter(job_role__policy_set=policy_set)
        .annotate(words=SearchVector("what", config="english"))
        .select_related("job_role", "clause")
    )
    return [
        Hit("Task", t.what, f"/c/{t.clause.short_id}/", highlighted(t.job_role.title))
        for t in query.best(rows, "words")
    ]
