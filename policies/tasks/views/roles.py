"""What the documents ask of each job role."""

from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from policies.roles.models import Appointment, JobRole
from policies.tasks.presenters import present_role, roles_by_set
from policies.tasks.reading import policies_by_set, read_role
from portal.access import requires
from portal.permissions import Permission

reader = requires(Permission.LIBRARY_READ)


@reader
@require_safe
def role_list(request: HttpRequest) -> HttpResponse:
    appointment = Appointment.objects.held_by(request.user)
    roles = (
        JobRole.objects.select_related("policy_set")
        .annotate(named=Count("role_tasks"))
        .order_by(F("ladder").asc(nulls_last=True), "title")
    )
    own = appointment.job_role if appointment else None
    context = {"groups": roles_by_set(roles, policies_by_set(), own)}
    return render(request, "policies/tasks/role_list.html", context)


@reader
@require_safe
def role_detail(request: HttpRequest, key: str) -> HttpResponse:
    role = get_object_or_404(JobRole.objects.select_related("policy_set"), key=key)
    appointment = Appointment.objects.held_by(request.user)
    own_set = appointment.job_role.policy_set if appointment else None
    reading = read_role(role, own_set, appointment.team if appointment else None)
    context = {
        "role": role,
        "yours": appointment is not None and appointment.job_role_id == role.pk,
        "of_your_set": role.policy_set == own_set,
        "page": present_role(reading),
        "cut": reading.cut,
    }
    return render(request, "policies/tasks/role_detail.html", context)
