"""Writing: one clause of a draft at a time."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from policies.drafting import actions
from policies.drafting.actions.errors import ClauseGone, Refused
from policies.drafting.forms import AddClauseForm, ClauseForm, EditClauseForm, clause_initial
from policies.drafting.presenters.changes import clause_name
from policies.drafting.presenters.comments import remarks
from policies.drafting.presenters.linking import found
from policies.drafting.presenters.versions import VersionPresenter
from policies.drafting.reading import desk as reads
from policies.drafting.reading.changes import texts
from policies.drafting.reading.writing import Writers, writers
from policies.drafting.rich import HTML, markdown_of
from policies.drafting.views.common import (
    about,
    chosen_place,
    editor,
    named,
    page_methods,
    version_or_404,
)
from policies.library.models import Clause, ClauseVersion, PolicyVersion
from portal.models import Conflict


@editor
@page_methods
def clause_edit(request: HttpRequest, pk: int, short_id: str) -> HttpResponse:
    """`kept` takes up the words that were typed and not saved; `look` finds something to link to."""
    version = version_or_404(pk)
    clause = reads.clauses_of(version).filter(clause__short_id=short_id).first()
    if request.method != "POST":
        return _open(request, version, clause, short_id)
    form = EditClauseForm(request.POST)
    if clause is None:
        return _show_gone(request, version, short_id, form, status=409)
    if "look" in request.POST:
        return _show_edit(request, version, clause, EditClauseForm(initial=_typed(form)))
    if not form.is_valid():
        return _show_edit(request, version, clause, form, status=400)
    return _save(request, version, clause, form)


def _open(
    request: HttpRequest, version: PolicyVersion, clause: ClauseVersion | None, short_id: str
) -> HttpResponse:
    """The page as one comes to it; words that outlived their clause are shown to their writer."""
    if not version.is_editable:
        return redirect("draft_detail", version.pk)
    if clause is None:
        identity = get_object_or_404(Clause, policy=version.policy_id, short_id=short_id)
        mine = writers(version, identity, request.user).mine
        if mine is None:
            return redirect("draft_detail", version.pk)
        return _show_gone(request, version, short_id, EditClauseForm(initial=_kept(mine.words)))
    here = writers(version, clause.clause, request.user)
    initial = clause_initial(clause)
    if here.mine and "kept" in request.GET:
        initial |= _kept(here.mine.words)
        here = Writers(None, here.others)
    if request.method == "GET":
        actions.see(by=request.user, clause=clause)
    return _show_edit(request, version, clause, EditClauseForm(initial=initial), here=here)


def _kept(words: dict[str, str]) -> dict[str, str]:
    """Words that were kept, as the form takes them."""
    body = words.get(f"body{HTML}")
    shown = {name: words[name] for name in words if name in EditClauseForm.base_fields}
    return shown if body is None else shown | {"body": markdown_of(body)}


def _typed(form: ClauseForm) -> dict[str, object]:
    """What stands in a form that is not sent to be saved yet."""
    return {name: form[name].value() for name in form.fields}


def _save(
    request: HttpRequest, version: PolicyVersion, clause: ClauseVersion, form: EditClauseForm
) -> HttpResponse:
    try:
        actions.edit_clause(
            by=request.user,
            clause_version=clause,
            revision=form.cleaned_data["revision"],
            seen=form.cleaned_data["seen"],
            **form.words(),
        )
    except Conflict as conflict:
        theirs = clause_initial(conflict.current)
        newer = {name: theirs[name] for name in ("revision", "seen")}
        merge = EditClauseForm({**form.data.dict(), **newer})
        both = form.against(conflict.current)
        return _show_edit(request, version, clause, merge, both=both, status=409)
    except ClauseGone:
        return _show_gone(request, version, clause.clause.short_id, form, status=409)
    except Refused as refusal:
        return _show_edit(request, version, clause, form, problem=str(refusal), status=409)
    messages.success(request, f"{clause_name(clause)}: saved in the draft.")
    return redirect(f"{VersionPresenter(version).url}#{clause.clause.short_id}")


@editor
@page_methods
def clause_add(request: HttpRequest, pk: int) -> HttpResponse:
    version = version_or_404(pk)
    clauses = texts(version)
    places = named(clauses)
    if request.method != "POST":
        if not version.is_editable:
            return redirect("draft_detail", pk)
        initial = {"after": request.GET.get("after", "")}
        return _show_add(request, version, AddClauseForm(places=places, initial=initial))
    form = AddClauseForm(request.POST, places=places)
    if "look" in request.POST:
        return _show_add(request, version, AddClauseForm(places=places, initial=_typed(form)))
    if not form.is_valid():
        return _show_add(request, version, form, status=400)
    parent, after = chosen_place(clauses, form.cleaned_data)
    try:
        clause = actions.add_clause(
            by=request.user, version=version, parent=parent, after=after, **form.words()
        )
    except Refused as refusal:
        return _show_add(request, version, form, problem=str(refusal), status=409)
    messages.success(request, f"{clause_name(clause)}: added to the draft.")
    return redirect(f"{VersionPresenter(version).url}#{clause.clause.short_id}")


def _show_edit(
    request: HttpRequest,
    version: PolicyVersion,
    clause: ClauseVersion,
    form: EditClauseForm,
    *,
    here: Writers | None = None,
    both: list | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = about(version, clause, problem=problem) | {
        "remarks": remarks(clause),
        "form": form,
        "both": both,
        "here": here or Writers(None, writers(version, clause.clause, request.user).others),
        "find": request.POST.get("find", ""),
        "found": found(request.POST.get("find", ""), version) if "look" in request.POST else None,
    }
    context["page_error"] = problem or both is not None
    template = "policies/drafting/clauseversion_edit.html"
    return render(request, template, context, status=status)


def _show_gone(
    request: HttpRequest,
    version: PolicyVersion,
    short_id: str,
    form: EditClauseForm,
    *,
    status: int = 200,
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
    return render(request, "policies/drafting/clauseversion_gone.html", context, status=status)


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
        "find": request.POST.get("find", ""),
        "found": found(request.POST.get("find", ""), version) if "look" in request.POST else None,
        "problem": problem,
        "page_error": problem,
    }
    return render(request, "policies/drafting/clauseversion_add.html", context, status=status)
