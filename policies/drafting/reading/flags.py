"""The queue of things that rely on words no longer in force."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from policies.library.models import Citation, ClauseVersion
from policies.library.models.citation import CitationQuerySet

# What is kept up to date and so has to be confirmed or mended. A consultation's record is not among
# them: it stays pinned for good to the words on which its advice was given.
KEPT_CURRENT = ("guideversion", "contact", "roletask", "definition", "mattercell")


@dataclass(frozen=True)
class FlaggedWords:
    """Old words, the words now in force (None: none), and the citations that rest on the old."""

    old: ClauseVersion
    new: ClauseVersion | None
    citations: list[Citation]


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
        .order_by("pinned__version__policy__title", "pinned__path", "pinned_id", "label", "pk")
    )


def by_words(citations: Iterable[Citation]) -> Iterator[FlaggedWords]:
    """Group citations, in the order of `flagged`, by the words they rest on; in one query."""
    citations = list(citations)
    current = ClauseVersion.objects.select_related("version").in_bulk(
        {c.current_id for c in citations if c.current_id}
    )
    for _, group in groupby(citations, key=lambda c: c.pinned_id):
        together = list(group)
        yield FlaggedWords(together[0].pinned, current.get(together[0].current_id), together)
