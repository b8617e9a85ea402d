"""The synonym table: what people type, and what the documents say for it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from policies.search import actions
from policies.search.forms import SynonymForm
from policies.search.models import Synonym
from policies.search.views.common import owner, page_or_form
from portal.history import history, labels_of
from portal.models import Conflict

FORM = "policies/search/synonym_form.html"


@owner
@require_safe
def synonym_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(Synonym.objects.all(), 100).get_page(request.GET.get("page"))
    return render(request, "policies/search/synonym_list.html", {"page": page})


@owner
@page_or_form
def synonym_add(request: HttpRequest) -> HttpResponse:
    """`?word=` begins with that word, as from a search that found nothing."""
    if request.method != "POST":
        form = SynonymForm(initial={"word": request.GET.get("word", "")[: actions.LONGEST_WORD]})
        return render(request, FORM, {"form": form})
    form = SynonymForm(request.POST)
    if form.is_valid():
        try:
            synonym = actions.add_synonym(
                by=request.user, word=form.cleaned_data["word"], means=form.cleaned_data["means"]
            )
        except actions.Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, f"“{synonym.word}” is added. Searches use it at once.")
            return redirect("synonym_list")
    return render(request, FORM, {"form": form}, status=400)


@owner
@page_or_form
def synonym_edit(request: HttpRequest, pk: int) -> HttpResponse:
    synonym = get_object_or_404(Synonym, pk=pk)
    if request.method != "POST":
        return _show(request, synonym, _filled(synonym))
    form = SynonymForm(request.POST)
    if form.is_valid():
        try:
            actions.edit_synonym(
                by=request.user,
                synonym=synonym,
                revision=form.cleaned_data["revision"] or 0,
                word=form.cleaned_data["word"],
                means=form.cleaned_data["means"],
            )
        except actions.Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        except Conflict as conflict:
            mine = SynonymForm({**form.data.dict(), "revision": conflict.current.revision})
            return _show(request, synonym, mine, theirs=conflict.current, status=409)
        else:
            messages.success(request, f"“{synonym.word}” is saved. Searches use it at once.")
            return redirect("synonym_list")
    return _show(request, synonym, form, status=400)


@owner
@require_POST
def synonym_remove(request: HttpRequest, pk: int) -> HttpResponse:
    synonym = get_object_or_404(Synonym, pk=pk)
    revision = request.POST.get("revision", "")
    seen = int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 9 else 0
    try:
        actions.remove_synonym(by=request.user, synonym=synonym, revision=seen)
    except Conflict as conflict:
        return _show(
            request, synonym, _filled(conflict.current), theirs=conflict.current, status=409
        )
    messages.success(request, f"“{synonym.word}” is removed.")
    return redirect("synonym_list")


def _filled(synonym: Synonym) -> SynonymForm:
    return SynonymForm(
        initial={
            "revision": synonym.revision,
            "word": synonym.word,
            "means": "\n".join(synonym.means),
        }
    )


def _show(
    request: HttpRequest,
    synonym: Synonym,
    form: SynonymForm,
    *,
    theirs: Synonym | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"synonym": synonym, "form": form, "theirs": theirs, "page_error": theirs}
    context["changes"] = history(synonym, labels_of(SynonymForm))
    return render(request, FORM, context, status=status)
