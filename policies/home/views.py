"""The first page: what needs you, find an answer, your policies."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from policies.consultations.models import Consultation, also_waiting_for
from policies.guides.models import Guide
from policies.home.due import due_calendar
from policies.home.presenters import MOST, needs
from policies.library.models import Citation, PolicyVersion
from policies.library.presenters import policy_rows
from policies.roles.models import Appointment
from policies.tasks.actions import reader_of
from policies.tasks.models import Task
from portal.access import open_to_all, requires
from portal.permissions import Permission

LOOKED_THROUGH = 50
GUIDES_SHOWN = 7


@requires(Permission.LIBRARY_READ)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """One page for each kind of reader: the queue first for a reviewer, the desk first for its people."""
    user = request.user
    appointment = Appointment.objects.held_by(user)
    policy_set = appointment.job_role.policy_set if appointment else None
    reviews = user.may(Permission.CONSULTATION_ADVISE)
    edits = user.may(Permission.DRAFT_EDIT) or user.may(Permission.DRAFT_APPROVE)
    waiting = needs(
        user,
        Consultation.objects.waiting_for(user).due_first()[:LOOKED_THROUGH],
        Task.objects.of(user).open()[:LOOKED_THROUGH],
        PolicyVersion.objects.at_the_desk() if edits else (),
        also_waiting_for(user)[:LOOKED_THROUGH],
    )
    versions = {v.policy_id: v for v in PolicyVersion.objects.in_force().with_policy()}
    mine, _ = policy_rows([v.policy for v in versions.values()], versions, policy_set)
    guides = Guide.objects.serving(policy_set).defer("search") if policy_set else ()
    guides = list(guides[: GUIDES_SHOWN + 1])
    context = {
        "appointment": appointment,
        "needs": waiting[:MOST],
        "more": max(0, len(waiting) - MOST),
        "reviews": reviews,
        "edits": edits,
        "flags": Citation.objects.suspect().exclude(source_type__model="consultation").count()
        if edits
        else 0,
        "landing": next((guide for guide in guides if guide.is_landing), None),
        "guides": [guide for guide in guides if not guide.is_landing][:GUIDES_SHOWN],
        "policies": mine,
    }
    return render(request, "policies/home/home.html", context)


@open_to_all
@require_safe
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Due dates for a calendar program, which cannot sign in: whoever has the secret may read them."""
    person = reader_of(secret)
    if person is None:
        raise Http404("No such calendar")
    feed = due_calendar(person, now=timezone.now())
    return HttpResponse(
        feed,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="due.ics"'},
    )
