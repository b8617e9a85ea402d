"""What the guide desk's views share."""

from django.http import HttpRequest

from portal.access import requires
from portal.permissions import Permission

desk = requires(Permission.DRAFT_EDIT, Permission.DRAFT_APPROVE)
editor = requires(Permission.DRAFT_EDIT)
approver = requires(Permission.DRAFT_APPROVE)


def rights(request: HttpRequest) -> dict[str, bool]:
    """What the desk's pages ask about the reader."""
    return {
        "may_edit": request.user.may(Permission.DRAFT_EDIT),
        "may_approve": request.user.may(Permission.DRAFT_APPROVE),
    }
