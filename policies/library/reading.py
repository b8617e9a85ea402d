"""A policy as one page to read: its clauses in order, with what helps beside them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

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
from policies.library.terms import TermFinder
from policies.roles.models import JobRole


@dataclass
class Section:
    """A section's heading and the clauses under it, each list of short items kept together."""

    clause: ClausePresenter
    clauses: list[ClausePresenter] = field(default_factory=list)


@dataclass
class PolicyReading:
    """What the policy page shows."""

    policy: Policy
    version: PolicyVersion
    sections: list[Section]
    asked_of_you: list[Citation]
    references: list[Reference]


def read_policy(policy: Policy, version: PolicyVersion, job_role: JobRole | None) -> PolicyReading:
    """Everything the page of this version needs, in five queries whatever its length."""
    words = list(
        ClauseVersion.objects.filter(version=version)
        .select_related("clause")
        .defer("search", "clause__search")
        .in_reading_order()
    )
    for clause in words:
        clause.version = version
    beside = _beside([clause.clause_id for clause in words])
    references = list(policy.references.prefetch_related("clauses"))
    finder = TermFinder(Definition.objects.filter(policy=policy).select_related("clause"))
    shown = [
        ClausePresenter(
            clause,
            terms=finder,
            contacts=beside[clause.clause_id].get("contact", ()),
        )
        for clause in words
    ]
    return PolicyReading(
        policy=policy,
        version=version,
        sections=_sections(shown),
        asked_of_you=_asked(beside.values(), job_role),
        references=references,
    )


def version_on(policy: Policy, on: date | None) -> PolicyVersion | None:
    """The version in force on that day (today if None), or None where none was."""
    return policy.versions.in_force(on).first()


def _beside(clause_ids: Sequence[int]) -> dict[int, dict[str, list[Citation]]]:
    """clause id → kind of thing → the live citations to show beside the clause."""
    beside: dict[int, dict[str, list[Citation]]] = defaultdict(lambda: defaultdict(list))
    citations = (
        Citation.objects.live()
        .filter(clause__in=clause_ids, source_type__model__in=["contact", "roletask"])
        .select_related("source_type", "clause")
        .order_by("pk")
    )
    for citation in citations:
        beside[citation.clause_id][citation.source_type.model].append(citation)
    return beside


def _asked(
    beside: Iterable[dict[str, list[Citation]]], job_role: JobRole | None
) -> list[Citation]:
    """What the document asks of this job role."""
    if job_role is None:
        return []
    return [c for things in beside for c in things.get("roletask", ()) if c.part == job_role.key]


def _sections(clauses: Iterable[ClausePresenter]) -> list[Section]:
    sections: list[Section] = []
    for clause in clauses:
        if clause.kind == Kind.SECTION and clause.level == 1:
            sections.append(Section(clause))
        elif sections:
            sections[-1].clauses.append(clause)
    return sections
