"""What my role asks of me, and what I still have to do."""

from django.contrib import messages
from django.db.models import Count, F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from policies.roles.models import Appointment, JobRole
from policies.tasks import actions
from policies.tasks.models import RoleTask, Task
from policies.tasks.presenters import present_role, roles_by_set, task_rows
from policies.tasks.reading import policies_by_set, read_role
from portal.access import requires
from portal.permissions import Permission

owner = requires(Permission.TASK_OWN)
reader = requires(Permission.LIBRARY_READ)
DONE_SHOWN = 20


@owner
@require_safe
def task_list(request: HttpRequest) -> HttpResponse:
    appointment = Appointment.objects.held_by(request.user)
    mine = Task.objects.of(request.user)
    context = {
        "open": task_rows(list(mine.open())),
        "done": task_rows(list(mine.done()[:DONE_SHOWN])),
        "job_role": appointment.job_role if appointment else None,
        "standing": RoleTask.objects.of(appointment.job_role) if appointment else (),
    }
    return render(request, "policies/tasks/task_list.html", context)


@owner
@require_POST
def task_complete(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_object_or_404(Task.objects.of(request.user), pk=pk)
    actions.complete(by=request.user, task=task)
    messages.success(request, f"Done: {task.what}")
    return redirect("task_list")


@owner
@require_POST
def task_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    task = get_object_or_404(Task.objects.of(request.user), pk=pk)
    actions.reopen(by=request.user, task=task)
    messages.success(request, f"Back on your list: {task.what}")
    return redirect("task_list")


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
