"""Out of turn: publishing in an emergency, the second reading after it, and withdrawal."""

from collections import Counter

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.impact import impact_of, relying_on
from policies.drafting.presenters.changes import change_cards, effect_summary
from policies.drafting.presenters.versions import VersionPresenter, is_superseded
from policies.drafting.reading.changes import changes_of
from policies.drafting.step_forms import AtOnceForm, ReadAfterForm, WithdrawForm
from policies.drafting.transitions import STEPS
from policies.drafting.views.common import approver, page_methods, version_or_404
from policies.drafting.views.drafts import show_changes
from policies.library.models import PolicyVersion
from policies.library.presenters import reliance


@approver
@page_methods
def draft_publish_at_once(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows what would be in force at once, and asks for the reason."""
    version = version_or_404(pk)
    if request.method != "POST":
        initial = {"note": version.note, "change_class": version.change_class}
        return _show_at_once(request, version, AtOnceForm(initial=initial))
    form = AtOnceForm(request.POST)
    if not form.is_valid():
        return _show_at_once(request, version, form, status=400)
    said = form.cleaned_data
    try:
        actions.publish_at_once(
            by=request.user,
            version=version,
            reason=said["emergency_reason"],
            note=said["note"],
            change_class=said["change_class"],
        )
    except Refused as refusal:
        version = version_or_404(pk)
        return _show_at_once(request, version, form, problem=str(refusal), status=409)
    messages.success(request, "Published. It is in force now. A second person has to read it.")
    return redirect("draft_detail", pk)


@approver
@require_POST
def draft_read_after(request: HttpRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    form = ReadAfterForm(request.POST)
    if not form.is_valid():
        return show_changes(request, version, read_after_form=form, status=400)
    stands = form.cleaned_data["outcome"] == "stands"
    note = form.cleaned_data["review_note"]
    try:
        actions.read_after(by=request.user, version=version, stands=stands, review_note=note)
    except Refused as refusal:
        return show_changes(
            request, version_or_404(pk), problem=str(refusal), read_after_form=form, status=409
        )
    messages.success(
        request,
        "Kept: you read it after the fact, and it stands."
        if stands
        else "Kept. The editors find a draft with your note on their desk.",
    )
    return redirect("draft_detail", pk)


@approver
@page_methods
def draft_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows what relies on the text, and asks for the words that staff read in its place."""
    version = version_or_404(pk)
    if request.method != "POST":
        return _show_withdraw(request, version, WithdrawForm())
    form = WithdrawForm(request.POST)
    if not form.is_valid():
        return _show_withdraw(request, version, form, status=400)
    reason = form.cleaned_data["withdrawn_reason"]
    try:
        actions.withdraw(by=request.user, version=version, reason=reason)
    except Refused as refusal:
        version = version_or_404(pk)
        return _show_withdraw(request, version, form, problem=str(refusal), status=409)
    messages.success(request, "Withdrawn. Staff read your reason in its place.")
    return redirect("desk_policy", version.policy.code)


def _show_at_once(
    request: HttpRequest,
    version: PolicyVersion,
    form: AtOnceForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    changes = changes_of(version)
    impacts = impact_of(version, changes)
    context = {
        "version": version,
        "shown": VersionPresenter(version),
        "possible": version.state in STEPS["publish-at-once"].states,
        "effect": effect_summary(version, changes, impacts),
        "cards": change_cards(changes, impacts),
        "form": form,
        "problem": problem,
        "page_error": problem,
    }
    template = "policies/drafting/policyversion_publish_at_once.html"
    return render(request, template, context, status=status)


def _show_withdraw(
    request: HttpRequest,
    version: PolicyVersion,
    form: WithdrawForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    clause_ids = version.clauses.values_list("clause", flat=True)
    found = [reliance(citation) for c in relying_on(clause_ids).values() for citation in c]
    context = {
        "version": version,
        "shown": VersionPresenter(version),
        "possible": version.state == PolicyVersion.State.PUBLISHED and not is_superseded(version),
        "relying": found,
        "kinds": sorted(Counter(thing.what for thing in found).items()),
        "form": form,
        "problem": problem,
        "page_error": problem,
    }
    template = "policies/drafting/policyversion_withdraw.html"
    return render(request, template, context, status=status)
