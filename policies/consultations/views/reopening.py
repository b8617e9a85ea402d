"""Taking up a closed question again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from policies.consultations import actions, ladder
from policies.consultations.entry_forms import ReopenForm
from policies.consultations.models import Consultation, State
from policies.consultations.reading import RecordPage
from policies.consultations.transitions import NotYours, WrongState
from policies.consultations.views.common import asker, page_or_form, show, visible_record

CANNOT = (ladder.NobodyToAsk, actions.NoAppointment, actions.Incomplete)


@asker
@page_or_form
def consultation_reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """The form that starts a record linked to this closed one."""
    record = visible_record(request, reference)
    if not actions.may_reopen(request.user, record):
        raise Http404("Not for this person to reopen, or not closed")
    form = ReopenForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _show(request, record, form)
    try:
        again = actions.reopen(
            by=request.user,
            consultation=record,
            submit_now=request.POST.get("next") == "submit",
            **form.cleaned_data,
        )
    except actions.AlreadyReopened as open_again:
        form.add_error(
            None, f"{open_again.consultation.reference} reopens it and is not finished yet."
        )
        return _show(request, record, form)
    except CANNOT as problem:
        form.add_error(None, str(problem))
        return _show(request, record, form)
    except (NotYours, WrongState) as problem:
        raise Http404("Not for this person to reopen") from problem
    verb = "Saved as draft" if again.state == State.DRAFT else "Submitted as"
    messages.success(request, f"{verb} {again.reference}, which reopens {record.reference}.")
    return redirect(again)


def _show(request: HttpRequest, record: Consultation, form: ReopenForm) -> HttpResponse:
    page = RecordPage(record, request.user)
    return show(request, "consultation_reopen.html", page, form=form)
