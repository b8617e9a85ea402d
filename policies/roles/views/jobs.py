"""The jobs at the desk."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from policies.roles import actions
from policies.roles.forms import AddJobRoleForm, JobRoleForm, job_role_initial
from policies.roles.models import JobRole
from portal.access import requires
from portal.editing import Refused
from portal.history import history, labels_of
from portal.models import Conflict
from portal.permissions import Permission

keeper = requires(Permission.DRAFT_EDIT)
page_or_form = require_http_methods(["GET", "HEAD", "POST"])
FORM = "policies/roles/job_role_form.html"


@keeper
@require_safe
def job_role_manage(request: HttpRequest) -> HttpResponse:
    roles = JobRole.objects.select_related("policy_set").order_by("policy_set__code", "title")
    page = Paginator(roles, 100).get_page(request.GET.get("page"))
    return render(request, "policies/roles/job_role_manage.html", {"page": page})


@keeper
@page_or_form
def job_role_add(request: HttpRequest) -> HttpResponse:
    form = AddJobRoleForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            role = actions.add_job_role(by=request.user, values=form.values())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, f"{role.title} is added.")
            return redirect("job_role_edit", role.key)
    return render(request, FORM, {"form": form}, status=400 if form.is_bound else 200)


@keeper
@page_or_form
def job_role_edit(request: HttpRequest, key: str) -> HttpResponse:
    role = get_object_or_404(JobRole.objects.select_related("policy_set"), key=key)
    if request.method != "POST":
        return _show(request, role, JobRoleForm(initial=job_role_initial(role)))
    form = JobRoleForm(request.POST)
    if form.is_valid():
        try:
            actions.edit_job_role(
                by=request.user, role=role, revision=form.seen(), values=form.values()
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        except Conflict as conflict:
            both = form.against(job_role_initial(conflict.current))
            mine = JobRoleForm({**form.data.dict(), "revision": conflict.current.revision})
            return _show(request, role, mine, both=both, status=409)
        else:
            messages.success(request, f"{role.title} is saved. Staff see it at once.")
            return redirect("job_role_edit", key)
    return _show(request, role, form, status=400)


def _show(
    request: HttpRequest,
    role: JobRole,
    form: JobRoleForm,
    *,
    both: list | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "role": role,
        "form": form,
        "both": both,
        "page_error": both is not None,
        "changes": history(role, labels_of(JobRoleForm)),
    }
    return render(request, FORM, context, status=status)
