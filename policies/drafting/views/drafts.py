"""A draft, what it changes, and its way to the approver."""

from collections.abc import Iterable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.actions.guards import has_written
from policies.drafting.impact import impact_of, relied_on_counts
from policies.drafting.presenters.changes import (
    change_cards,
    clause_name,
    contents,
    draft_rows,
    effect_summary,
)
from policies.drafting.presenters.comments import ThreadPresenter, by_clause
from policies.drafting.presenters.life import timeline
from policies.drafting.presenters.versions import VersionPresenter, is_superseded
from policies.drafting.reading import desk as reads
from policies.drafting.reading.changes import changes_of, content_hash, is_touched
from policies.drafting.reading.comments import threads_of
from policies.drafting.step_forms import (
    ApproveForm,
    PublishForm,
    ReadAfterForm,
    ReturnForm,
    SubmitForm,
    TakeBackForm,
)
from policies.drafting.transitions import STEPS
from policies.drafting.views.common import desk, editor, rights, version_or_404
from policies.library.comparing import ClauseChange
from policies.library.models import PolicyVersion
from policies.library.presenters import ClausePresenter
from portal.permissions import Permission


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
    impacts = impact_of(version, changes, reader=request.user)
    rows = draft_rows(changes, relied_on_counts(c.clause.clause_id for c in changes))
    context = {
        "version": version,
        "shown": VersionPresenter(version),
        "rows": rows,
        "contents": contents(rows),
        "effect": effect_summary(version, changes, impacts),
        "cards": [c for c in change_cards(changes, impacts) if c.mark],
        "timeline": timeline(reads.steps_of(version)[version.pk]),
        "form": form or SubmitForm(initial=_submit_initial(version)),
        "problem": problem,
        "page_error": problem,
    }
    context |= rights(request) | _out_of_turn(request, version)
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
    impacts = impact_of(version, changes, reader=request.user)
    clauses = [change.new for change in changes if change.new]
    comments = by_clause(threads_of(version, clauses))
    context = {
        "version": version,
        "shown": VersionPresenter(version),
        "cards": change_cards(changes, impacts, comments),
        "elsewhere": _elsewhere(comments, changes),
        "places": [(c.clause.short_id, clause_name(c)) for c in clauses],
        "commentable": version.state in PolicyVersion.WORKING,
        "effect": effect_summary(version, changes, impacts),
        "problem": problem,
        "page_error": problem or any(form.errors for form in forms.values()),
        "approve_form": ApproveForm(initial={"content_hash": content_hash(clauses)}),
        "return_form": ReturnForm(open_comments=version.open_comments),
        "publish_form": PublishForm(initial={"effective_from": _first_day(version)}),
        "take_back_form": TakeBackForm(),
        "read_after_form": ReadAfterForm(),
    }
    context |= rights(request) | _out_of_turn(request, version) | forms
    context["decides"] = context["may_approve"] and not has_written(version, request.user)
    template = "policies/drafting/policyversion_changes.html"
    return render(request, template, context, status=status)


def _elsewhere(
    comments: Mapping[int | None, list[ThreadPresenter]], changes: Iterable[ClauseChange]
) -> list[tuple[str, list[ThreadPresenter]]]:
    """Comments on what does not change, under the name of what they are about, the whole first."""
    by_id = {change.clause.clause_id: change for change in changes}
    found = []
    for clause_id, threads in sorted(comments.items(), key=lambda pair: pair[0] or 0):
        change = by_id.get(clause_id)
        if change is None:
            found.append((threads[0].short_id or "The whole text", threads))
        elif not is_touched(change):
            found.append((clause_name(change.clause), threads))
    return found


def _out_of_turn(request: HttpRequest, version: PolicyVersion) -> dict[str, bool]:
    """Which of the steps that are not the usual way the reader may take with this version."""
    approves = request.user.may(Permission.DRAFT_APPROVE)
    in_force = version.state == PolicyVersion.State.PUBLISHED and not is_superseded(version)
    return {
        "may_publish_at_once": approves and version.state in STEPS["publish-at-once"].states,
        "may_withdraw": approves and in_force,
    }


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
