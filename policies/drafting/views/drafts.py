"""A draft, what it changes, and its way to the approver."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.actions.guards import has_written
from policies.drafting.forms import (
    ApproveForm,
    PublishForm,
    ReturnForm,
    SubmitForm,
    TakeBackForm,
)
from policies.drafting.impact import impact_of, relied_on_counts
from policies.drafting.presenters.changes import change_cards, draft_rows, effect_summary
from policies.drafting.presenters.versions import VersionPresenter, is_ahead, timeline
from policies.drafting.reading import desk as reads
from policies.drafting.reading.changes import changes_of, content_hash
from policies.drafting.views.common import desk, editor, rights, version_or_404
from policies.library.models import PolicyVersion
from policies.library.presenters import ClausePresenter


@desk
@require_safe
def draft_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return show_draft(request, version_or_404(pk))


@desk
@require_safe
def draft_changes(request: HttpRequest, pk: int) -> HttpResponse:
    return show_changes(request, version_or_404(pk))


@editor
@require_POST
def draft_submit(request: HttpRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    form = SubmitForm(request.POST)
    if not form.is_valid():
        return show_draft(request, version, form=form, status=400)
    try:
        actions.submit(by=request.user, version=version, **form.cleaned_data)
    except Refused as refusal:
        return show_draft(request, version_or_404(pk), form=form, problem=str(refusal), status=409)
    messages.success(request, "Submitted. An approver has to read it now.")
    return redirect("draft_detail", pk)


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def draft_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, since a discarded draft does not come back."""
    version = version_or_404(pk)
    problem = ""
    if request.method == "POST":
        try:
            actions.discard(by=request.user, version=version)
        except Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, f"Version {version.number} is discarded.")
            return redirect("desk_policy", version.policy.code)
    context = {"shown": VersionPresenter(version), "version": version, "problem": problem}
    status = 409 if problem else 200
    return render(request, "policies/drafting/policyversion_discard.html", context, status=status)


def show_draft(
    request: HttpRequest,
    version: PolicyVersion,
    *,
    form: SubmitForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The draft's page; with `form` and `problem` where a submit was not accepted."""
    changes = changes_of(version)
    impacts = impact_of(version, changes)
    context = {
        "version": version,
        "shown": VersionPresenter(version),
        "rows": draft_rows(changes, relied_on_counts(c.clause.clause_id for c in changes)),
        "effect": effect_summary(version, changes, impacts),
        "cards": [c for c in change_cards(changes, impacts) if c.mark],
        "timeline": timeline(reads.steps_of(version)),
        "form": form or SubmitForm(initial=_submit_initial(version)),
        "problem": problem,
        "page_error": problem,
    }
    context |= rights(request)
    context["editable"] = version.is_editable and context["may_edit"]
    if not context["editable"]:
        context["clauses"] = [ClausePresenter(c.new) for c in changes if c.new]
    template = "policies/drafting/policyversion_detail.html"
    return render(request, template, context, status=status)


def show_changes(
    request: HttpRequest,
    version: PolicyVersion,
    *,
    problem: str = "",
    status: int = 200,
    **forms,
) -> HttpResponse:
    """The page of changes; `forms` gives back the approver's forms that were not accepted."""
    changes = changes_of(version)
    impacts = impact_of(version, changes)
    clauses = [change.new for change in changes if change.new]
    context = {
        "version": version,
        "shown": VersionPresenter(version),
        "cards": change_cards(changes, impacts),
        "effect": effect_summary(version, changes, impacts),
        "problem": problem,
        "page_error": problem or any(form.errors for form in forms.values()),
        "approve_form": ApproveForm(initial={"content_hash": content_hash(clauses)}),
        "return_form": ReturnForm(),
        "publish_form": PublishForm(initial={"effective_from": _first_day(version)}),
        "take_back_form": TakeBackForm(),
    }
    context |= rights(request) | forms
    context["decides"] = context["may_approve"] and not has_written(version, request.user)
    context["not_started"] = is_ahead(version)
    template = "policies/drafting/policyversion_changes.html"
    return render(request, template, context, status=status)


def _submit_initial(version: PolicyVersion) -> dict[str, object]:
    wanted = version.effective.lower if version.effective else None
    return {
        "note": version.note,
        "change_class": version.change_class,
        "effective_from": wanted,
    }


def _first_day(version: PolicyVersion):
    """The day to propose: the editor's wish where it lies ahead, else today."""
    today = timezone.localdate()
    wanted = version.effective.lower if version.effective else None
    return max(wanted or today, today)
