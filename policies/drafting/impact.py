"""Who relies on a clause. Plain reads, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count

from policies.drafting.reading.beyond import RECORDS, Words, beyond
from policies.drafting.reading.changes import changes_of
from policies.drafting.reading.touched import touched_by
from policies.library.actions import says_the_same
from policies.library.comparing import ClauseChange
from policies.library.models import Citation, ClauseVersion, PolicyVersion
from portal.models import User

# Whether a clause says something else now: renumbering, moving, white space and new clauses flag
# nobody, and neither does a reference to another clause.
_FLAGGING = ("changed", "removed")


@dataclass(frozen=True)
class ClauseImpact:
    """A changed or removed clause and what will not rest on words in force any more.

    `citations` are those of things that are kept up to date. Of what was made on the words that go:
    `records` is how many records, `open_records` how many of them are still open, `readable` those
    of the latter that the reader may read (label, address), `kept_runs` how many outcomes people have kept. `touched`
    are the clauses that use a term which the clause defines, and so mean something else.
    """

    change: ClauseChange
    citations: list[Citation]
    records: int = 0
    open_records: int = 0
    readable: list[tuple[str, str]] = field(default_factory=list)
    kept_runs: int = 0
    touched: list[ClauseVersion] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.citations)

    def __bool__(self) -> bool:
        return bool(self.citations or self.records or self.kept_runs or self.touched)


def flags(change: ClauseChange) -> bool:
    """Whether a change takes from under somebody what they relied on."""
    if change.status not in _FLAGGING:
        return False
    return change.new is None or not says_the_same(change.old, change.new)


def relying_on(clause_ids: Iterable[int]) -> dict[int, list[Citation]]:
    """clause id → its live citations, records left out, with the kind of thing; in one query."""
    found: dict[int, list[Citation]] = defaultdict(list)
    citations = (
        Citation.objects.live()
        .filter(clause__in=list(clause_ids))
        .exclude(source_type__model__in=RECORDS)
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
        .exclude(source_type__model__in=RECORDS)
        .order_by()
        .values_list("clause")
        .annotate(number=Count("pk"))
    )
    return dict(counts)


def record_counts(clause_ids: Iterable[int]) -> dict[Words, int]:
    """(clause id, hash of the words) → how many records were made on them; in one query."""
    return beyond(clause_ids).records


def impact_of(
    version: PolicyVersion,
    changes: Sequence[ClauseChange] | None = None,
    *,
    reader: User | None = None,
) -> list[ClauseImpact]:
    """What relies on the clauses that `version` changes or removes, in the order of the text.

    `changes` saves the two queries of comparing where the caller has compared already; `reader` is
    who may be told of open records. A clause on which nothing relies is left out, and so is a
    citation whose pinned words the new version brings back. Of a version that is published already:
    what still rests on the words that it replaced.
    """
    changes = changes_of(version) if changes is None else changes
    flagging = [change for change in changes if flags(change)]
    clause_ids = [change.old.clause_id for change in flagging]
    relying, also = relying_on(clause_ids), beyond(clause_ids, reader)
    touched = touched_by(also.terms, changes)
    impacts = []
    for change in flagging:
        words = (change.old.clause_id, change.old.hash)
        impact = ClauseImpact(
            change=change,
            citations=[c for c in relying[words[0]] if _loses(c, change, version)],
            records=also.records.get(words, 0),
            open_records=also.open_records.get(words, 0),
            readable=also.readable[words],
            kept_runs=also.kept_runs.get(words, 0),
            touched=touched.get(words[0], []),
        )
        if impact:
            impacts.append(impact)
    return impacts


def _loses(citation: Citation, change: ClauseChange, version: PolicyVersion) -> bool:
    """Whether the change takes, or has taken, the words from under this citation."""
    if version.state in PolicyVersion.WORKING:
        return change.new is None or citation.pinned_hash != change.new.hash
    return citation.pinned_hash == change.old.hash
