"""What the desk's views share."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from policies.drafting.reading import desk as reads
from policies.library.models import PolicyVersion
from portal.access import requires
from portal.permissions import Permission

desk = requires(Permission.DRAFT_EDIT, Permission.DRAFT_APPROVE)
editor = requires(Permission.DRAFT_EDIT)
approver = requires(Permission.DRAFT_APPROVE)


def version_or_404(pk: int) -> PolicyVersion:
    return get_object_or_404(reads.versions(), pk=pk)


def rights(request: HttpRequest) -> dict[str, bool]:
    """What the templates ask about the reader."""
    return {
        "may_edit": request.user.may(Permission.DRAFT_EDIT),
        "may_keep_contacts": request.user.may(Permission.DIRECTORY_KEEP),
        "may_approve": request.user.may(Permission.DRAFT_APPROVE),
    }
