"""One record: reading it, and the steps on it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from policies.consultations import actions, answerers, forms, ladder, routes, transitions
from policies.consultations.entry_forms import EntryForm
from policies.consultations.models import Consultation, ConsultationEvent
from policies.consultations.presenters import EXPLAINED
from policies.consultations.reading import RecordPage
from policies.consultations.transitions import NotYours, Transition, WrongState
from policies.consultations.views.common import (
    page_or_form,
    participant,
    seen_revision,
    show,
    visible_record,
)
from portal.models import Conflict

STEPS: dict[str, Callable[..., object]] = {
    "submit": actions.submit,
    "accept": actions.accept,
    "ask": actions.ask,
    "reply": actions.reply,
    "advise": actions.advise,
    "decide": actions.decide,
    "acknowledge": actions.acknowledge,
    "close": actions.close,
    "withdraw": actions.withdraw,
}
CANNOT = (
    ladder.NobodyToAsk,
    actions.NoAppointment,
    actions.NobodyNext,
    actions.Incomplete,
    actions.Unsaid,
)
DONE = {
    "submit": "Submitted to {holder}.",
    "accept": "Accepted. It is with you now.",
    "ask": "Asked. The clock stands until the reply.",
    "reply": "Sent. It is back with {holder}.",
    "advise": "Advice recorded. Next: decide.",
    "decide": "Decided.",
    "refer-up": "Referred up to {holder}.",
    "acknowledge": "Acknowledged.",
    "close": "Closed.",
    "withdraw": "Withdrawn.",
}


@participant
@require_safe
def consultation_detail(request: HttpRequest, reference: str) -> HttpResponse:
    page = RecordPage(visible_record(request, reference), request.user)
    return show(request, "consultation_detail.html", page)


@participant
@page_or_form
def consultation_act(request: HttpRequest, reference: str, action: str) -> HttpResponse:
    """The form of one step, and the step. For everybody whose step it can never be: no such page."""
    record = visible_record(request, reference)
    transition = transitions.BY_ACTION.get(action)
    own_page = transition is not None and transition.own_page
    if not own_page or not transition.is_open_to(request.user, record):
        raise Http404("Not a step of this person")
    page = RecordPage(record, request.user)
    if request.method != "POST":
        return _step_asked_for(request, page, transition)
    form = _form(page, transition, request.POST)
    if seen_revision(request.POST) != record.revision:
        return _overtaken(request, page, transition, form)
    if not transition.is_of(request.user, record):
        raise Http404("Not a step of this person")
    if not form.is_valid():
        return _step_page(request, page, transition, form)
    return _take(request, page, transition, form)


def _take(
    request: HttpRequest, page: RecordPage, transition: Transition, form: forms.StepForm
) -> HttpResponse:
    try:
        STEPS[transition.action](
            by=request.user, consultation=page.consultation, **form.cleaned_data
        )
    except (Conflict, WrongState):
        fresh = RecordPage(visible_record(request, page.consultation.reference), request.user)
        return _overtaken(request, fresh, transition, form)
    except CANNOT as problem:
        form.add_error(None, str(problem))
        return _step_page(request, page, transition, form)
    except NotYours as problem:
        raise Http404("Not a step of this person") from problem
    _say_done(request, page.consultation, transition.action)
    return redirect(page.consultation)


def _say_done(request: HttpRequest, record: Consultation, action: str) -> None:
    done = RecordPage(record, request.user)
    said = "refer-up" if action == "decide" and not done.is_decided else action
    messages.success(request, DONE[said].format(holder=done.holder))


def _step_asked_for(request: HttpRequest, page: RecordPage, transition: Transition) -> HttpResponse:
    if not transition.is_of(request.user, page.consultation):
        raise Http404("Not a step of this person")
    if page.consultation.state not in transition.states:
        messages.warning(
            request, f"“{transition.button}” is not possible now: the record has moved on."
        )
        return redirect(page.consultation)
    return _step_page(request, page, transition, _form(page, transition))


def _form(
    page: RecordPage, transition: Transition, data: QueryDict | None = None
) -> forms.StepForm:
    options = {}
    if transition.action == "decide":
        options = {"next_up": _next_up(page), "kind": page.consultation.kind}
    initial = {"revision": page.consultation.revision}
    if transition.action == "advise":
        people = answerers.countersigners(page.consultation, page.viewer)
        return EntryForm(data, initial=initial, people=people)
    return forms.form_of(transition.action)(data, initial=initial, **options)


def _next_up(page: RecordPage) -> str:
    above = routes.following(page.consultation, holder=page.viewer)
    return above.words if above else ""


def _overtaken(
    request: HttpRequest, page: RecordPage, transition: Transition, form: forms.StepForm
) -> HttpResponse:
    """Somebody moved the record on. What was typed stays in the form; nothing is done twice."""
    seen = seen_revision(request.POST)
    since = [event for event in page.events if event.sequence > seen]
    if any(_is_this_step(event, request, transition) for event in since):
        messages.info(request, "This was done already: the form came twice.")
        return redirect(page.consultation)
    data = request.POST.copy()
    data["revision"] = page.consultation.revision
    context = {
        "since": page.timeline[seen:] if seen else page.timeline[-1:],
        "possible": transition in page.steps,
        "typed": [value for name in ("text", "conditions", "reasons") if (value := data.get(name))],
    }
    again = _form(page, transition, data)
    return _step_page(request, page, transition, again, status=409, **context)


def _is_this_step(event: ConsultationEvent, request: HttpRequest, transition: Transition) -> bool:
    """The same step of the same person with the same words."""
    actions_of_form = {transition.action, "refer-up"} & {event.action}
    words = request.POST.get("reasons", request.POST.get("text", ""))
    same_words = event.text.split() == words.split()
    return bool(actions_of_form) and event.by_id == request.user.pk and same_words


def _step_page(
    request: HttpRequest,
    page: RecordPage,
    transition: Transition,
    form: forms.StepForm,
    status: int = 200,
    **context,
) -> HttpResponse:
    context = {"possible": True, "explained": EXPLAINED.get(transition.action)} | context
    context |= {"step": transition, "form": form}
    return show(request, "consultation_act.html", page, status=status, **context)
