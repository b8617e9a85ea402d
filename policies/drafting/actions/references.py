"""Keeping what clauses name: related documents, legislation and resources."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.text import slugify

from policies.drafting.actions.guards import require
from policies.library.models import Clause, Policy, Reference
from portal import editing
from portal.editing import Refused
from portal.models import User
from portal.permissions import Permission


@transaction.atomic
def add_reference(*, by: User, policy: Policy, values: Mapping[str, object]) -> Reference:
    """Add a reference to a policy. `values` are columns, and `clauses` the clauses that name it.

    Raises Refused where a clause is of another policy, or the policy has a reference of this title.
    """
    require(by, Permission.DRAFT_EDIT)
    columns, clauses = _checked(policy, values)
    reference = Reference(policy=policy, key=_key(policy, str(columns["title"])), **columns)
    _refuse_twice(reference, str(columns["title"]))
    editing.add(by=by, thing=reference, action="reference.add", sets={"clauses": clauses})
    return reference


@transaction.atomic
def edit_reference(
    *, by: User, reference: Reference, revision: int, values: Mapping[str, object]
) -> None:
    """Save a reference over the revision that was read. It flags nobody: it is no rule's text.

    Raises Conflict where somebody saved it since, and Refused as adding does.
    """
    require(by, Permission.DRAFT_EDIT)
    columns, clauses = _checked(reference.policy, values)
    _refuse_twice(reference, str(columns["title"]))
    editing.edit(
        by=by,
        thing=reference,
        revision=revision,
        action="reference.edit",
        values=columns,
        sets={"clauses": clauses},
    )


def _checked(
    policy: Policy, values: Mapping[str, object]
) -> tuple[dict[str, object], list[Clause]]:
    """(columns, clauses); `clauses` come as short ids."""
    columns = dict(values)
    wanted = list(columns.pop("clauses"))
    found = {c.short_id: c for c in policy.clauses.filter(short_id__in=wanted)}
    unknown = [short_id for short_id in wanted if short_id not in found]
    if unknown:
        raise Refused(
            f"This policy has no clause {', '.join(unknown)}. Enter short ids such as those at "
            "the end of a clause’s address.",
            "clauses",
        )
    return columns, list(found.values())


def _refuse_twice(reference: Reference, title: str) -> None:
    same = Reference.objects.filter(policy=reference.policy, title__iexact=title)
    if same.exclude(pk=reference.pk).exists():
        raise Refused("This policy names something of this title already. Edit that one.", "title")


def _key(policy: Policy, title: str) -> str:
    """A key that no reference of the policy has yet."""
    base = slugify(title)[:70] or "reference"
    taken = set(policy.references.filter(key__startswith=base).values_list("key", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(key for key in numbered if key not in taken)
