"""Advice given under text since replaced: which records, which clauses, what they say now."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from policies.consultations import presenters
from policies.consultations.models import OPEN, Consultation, replaced_citations
from policies.consultations.models.consultation import ConsultationQuerySet
from policies.library.models import Citation, ClauseVersion
from portal.models import User


@dataclass(frozen=True)
class ReplacedClause:
    """A pinned clause whose words are no longer in force; without `compare_url` nothing stands in its place."""

    short_id: str
    name: str
    policy: str
    version: int
    url: str
    compare_url: str


@dataclass(frozen=True)
class ReplacedRow:
    """A record and the clauses under it that were replaced."""

    reference: str
    url: str
    topic: str
    asked: str
    state: presenters.Tag
    is_open: bool
    clauses: Sequence[ReplacedClause]


def records(user: User, *, only_open: bool = False) -> ConsultationQuerySet:
    """The records this person may read that rest on such words, the latest first."""
    visible = Consultation.objects.visible_to(user).filter(
        pk__in=replaced_citations().values("source_id")
    )
    return (visible.open() if only_open else visible).latest_first()


def rows(page: ConsultationQuerySet) -> list[ReplacedRow]:
    """These records as rows, in three queries whatever their number."""
    found = list(page.select_related("type"))
    clauses = _clauses([record.pk for record in found])
    return [_row(record, clauses.get(record.pk, ())) for record in found]


def _row(record: Consultation, clauses: Sequence[ReplacedClause]) -> ReplacedRow:
    return ReplacedRow(
        reference=record.reference,
        url=record.get_absolute_url(),
        topic=record.topic,
        asked=presenters.moment(record.submitted_at),
        state=presenters.state_tag(record),
        is_open=record.state in OPEN,
        clauses=clauses,
    )


def _clauses(numbers: Sequence[int]) -> dict[int, list[ReplacedClause]]:
    cited = replaced_citations().filter(source_id__in=numbers).with_current()
    cited = cited.select_related("clause", "pinned__version__policy").order_by("pk")
    now = ClauseVersion.objects.filter(pk=OuterRef("current_id"))
    cited = cited.annotate(current_version=Subquery(now.values("version__number")[:1]))
    found: dict[int, list[ReplacedClause]] = {}
    for one in cited:
        found.setdefault(one.source_id, []).append(_clause(one))
    return found


def _clause(one: Citation) -> ReplacedClause:
    words, version = one.pinned, one.pinned.version
    compare = ""
    if one.current_version and one.current_version != version.number:
        address = reverse("policy_compare", args=[version.policy.code])
        compare = f"{address}?from={version.number}&to={one.current_version}"
    return ReplacedClause(
        short_id=one.clause.short_id,
        name=f"{words.number} {words.heading}".strip() or one.clause.short_id,
        policy=version.policy.title,
        version=version.number,
        url=f"/c/{one.clause.short_id}/",
        compare_url=compare,
    )
