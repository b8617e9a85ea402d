"""The re-confirm queue: what rests on words that are no longer in force."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.forms import ConfirmForm, MoveFlagForm
from policies.drafting.presenters.flags import NOBODY, filters, flag, heir_choices
from policies.drafting.reading.flags import (
    FlaggedWords,
    Keeper,
    by_words,
    flagged,
    is_movable,
    keepers,
)
from policies.drafting.views.common import desk, editor, rights
from policies.library.models import Citation, ClauseSuccession
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
    citation = _or_404(pk)
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
    return _back(request)


@editor
@require_POST
def flag_move(request: HttpRequest, pk: int) -> HttpResponse:
    citation = _or_404(pk)
    ending = ClauseSuccession.objects.ending(citation.clause)
    heirs = heir_choices(FlaggedWords(citation.pinned, None, [citation], ending))
    form = MoveFlagForm(request.POST, heirs=heirs, auto_id=f"id_{pk}_%s")
    if not form.is_valid():
        return _show(request, typed={pk: form}, status=400)
    try:
        actions.move_flag(
            by=request.user,
            citation=citation,
            new_ids=form.cleaned_data["words"],
            note=form.cleaned_data["note"],
        )
    except Refused as refusal:
        return _show(request, typed={pk: form}, problem=str(refusal), status=409)
    messages.success(request, f"Moved: {reliance(citation).label}")
    return _back(request)


def _or_404(pk: int) -> Citation:
    rows = Citation.objects.live().select_related("source_type", "clause", "pinned__clause")
    return get_object_or_404(rows, pk=pk)


def _back(request: HttpRequest) -> HttpResponse:
    back = {"of": request.GET.get("of", ""), "page": request.GET.get("page", "1")}
    return redirect(f"{reverse('flag_list')}?{urlencode(back)}")


def _show(
    request: HttpRequest,
    *,
    typed: dict[int, ConfirmForm | MoveFlagForm] | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The queue; `typed` gives back a form that was not accepted, by its citation."""
    known = keepers()
    of = request.GET.get("of", "")
    page = Paginator(_of(of, known), 20).get_page(request.GET.get("page"))
    together = list(by_words(page))
    forms = {c.pk: _form(c, words, typed or {}) for words in together for c in words.citations}
    titles = {k.job_role.pk: k.job_role.title for k in known if k.job_role}
    appointment = Appointment.objects.held_by(request.user)
    context = {
        "page": page,
        "groups": [flag(words, forms, titles) for words in together],
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


def _form(
    citation: Citation, words: FlaggedWords, typed: Mapping[int, ConfirmForm | MoveFlagForm]
) -> ConfirmForm | MoveFlagForm | None:
    """What can be said of a flag here: what was typed, unless something else can be said by now."""
    known = typed.get(citation.pk)
    note = known["note"].value() if known else ""
    auto_id = f"id_{citation.pk}_%s"
    if words.new:
        form = ConfirmForm(initial={"new": words.new.pk, "note": note}, auto_id=auto_id)
    elif words.ending.heirs and is_movable(citation):
        heirs = heir_choices(words)
        only = [heirs[0][0]] if len(heirs) == 1 else []
        initial = {"words": only, "note": note}
        form = MoveFlagForm(initial=initial, heirs=heirs, auto_id=auto_id)
    else:
        return None
    return known if isinstance(known, type(form)) else form
