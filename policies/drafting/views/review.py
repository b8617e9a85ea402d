"""The approver's decisions."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_POST

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.step_forms import ApproveForm, PublishForm, ReturnForm, TakeBackForm
from policies.drafting.views.common import approver, version_or_404
from policies.drafting.views.drafts import show_changes


@approver
@require_POST
def draft_approve(request: HttpRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    form = ApproveForm(request.POST)
    seen = form.cleaned_data["content_hash"] if form.is_valid() else ""
    try:
        actions.approve(by=request.user, version=version, seen_hash=seen)
    except Refused as refusal:
        return show_changes(request, version_or_404(pk), problem=str(refusal), status=409)
    messages.success(request, "Approved. Publish it when it shall come into force.")
    return redirect("draft_changes", pk)


@approver
@require_POST
def draft_return(request: HttpRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    form = ReturnForm(request.POST, open_comments=version.open_comments)
    if not form.is_valid():
        return show_changes(request, version, return_form=form, status=400)
    try:
        actions.return_for_changes(by=request.user, version=version, **form.cleaned_data)
    except Refused as refusal:
        return show_changes(
            request, version_or_404(pk), problem=str(refusal), return_form=form, status=409
        )
    messages.success(request, "Returned. The editors see what you asked for.")
    return redirect("draft_detail", pk)


@approver
@require_POST
def draft_publish(request: HttpRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    form = PublishForm(request.POST)
    if not form.is_valid():
        return show_changes(request, version, publish_form=form, status=400)
    day = form.cleaned_data["effective_from"]
    try:
        actions.publish(by=request.user, version=version, effective_from=day)
    except Refused as refusal:
        return show_changes(
            request, version_or_404(pk), problem=str(refusal), publish_form=form, status=409
        )
    begun = day <= timezone.localdate()
    messages.success(
        request,
        "Published. It is in force now, and what relies on the old words is flagged."
        if begun
        else f"Scheduled. It is published on {date_format(day)}, by itself.",
    )
    return redirect("draft_detail", pk)


@approver
@require_POST
def draft_take_back(request: HttpRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    form = TakeBackForm(request.POST)
    if not form.is_valid():
        return show_changes(request, version, take_back_form=form, status=400)
    try:
        actions.take_back(by=request.user, version=version, **form.cleaned_data)
    except Refused as refusal:
        return show_changes(
            request, version_or_404(pk), problem=str(refusal), take_back_form=form, status=409
        )
    messages.success(request, f"Version {version.number} is taken back. Choose another day for it.")
    return redirect("draft_changes", pk)
