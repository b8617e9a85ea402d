"""Asking, asking for approval, reporting: the form of a type, and a draft again."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from policies.consultations import (
    actions,
    kinds,
    ladder,
    pinning,
    reading,
    routes,
    transitions,
    typed,
)
from policies.consultations.models import Consultation, Kind, State
from policies.consultations.reading import RecordPage
from policies.consultations.views import choosing
from policies.consultations.views.common import (
    asker,
    page_or_form,
    seen_revision,
    show,
    visible_record,
)
from policies.consultations.views.source import Source, source_of
from policies.directory.presenters import ContactCard
from policies.roles.models import Appointment
from portal.models import Conflict

CANNOT = (ladder.NobodyToAsk, actions.NoAppointment)


@asker
@page_or_form
def consultation_new(request: HttpRequest) -> HttpResponse:
    source = source_of(request)
    if choosing.is_still_to_choose(request) and source.types:
        fitting = choosing.fitting_types(request, source.types, source.outcome)
        return choosing.choose(request, source.types, fitting)
    if request.method != "POST":
        form = typed.TypedAskForm(initial={"topic": source.topic}, kind=source.kind)
        return _new_page(request, form, source)
    if source.kind and request.POST.get("next") == "more":
        form = typed.with_another_row(typed.TypedAskForm, request.POST, source.kind)
        return _new_page(request, form, source)
    form = _sent_form(request, source)
    if not form.is_valid():
        return _new_page(request, form, source)
    return _raise(request, form, source)


def _sent_form(request: HttpRequest, source: Source, **changed: object) -> typed.TypedAskForm:
    data = request.POST.copy()
    data.update(changed)
    return typed.TypedAskForm(
        data, submitting=_submitting(request), kind=source.kind, rows=typed.rows_of(data)
    )


def _raise(request: HttpRequest, form: typed.TypedAskForm, source: Source) -> HttpResponse:
    try:
        record = actions.raise_question(
            by=request.user,
            asked=form.asked,
            form_key=form.cleaned_data["form_key"],
            run=source.run,
            clause=source.words.clause if source.words else None,
            kind=source.kind,
            submit_now=form.submitting,
        )
    except CANNOT as problem:
        form.add_error(None, str(problem))
        return _new_page(request, form, source)
    except actions.AlreadyRaised as sent:
        # The form came again with other words after its record moved on: offered as a new question.
        again = _sent_form(request, source, form_key=str(uuid4()))
        return _new_page(request, again, source, status=409, sent=sent.consultation)
    return _saved(request, record)


@asker
@page_or_form
def consultation_edit(request: HttpRequest, reference: str) -> HttpResponse:
    """A draft again. Once submitted, the question stays as it is."""
    record = visible_record(request, reference)
    if not transitions.BY_ACTION["revise"].is_of(request.user, record):
        raise Http404("Only the person who asks changes a draft")
    page = RecordPage(record, request.user)
    if request.method != "POST":
        if not page.is_draft:
            return redirect(record)
        initial, rows = typed.typed_so_far(record)
        form = typed.TypedEditForm(initial=initial, kind=record.type, rows=rows)
        return show(request, "consultation_edit.html", page, form=form)
    if record.type and request.POST.get("next") == "more":
        form = typed.with_another_row(typed.TypedEditForm, request.POST, record.type)
        return show(request, "consultation_edit.html", page, form=form)
    form = _edit_form(request, record)
    if seen_revision(request.POST) != record.revision:
        return _overtaken(request, page, form)
    if not form.is_valid():
        return show(request, "consultation_edit.html", page, form=form)
    return _revise(request, page, form)


def _edit_form(
    request: HttpRequest, record: Consultation, **changed: object
) -> typed.TypedEditForm:
    data = request.POST.copy()
    data.update(changed)
    return typed.TypedEditForm(
        data, submitting=_submitting(request), kind=record.type, rows=typed.rows_of(data)
    )


def _revise(request: HttpRequest, page: RecordPage, form: typed.TypedEditForm) -> HttpResponse:
    try:
        actions.revise(
            by=request.user,
            consultation=page.consultation,
            asked=form.asked,
            submit_now=form.submitting,
        )
    except CANNOT as problem:
        form.add_error(None, str(problem))
        fresh = visible_record(request, page.consultation.reference)
        return show(request, "consultation_edit.html", RecordPage(fresh, request.user), form=form)
    except (Conflict, transitions.WrongState):
        fresh = visible_record(request, page.consultation.reference)
        return _overtaken(request, RecordPage(fresh, request.user), form)
    return _saved(request, page.consultation)


def _saved(request: HttpRequest, record: Consultation) -> HttpResponse:
    if record.state == State.DRAFT:
        messages.success(request, f"Saved as draft {record.reference}. Nobody else can read it.")
    else:
        holder = RecordPage(record, request.user).handling.now
        messages.success(request, f"Submitted as {record.reference} to {holder}.")
    return redirect(record)


def _overtaken(request: HttpRequest, page: RecordPage, form: typed.TypedEditForm) -> HttpResponse:
    """The draft was changed or submitted elsewhere; both texts are shown, the form keeps this one."""
    record = page.consultation
    if form.is_valid() and form.asked.is_in(record):
        return _saved(request, record)
    again = _edit_form(request, record, revision=str(record.revision))
    return show(request, "consultation_edit.html", page, status=409, form=again, overtaken=True)


def _new_page(
    request: HttpRequest,
    form: typed.TypedAskForm,
    source: Source,
    status: int = 200,
    sent: Consultation | None = None,
) -> HttpResponse:
    kind = source.kind
    held = Appointment.objects.held_by(request.user)
    draft = Consultation(
        advice_given=source.outcome,
        clause=source.words.clause if source.words else None,
        type=kind,
        kind=kind.kind if kind else Kind.ADVICE,
        policy_set=held.job_role.policy_set if held else None,
    )
    context = {
        "form": form,
        "sent": sent,
        "kind": kind,
        "words": kinds.words_of(draft.kind),
        "ring": _ring(source, held),
        "rings_first": draft.kind == Kind.REPORT,
        "fitting": choosing.fitting_types(request, source.others, source.outcome),
        "url_to_choose": choosing.url_to_choose(request) if len(source.types) > 1 else "",
        "advice": reading.given_advice(source.outcome),
        "clauses": pinning.would_be_pinned(draft),
    }
    template = "policies/consultations/consultation_new.html"
    return render(request, template, context, status=status)


def _ring(source: Source, held: Appointment | None) -> list[ContactCard]:
    """Whom to ring: those the guide's outcome names, else those of the type."""
    given = reading.given_advice(source.outcome)
    if given and given.contacts:
        return [contact.card for contact in given.contacts]
    return routes.ring_cards(source.kind, held.team if held else None) if source.kind else []


def _submitting(request: HttpRequest) -> bool:
    return request.POST.get("next") == "submit"
