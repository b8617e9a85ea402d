"""Who relies on a clause. Plain reads, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policies.drafting.reading.changes import changes_of
from policies.library.comparing import ClauseChange
from policies.library.models import Citation, PolicyVersion

# Whether a clause says something else now: renumbering, moving, white space and new clauses flag
# nobody.
_FLAGGING = ("changed", "removed")


@dataclass(frozen=True)
class ClauseImpact:
    """A changed or removed clause and every live citation that will not rest on words in force any
    more.
    """

    change: ClauseChange
    citations: list[Citation]

    @property
    def count(self) -> int:
        return len(self.citations)


def relying_on(clause_ids: Iterable[int]) -> dict[int, list[Citation]]:
    """clause id → its live citations, with the kind of thing that cites, in one query."""
    found: dict[int, list[Citation]] = defaultdict(list)
    citations = (
        Citation.objects.live()
        .filter(clause__in=list(clause_ids))
        .select_related("source_type")
        .order_by("source_type__model", "label", "pk")
    )
    for citation in citations:
        found[citation.clause_id].append(citation)
    return found


def impact_of(
    version: PolicyVersion, changes: Sequence[ClauseChange] | None = None
) -> list[ClauseImpact]:
    """What relies on the clauses that `version` changes or removes, in the order of the text.

    `changes` saves the two queries of comparing where the caller has compared already. A clause on
    which nothing relies is left out, and so is a citation whose pinned words the new version brings
    back.
    """
    changes = changes_of(version) if changes is None else changes
    flagging = [change for change in changes if change.status in _FLAGGING]
    relying = relying_on(change.old.clause_id for change in flagging)
    impacts = []
    for change in flagging:
        new_hash = change.new.hash if change.new else None
        citations = [c for c in relying[change.old.clause_id] if c.pinned_hash != new_hash]
        if citations:
            impacts.append(ClauseImpact(change, citations))
    return impacts
