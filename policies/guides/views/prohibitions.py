"""The desk's report on prohibitions: which a guide leads to, which are waived, which are neither."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.guides import actions
from policies.guides.forms import WaiverForm
from policies.guides.reading.prohibitions import Prohibition, report
from policies.library.models import Clause
from portal.access import requires
from portal.permissions import Permission

desk = requires(Permission.DRAFT_EDIT, Permission.DRAFT_APPROVE)
approver = requires(Permission.DRAFT_APPROVE)
page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@desk
@require_safe
def prohibition_list(request: HttpRequest) -> HttpResponse:
    return _list(request)


@approver
@page_or_form
def prohibition_waive(request: HttpRequest, short_id: str) -> HttpResponse:
    row = report().find(short_id)
    if row is None:
        raise Http404("No prohibition in force")
    if request.method != "POST":
        return _form_page(request, row, WaiverForm())
    form = WaiverForm(request.POST)
    if not form.is_valid():
        return _form_page(request, row, form, status=400)
    try:
        actions.waive(by=request.user, clause=row.words.clause, **form.cleaned_data)
    except actions.WaiverRefused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return _form_page(request, row, form, status=409)
    messages.success(request, f"Waived and signed: {short_id}.")
    return redirect(f"{reverse('prohibition_list')}#{short_id}")


@approver
@require_POST
def prohibition_take_back(request: HttpRequest, short_id: str) -> HttpResponse:
    clause = get_object_or_404(Clause, short_id=short_id)
    try:
        actions.take_back(by=request.user, clause=clause)
    except actions.WaiverRefused as refusal:
        return _list(request, problem=str(refusal), status=409)
    messages.success(request, f"The waiver of {short_id} is taken back.")
    return redirect(f"{reverse('prohibition_list')}#{short_id}")


def _list(request: HttpRequest, *, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "report": report(),
        "may_approve": request.user.may(Permission.DRAFT_APPROVE),
        "problem": problem,
        "page_error": problem,
    }
    return render(request, "policies/guides/prohibition_list.html", context, status=status)


def _form_page(
    request: HttpRequest, row: Prohibition, form: WaiverForm, *, status: int = 200
) -> HttpResponse:
    context = {"row": row, "form": form}
    return render(request, "policies/guides/prohibition_waive.html", context, status=status)
