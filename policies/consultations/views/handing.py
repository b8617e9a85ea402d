"""Giving records to somebody else, one or many, and those whose holder is not there."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from policies.consultations import actions, answerers
from policies.consultations.entry_forms import HandOverForm
from policies.consultations.models import Consultation
from policies.consultations.queueing import handed_rows
from policies.consultations.transitions import NotYours
from policies.consultations.views.common import page_or_form, revision_of
from portal.access import requires
from portal.models import Conflict, User
from portal.permissions import Permission

AT_ONCE = 50
hands_over = requires(Permission.CONSULTATION_ADVISE, Permission.CONSULTATION_REASSIGN)


@hands_over
@page_or_form
def consultation_reassign(request: HttpRequest) -> HttpResponse:
    """The records named in the address or the form, given to one person. None of them: no such page."""
    named = request.POST.getlist("record") or request.GET.getlist("record")
    records = _records(request.user, named)
    if not records:
        if named:
            raise Http404("None that this person may hand over")
        messages.info(request, "Choose the records in the list first.")
        return redirect("consultation_list")
    form = HandOverForm(request.POST or None, people=answerers.Candidates(records).for_any())
    if request.method != "POST" or not form.is_valid():
        return _show(request, records, form)
    left = _records(request.user, _give(request, records, form))
    if not left:
        return redirect("consultation_list")
    again = HandOverForm(people=answerers.Candidates(left).for_any())
    return _show(request, left, again, status=409)


@hands_over
@require_safe
def consultation_stranded(request: HttpRequest) -> HttpResponse:
    """Open records whose holder is away, has left or may not answer; without a word of the case."""
    records = answerers.stranded(request.user).due_first()[: AT_ONCE + 1]
    rows = handed_rows(records, request.user)
    context = {"rows": rows[:AT_ONCE], "more": len(rows) > AT_ONCE, "most": AT_ONCE}
    return render(request, "policies/consultations/consultation_stranded.html", context)


def _records(user: User, named: Sequence[str]) -> list[Consultation]:
    written = [name for name in named[:AT_ONCE] if name.isprintable()]
    records = answerers.handed_over_by(user).with_people()
    return list(records.filter(reference__in=written).order_by("reference"))


def _give(request: HttpRequest, records: Sequence[Consultation], form: HandOverForm) -> list[str]:
    """Give each record in a transaction of its own; returns those that were not given, with why said."""
    given, left = [], []
    for record in records:
        try:
            actions.reassign(
                by=request.user,
                consultation=record,
                to=form.taker,
                reason=form.cleaned_data["reason"],
                revision=revision_of(request.POST.get(f"seen-{record.reference}", "")),
            )
        except (NotYours, actions.CannotTake, Conflict) as problem:
            moved_on = isinstance(problem, Conflict)
            why = "it has moved on. Look at it again." if moved_on else str(problem)
            messages.warning(request, f"{record.reference} was not given: {why}")
            left.append(record.reference)
        else:
            given.append(record.reference)
    if given:
        messages.success(request, f"Given to {form.taker.name}: {', '.join(given)}.")
    return left


def _show(
    request: HttpRequest, records: Sequence[Consultation], form: HandOverForm, status: int = 200
) -> HttpResponse:
    rows = handed_rows(records, request.user)
    one = rows[0].url if len(rows) == 1 else ""
    context = {"form": form, "rows": rows, "back": one or reverse("consultation_list")}
    template = "policies/consultations/consultation_reassign.html"
    return render(request, template, context, status=status)
