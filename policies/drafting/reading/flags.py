"""The queue of things that rely on words no longer in force."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import BigIntegerField, Case, Count, OuterRef, Subquery, When

from policies.drafting.reading.beyond import kind_of
from policies.library.models import Citation, ClauseSuccession, ClauseVersion, PolicyVersion
from policies.library.models.citation import CitationQuerySet
from policies.roles.models import JobRole

# What is kept up to date and so has to be confirmed or mended. A consultation's record is not among
# them: it stays pinned for good to the words on which its advice was given. A model whose things
# have a keeper says in `kept_by` by which of its fields the keeper's job role is found.
KEPT_CURRENT = ("guideversion", "contact", "roletask", "definition", "mattercell")


@dataclass(frozen=True)
class FlaggedWords:
    """Old words, the words now in force (None: none), and the citations that rest on the old."""

    old: ClauseVersion
    new: ClauseVersion | None
    citations: list[Citation]
    successions: list[ClauseSuccession] = field(default_factory=list)


@dataclass(frozen=True)
class Keeper:
    """A job role (None: nobody) and how many flags wait for who holds it."""

    job_role: JobRole | None
    flags: int


def is_kept_current(citation: Citation) -> bool:
    """Whether the thing that cites is kept up to date, not a record."""
    kind = citation.source_type
    return kind.app_label == "policies" and kind.model in KEPT_CURRENT


def flagged() -> CitationQuerySet:
    """Suspect citations of things kept up to date, those of one change of words together."""
    return (
        Citation.objects.suspect()
        .filter(source_type__app_label="policies", source_type__model__in=KEPT_CURRENT)
        .select_related("source_type", "pinned__clause", "pinned__version__policy")
        .annotate(keeper=_keeper())
        .order_by("pinned__version__policy__title", "pinned__path", "pinned_id", "label", "pk")
    )


def _keeper() -> Case:
    """The job role of whoever keeps the thing that cites, as its model says; None where nobody does."""
    whens = []
    for name in KEPT_CURRENT:
        kind = kind_of(name)
        model = kind.model_class()
        if kept_by := getattr(model, "kept_by", ""):
            thing = model.objects.filter(pk=OuterRef("source_id")).order_by()
            whens.append(When(source_type=kind, then=Subquery(thing.values(kept_by)[:1])))
    return Case(*whens, default=None, output_field=BigIntegerField())


def keepers() -> list[Keeper]:
    """Who has flags waiting, by title, those that nobody keeps last; in two queries."""
    counts = dict(flagged().order_by().values_list("keeper").annotate(flags=Count("pk")))
    roles = JobRole.objects.filter(pk__in=[pk for pk in counts if pk]).order_by("title")
    found = [Keeper(role, counts[role.pk]) for role in roles]
    return [*found, Keeper(None, counts[None])] if counts.get(None) else found


def by_words(citations: Iterable[Citation]) -> Iterator[FlaggedWords]:
    """Group citations, in the order of `flagged`, by the words they rest on; in two queries."""
    citations = list(citations)
    current = ClauseVersion.objects.select_related("version").in_bulk(
        {c.current_id for c in citations if c.current_id}
    )
    became = _successions({c.clause_id for c in citations if not c.current_id})
    for _, group in groupby(citations, key=lambda c: c.pinned_id):
        together = list(group)
        first = together[0]
        yield FlaggedWords(
            first.pinned, current.get(first.current_id), together, became[first.clause_id]
        )


def _successions(clause_ids: Iterable[int]) -> dict[int, list[ClauseSuccession]]:
    """clause id → what took the place of a clause out of force, by the last version that says so."""
    found: dict[int, list[ClauseSuccession]] = defaultdict(list)
    rows = ClauseSuccession.objects.filter(
        clause__in=list(clause_ids), version__state__in=PolicyVersion.PUBLIC
    )
    for row in rows.select_related("successor", "version").order_by("-version__number", "pk"):
        known = found[row.clause_id]
        if not known or known[0].version_id == row.version_id:
            known.append(row)
    return found
