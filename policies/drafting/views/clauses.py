"""Writing: one clause of a draft at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from policies.drafting import actions
from policies.drafting.actions.errors import ClauseGone, Refused
from policies.drafting.forms import AddClauseForm, EditClauseForm, RevisionForm, clause_initial
from policies.drafting.impact import record_counts, relying_on
from policies.drafting.presenters.changes import clause_name
from policies.drafting.presenters.versions import VersionPresenter
from policies.drafting.reading import desk as reads
from policies.drafting.reading.changes import texts
from policies.drafting.views.common import editor, version_or_404
from policies.library.models import Clause, ClauseVersion, PolicyVersion
from policies.library.presenters import ClausePresenter, reliance
from portal.models import Conflict

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@editor
@page_methods
def clause_edit(request: HttpRequest, pk: int, short_id: str) -> HttpResponse:
    version = version_or_404(pk)
    clause = reads.clauses_of(version).filter(clause__short_id=short_id).first()
    if request.method != "POST":
        if clause is None or not version.is_editable:
            return redirect("draft_detail", pk)
        return _show_edit(request, version, clause, EditClauseForm(initial=clause_initial(clause)))
    form = EditClauseForm(request.POST)
    if clause is None:
        return _show_gone(request, version, short_id, form)
    if not form.is_valid():
        return _show_edit(request, version, clause, form, status=400)
    return _save(request, version, clause, form)


def _save(
    request: HttpRequest, version: PolicyVersion, clause: ClauseVersion, form: EditClauseForm
) -> HttpResponse:
    try:
        actions.edit_clause(
            by=request.user,
            clause_version=clause,
            revision=form.cleaned_data["revision"],
            **form.words(),
        )
    except Conflict as conflict:
        merge = EditClauseForm({**form.data.dict(), "revision": conflict.current.revision})
        both = form.against(conflict.current)
        return _show_edit(request, version, clause, merge, both=both, status=409)
    except ClauseGone:
        return _show_gone(request, version, clause.clause.short_id, form)
    except Refused as refusal:
        return _show_edit(request, version, clause, form, problem=str(refusal), status=409)
    messages.success(request, f"{clause_name(clause)}: saved in the draft.")
    return redirect(f"{VersionPresenter(version).url}#{clause.clause.short_id}")


@editor
@page_methods
def clause_add(request: HttpRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    clauses = texts(version)
    places = [(c.clause.short_id, clause_name(c)) for c in clauses]
    if request.method != "POST":
        if not version.is_editable:
            return redirect("draft_detail", pk)
        initial = {"after": request.GET.get("after", "")}
        return _show_add(request, version, AddClauseForm(places=places, initial=initial))
    form = AddClauseForm(request.POST, places=places)
    if not form.is_valid():
        return _show_add(request, version, form, status=400)
    parent, after = _place(clauses, form.cleaned_data)
    try:
        clause = actions.add_clause(
            by=request.user, version=version, parent=parent, after=after, **form.words()
        )
    except Refused as refusal:
        return _show_add(request, version, form, problem=str(refusal), status=409)
    messages.success(request, f"{clause_name(clause)}: added to the draft.")
    return redirect(f"{VersionPresenter(version).url}#{clause.clause.short_id}")


def _place(
    clauses: list[ClauseVersion], chosen: dict[str, str]
) -> tuple[ClauseVersion | None, ClauseVersion | None]:
    """(parent, after) from what the form says: behind a clause, under it, or at the beginning."""
    by_pk = {c.pk: c for c in clauses}
    beside = next((c for c in clauses if c.clause.short_id == chosen["after"]), None)
    if beside is None:
        return None, None
    if chosen["parent"] == "under":
        return beside, None
    return by_pk.get(beside.parent_id), beside


@editor
@page_methods
def clause_remove(request: HttpRequest, pk: int, short_id: str) -> HttpResponse:
    """Shows what relies on the clause, and asks."""
    version = version_or_404(pk)
    clause = reads.clauses_of(version).filter(clause__short_id=short_id).first()
    if clause is None:
        return redirect("draft_detail", pk)
    if request.method != "POST":
        return _show_remove(request, version, clause)
    form = RevisionForm(request.POST)
    revision = form.cleaned_data["revision"] if form.is_valid() else 0
    try:
        actions.remove_clause(by=request.user, clause_version=clause, revision=revision)
    except Conflict:
        problem = "Somebody saved this clause after you opened this page. Read it again first."
        return _show_remove(request, version, clause, problem=problem, status=409)
    except Refused as refusal:
        return _show_remove(request, version, clause, problem=str(refusal), status=409)
    messages.success(request, f"{clause_name(clause)}: removed from the draft.")
    return redirect("draft_detail", pk)


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


def _show_edit(
    request: HttpRequest,
    version: PolicyVersion,
    clause: ClauseVersion,
    form: EditClauseForm,
    *,
    both: list | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "version": version,
        "shown": VersionPresenter(version),
        "name": clause_name(clause),
        "short_id": clause.clause.short_id,
        "before": _before(version, clause),
        "form": form,
        "both": both,
        "problem": problem,
        "page_error": problem or both is not None,
        "relying": _reliances(clause),
        "records": sum(record_counts([clause.clause_id]).values()),
    }
    template = "policies/drafting/clauseversion_edit.html"
    return render(request, template, context, status=status)


def _show_gone(
    request: HttpRequest, version: PolicyVersion, short_id: str, form: EditClauseForm
) -> HttpResponse:
    """The clause was removed meanwhile: what was typed stays on the page."""
    clause = get_object_or_404(Clause, policy=version.policy, short_id=short_id)
    context = {
        "version": version,
        "shown": VersionPresenter(version),
        "short_id": clause.short_id,
        "form": form,
        "returns": version.is_editable and reads.clause_before(version, clause) is not None,
        "page_error": True,
    }
    return render(request, "policies/drafting/clauseversion_gone.html", context, status=409)


def _show_add(
    request: HttpRequest,
    version: PolicyVersion,
    form: AddClauseForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "version": version,
        "shown": VersionPresenter(version),
        "form": form,
        "problem": problem,
        "page_error": problem,
    }
    return render(request, "policies/drafting/clauseversion_add.html", context, status=status)


def _show_remove(
    request: HttpRequest,
    version: PolicyVersion,
    clause: ClauseVersion,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "version": version,
        "shown": VersionPresenter(version),
        "clause": ClausePresenter(clause),
        "before": _before(version, clause),
        "name": clause_name(clause),
        "form": RevisionForm(initial={"revision": clause.revision}),
        "problem": problem,
        "page_error": problem,
        "relying": _reliances(clause),
        "records": sum(record_counts([clause.clause_id]).values()),
    }
    return render(request, "policies/drafting/clauseversion_remove.html", context, status=status)


def _before(version: PolicyVersion, clause: ClauseVersion) -> ClausePresenter | None:
    """The clause in the version that the draft is based on; None where the draft added it."""
    base = reads.clause_before(version, clause.clause)
    return ClausePresenter(base) if base else None


def _reliances(clause: ClauseVersion) -> list:
    return [reliance(citation) for citation in relying_on([clause.clause_id])[clause.clause_id]]
