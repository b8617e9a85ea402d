"""Keeping the standing tasks: what documents ask of everyone in a job, always."""

from collections.abc import Collection, Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from policies.library.actions import Grounds, grounds, rest_on, retire_citations
from policies.roles.models import JobRole
from policies.tasks.models import RoleTask
from portal import editing
from portal.models import User
from portal.permissions import Permission


def _require(by: User) -> None:
    if not by.may(Permission.DRAFT_EDIT):
        raise PermissionDenied(Permission.DRAFT_EDIT)


@transaction.atomic
def add_role_task(*, by: User, role: JobRole, values: Mapping[str, object]) -> RoleTask:
    """Add what documents ask of a job, behind what they ask already.

    `values` are `what` and `clauses`: it is shown with the first. Raises Refused where a clause is
    not in force.
    """
    _require(by)
    JobRole.objects.select_for_update(of=("self",)).get(pk=role.pk)
    last = role.role_tasks.aggregate(last=Max("order"))["last"] or 0
    task = RoleTask(job_role=role, what=values["what"], order=last + 1)
    found = grounds(task, clauses=values["clauses"], read=())
    task.clause = found.first
    editing.add(by=by, thing=task, action="role-task.add")
    _rest(by, task, found)
    return task


@transaction.atomic
def edit_role_task(
    *,
    by: User,
    task: RoleTask,
    revision: int,
    values: Mapping[str, object],
    read: Collection[int],
) -> None:
    """Save a standing task over the revision that was read, resting on the words in force.

    `read` are the words that stood on the page. Raises Conflict where somebody saved it since, and
    Refused as adding does.
    """
    _require(by)
    found = grounds(task, clauses=values["clauses"], read=read)
    if editing.edit(
        by=by,
        thing=task,
        revision=revision,
        action="role-task.edit",
        values={"what": values["what"], "clause": found.first},
        beside=found.change,
    ):
        _rest(by, task, found)


@transaction.atomic
def remove_role_task(*, by: User, task: RoleTask, revision: int) -> None:
    """Take a standing task away from its job. Raises Conflict where somebody saved it since."""
    _require(by)
    retire_citations(thing=task)
    editing.remove(by=by, thing=task, revision=revision, action="role-task.remove")


def _rest(by: User, task: RoleTask, found: Grounds) -> None:
    rest_on(
        by=by, thing=task, grounds=found, part=task.job_role.key, label=task.what, url="/tasks/"
    )
