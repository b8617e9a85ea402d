"""Keeping the matters: what is asked, and what each policy set says on it."""

from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction

from policies.library.actions import grounds, rest_on
from policies.library.models import Citation
from policies.matters.models import Matter, MatterCell
from portal import editing
from portal.editing import Refused
from portal.models import User
from portal.permissions import Permission


def _require(by: User) -> None:
    if not by.may(Permission.DRAFT_EDIT):
        raise PermissionDenied(Permission.DRAFT_EDIT)


@transaction.atomic
def edit_matter(*, by: User, matter: Matter, revision: int, values: Mapping[str, object]) -> None:
    """Save a matter over the revision that was read; its address and its cells stay.

    `values` are columns, `people_say` as a list. Raises Conflict where somebody saved it since.
    """
    _require(by)
    columns = dict(values) | {"people_say": "\n".join(values["people_say"])}
    editing.edit(by=by, thing=matter, revision=revision, action="matter.edit", values=columns)
    for cell in matter.cells.select_related("policy_set"):
        cell.matter = matter
        named = Citation.objects.of(cell).live().exclude(label=label(cell))
        named.update(label=label(cell))


@transaction.atomic
def edit_cell(
    *,
    by: User,
    cell: MatterCell,
    revision: int,
    values: Mapping[str, object],
    read: Collection[int],
) -> None:
    """Save what a set says on a matter over the revision that was read, on the words in force.

    `values` are columns and `clauses`; `read` are the words that stood on the page. Raises Conflict
    where somebody saved it since, and Refused where it is silent and says not whom to ask, or speaks
    and rests on nothing.
    """
    _require(by)
    columns = dict(values)
    found = grounds(cell, clauses=columns.pop("clauses"), read=read)
    if columns["silent"] and columns["ask"] is None:
        raise Refused("Say whom to ask where the documents have no rule.", "ask")
    if not columns["silent"] and not found.wanted:
        raise Refused(
            "Name at least one clause, or say that the documents have no rule on it.", "clauses"
        )
    if editing.edit(
        by=by,
        thing=cell,
        revision=revision,
        action="matter-cell.edit",
        values=columns,
        beside=found.change,
    ):
        url = cell.matter.get_absolute_url()
        rest_on(by=by, thing=cell, grounds=found, label=label(cell), url=url)


def label(cell: MatterCell) -> str:
    """How lists of what relies on a clause name the cell."""
    return f"{cell.matter.title} ({cell.policy_set.name})"
