"""The types of consultations, at the desk."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from policies.consultations import actions, typedesk, typehistory
from policies.consultations.models import ConsultationType
from policies.consultations.typed import rows_of
from policies.consultations.views.common import page_or_form, seen_revision
from portal.access import requires
from portal.models import AuditEvent, Conflict
from portal.permissions import Permission

desk = requires(Permission.CONSULTATION_TYPES)
LATEST = 20


@desk
@require_safe
def consultationtype_list(request: HttpRequest) -> HttpResponse:
    types = ConsultationType.objects.with_route().prefetch_related("policy_sets")
    context = {"types": types}
    return render(request, "policies/consultations/consultationtype_list.html", context)


@desk
@page_or_form
def consultationtype_edit(request: HttpRequest, key: str) -> HttpResponse:
    types = ConsultationType.objects.select_related("ring").prefetch_related("levels")
    kind = get_object_or_404(types, key=key)
    if request.method != "POST":
        return _show(request, kind, typedesk.TypeForm(initial=typedesk.filled(kind), kind=kind))
    if request.POST.get("next") == "more":
        rows = rows_of(request.POST) + 1
        initial = request.POST.dict() | {"policy_sets": request.POST.getlist("policy_sets")}
        form = typedesk.TypeForm(initial=initial, kind=kind, rows=rows)
        return _show(request, kind, form)
    form = typedesk.TypeForm(request.POST, kind=kind, rows=rows_of(request.POST))
    if not form.is_valid():
        return _show(request, kind, form, status=400)
    return _save(request, kind, form)


def _save(request: HttpRequest, kind: ConsultationType, form: typedesk.TypeForm) -> HttpResponse:
    try:
        actions.change_type(
            by=request.user,
            kind=kind,
            revision=seen_revision(request.POST),
            values=form.values,
            policy_sets=form.cleaned_data["policy_sets"],
            route=form.route,
        )
    except Conflict as conflict:
        data = request.POST.copy()
        data["revision"] = str(conflict.current.revision)
        mine = typedesk.TypeForm(data, kind=conflict.current, rows=rows_of(data))
        return _show(request, conflict.current, mine, status=409, theirs=True)
    messages.success(
        request, f"“{kind.title}” is saved. Records already submitted stay as they are."
    )
    return redirect("consultationtype_list")


def _show(
    request: HttpRequest,
    kind: ConsultationType,
    form: typedesk.TypeForm,
    *,
    status: int = 200,
    theirs: bool = False,
) -> HttpResponse:
    """`theirs`: somebody else saved first; what they saved is shown below the form."""
    changes = AuditEvent.objects.filter(chain=f"consultationtype:{kind.pk}")
    latest = changes.select_related("by").order_by("-sequence")[:LATEST]
    context = {
        "kind": kind,
        "form": form,
        "theirs": typehistory.as_saved(actions.as_it_stands(kind)) if theirs else (),
        "page_error": theirs,
        "history": [typehistory.change(event) for event in latest],
    }
    template = "policies/consultations/consultationtype_edit.html"
    return render(request, template, context, status=status)
