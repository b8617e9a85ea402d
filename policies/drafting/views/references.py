"""Related documents, legislation and resources at the desk."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from policies.drafting import actions
from policies.drafting.references import AddReferenceForm, ReferenceForm, reference_initial
from policies.drafting.views.common import editor, page_methods
from policies.library.models import Reference
from portal.editing import Refused
from portal.history import history, labels_of
from portal.models import Conflict

FORM = "policies/drafting/reference_form.html"


@editor
@require_safe
def reference_list(request: HttpRequest) -> HttpResponse:
    rows = Reference.objects.select_related("policy").order_by("policy__title", "kind", "title")
    page = Paginator(rows, 100).get_page(request.GET.get("page"))
    return render(request, "policies/drafting/reference_list.html", {"page": page})


@editor
@page_methods
def reference_add(request: HttpRequest) -> HttpResponse:
    form = AddReferenceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        values = form.values()
        try:
            reference = actions.add_reference(
                by=request.user, policy=values.pop("policy"), values=values
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, f"{reference.title} is added.")
            return redirect("reference_edit", reference.pk)
    return render(request, FORM, {"form": form}, status=400 if form.is_bound else 200)


@editor
@page_methods
def reference_edit(request: HttpRequest, pk: int) -> HttpResponse:
    reference = get_object_or_404(Reference.objects.select_related("policy"), pk=pk)
    if request.method != "POST":
        return _show(request, reference, ReferenceForm(initial=reference_initial(reference)))
    form = ReferenceForm(request.POST)
    if form.is_valid():
        try:
            actions.edit_reference(
                by=request.user, reference=reference, revision=form.seen(), values=form.values()
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        except Conflict as conflict:
            both = form.against(reference_initial(conflict.current))
            mine = ReferenceForm({**form.data.dict(), "revision": conflict.current.revision})
            return _show(request, reference, mine, both=both, status=409)
        else:
            messages.success(request, f"{reference.title} is saved.")
            return redirect("reference_edit", pk)
    return _show(request, reference, form, status=400)


def _show(
    request: HttpRequest,
    reference: Reference,
    form: ReferenceForm,
    *,
    both: list | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "reference": reference,
        "form": form,
        "both": both,
        "page_error": both is not None,
        "changes": history(reference, labels_of(ReferenceForm)),
    }
    return render(request, FORM, context, status=status)
