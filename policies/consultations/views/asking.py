"""Asking a question: the form, from a guide's outcome or a clause, and a draft again."""

import re
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from policies.consultations import actions, ladder, reading, transitions
from policies.consultations.forms import AskForm, EditForm
from policies.consultations.models import Consultation, State
from policies.consultations.reading import RecordPage
from policies.consultations.views.common import (
    asker,
    page_or_form,
    seen_revision,
    show,
    visible_record,
)
from policies.guides.models import GuideRun
from policies.guides.presenters import outcome_snapshot
from policies.library.models import ClauseVersion
from policies.roles.models import Appointment
from portal.models import Conflict

CANNOT = (ladder.NobodyToAsk, actions.NoAppointment)
_SHORT_ID = re.compile(r"[a-z0-9-]{1,40}")


@asker
@page_or_form
def consultation_new(request: HttpRequest) -> HttpResponse:
    run, words = _run(request), _clause(request)
    form = AskForm(initial={"topic": _topic(run, words)})
    if request.method != "POST":
        return _new_page(request, form, run, words)
    form = AskForm(request.POST, submitting=_submitting(request))
    if not form.is_valid():
        return _new_page(request, form, run, words)
    try:
        record = actions.raise_question(
            by=request.user,
            asked=form.asked,
            form_key=form.cleaned_data["form_key"],
            run=run,
            clause=words.clause if words else None,
            submit_now=form.submitting,
        )
    except CANNOT as problem:
        form.add_error(None, str(problem))
        return _new_page(request, form, run, words)
    except actions.AlreadyRaised as sent:
        return _sent_before(request, sent.consultation, run, words)
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
        return show(request, "consultation_edit.html", page, form=_edit_form(record))
    form = EditForm(request.POST, submitting=_submitting(request))
    if seen_revision(request.POST) != record.revision:
        return _overtaken(request, page, form)
    if not form.is_valid():
        return show(request, "consultation_edit.html", page, form=form)
    return _revise(request, page, form)


def _revise(request: HttpRequest, page: RecordPage, form: EditForm) -> HttpResponse:
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
        holder = RecordPage(record, request.user).holder
        messages.success(request, f"Submitted as {record.reference} to {holder}.")
    return redirect(record)


def _overtaken(request: HttpRequest, page: RecordPage, form: EditForm) -> HttpResponse:
    """The draft was changed or submitted elsewhere; both texts are shown, the form keeps this one."""
    record = page.consultation
    if form.is_valid() and form.asked.is_in(record):
        return _saved(request, record)
    data = request.POST.copy()
    data["revision"] = record.revision
    again = EditForm(data, submitting=form.submitting)
    return show(request, "consultation_edit.html", page, status=409, form=again, overtaken=True)


def _sent_before(
    request: HttpRequest,
    sent: Consultation,
    run: GuideRun | None,
    words: ClauseVersion | None,
) -> HttpResponse:
    """The form came again with other words after its record moved on: offered as a new question."""
    data = request.POST.copy()
    data["form_key"] = uuid4()
    form = AskForm(data, submitting=_submitting(request))
    return _new_page(request, form, run, words, status=409, sent=sent)


def _new_page(
    request: HttpRequest,
    form: AskForm,
    run: GuideRun | None,
    words: ClauseVersion | None,
    status: int = 200,
    sent: Consultation | None = None,
) -> HttpResponse:
    held = Appointment.objects.held_by(request.user)
    given = outcome_snapshot(run, held.team if held else None) if run else None
    context = {
        "form": form,
        "sent": sent,
        "advice": reading.given_advice(given),
        "clauses": reading.would_be_pinned(
            Consultation(advice_given=given, clause=words.clause if words else None)
        ),
    }
    template = "policies/consultations/consultation_new.html"
    return render(request, template, context, status=status)


def _edit_form(record: Consultation) -> EditForm:
    names = ("topic", "question", "case_reference", "urgent", "revision")
    return EditForm(initial={name: getattr(record, name) for name in names})


def _submitting(request: HttpRequest) -> bool:
    return request.POST.get("next") == "submit"


def _run(request: HttpRequest) -> GuideRun | None:
    """The run it is raised from: the person's own, with an outcome, else 404."""
    key = request.GET.get("run")
    if key is None:
        return None
    try:
        key = UUID(key)
    except ValueError:
        raise Http404("Not the key of a run") from None
    runs = GuideRun.objects.of(request.user).with_guide().exclude(outcome="")
    return get_object_or_404(runs, key=key)


def _clause(request: HttpRequest) -> ClauseVersion | None:
    """The words in force of the clause it is raised from, else 404; a run goes before it."""
    short_id = request.GET.get("clause")
    if short_id is None or "run" in request.GET:
        return None
    if not _SHORT_ID.fullmatch(short_id):
        raise Http404("Not the short id of a clause")
    words = ClauseVersion.objects.in_force().with_place()
    return get_object_or_404(words, clause__short_id=short_id)


def _topic(run: GuideRun | None, words: ClauseVersion | None) -> str:
    if run:
        return run.version.guide.title
    if words:
        return f"Clause {words.number} {words.heading}".strip()[:200]
    return ""
