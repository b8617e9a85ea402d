"""The publish gate's view of the database: what is in force, who and what exists."""

from collections import defaultdict

from policies.directory.models import Contact
from policies.guides.checks import ClauseFact, Context
from policies.guides.models import Guide
from policies.library.models import Binding, ClauseVersion
from policies.roles.models import JobRole


def context(also_known: tuple[str, ...] = ()) -> Context:
    """What `checks.check` measures a definition against, read in five queries.

    `also_known` names guides that are loaded together with the one being checked.
    """
    sets: dict[int, set[str]] = defaultdict(set)
    for policy, code in Binding.objects.values_list("policy_id", "policy_set__code"):
        sets[policy].add(code)
    clauses = ClauseVersion.objects.in_force().values_list(
        "clause__short_id", "kind", "strength", "version__policy_id"
    )
    return Context(
        clauses={
            short_id: ClauseFact(kind, strength, frozenset(sets[policy]))
            for short_id, kind, strength, policy in clauses
        },
        contacts=frozenset(Contact.objects.values_list("key", flat=True)),
        roles=frozenset(JobRole.objects.values_list("key", flat=True)),
        guides=frozenset(Guide.objects.values_list("slug", flat=True)) | set(also_known),
    )
