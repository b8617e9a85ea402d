"""The matters at the desk: what is asked, and what each policy set says on it."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from policies.library.citing import LABELS
from policies.library.presenters import Ground, flagged_among, grounds_of
from policies.matters import actions
from policies.matters.forms import MatterCellForm, MatterForm, cell_initial, matter_initial
from policies.matters.models import Matter, MatterCell
from portal.access import requires
from portal.editing import Refused
from portal.history import history, labels_of
from portal.models import Conflict
from portal.permissions import Permission

keeper = requires(Permission.DRAFT_EDIT)
page_or_form = require_http_methods(["GET", "HEAD", "POST"])
FORM = "policies/matters/matter_form.html"
CELL_FORM = "policies/matters/mattercell_form.html"


@keeper
@require_safe
def matter_manage(request: HttpRequest) -> HttpResponse:
    matters = Matter.objects.defer("search").order_by("title", "pk")
    page = Paginator(matters, 100).get_page(request.GET.get("page"))
    cells = list(MatterCell.objects.filter(matter__in=list(page)).order_by())
    suspect = flagged_among(cells)
    flagged = {cell.matter_id for cell in cells if cell.pk in suspect}
    context = {"page": page, "flagged": flagged}
    return render(request, "policies/matters/matter_manage.html", context)


@keeper
@page_or_form
def matter_edit(request: HttpRequest, slug: str) -> HttpResponse:
    matter = get_object_or_404(Matter.objects.defer("search"), slug=slug)
    if request.method != "POST":
        return _show(request, matter, MatterForm(initial=matter_initial(matter)))
    form = MatterForm(request.POST)
    if form.is_valid():
        try:
            actions.edit_matter(
                by=request.user, matter=matter, revision=form.seen(), values=form.values()
            )
        except Conflict as conflict:
            both = form.against(matter_initial(conflict.current))
            mine = MatterForm({**form.data.dict(), "revision": conflict.current.revision})
            return _show(request, matter, mine, both=both, status=409)
        messages.success(request, f"{matter.title} is saved. Staff see it at once.")
        return redirect("matter_edit", slug)
    return _show(request, matter, form, status=400)


def _show(
    request: HttpRequest,
    matter: Matter,
    form: MatterForm,
    *,
    both: list | None = None,
    status: int = 200,
) -> HttpResponse:
    cells = list(matter.cells.with_set_and_contact())
    context = {
        "matter": matter,
        "form": form,
        "cells": cells,
        "flagged": flagged_among(cells),
        "both": both,
        "page_error": both is not None,
        "changes": history(matter, labels_of(MatterForm)),
    }
    return render(request, FORM, context, status=status)


@keeper
@page_or_form
def cell_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    cells = MatterCell.objects.with_set_and_contact().select_related("matter")
    cell = get_object_or_404(cells, matter__slug=slug, pk=pk)
    grounds = grounds_of(cell)
    if request.method != "POST":
        form = MatterCellForm(initial=cell_initial(cell, grounds), cell=cell)
        return _show_cell(request, cell, grounds, form)
    form = MatterCellForm(request.POST, cell=cell)
    if form.is_valid():
        try:
            actions.edit_cell(
                by=request.user,
                cell=cell,
                revision=form.seen(),
                values=form.values(),
                read=form.read(),
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        except Conflict as conflict:
            both = form.against(cell_initial(conflict.current, grounds))
            data = {**form.data.dict(), "revision": conflict.current.revision}
            mine = MatterCellForm(data, cell=cell)
            return _show_cell(request, cell, grounds, mine, both=both, status=409)
        else:
            said = f"What it says for {cell.policy_set.name} is saved. Staff see it at once."
            messages.success(request, said)
            return redirect("matter_cell_edit", slug, pk)
    return _show_cell(request, cell, grounds, form, status=400)


def _show_cell(
    request: HttpRequest,
    cell: MatterCell,
    grounds: Sequence[Ground],
    form: MatterCellForm,
    *,
    both: list | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "cell": cell,
        "form": form,
        "grounds": grounds,
        "both": both,
        "page_error": both is not None,
        "changes": history(cell, labels_of(MatterCellForm) | LABELS),
    }
    return render(request, CELL_FORM, context, status=status)
