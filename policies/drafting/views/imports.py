"""Bringing a document to the desk: upload, what was read, and the draft that it becomes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from policies.drafting import actions
from policies.drafting.actions.errors import AlreadyAtDesk, Refused
from policies.drafting.import_forms import ImportForm, RetireForm
from policies.drafting.importing.choices import Fate, How
from policies.drafting.importing.source import Unreadable
from policies.drafting.models import PolicyImport
from policies.drafting.presenters.imports import ImportPresenter
from policies.drafting.reading import imports as reads
from policies.drafting.shapes import RevisionForm
from policies.drafting.views.common import editor, page_methods
from policies.library.models import Policy
from portal.models import Conflict

_CHANGED = "Somebody else worked on this import after you opened this page. Read it again."


def import_or_404(pk: int) -> PolicyImport:
    return get_object_or_404(reads.imports(), pk=pk)


@editor
@page_methods
def import_start(request: HttpRequest, code: str) -> HttpResponse:
    policy = get_object_or_404(Policy, code=code)
    if request.method != "POST":
        return _show_start(request, policy, ImportForm())
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_start(request, policy, form, status=400)
    file = form.cleaned_data["file"]
    try:
        brought = actions.start_import(
            by=request.user, policy=policy, file_name=file.name, data=file.read()
        )
    except Unreadable as problem:
        form.add_error("file", str(problem))
        return _show_start(request, policy, form, status=400)
    return redirect("import_detail", brought.pk)


def _show_start(
    request: HttpRequest, policy: Policy, form: ImportForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "policy": policy,
        "form": form,
        "base": actions.last_words(policy),
        "imports": [ImportPresenter(brought) for brought in reads.open_imports(policy)],
    }
    return render(request, "policies/drafting/policyimport_start.html", context, status=status)


@editor
@require_safe
def import_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return show_import(request, import_or_404(pk))


@editor
@require_safe
def import_report(request: HttpRequest, pk: int) -> HttpResponse:
    brought = import_or_404(pk)
    shown = ImportPresenter(brought)
    page = Paginator(brought.paragraphs, 200).get_page(request.GET.get("page"))
    context = {"shown": shown, "brought": brought, "page": page, "clauses": shown.clauses}
    return render(request, "policies/drafting/policyimport_report.html", context)


@editor
@require_POST
def import_draft(request: HttpRequest, pk: int) -> HttpResponse:
    brought = import_or_404(pk)
    form = RevisionForm(request.POST)
    try:
        version = actions.draft_import(
            by=request.user,
            brought=brought,
            revision=form.cleaned_data["revision"] if form.is_valid() else 0,
        )
    except AlreadyAtDesk as refusal:
        return show_import(request, import_or_404(pk), at_desk=refusal)
    except Refused as refusal:
        return show_import(request, import_or_404(pk), problem=str(refusal))
    except Conflict:
        return show_import(request, import_or_404(pk), problem=_CHANGED)
    messages.success(request, "The draft is made. Nobody but the desk sees it.")
    return redirect("draft_detail", version.pk)


@editor
@require_POST
def import_match(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        actions.match_again(by=request.user, brought=import_or_404(pk))
    except Refused as refusal:
        return show_import(request, import_or_404(pk), problem=str(refusal))
    messages.success(request, "The document is reconciled with the words published last.")
    return redirect("import_detail", pk)


@editor
@require_POST
def import_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Retires every old clause that nothing in the document is like, for one reason."""
    brought = import_or_404(pk)
    form = RetireForm(request.POST)
    if not form.is_valid():
        return show_import(request, brought, retire=form)
    shown = ImportPresenter(brought, reads.words_before(brought))
    try:
        actions.settle_clauses(
            by=request.user,
            brought=brought,
            revision=form.cleaned_data["revision"],
            fates={uid: Fate(How.RETIRED, (), form.cleaned_data["reason"]) for uid in shown.unlike},
        )
    except Refused as refusal:
        return show_import(request, import_or_404(pk), problem=str(refusal), retire=form)
    except Conflict:
        return show_import(request, import_or_404(pk), problem=_CHANGED, retire=form)
    messages.success(request, "Saved.")
    return redirect("import_detail", pk)


@editor
@page_methods
def import_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first: what was confirmed and settled does not come back."""
    brought = import_or_404(pk)
    problem = ""
    if request.method == "POST":
        try:
            actions.discard_import(by=request.user, brought=brought)
        except Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, f"The import of {brought.file_name} is discarded.")
            return redirect("desk_policy", brought.policy.code)
    context = {"shown": ImportPresenter(brought), "brought": brought, "problem": problem}
    status = 409 if problem else 200
    template = "policies/drafting/policyimport_discard.html"
    return render(request, template, context | {"page_error": problem}, status=status)


def show_import(
    request: HttpRequest,
    brought: PolicyImport,
    *,
    problem: str = "",
    at_desk: AlreadyAtDesk | None = None,
    retire: RetireForm | None = None,
) -> HttpResponse:
    """The page of an import; with a problem, or the version that is in the way, it is a refusal."""
    revision = {"revision": brought.revision}
    context = {
        "brought": brought,
        "shown": ImportPresenter(brought, reads.words_before(brought)),
        "is_stale": reads.is_stale(brought),
        "problem": problem,
        "at_desk": at_desk,
        "page_error": problem or at_desk,
        "make": RevisionForm(initial=revision),
        # What was typed is shown again, to be saved over what stands now.
        "retire": RetireForm({**retire.data.dict(), **revision})
        if retire
        else RetireForm(initial=revision),
        "form": retire,
    }
    status = 409 if problem or at_desk else 400 if retire else 200
    return render(request, "policies/drafting/policyimport_detail.html", context, status=status)
