"""The queue of things that rely on words no longer in force."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import BigIntegerField, Case, Count, OuterRef, Subquery, When

from policies.drafting.reading.beyond import kind_of
from policies.library.models import Citation, ClauseSuccession, ClauseVersion, Ending
from policies.library.models.citation import CitationQuerySet
from policies.roles.models import JobRole

# What is kept up to date and so has to be confirmed or mended. A consultation's record is not among
# them: it stays pinned for good to the words on which its advice was given. A model whose things
# have a keeper says in `kept_by` by which of its fields the keeper's job role is found.
KEPT_CURRENT = ("guideversion", "contact", "roletask", "definition", "mattercell")
# Of these, what nobody edits in place: a published guide is mended in a new version of it.
PUBLISHED = ("guideversion",)


@dataclass(frozen=True)
class FlaggedWords:
    """Old words, the words now in force (None: none), and the citations that rest on the old.

    Where none are in force, `ending` says what became of the clause.
    """

    old: ClauseVersion
    new: ClauseVersion | None
    citations: list[Citation]
    ending: Ending = field(default_factory=Ending)


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


def is_movable(citation: Citation) -> bool:
    """Whether the thing that cites may rest on other clauses without a new version of it."""
    return is_kept_current(citation) and citation.source_type.model not in PUBLISHED


def keepers() -> list[Keeper]:
    """Who has flags waiting, by title, those that nobody keeps last; in two queries."""
    counts = dict(flagged().order_by().values_list("keeper").annotate(flags=Count("pk")))
    roles = JobRole.objects.filter(pk__in=[pk for pk in counts if pk]).order_by("title")
    found = [Keeper(role, counts[role.pk]) for role in roles]
    return [*found, Keeper(None, counts[None])] if counts.get(None) else found


def by_words(citations: Iterable[Citation]) -> Iterator[FlaggedWords]:
    """Group citations, in the order of `flagged`, by the words they rest on; in two queries."""
    citations = list(citations)
    traces = ClauseSuccession.objects.traces({c.clause_id for c in citations if not c.current_id})
    wanted = traces.clauses | {c.clause_id for c in citations}
    in_force = ClauseVersion.objects.in_force().filter(clause__in=wanted)
    words = {w.clause_id: w for w in in_force.select_related("clause", "version").defer("search")}
    for _, group in groupby(citations, key=lambda c: c.pinned_id):
        together = list(group)
        clause, old = together[0].clause_id, together[0].pinned
        yield FlaggedWords(old, words.get(clause), together, traces.ending(clause, words))
