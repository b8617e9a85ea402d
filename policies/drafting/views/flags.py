"""The re-confirm queue: what rests on words that are no longer in force."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.forms import ConfirmForm
from policies.drafting.presenters.flags import NOBODY, filters, flag
from policies.drafting.reading.flags import Keeper, by_words, flagged, keepers
from policies.drafting.views.common import desk, editor, rights
from policies.library.models import Citation
from policies.library.models.citation import CitationQuerySet
from policies.library.presenters import reliance
from policies.roles.models import Appointment


@desk
@require_safe
def flag_list(request: HttpRequest) -> HttpResponse:
    return _show(request)


@editor
@require_POST
def flag_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    citation = get_object_or_404(Citation.objects.live().select_related("source_type"), pk=pk)
    form = ConfirmForm(request.POST, auto_id=f"id_{pk}_%s")
    if not form.is_valid():
        return _show(request, typed={pk: form}, status=400)
    try:
        actions.confirm_flag(
            by=request.user,
            citation=citation,
            new_id=form.cleaned_data["new"],
            note=form.cleaned_data["note"],
        )
    except Refused as refusal:
        return _show(request, typed={pk: form}, problem=str(refusal), status=409)
    messages.success(request, f"Confirmed: {reliance(citation).label}")
    back = {"of": request.GET.get("of", ""), "page": request.GET.get("page", "1")}
    return redirect(f"{reverse('flag_list')}?{urlencode(back)}")


def _show(
    request: HttpRequest,
    *,
    typed: dict[int, ConfirmForm] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The queue; `typed` gives back a confirm form that was not accepted, by its citation."""
    known = keepers()
    of = request.GET.get("of", "")
    page = Paginator(_of(of, known), 20).get_page(request.GET.get("page"))
    forms = {c.pk: _form(c) for c in page} | (typed or {})
    titles = {k.job_role.pk: k.job_role.title for k in known if k.job_role}
    appointment = Appointment.objects.held_by(request.user)
    context = {
        "page": page,
        "groups": [flag(words, forms, titles) for words in by_words(page)],
        "filters": filters(known, appointment.job_role if appointment else None),
        "of": of,
        "problem": problem,
        "page_error": problem or any(form.errors for form in (typed or {}).values()),
        "errors": [
            (field.id_for_label, message)
            for form in (typed or {}).values()
            for field in form
            for message in field.errors
        ],
    }
    context |= rights(request)
    return render(request, "policies/drafting/citation_flags.html", context, status=status)


def _of(of: str, known: list[Keeper]) -> CitationQuerySet:
    """The flags of whom the address names; all where it names nobody, none where they have none."""
    if of == NOBODY:
        return flagged().filter(keeper=None)
    keeper = next((k.job_role for k in known if k.job_role and k.job_role.key == of), None)
    if of and keeper is None:
        return flagged().none()
    return flagged().filter(keeper=keeper.pk) if keeper else flagged()


def _form(citation: Citation) -> ConfirmForm:
    return ConfirmForm(initial={"new": citation.current_id}, auto_id=f"id_{citation.pk}_%s")
