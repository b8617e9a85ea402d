"""Keeping the terms that policies define."""

from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from policies.library.actions.citing import retire_citations
from policies.library.actions.resting import Grounds, grounds, rest_on
from policies.library.models import Definition, Policy
from portal import editing
from portal.editing import Refused
from portal.models import User
from portal.permissions import Permission


def _require(by: User) -> None:
    if not by.may(Permission.DRAFT_EDIT):
        raise PermissionDenied(Permission.DRAFT_EDIT)


@transaction.atomic
def add_definition(*, by: User, policy: Policy, values: Mapping[str, object]) -> Definition:
    """Add a term that a policy defines. `values` are columns and `clauses`, the first defines it.

    Raises Refused where a clause is not in force or not the policy's, or the term is there already.
    """
    _require(by)
    definition = Definition(policy=policy)
    columns, found = _checked(definition, values, read=())
    for name, value in columns.items():
        setattr(definition, name, value)
    editing.add(by=by, thing=definition, action="definition.add")
    _rest(by, definition, found)
    return definition


@transaction.atomic
def edit_definition(
    *,
    by: User,
    definition: Definition,
    revision: int,
    values: Mapping[str, object],
    read: Collection[int],
) -> None:
    """Save a definition over the revision that was read, resting on the words in force.

    `read` are the words that stood on the page. Readers see the new meaning at once. Raises Conflict
    where somebody saved it since, and Refused as adding does.
    """
    _require(by)
    columns, found = _checked(definition, values, read=read)
    if editing.edit(
        by=by,
        thing=definition,
        revision=revision,
        action="definition.edit",
        values=columns,
        beside=found.change,
    ):
        _rest(by, definition, found)


@transaction.atomic
def remove_definition(*, by: User, definition: Definition, revision: int) -> None:
    """Take a definition out of use. Raises Conflict where somebody saved it since it was read."""
    _require(by)
    retire_citations(thing=definition)
    editing.remove(by=by, thing=definition, revision=revision, action="definition.remove")


def _checked(
    definition: Definition, values: Mapping[str, object], *, read: Collection[int]
) -> tuple[dict[str, object], Grounds]:
    columns = dict(values)
    found = grounds(definition, clauses=columns.pop("clauses"), read=read)
    if found.first.policy_id != definition.policy_id:
        raise Refused(
            f"Clause {found.first.short_id} is not one of this policy. Name the clause first that "
            "defines the term.",
            "clauses",
        )
    same = Definition.objects.filter(policy=definition.policy_id, term__iexact=columns["term"])
    if same.exclude(pk=definition.pk).exists():
        raise Refused("This policy has a definition of this term. Edit that one.", "term")
    return columns | {"clause": found.first}, found


def _rest(by: User, definition: Definition, found: Grounds) -> None:
    label = f"Definition of “{definition.term}”"
    rest_on(by=by, thing=definition, grounds=found, label=label, url="")
