"""What every page knows about the person who reads it."""

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from policies.notices.presenters import unread_words
from policies.roles.models import Appointment
from policies.search.models import SearchMiss
from portal.permissions import Permission

_PLACES = {
    place: place for place in ("guides", "policies", "contacts", "tasks", "consultations", "manage")
}
_PLACES |= {
    "": "home",
    "c": "policies",
    "matters": "policies",
    "roles": "tasks",
    "registers": "contacts",
    "units": "contacts",
}


def viewer(request: HttpRequest) -> dict:
    """What templates/base.html shows of the reader; empty for visitors.

    `viewer_role` (job title), `unread_notices`, `nav_manage` and `nav_here`. `missed_searches` counts,
    where a page asks, what search found nothing for: the desk's home names that number, and stands
    below the room that knows it.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    appointment = Appointment.objects.held_by(user)
    return {
        "viewer_role": appointment.job_role.title if appointment else "",
        "unread_notices": SimpleLazyObject(lambda: unread_words(user)),
        "nav_manage": user.may(Permission.DRAFT_EDIT) or user.may(Permission.DRAFT_APPROVE),
        "nav_here": _PLACES.get(request.path.split("/")[1], ""),
        "missed_searches": SearchMiss.objects.waiting().count,
    }
