"""The lists: what I asked, what I have, what my team asked."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from policies.consultations.models import Consultation
from policies.consultations.models.consultation import ConsultationQuerySet
from policies.consultations.reading import queue_rows
from policies.roles.models import Appointment
from portal.access import requires
from portal.models import User
from portal.permissions import Permission

A_PAGE = 25


@dataclass(frozen=True)
class Filter:
    """A list that a person can choose; `why` says why it is empty."""

    key: str
    label: str
    why: str


ASKED = Filter("mine", "Mine", "You have asked nothing that is still open.")
HELD = Filter("mine", "Mine", "Nothing is with you at the moment.")
TEAM = Filter("team", "My team’s", "Your team has no open question.")
ASKED_TOO = Filter("asked", "Asked by me", "You have asked nothing that is still open.")
ALL = Filter("all", "All open", "No open record is yours to read.")
CLOSED = Filter("closed", "Closed", "No closed or withdrawn record is yours to read.")


@requires(
    Permission.CONSULTATION_RAISE, Permission.CONSULTATION_ADVISE, Permission.CONSULTATION_READ_ALL
)
@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    filters = _filters(request.user)
    chosen = next((f for f in filters if f.key == request.GET.get("show")), filters[0])
    pages = Paginator(_records(chosen, request.user), A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    context = {
        "filters": filters,
        "chosen": chosen,
        "page": page,
        "rows": queue_rows(page.object_list, request.user) if page.object_list else (),
        "reviews": request.user.may(Permission.CONSULTATION_ADVISE),
        "may_ask": request.user.may(Permission.CONSULTATION_RAISE),
    }
    return render(request, "policies/consultations/consultation_list.html", context)


def _filters(user: User) -> list[Filter]:
    if user.may(Permission.CONSULTATION_ADVISE):
        held = Appointment.objects.held_by(user)
        leads = held is not None and held.job_role.leads_team
        return [HELD, *([TEAM] if leads else []), ASKED_TOO, ALL, CLOSED]
    if user.may(Permission.CONSULTATION_READ_ALL):
        return [ASKED, ALL, CLOSED]
    return [ASKED, CLOSED]


def _records(chosen: Filter, user: User) -> ConsultationQuerySet:
    """The records of a list, in its order."""
    visible = Consultation.objects.visible_to(user)
    if chosen is CLOSED:
        return visible.finished().latest_first()
    if chosen in (ASKED, ASKED_TOO):
        return visible.asked_by(user).unfinished().needing_first(user)
    if chosen is HELD:
        return visible.held_by(user).open().needing_first(user)
    if chosen is TEAM:
        team = Appointment.objects.held_by(user).team
        return visible.of_team(team).open().due_first()
    return visible.unfinished().due_first()
