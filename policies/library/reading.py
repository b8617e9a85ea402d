"""A policy as one page to read: its clauses in order, with what helps beside them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from django.contrib.postgres.aggregates import ArrayAgg
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from policies.library.models import (
    Citation,
    ClauseVersion,
    Definition,
    Kind,
    Policy,
    PolicyVersion,
    Reference,
)
from policies.library.presenters import ClausePresenter
from policies.library.terms import Term, TermFinder
from policies.roles.models import JobRole

VERSIONS_KEPT = 256


@dataclass(frozen=True)
class Beside:
    """Something that relies on a clause and is shown next to it: a contact, or a standing task."""

    clause_id: int
    short_id: str
    model: str
    part: str
    label: str
    url: str


@dataclass
class Section:
    """A section's heading and the clauses under it."""

    clause: ClausePresenter
    clauses: list[ClausePresenter] = field(default_factory=list)


@dataclass(frozen=True)
class Text:
    """The clauses of a version as HTML, and what they contain for the list of contents."""

    html: SafeString
    contents: tuple[dict[str, str], ...]


@dataclass
class PolicyReading:
    """What the policy page shows."""

    text: SafeString
    contents: list[dict[str, str]]
    asked_of_you: list[Beside]
    references: list[Reference]


def read_policy(policy: Policy, version: PolicyVersion, job_role: JobRole | None) -> PolicyReading:
    """Everything the page of a published version needs, in a fixed number of queries whatever its length."""
    beside = _beside(version)
    text = _text(
        version.pk,
        version.content_hash,
        terms_of(policy),
        tuple(b for b in beside if b.model == "contact"),
    )
    references = list(
        policy.references.annotate(named_in=ArrayAgg("clauses__short_id", order_by="clauses__pk"))
    )
    contents = list(text.contents)
    if references:
        contents.append({"url": "#references", "label": "Documents, laws and resources"})
    return PolicyReading(
        text=text.html,
        contents=contents,
        asked_of_you=[
            b for b in beside if b.model == "roletask" and job_role and b.part == job_role.key
        ],
        references=references,
    )


def version_on(policy: Policy, on: date | None) -> PolicyVersion | None:
    """The version in force on that day (today if None), or None where none was."""
    return policy.versions.in_force(on).first()


def terms_of(policy: Policy) -> tuple[Term, ...]:
    """The policy's defined terms as plain values."""
    return tuple(
        Term.of(definition)
        for definition in Definition.objects.filter(policy=policy).select_related("clause")
    )


def _beside(version: PolicyVersion) -> tuple[Beside, ...]:
    """The live citations of this version's clauses that are shown beside them, as plain values."""
    rows = (
        Citation.objects.live()
        .filter(clause__versions__version=version, source_type__model__in=["contact", "roletask"])
        .order_by("pk")
        .values_list("clause_id", "clause__short_id", "source_type__model", "part", "label", "url")
    )
    return tuple(Beside(*row) for row in rows)


@lru_cache(maxsize=VERSIONS_KEPT)
def _text(
    version_id: int, content_hash: str, terms: tuple[Term, ...], contacts: tuple[Beside, ...]
) -> Text:
    """The rendered clauses. A published version never changes and all else is an argument, so this never goes stale.

    `content_hash` is part of the key only: another database may give the same number to another version.
    """
    words = (
        ClauseVersion.objects.filter(version=version_id)
        .select_related("clause")
        .defer("search", "clause__search")
        .in_reading_order()
    )
    finder = TermFinder(terms)
    numbers: Mapping[int, list[Beside]] = _by_clause(contacts)
    sections = _sections(
        ClausePresenter(clause, terms=finder, contacts=numbers.get(clause.clause_id, ()))
        for clause in words
    )
    html = render_to_string(
        "policies/library/_clauses.html", {"sections": sections, "notes": finder.notes()}
    )
    contents = (
        {"url": f"#{s.clause.short_id}", "number": s.clause.number, "label": s.clause.heading}
        for s in sections
    )
    return Text(SafeString(html), tuple(contents))


def _by_clause(things: Iterable[Beside]) -> dict[int, list[Beside]]:
    found: dict[int, list[Beside]] = defaultdict(list)
    for thing in things:
        found[thing.clause_id].append(thing)
    return found


def _sections(clauses: Iterable[ClausePresenter]) -> list[Section]:
    sections: list[Section] = []
    for clause in clauses:
        if clause.kind == Kind.SECTION and clause.level == 1:
            sections.append(Section(clause))
        elif sections:
            sections[-1].clauses.append(clause)
    return sections
