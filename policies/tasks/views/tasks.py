"""What I still have to do, what my role always asks of me, and what is done."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from policies.roles.models import Appointment
from policies.tasks import actions
from policies.tasks.models import Group, RoleTask, Task
from policies.tasks.presenters import task_groups, task_rows
from portal.access import requires
from portal.permissions import Permission

owner = requires(Permission.TASK_OWN)
OPEN_SHOWN, DONE_SHOWN, A_PAGE = 100, 20, 25
FILTERS = [("", "All"), *Group.choices, ("standing", "Always asked"), ("done", "Done")]


@owner
@require_safe
def task_list(request: HttpRequest) -> HttpResponse:
    """Everything, or by `?show=` one part of it."""
    shown = request.GET.get("show", "")
    shown = shown if shown in dict(FILTERS) else ""
    # "Today" is the reader's own.
    with timezone.override(ZoneInfo(Appointment.objects.place_of(request.user)[1])):
        context = _parts(request, shown)
    context |= {"shown": shown, "filters": FILTERS}
    return render(request, "policies/tasks/task_list.html", context)


def _parts(request: HttpRequest, shown: str) -> dict:
    """The parts of the list that are shown: open, done (a page of one of them) and standing."""
    mine = Task.objects.of(request.user)
    if shown in Group.values:
        page = _page(request, mine.in_group(shown, timezone.localdate()))
        return {"page": page, "groups": task_groups(task_rows(list(page)))}
    if shown == "done":
        page = _page(request, mine.done())
        return {"page": page, "done": task_rows(list(page))}
    held = Appointment.objects.held_by(request.user)
    standing = {
        "job_role": held.job_role if held else None,
        "standing": RoleTask.objects.of(held.job_role) if held else (),
    }
    if shown == "standing":
        return standing
    still = task_rows(list(mine.open()[: OPEN_SHOWN + 1]))
    return standing | {
        "groups": task_groups(still[:OPEN_SHOWN]),
        "cut": len(still) > OPEN_SHOWN,
        "done": task_rows(list(mine.done()[:DONE_SHOWN])),
    }


def _page(request: HttpRequest, tasks):
    return Paginator(tasks, A_PAGE).get_page(request.GET.get("page"))


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
