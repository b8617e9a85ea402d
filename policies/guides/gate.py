"""The publish gate's view of the database: what is in force, who and what exists."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, F, OuterRef, QuerySet, Subquery, Value

from policies.directory.models import Contact
from policies.guides.checks import ClauseFact, Context
from policies.guides.compiled import CompiledGuide
from policies.guides.compiling import compiled
from policies.guides.definition import read
from policies.guides.models import Guide, GuideVersion
from policies.guides.prohibitions import topics
from policies.guides.rules import bare
from policies.library.models import Binding, Citation, ClauseVersion
from policies.roles.models import JobRole, PolicySet

# In a web request a guide of more paths than this is grouped instead of walked path by path; both are exact.
WALKED = 200_000

Pairs = list[tuple[str, str | None]]


def context(coming: Iterable[Mapping] = (), *, on: date | None = None) -> Context:
    """What `checks.check` measures a definition against, read in four queries.

    `coming` are definitions that are loaded together with the one being checked, or that one alone: they may name each
    other, and what they rest on counts in place of what their published versions rest on. `on` takes the clauses of
    that day.
    """
    new = {guide.slug: guide for guide in (read(definition).guide for definition in coming)}
    known = _names()
    together = _same_employer(known["set"])
    return Context(
        clauses=_with_topics(clauses(on), new),
        contacts=frozenset(key for key, _ in known["contact"]),
        roles=frozenset(key for key, _ in known["role"]),
        guides=frozenset(key for key, _ in known["guide"]) | new.keys(),
        role_sets={key: together[code] for key, code in known["role"] if code},
        contact_sets=_contact_sets(known["contact"], together),
        ways={bare(way): key for way, key in known["way"] if key},
    )


def live_guides() -> list[CompiledGuide]:
    """Every published guide, in one query."""
    return [compiled(version) for version in GuideVersion.objects.live()]


def _names() -> dict[str, Pairs]:
    """Each contact, job role, guide and policy set by its key, with what it belongs to, in one query.

    Among them, as “way”, each number and address with the contact that it is of.
    """
    contacts = Contact.objects.order_by()
    rows = _keys("contact", contacts, "key", "policy_sets__code").union(
        _keys("role", JobRole.objects.order_by(), "key", "policy_set__code"),
        _keys("guide", Guide.objects.order_by(), "slug", "topic"),
        _keys("set", PolicySet.objects.order_by(), "code", "organisation__code"),
        _keys("way", contacts.exclude(phone=""), "phone", "key"),
        _keys("way", contacts.exclude(email=""), "email", "key"),
        all=True,
    )
    known: dict[str, Pairs] = {
        "contact": [],
        "role": [],
        "guide": [],
        "set": [],
        "way": [],
    }
    for sort, key, belongs in rows:
        known[sort].append((key, belongs))
    return known


def _keys(sort: str, rows: QuerySet, key: str, belongs: str) -> QuerySet:
    return rows.annotate(
        named_sort=Value(sort, CharField()), named_key=F(key), named_in=F(belongs)
    ).values_list("named_sort", "named_key", "named_in")


def clauses(on: date | None = None) -> dict[str, ClauseFact]:
    """Every clause in force on `on` (today if None), by its short id, in two queries."""
    sets: dict[int, set[str]] = defaultdict(set)
    for policy, code in Binding.objects.values_list("policy_id", "policy_set__code"):
        sets[policy].add(code)
    rows = ClauseVersion.objects.in_force(on).values(
        "clause__short_id",
        "kind",
        "strength",
        "hash",
        "column",
        "version__policy_id",
        "version__policy__code",
    )
    return {
        row["clause__short_id"]: ClauseFact(
            kind=row["kind"],
            strength=row["strength"],
            policy_sets=frozenset(sets[row["version__policy_id"]]),
            hash=row["hash"],
            policy=row["version__policy__code"],
            column=row["column"],
        )
        for row in rows
    }


def _with_topics(
    facts: dict[str, ClauseFact], coming: Mapping[str, CompiledGuide]
) -> dict[str, ClauseFact]:
    """The clauses, each with the topics of the guides that rest on it."""
    found = {key: set(named) for key, named in topics(coming.values()).items()}
    for short_id, slug, topic in _rested_on():
        if slug not in coming:
            found.setdefault(short_id, set()).add(topic)
    return {
        key: replace(fact, topics=frozenset(found[key])) if key in found else fact
        for key, fact in facts.items()
    }


def _rested_on() -> QuerySet:
    """(clause, guide, topic) for each clause that a published guide rests on."""
    guide = GuideVersion.objects.filter(pk=OuterRef("source_id"))
    return (
        Citation.objects.live()
        .filter(source_type=ContentType.objects.get_for_model(GuideVersion))
        .order_by()
        .values_list(
            "clause__short_id",
            Subquery(guide.values("guide__slug")),
            Subquery(guide.values("guide__topic")),
        )
        .distinct()
    )


def _same_employer(sets: Pairs) -> dict[str, frozenset[str]]:
    """policy set → the sets of the same organisation: whose people and numbers may be named to its staff."""
    members: dict[str | None, set[str]] = defaultdict(set)
    for code, organisation in sets:
        members[organisation].add(code)
    return {code: frozenset(members[organisation]) for code, organisation in sets}


def _contact_sets(
    contacts: Pairs, houses: Mapping[str, frozenset[str]]
) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for key, code in contacts:
        if code:
            found[key] = found.get(key, frozenset()) | houses[code]
    return found
