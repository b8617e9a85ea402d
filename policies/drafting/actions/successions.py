"""What becomes of a clause that leaves a draft: its successors, and all that led to it."""

from collections.abc import Iterable, Sequence

from policies.drafting.actions.errors import Refused
from policies.drafting.actions.wording import NOTE_LIMIT
from policies.library.markup import clean
from policies.library.models import Clause, ClauseSuccession, ClauseVersion, PolicyVersion

How = ClauseSuccession.How


def leave(
    version: PolicyVersion, clause: Clause, *, how: str, successors: Sequence[Clause], reason: str
) -> None:
    """Record that `clause` stands in the draft no more, and what took its place.

    What had gone over into `clause` goes over into its successors. A clause that only this draft
    knew leaves without a trace. Raises Refused where neither successor nor reason is given although
    a published clause would end here.
    """
    reason = clean(reason).strip()
    if len(reason) > NOTE_LIMIT:
        raise Refused(f"Shorten the reason to {NOTE_LIMIT:,} characters. It has {len(reason):,}.")
    ended = [clause] if was_published(version, clause) else []
    leading_here = list(version.successions.filter(successor=clause).select_related("clause"))
    version.successions.filter(successor=clause).delete()
    for row in leading_here:
        heirs = [heir for heir in successors if heir != row.clause]
        add(version, row.clause, how=row.how, successors=heirs, reason=row.reason)
        if not _is_accounted_for(version, row.clause):
            ended.append(row.clause)
    if ended and not successors and not reason:
        raise Refused("Say why the clause goes, or choose the clauses that take its place.")
    for gone in ended:
        add(version, gone, how=how, successors=successors, reason=reason)


def add(
    version: PolicyVersion,
    clause: Clause,
    *,
    how: str,
    successors: Iterable[Clause],
    reason: str = "",
) -> None:
    """One row a successor; without one, a row that says why. Nothing where neither is there."""
    for successor in list(successors) or ([None] if reason else []):
        version.successions.get_or_create(
            clause=clause, successor=successor, defaults={"how": how, "reason": reason}
        )


def came_back(version: PolicyVersion, clause: Clause) -> None:
    """Forget what had taken the place of a clause that stands in the draft again."""
    version.successions.filter(clause=clause).delete()


def was_published(version: PolicyVersion, clause: Clause) -> bool:
    """Whether the clause stands in the version that the draft is based on."""
    return ClauseVersion.objects.filter(version=version.based_on_id, clause=clause).exists()


def _is_accounted_for(version: PolicyVersion, clause: Clause) -> bool:
    return (
        version.clauses.filter(clause=clause).exists()
        or version.successions.filter(clause=clause).exists()
    )
