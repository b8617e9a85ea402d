"""What my role asks of me, and what I still have to do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from policies.roles.models import Appointment
from policies.tasks import actions
from policies.tasks.models import RoleTask, Task
from policies.tasks.presenters import task_rows
from portal.access import requires
from portal.permissions import Permission

owner = requires(Permission.TASK_OWN)
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
