"""What the documents ask of a job role, and who turns to whom, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, Subquery, Value, When

from policies.directory.models import Contact
from policies.directory.presenters import ContactCard, cards
from policies.library.models import Binding, Citation, ClauseVersion, Kind
from policies.roles.models import JobRole, PolicySet, Team
from policies.tasks.models import RoleTask

# What a document asks of everybody whom it binds: what to do, and whom to turn to.
DUTIES = (Kind.DUTY, Kind.PROHIBITION)
CONSULTING = (Kind.APPROVAL, Kind.ESCALATION, Kind.CONTACT)
CLAUSES_SHOWN = 400


@dataclass(frozen=True)
class RoleReading:
    """Everything the page of a job role shows.

    `clauses` are the words in force of what the role is named for, what names its contact, and what is asked of
    everybody: own document first, then in reading order, each with `binds_reader` and `binds_role`. `cut` where they
    were more than a page holds. `tasks`, `contacts` and `names_role` are by clause.
    """

    role: JobRole
    clauses: Sequence[ClauseVersion]
    cut: bool
    tasks: Mapping[int, Sequence[RoleTask]]
    contacts: Mapping[int, Sequence[ContactCard]]
    names_role: frozenset[int]


def policies_by_set() -> dict[int, set[int]]:
    """policy set → the policies that bind it."""
    found: dict[int, set[int]] = defaultdict(set)
    for policy_set, policy in Binding.objects.values_list("policy_set", "policy"):
        found[policy_set].add(policy)
    return found


def read_role(role: JobRole, reader: PolicySet | None, team: Team | None) -> RoleReading:
    """What the documents ask of `role`, for somebody of the set `reader` in `team`, in five queries."""
    clauses = list(_clauses(role, reader)[: CLAUSES_SHOWN + 1])
    shown = clauses[:CLAUSES_SHOWN]
    ids = [c.clause_id for c in shown]
    tasks: dict[int, list[RoleTask]] = defaultdict(list)
    named = RoleTask.objects.filter(clause__in=ids).select_related("job_role").defer("search")
    for task in named.order_by("order", "pk"):
        tasks[task.clause_id].append(task)
    contacts, names_role = _contacts(role, ids, reader, team)
    return RoleReading(
        role=role,
        clauses=shown,
        cut=len(clauses) > CLAUSES_SHOWN,
        tasks=tasks,
        contacts=contacts,
        names_role=frozenset(names_role),
    )


def _clauses(role: JobRole, reader: PolicySet | None):
    """The clauses that concern a role, those that name it first."""
    named = Q(clause__in=RoleTask.objects.filter(job_role=role).values("clause"))
    named |= Q(
        clause__in=_citing(Contact.objects.filter(job_role=role).values("pk")).values("clause")
    )
    binds_role = Binding.objects.filter(
        policy=OuterRef("version__policy"), policy_set=role.policy_set
    )
    binds_reader = Binding.objects.filter(policy=OuterRef("version__policy"), policy_set=reader)
    return (
        ClauseVersion.objects.in_force()
        .annotate(
            place=Subquery(binds_role.values("order")[:1]),
            binds_role=Exists(binds_role),
            binds_reader=Exists(binds_reader),
            rank=Case(When(named, then=Value(0)), default=Value(1), output_field=IntegerField()),
        )
        .filter(Q(rank=0) | Q(binds_role=True, kind__in=[*DUTIES, *CONSULTING]))
        .select_related("clause", "version__policy")
        .defer("search", "clause__search")
        .order_by("rank", "place", "version__policy__title", "path")
    )


def _citing(contacts):
    return Citation.objects.live().filter(
        source_type__app_label="policies", source_type__model="contact", source_id__in=contacts
    )


def _contacts(
    role: JobRole, clauses: Sequence[int], reader: PolicySet | None, team: Team | None
) -> tuple[dict[int, list[ContactCard]], set[int]]:
    """clause id → the contacts that it names other than the role's own, and the clauses that name the role's own.

    A contact of other staff comes without its number: its page, which is marked, has it.
    """
    pairs = list(
        _citing(Contact.objects.values("pk"))
        .filter(clause__in=clauses)
        .order_by("pk")
        .values_list("clause_id", "source_id")
    )
    serves = Contact.policy_sets.through.objects.filter(
        contact=OuterRef("pk"), policyset=reader.pk if reader else None
    )
    found = list(
        Contact.objects.with_unit()
        .filter(pk__in={contact for _, contact in pairs})
        .annotate(serves_reader=Exists(serves))
        .defer("search")
    )
    own = {c.pk for c in found if c.job_role_id == role.pk}
    mine = [c for c in found if c.serves_reader]
    shown = dict(zip((c.pk for c in mine), cards(mine, team=team), strict=True))
    shown |= {c.pk: ContactCard(key=c.key, name=c.name) for c in found if not c.serves_reader}
    by_clause: dict[int, list[ContactCard]] = defaultdict(list)
    for clause, contact in pairs:
        if contact not in own:
            by_clause[clause].append(shown[contact])
    return by_clause, {clause for clause, contact in pairs if contact in own}
