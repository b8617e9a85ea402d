"""The standing tasks of a job at the desk: whoever keeps the text keeps them."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.library.citing import LABELS
from policies.library.presenters import Ground, flagged_among, grounds_of
from policies.roles.models import JobRole
from policies.tasks import actions
from policies.tasks.forms import RoleTaskForm, role_task_initial
from policies.tasks.models import RoleTask
from portal.access import requires
from portal.editing import Refused
from portal.forms import revision_of
from portal.history import history, labels_of
from portal.models import Conflict
from portal.permissions import Permission

keeper = requires(Permission.DRAFT_EDIT)
page_or_form = require_http_methods(["GET", "HEAD", "POST"])
FORM = "policies/tasks/roletask_form.html"


@keeper
@require_safe
def role_task_manage(request: HttpRequest, key: str) -> HttpResponse:
    role = _role_or_404(key)
    tasks = list(RoleTask.objects.of(role).order_by("order"))
    context = {"role": role, "tasks": tasks, "flagged": flagged_among(tasks)}
    return render(request, "policies/tasks/roletask_manage.html", context)


@keeper
@page_or_form
def role_task_add(request: HttpRequest, key: str) -> HttpResponse:
    role = _role_or_404(key)
    form = RoleTaskForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            actions.add_role_task(by=request.user, role=role, values=form.values())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, "The standing task is added. Staff see it at once.")
            return redirect("role_task_manage", key)
    context = {"role": role, "form": form}
    return render(request, FORM, context, status=400 if form.is_bound else 200)


@keeper
@page_or_form
def role_task_edit(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    task = _or_404(key, pk)
    grounds = grounds_of(task)
    if request.method != "POST":
        form = RoleTaskForm(initial=role_task_initial(task, grounds))
        return _show(request, task, grounds, form)
    form = RoleTaskForm(request.POST)
    if form.is_valid():
        try:
            actions.edit_role_task(
                by=request.user,
                task=task,
                revision=form.seen(),
                values=form.values(),
                read=form.read(),
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        except Conflict as conflict:
            both = form.against(role_task_initial(conflict.current, grounds))
            mine = RoleTaskForm({**form.data.dict(), "revision": conflict.current.revision})
            return _show(request, task, grounds, mine, both=both, status=409)
        else:
            messages.success(request, "The standing task is saved. Staff see it at once.")
            return redirect("role_task_edit", key, pk)
    return _show(request, task, grounds, form, status=400)


@keeper
@require_POST
def role_task_remove(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    task = _or_404(key, pk)
    try:
        actions.remove_role_task(by=request.user, task=task, revision=revision_of(request.POST))
    except Conflict:
        messages.warning(request, "Somebody changed it meanwhile. Read it as it is now.")
        return redirect("role_task_edit", key, pk)
    messages.success(request, f"Removed: {task.what}")
    return redirect("role_task_manage", key)


def _role_or_404(key: str) -> JobRole:
    return get_object_or_404(JobRole.objects.select_related("policy_set"), key=key)


def _or_404(key: str, pk: int) -> RoleTask:
    rows = RoleTask.objects.select_related("job_role__policy_set", "clause")
    return get_object_or_404(rows.defer("search", "clause__search"), job_role__key=key, pk=pk)


def _show(
    request: HttpRequest,
    task: RoleTask,
    grounds: Sequence[Ground],
    form: RoleTaskForm,
    *,
    both: list | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "role": task.job_role,
        "task": task,
        "form": form,
        "grounds": grounds,
        "both": both,
        "page_error": both is not None,
        "changes": history(task, labels_of(RoleTaskForm) | LABELS),
    }
    return render(request, FORM, context, status=status)
