"""The terms that policies define, at the desk: whoever keeps the text keeps them."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.library import actions
from policies.library.citing import LABELS
from policies.library.forms import AddDefinitionForm, DefinitionForm, definition_initial
from policies.library.models import Definition
from policies.library.presenters import Ground, flagged_among, grounds_of
from portal.access import requires
from portal.editing import Refused
from portal.forms import revision_of
from portal.history import history, labels_of
from portal.models import Conflict
from portal.permissions import Permission

keeper = requires(Permission.DRAFT_EDIT)
page_or_form = require_http_methods(["GET", "HEAD", "POST"])
FORM = "policies/library/definition_form.html"


@keeper
@require_safe
def definition_manage(request: HttpRequest) -> HttpResponse:
    rows = Definition.objects.select_related("policy").defer("search")
    page = Paginator(rows.order_by("policy__title", "term"), 100).get_page(request.GET.get("page"))
    context = {"page": page, "flagged": flagged_among(page)}
    return render(request, "policies/library/definition_manage.html", context)


@keeper
@page_or_form
def definition_add(request: HttpRequest) -> HttpResponse:
    form = AddDefinitionForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        values = form.values()
        try:
            definition = actions.add_definition(
                by=request.user, policy=values.pop("policy"), values=values
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, f"“{definition.term}” is added. Readers see it at once.")
            return redirect("definition_edit", definition.pk)
    return render(request, FORM, {"form": form}, status=400 if form.is_bound else 200)


@keeper
@page_or_form
def definition_edit(request: HttpRequest, pk: int) -> HttpResponse:
    definition = _or_404(pk)
    grounds = grounds_of(definition)
    if request.method != "POST":
        form = DefinitionForm(initial=definition_initial(definition, grounds))
        return _show(request, definition, grounds, form)
    form = DefinitionForm(request.POST)
    if form.is_valid():
        try:
            actions.edit_definition(
                by=request.user,
                definition=definition,
                revision=form.seen(),
                values=form.values(),
                read=form.read(),
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        except Conflict as conflict:
            both = form.against(definition_initial(conflict.current, grounds))
            mine = DefinitionForm({**form.data.dict(), "revision": conflict.current.revision})
            return _show(request, definition, grounds, mine, both=both, status=409)
        else:
            messages.success(request, f"“{definition.term}” is saved. Readers see it at once.")
            return redirect("definition_edit", pk)
    return _show(request, definition, grounds, form, status=400)


@keeper
@require_POST
def definition_remove(request: HttpRequest, pk: int) -> HttpResponse:
    definition = _or_404(pk)
    try:
        actions.remove_definition(
            by=request.user, definition=definition, revision=revision_of(request.POST)
        )
    except Conflict:
        messages.warning(request, "Somebody changed it meanwhile. Read it as it is now.")
        return redirect("definition_edit", pk)
    messages.success(request, f"The definition of “{definition.term}” is removed.")
    return redirect("definition_manage")


def _or_404(pk: int) -> Definition:
    rows = Definition.objects.select_related("policy", "clause")
    return get_object_or_404(rows.defer("search", "clause__search"), pk=pk)


def _show(
    request: HttpRequest,
    definition: Definition,
    grounds: Sequence[Ground],
    form: DefinitionForm,
    *,
    both: list | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "definition": definition,
        "form": form,
        "grounds": grounds,
        "both": both,
        "page_error": both is not None,
        "changes": history(definition, labels_of(DefinitionForm) | LABELS),
    }
    return render(request, FORM, context, status=status)
