"""An import in pieces: a part of the document beside its clauses, and one old clause."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.import_forms import FateForm, PartForm
from policies.drafting.models import PolicyImport
from policies.drafting.presenters.changes import clause_name
from policies.drafting.presenters.imports import ImportPresenter, clause_words
from policies.drafting.reading import imports as reads
from policies.drafting.views.common import editor, page_methods
from policies.drafting.views.imports import import_or_404
from policies.library.presenters import ClausePresenter
from portal.models import Conflict

_CHANGED = "Somebody else worked on this import after you opened this page. Look again, then save."


@editor
@page_methods
def import_part(request: HttpRequest, pk: int, part: int) -> HttpResponse:
    brought = import_or_404(pk)
    shown = ImportPresenter(brought, reads.words_before(brought))
    if brought.state != PolicyImport.State.READ:
        return redirect("import_detail", pk)
    if not 0 < part <= len(shown.parts):
        raise Http404("No such part of this import")
    made = {"clauses": shown.parts[part - 1], "choices": shown.choices}
    if request.method != "POST":
        form = PartForm(initial={"revision": brought.revision}, **made)
        return _show_part(request, shown, part, form)
    form = PartForm(request.POST, **made)
    if not form.is_valid():
        return _show_part(request, shown, part, form, status=400)
    everything = request.POST.get("do") == "everything"
    try:
        actions.confirm_clauses(
            by=request.user,
            brought=brought,
            revision=form.cleaned_data["revision"],
            confirmed=form.confirmed(everything=everything),
        )
    except Conflict as conflict:
        form = PartForm({**form.data.dict(), "revision": conflict.current.revision}, **made)
        return _show_part(request, shown, part, form, problem=_CHANGED, status=409)
    except Refused as refusal:
        return _show_part(request, shown, part, form, problem=str(refusal), status=409)
    messages.success(request, "Saved.")
    onward = everything and part < len(shown.parts)
    return redirect("import_part", pk, part + 1) if onward else redirect("import_detail", pk)


def _show_part(
    request: HttpRequest,
    shown: ImportPresenter,
    part: int,
    form: PartForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "brought": shown.brought,
        "shown": shown,
        "part": part,
        "rows": shown.source_rows(part, form),
        "form": form,
        "problem": problem,
        "page_error": problem,
        "left": shown.unconfirmed[part],
    }
    return render(request, "policies/drafting/policyimport_part.html", context, status=status)


@editor
@page_methods
def import_clause(request: HttpRequest, pk: int, short_id: str) -> HttpResponse:
    """One old clause: what became of it."""
    brought = import_or_404(pk)
    if brought.state != PolicyImport.State.READ:
        return redirect("import_detail", pk)
    shown = ImportPresenter(brought, reads.words_before(brought))
    uid = next((u for u, row in shown.old.items() if row.clause.short_id == short_id), None)
    if uid is None:
        raise Http404("No such clause in the version before")
    likely = [(clause.key, clause_words(clause)) for clause in shown.likely(uid)]
    if request.method != "POST":
        return _show_clause(
            request, shown, uid, FateForm(initial=_initial(shown, uid), likely=likely)
        )
    form = FateForm(request.POST, likely=likely)
    if not form.is_valid():
        return _show_clause(request, shown, uid, form, status=400)
    try:
        actions.settle_clause(
            by=request.user,
            brought=brought,
            revision=form.cleaned_data["revision"],
            uid=uid,
            fate=form.fate(),
        )
    except Conflict as conflict:
        data = form.data.copy()
        data["revision"] = conflict.current.revision
        again = FateForm(data, likely=likely)
        return _show_clause(request, shown, uid, again, problem=_CHANGED, status=409)
    except Refused as refusal:
        return _show_clause(request, shown, uid, form, problem=str(refusal), status=409)
    messages.success(request, "Saved.")
    return redirect("import_detail", pk)


def _initial(shown: ImportPresenter, uid: str) -> dict[str, object]:
    fate = shown.choices.fates().get(uid)
    initial: dict[str, object] = {"revision": shown.brought.revision}
    if fate:
        initial |= {"how": fate.how, "likely": list(fate.keys), "reason": fate.reason}
    return initial


def _show_clause(
    request: HttpRequest,
    shown: ImportPresenter,
    uid: str,
    form: FateForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    row = shown.old[uid]
    context = {
        "brought": shown.brought,
        "shown": shown,
        "clause": ClausePresenter(row),
        "name": clause_name(row),
        "likely": shown.likely(uid),
        "every": shown.every_line,
        "form": form,
        "problem": problem,
        "page_error": problem,
    }
    return render(request, "policies/drafting/policyimport_clause.html", context, status=status)
