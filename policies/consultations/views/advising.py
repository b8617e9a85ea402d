"""Entries beside the steps: more advice, amendments, countersignatures."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect

from policies.consultations import actions, answerers, transitions
from policies.consultations.entry_forms import CountersignForm, EntryForm
from policies.consultations.forms import StepForm
from policies.consultations.models import Advice, Consultation
from policies.consultations.reading import RecordPage
from policies.consultations.transitions import NotYours
from policies.consultations.views.common import (
    page_or_form,
    seen_revision,
    show,
    visible_record,
)
from portal.access import requires
from portal.models import Conflict
from portal.permissions import Permission

answerer = requires(Permission.CONSULTATION_ADVISE)


@answerer
@page_or_form
def advice_add(request: HttpRequest, reference: str) -> HttpResponse:
    """Add advice to an open record."""
    record = visible_record(request, reference)
    return _entry(request, record, amends=None)


@answerer
@page_or_form
def advice_amend(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """An entry that corrects or adds to an earlier one, which stays as it is."""
    record = visible_record(request, reference)
    return _entry(request, record, amends=get_object_or_404(record.advice_entries, pk=pk))


@answerer
@page_or_form
def advice_countersign(request: HttpRequest, reference: str, pk: int) -> HttpResponse:
    """Agree with an entry as a second person, or say why not."""
    record = visible_record(request, reference)
    entries = record.advice_entries.select_related("consultation__team__area", "by")
    advice = get_object_or_404(entries, pk=pk)
    if not answerers.may_countersign(request.user, advice):
        raise Http404("Not for this person to countersign")

    def take(form: CountersignForm) -> str:
        actions.countersign(by=request.user, advice=advice, **form.cleaned_data)
        agreed = form.cleaned_data["agrees"]
        return "Countersigned." if agreed else "Your disagreement stands in the record."

    return _page(
        request,
        record,
        lambda data, initial: CountersignForm(data, initial=initial),
        take,
        title="Countersign",
        action=transitions.COUNTERSIGN,
        of=advice,
    )


def _entry(request: HttpRequest, record: Consultation, *, amends: Advice | None) -> HttpResponse:
    if not answerers.may_advise(request.user, record):
        raise Http404("Not for this person to advise on")
    people = answerers.countersigners(record, request.user)

    def take(form: EntryForm) -> str:
        actions.add_advice(
            by=request.user,
            consultation=record,
            entry=form.entry,
            amends=amends,
            revision=form.cleaned_data["revision"],
        )
        return "The amendment stands in the record." if amends else "Advice added."

    return _page(
        request,
        record,
        lambda data, initial: EntryForm(data, initial=initial, people=people),
        take,
        title="Amend this advice" if amends else "Add advice",
        action=transitions.ADD_ADVICE,
        of=amends,
    )


def _page(
    request: HttpRequest,
    record: Consultation,
    make: Callable[[QueryDict | None, dict], StepForm],
    take: Callable[[StepForm], str],
    **context,
) -> HttpResponse:
    """One form of an entry: shown, sent back with its faults, or taken."""
    initial = {"revision": record.revision}
    if request.method != "POST":
        return _show(request, record, form=make(None, initial), **context)
    form = make(request.POST, initial)
    if seen_revision(request.POST) != record.revision:
        return _overtaken(request, record, make, **context)
    if not form.is_valid():
        return _show(request, record, form=form, **context)
    try:
        done = take(form)
    except Conflict:
        fresh = visible_record(request, record.reference)
        return _overtaken(request, fresh, make, **context)
    except NotYours as problem:
        raise Http404("Not for this person") from problem
    except (actions.Unsaid, actions.AlreadySigned) as problem:
        form.add_error(None, str(problem))
        return _show(request, record, form=form, **context)
    messages.success(request, done)
    return redirect(record)


def _overtaken(
    request: HttpRequest,
    record: Consultation,
    make: Callable[[QueryDict | None, dict], StepForm],
    **context,
) -> HttpResponse:
    """The record moved on. The same entry twice is written once; any other waits for another look."""
    page = RecordPage(record, request.user)
    seen = seen_revision(request.POST)
    words = request.POST.get("text", "").split()
    for event in page.events[seen:]:
        same = event.action == context["action"] and event.text.split() == words
        if seen and same and event.by_id == request.user.pk:
            messages.info(request, "This was done already: the form came twice.")
            return redirect(record)
    data = request.POST.copy()
    data["revision"] = record.revision
    since = page.timeline[seen:] if seen else page.timeline[-1:]
    return _show(request, record, status=409, form=make(data, {}), since=since, **context)


def _show(request: HttpRequest, record: Consultation, status: int = 200, **context) -> HttpResponse:
    page = RecordPage(record, request.user)
    return show(request, "advice_entry.html", page, status=status, **context)
