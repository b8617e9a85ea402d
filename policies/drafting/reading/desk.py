"""What the desk's pages load, each in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from policies.drafting.actions.guards import WRITING
from policies.library.models import Clause, ClauseVersion, Policy, PolicyVersion
from portal.models import AuditEvent, User
from portal.permissions import Permission

State = PolicyVersion.State


@dataclass(frozen=True)
class Waiting:
    """Versions at the desk, by whose turn it is for one person."""

    returned: list[PolicyVersion]
    drafts: list[PolicyVersion]
    to_approve: list[PolicyVersion]
    to_publish: list[PolicyVersion]
    others: list[PolicyVersion]


def waiting_for(person: User) -> Waiting:
    """What waits for this person, and what others have, in two queries."""
    versions = list(PolicyVersion.objects.at_the_desk())
    written = _written_by(person, versions)
    mine = Waiting([], [], [], [], [])
    for version in versions:
        _pile(mine, version, person, version.pk in written).append(version)
    return mine


def _pile(piles: Waiting, version: PolicyVersion, person: User, wrote: bool) -> list[PolicyVersion]:
    if version.state in PolicyVersion.EDITABLE and person.may(Permission.DRAFT_EDIT):
        return piles.returned if version.state == State.RETURNED else piles.drafts
    if not wrote and person.may(Permission.DRAFT_APPROVE):
        if version.state == State.IN_REVIEW:
            return piles.to_approve
        if version.state == State.APPROVED:
            return piles.to_publish
    return piles.others


def _written_by(person: User, versions: Iterable[PolicyVersion]) -> set[int]:
    chains = {f"policyversion:{version.pk}": version.pk for version in versions}
    events = AuditEvent.objects.filter(chain__in=chains, by=person, action__in=WRITING)
    written = {chains[chain] for chain in events.values_list("chain", flat=True)}
    return written | {version.pk for version in versions if version.author_id == person.pk}


def versions() -> QuerySet[PolicyVersion]:
    """Versions with all that their pages name."""
    return PolicyVersion.objects.select_related("policy", "author", "approver", "based_on")


def clauses_of(version: PolicyVersion) -> QuerySet[ClauseVersion]:
    """The clauses of a version as the forms need them."""
    return version.clauses.select_related("clause").defer("search")


def clause_before(version: PolicyVersion, clause: Clause) -> ClauseVersion | None:
    """What the clause says in the version that `version` is based on, if it stood there."""
    base = ClauseVersion.objects.filter(version=version.based_on, clause=clause)
    return base.select_related("clause").defer("search").first()


def policies_with_versions() -> QuerySet[Policy]:
    """All policies by title, each with `shown_versions`: published or at the desk, newest first."""
    states = [State.PUBLISHED, *PolicyVersion.WORKING]
    versions = PolicyVersion.objects.filter(state__in=states).order_by("-number")
    return Policy.objects.order_by("title").prefetch_related(
        Prefetch("versions", versions, to_attr="shown_versions")
    )


def versions_of(policy: Policy) -> list[PolicyVersion]:
    """Every version a policy ever had, newest first, with the people who made it."""
    return list(policy.versions.select_related("author", "approver", "based_on", "policy"))


def steps_of(version: PolicyVersion) -> QuerySet[AuditEvent]:
    """The steps of a version's life, oldest first."""
    return (
        AuditEvent.objects.filter(chain=f"policyversion:{version.pk}")
        .exclude(action__startswith="clause.")
        .select_related("by")
        .order_by("sequence")
    )
