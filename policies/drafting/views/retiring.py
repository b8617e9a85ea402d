"""Taking a clause out of a draft, and putting it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.presenters.changes import clause_name
from policies.drafting.presenters.versions import VersionPresenter
from policies.drafting.reading.changes import texts
from policies.drafting.shapes import RetireForm
from policies.drafting.views.common import about, editor, named, page_methods, version_or_404
from policies.library.models import Clause, ClauseVersion, PolicyVersion
from portal.models import Conflict


@editor
@page_methods
def clause_remove(request: HttpRequest, pk: int, short_id: str) -> HttpResponse:
    """Shows what relies on the clause, and asks why it goes and what takes its place."""
    version = version_or_404(pk)
    clauses = texts(version)
    clause = next((c for c in clauses if c.clause.short_id == short_id), None)
    if clause is None:
        return redirect("draft_detail", pk)
    others = [c for c in clauses if c != clause]
    if request.method != "POST":
        form = RetireForm(initial={"revision": clause.revision}, others=named(others))
        return _show(request, version, clause, form)
    form = RetireForm(request.POST, others=named(others))
    if "revision" in form.errors:
        return _stale(request, version, clause, others)
    if not form.is_valid():
        return _show(request, version, clause, form, status=400)
    return _retire(request, version, clause, others, form)


def _retire(
    request: HttpRequest,
    version: PolicyVersion,
    clause: ClauseVersion,
    others: list[ClauseVersion],
    form: RetireForm,
) -> HttpResponse:
    chosen = form.cleaned_data
    try:
        actions.remove_clause(
            by=request.user,
            clause_version=clause,
            revision=chosen["revision"],
            reason=chosen["reason"],
            successors=[c for c in others if c.clause.short_id == chosen["successor"]],
        )
    except Conflict:
        return _stale(request, version, clause, others)
    except Refused as refusal:
        return _show(request, version, clause, form, problem=str(refusal), status=409)
    messages.success(request, f"{clause_name(clause)}: removed from the draft.")
    return redirect("draft_detail", version.pk)


@editor
@require_POST
def clause_restore(request: HttpRequest, pk: int, short_id: str) -> HttpResponse:
    version = version_or_404(pk)
    clause = get_object_or_404(Clause, policy=version.policy, short_id=short_id)
    try:
        actions.restore_clause(by=request.user, version=version, clause=clause)
    except Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("draft_detail", pk)
    messages.success(request, "The clause is back in the draft, as it is in force.")
    return redirect(f"{VersionPresenter(version).url}#{short_id}")


def _stale(
    request: HttpRequest, version: PolicyVersion, clause: ClauseVersion, others: list[ClauseVersion]
) -> HttpResponse:
    """Somebody saved the clause since the page was opened: shows its words, keeps what was chosen."""
    data = {**request.POST.dict(), "revision": clause.revision}
    form = RetireForm(data, others=named(others))
    problem = "Somebody saved this clause after you opened this page. Read it again first."
    return _show(request, version, clause, form, problem=problem, status=409)


def _show(
    request: HttpRequest,
    version: PolicyVersion,
    clause: ClauseVersion,
    form: RetireForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = about(version, clause, problem=problem) | {"form": form}
    return render(request, "policies/drafting/clauseversion_remove.html", context, status=status)
