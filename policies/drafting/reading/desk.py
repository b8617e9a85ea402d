"""What the desk's pages load, each in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Prefetch, Q, QuerySet

from policies.drafting.actions.guards import WRITING
from policies.drafting.models import PolicyImport
from policies.drafting.reading.comments import with_open_comments
from policies.library.models import Clause, ClauseVersion, Policy, PolicyVersion
from portal.models import AuditEvent, User
from portal.permissions import Permission

State = PolicyVersion.State


# Comments that nobody has settled, on the version that is counted.
_OPEN_COMMENTS = Count(
    "comments", filter=Q(comments__parent=None, comments__resolved_at=None), distinct=True
)


@dataclass
class Waiting:
    """Versions that wait at the desk, by whose turn it is for one person."""

    returned: list[PolicyVersion] = field(default_factory=list)
    drafts: list[PolicyVersion] = field(default_factory=list)
    to_approve: list[PolicyVersion] = field(default_factory=list)
    to_publish: list[PolicyVersion] = field(default_factory=list)
    to_read_after: list[PolicyVersion] = field(default_factory=list)
    scheduled: list[PolicyVersion] = field(default_factory=list)
    others: list[PolicyVersion] = field(default_factory=list)


def waiting_for(person: User) -> Waiting:
    """What waits for this person, and what others have, in two queries."""
    versions = list(PolicyVersion.objects.at_the_desk().annotate(open_comments=_OPEN_COMMENTS))
    written = _written_by(person, versions)
    mine = Waiting()
    for version in versions:
        _pile(mine, version, person, version.pk in written).append(version)
    return mine


def _pile(piles: Waiting, version: PolicyVersion, person: User, wrote: bool) -> list[PolicyVersion]:
    if version.state in PolicyVersion.EDITABLE and person.may(Permission.DRAFT_EDIT):
        return piles.returned if version.state == State.RETURNED else piles.drafts
    if version.state == State.SCHEDULED:
        return piles.scheduled
    if wrote or not person.may(Permission.DRAFT_APPROVE):
        return piles.others
    by_state = {State.IN_REVIEW: piles.to_approve, State.APPROVED: piles.to_publish}
    return by_state.get(version.state, piles.to_read_after if version.is_unread else piles.others)


def _written_by(person: User, versions: Iterable[PolicyVersion]) -> set[int]:
    chains = {f"policyversion:{version.pk}": version.pk for version in versions}
    events = AuditEvent.objects.filter(chain__in=chains, by=person, action__in=WRITING)
    written = {chains[chain] for chain in events.values_list("chain", flat=True)}
    return written | {version.pk for version in versions if version.author_id == person.pk}


def versions() -> QuerySet[PolicyVersion]:
    """Versions with all that their pages name, and how many comments on each are open."""
    return PolicyVersion.objects.select_related(
        "policy", "author", "approver", "based_on", "reviewed_after_by"
    ).annotate(open_comments=_OPEN_COMMENTS)


def clauses_of(version: PolicyVersion) -> QuerySet[ClauseVersion]:
    """The clauses of a version as the forms need them, with the comments open on each."""
    return with_open_comments(version.clauses.select_related("clause").defer("search"))


def clause_before(version: PolicyVersion, clause: Clause) -> ClauseVersion | None:
    """What the clause says in the version that `version` is based on, if it stood there."""
    base = ClauseVersion.objects.filter(version=version.based_on, clause=clause)
    return base.select_related("clause").defer("search").first()


def policies_with_versions() -> QuerySet[Policy]:
    """All policies by title, each with `shown_versions`: published or at the desk, newest first."""
    states = [*PolicyVersion.PUBLIC, *PolicyVersion.WORKING]
    versions = PolicyVersion.objects.filter(state__in=states).order_by("-number")
    return Policy.objects.order_by("title").prefetch_related(
        Prefetch("versions", versions, to_attr="shown_versions")
    )


def versions_of(policy: Policy) -> list[PolicyVersion]:
    """Every version a policy ever had, newest first, with the people who made it."""
    return list(
        policy.versions.select_related(
            "author", "approver", "based_on", "policy", "reviewed_after_by"
        )
    )


def steps_of(*versions: PolicyVersion) -> dict[int, list[AuditEvent]]:
    """The steps of each version's life, oldest first, by its row; in one query."""
    chains = {f"policyversion:{version.pk}": version.pk for version in versions}
    steps: dict[int, list[AuditEvent]] = {version.pk: [] for version in versions}
    events = (
        AuditEvent.objects.filter(chain__in=chains)
        .exclude(action__startswith="clause.")
        .select_related("by")
        .order_by("sequence")
    )
    for event in events:
        steps[chains[event.chain]].append(event)
    return steps


def notes_in_force() -> QuerySet[ClauseVersion]:
    """Clauses in force that carry an editor's note, policy by policy, in the order of the text."""
    return (
        ClauseVersion.objects.in_force()
        .exclude(note="")
        .select_related("clause", "version__policy")
        .defer("search", "body", "clause__search", "clause__people_say")
        .order_by("version__policy__title", "version__policy_id", "path")
    )


def imports_under_way() -> QuerySet[PolicyImport]:
    """Documents that somebody brought in and that are no draft yet, newest first."""
    states = [PolicyImport.State.WAITING, PolicyImport.State.READ]
    imports = PolicyImport.objects.filter(state__in=states).select_related("policy")
    return imports.defer("file", "paragraphs", "tree", "choices")
