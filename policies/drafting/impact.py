"""Who relies on a clause. Plain reads, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count

from policies.drafting.reading.changes import changes_of
from policies.library.comparing import ClauseChange
from policies.library.models import Citation, PolicyVersion

# Whether a clause says something else now: renumbering, moving, white space and new clauses flag
# nobody.
_FLAGGING = ("changed", "removed")

# Records of cases. They keep the words they were made on, may be thousands a clause, and the desk
# may not read them: so they are counted, never named.
_RECORDS = ("consultation",)


@dataclass(frozen=True)
class ClauseImpact:
    """A changed or removed clause and what will not rest on words in force any more.

    `citations` are those of things that are kept up to date; `records` is how many records were
    made on the words that go.
    """

    change: ClauseChange
    citations: list[Citation]
    records: int

    @property
    def count(self) -> int:
        return len(self.citations)


def relying_on(clause_ids: Iterable[int]) -> dict[int, list[Citation]]:
    """clause id → its live citations, records left out, with the kind of thing; in one query."""
    found: dict[int, list[Citation]] = defaultdict(list)
    citations = (
        Citation.objects.live()
        .filter(clause__in=list(clause_ids))
        .exclude(source_type__model__in=_RECORDS)
        .select_related("source_type")
        .order_by("source_type__model", "label", "pk")
    )
    for citation in citations:
        found[citation.clause_id].append(citation)
    return found


def relied_on_counts(clause_ids: Iterable[int]) -> dict[int, int]:
    """clause id → how many live citations rest on it, records left out; in one query."""
    counts = (
        Citation.objects.live()
        .filter(clause__in=list(clause_ids))
        .exclude(source_type__model__in=_RECORDS)
        .order_by()
        .values_list("clause")
        .annotate(number=Count("pk"))
    )
    return dict(counts)


def record_counts(clause_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """(clause id, hash of the words) → how many records were made on them; in one query."""
    counts = (
        Citation.objects.filter(clause__in=list(clause_ids), source_type__model__in=_RECORDS)
        .order_by()
        .values_list("clause", "pinned_hash")
        .annotate(number=Count("pk"))
    )
    return {(clause, words): number for clause, words, number in counts}


def impact_of(
    version: PolicyVersion, changes: Sequence[ClauseChange] | None = None
) -> list[ClauseImpact]:
    """What relies on the clauses that `version` changes or removes, in the order of the text.

    `changes` saves the two queries of comparing where the caller has compared already. A clause on
    which nothing relies is left out, and so is a citation whose pinned words the new version brings
    back. Of a version that is published already: what still rests on the words that it replaced.
    """
    changes = changes_of(version) if changes is None else changes
    flagging = [change for change in changes if change.status in _FLAGGING]
    clause_ids = [change.old.clause_id for change in flagging]
    relying, records = relying_on(clause_ids), record_counts(clause_ids)
    impacts = []
    for change in flagging:
        old = change.old
        citations = [c for c in relying[old.clause_id] if _loses(c, change, version)]
        number = records.get((old.clause_id, old.hash), 0)
        if citations or number:
            impacts.append(ClauseImpact(change, citations, number))
    return impacts


def _loses(citation: Citation, change: ClauseChange, version: PolicyVersion) -> bool:
    """Whether the change takes, or has taken, the words from under this citation."""
    if version.state in PolicyVersion.WORKING:
        return change.new is None or citation.pinned_hash != change.new.hash
    return citation.pinned_hash == change.old.hash
