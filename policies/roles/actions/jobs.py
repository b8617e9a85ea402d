"""Keeping the jobs that documents speak of."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.text import slugify

from policies.roles.models import JobRole
from portal import editing
from portal.editing import Refused
from portal.models import User
from portal.permissions import Permission


def _require(by: User) -> None:
    if not by.may(Permission.DRAFT_EDIT):
        raise PermissionDenied(Permission.DRAFT_EDIT)


@transaction.atomic
def add_job_role(*, by: User, values: Mapping[str, object]) -> JobRole:
    """Add a job under a policy set; its key, and so its address, is made from its title and stays.

    Raises Refused where the set has a job of this title.
    """
    _require(by)
    role = JobRole(**values)
    _refuse_twice(role, str(values["title"]))
    base = slugify(f"{role.policy_set.code} {role.title}")[:50] or "job"
    taken = JobRole.objects.filter(key__startswith=base).count()
    role.key = f"{base}-{taken + 1}" if taken else base
    editing.add(by=by, thing=role, action="role.add")
    return role


@transaction.atomic
def edit_job_role(*, by: User, role: JobRole, revision: int, values: Mapping[str, object]) -> None:
    """Save a job over the revision that was read; its policy set and its key stay.

    Raises Conflict where somebody saved it since, and Refused where the set has a job of this title.
    """
    _require(by)
    _refuse_twice(role, str(values["title"]))
    editing.edit(by=by, thing=role, revision=revision, action="role.edit", values=values)


def _refuse_twice(role: JobRole, title: str) -> None:
    same = JobRole.objects.filter(policy_set=role.policy_set_id, title__iexact=title)
    if same.exclude(pk=role.pk).exists():
        raise Refused(
            "There is a job of this title in this group of staff. Edit that one.", "title"
        )
