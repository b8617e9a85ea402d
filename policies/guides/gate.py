"""The publish gate's view of the database: what is in force, who and what exists."""

from collections import defaultdict

from policies.directory.models import Contact
from policies.guides.checks import ClauseFact, Context
from policies.guides.models import Guide
from policies.library.models import Binding, ClauseVersion
from policies.roles.models import JobRole, PolicySet

# In a web request a guide of more paths than this is grouped instead of walked path by path; both are exact.
WALKED = 200_000


def context(also_known: tuple[str, ...] = ()) -> Context:
    """What `checks.check` measures a definition against, read in a fixed number of queries.

    `also_known` names guides that are loaded together with the one being checked.
    """
    together = _same_employer()
    return Context(
        clauses=_clauses(),
        contacts=frozenset(Contact.objects.values_list("key", flat=True)),
        roles=frozenset(JobRole.objects.values_list("key", flat=True)),
        guides=frozenset(Guide.objects.values_list("slug", flat=True)) | set(also_known),
        role_sets={
            key: together[code]
            for key, code in JobRole.objects.values_list("key", "policy_set__code")
        },
        contact_sets=_contact_sets(together),
    )


def _clauses() -> dict[str, ClauseFact]:
    """Every clause in force, by its short id."""
    sets: dict[int, set[str]] = defaultdict(set)
    for policy, code in Binding.objects.values_list("policy_id", "policy_set__code"):
        sets[policy].add(code)
    rows = ClauseVersion.objects.in_force().values(
        "clause__short_id",
        "kind",
        "strength",
        "hash",
        "column",
        "version__policy_id",
        "version__policy__code",
    )
    return {
        row["clause__short_id"]: ClauseFact(
            kind=row["kind"],
            strength=row["strength"],
            policy_sets=frozenset(sets[row["version__policy_id"]]),
            hash=row["hash"],
            policy=row["version__policy__code"],
            column=row["column"],
        )
        for row in rows
    }


def _same_employer() -> dict[str, frozenset[str]]:
    """policy set → the sets of the same organisation: whose people and numbers may be named to its staff."""
    members: dict[int, set[str]] = defaultdict(set)
    rows = list(PolicySet.objects.values_list("code", "organisation_id"))
    for code, organisation in rows:
        members[organisation].add(code)
    return {code: frozenset(members[organisation]) for code, organisation in rows}


def _contact_sets(together: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for key, code in Contact.objects.values_list("key", "policy_sets__code"):
        if code:
            found[key] = found.get(key, frozenset()) | together[code]
    return found
