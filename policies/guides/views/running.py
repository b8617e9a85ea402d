"""Going through a guide: one question a page, then the outcome."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.guides import actions, engine
from policies.guides.forms import QuestionForm
from policies.guides.models import Guide, GuideRun, GuideVersion
from policies.guides.presenters import answers_so_far, by_topic, present_outcome
from policies.guides.views.as_at import show_advice, show_guide
from policies.roles.models import Appointment
from portal.access import requires
from portal.on_date import OnDateForm
from portal.permissions import Permission

runner = requires(Permission.GUIDE_RUN)
page_or_form = require_http_methods(["GET", "HEAD", "POST"])
KEPT_SHOWN = 20


@runner
@require_safe
def guide_list(request: HttpRequest) -> HttpResponse:
    appointment = Appointment.objects.held_by(request.user)
    policy_set = appointment.job_role.policy_set if appointment else None
    guides = list(Guide.objects.serving(policy_set).defer("search")) if policy_set else []
    context = {
        "policy_set": policy_set,
        "landing": next((guide for guide in guides if guide.is_landing), None),
        "topics": by_topic(guide for guide in guides if not guide.is_landing),
        "kept": GuideRun.objects.of(request.user).kept().with_guide().with_doubts()[:KEPT_SHOWN],
    }
    return render(request, "policies/guides/guide_list.html", context)


@runner
@page_or_form
def guide_start(request: HttpRequest, slug: str) -> HttpResponse:
    """The first question or, where none is needed, the outcome. A run begins with the first answer.

    As at a day, `?on=`, the whole guide to read; nothing begins there.
    """
    on = OnDateForm(request.GET)
    if on.day:
        return show_guide(request, slug, on)
    version = get_object_or_404(
        GuideVersion.objects.select_related("guide"),
        guide__slug=slug,
        state=GuideVersion.State.PUBLISHED,
    )
    appointment = Appointment.objects.held_by(request.user)
    policy_set = appointment.job_role.policy_set if appointment else None
    guide = actions.compiled(version)
    if policy_set is None or policy_set.code not in guide.start:
        return _not_served(request, version)
    replay = engine.replay(guide, policy_set.code, {})
    if replay.hand_off:
        return _hand_over(request, version.guide, replay.hand_off)
    form = _form(request, replay.question) if replay.question else None
    if request.method != "POST" or (form and not form.is_valid()):
        return _page(request, version, replay, run=None)
    run = actions.start(by=request.user, version=version, policy_set=policy_set)
    if form is None:
        return _after_outcome(request, run)
    actions.answer(
        by=request.user,
        run=run,
        question=replay.question.key,
        option=form.cleaned_data["answer"],
    )
    return redirect("run_resume", key=run.key)


@runner
@require_safe
def run_resume(request: HttpRequest, key: str) -> HttpResponse:
    """To wherever the run stands: the next question, the outcome, or the guide it hands over to."""
    run = _own_run(request, key)
    replay = actions.replay(run)
    if replay.hand_off:
        return _hand_over(request, run.version.guide, replay.hand_off)
    if replay.outcome:
        return redirect("run_outcome", key=run.key)
    return redirect("guide_question", key=run.key, question=replay.question.key)


@runner
@page_or_form
def run_question(request: HttpRequest, key: str, question: str) -> HttpResponse:
    run = _own_run(request, key)
    replay = actions.replay(run)
    asked = _asked(replay, question)
    if asked is None:
        return redirect("run_resume", key=run.key)
    if request.method != "POST":
        return _question_page(request, run.version, replay, run, asked)
    form = _form(request, asked, dict(run.answers).get(asked.key))
    if not form.is_valid():
        return _question_page(request, run.version, replay, run, asked, form)
    actions.answer(by=request.user, run=run, question=asked.key, option=form.cleaned_data["answer"])
    return redirect("run_resume", key=run.key)


@runner
@require_safe
def run_outcome(request: HttpRequest, key: str) -> HttpResponse:
    run = _own_run(request, key)
    replay = actions.replay(run)
    if replay.outcome is None:
        return redirect("run_resume", key=run.key)
    on = OnDateForm(request.GET)
    if on.day and on.day != timezone.localdate():
        return show_advice(request, run, on)
    return _page(request, run.version, replay, run)


@runner
@require_POST
def run_keep(request: HttpRequest, key: str) -> HttpResponse:
    run = _own_run(request, key)
    try:
        actions.keep(by=request.user, run=run)
    except actions.NotFinished:
        return redirect("run_resume", key=run.key)
    messages.success(request, "Kept. You find it under Guides, with the answers you gave.")
    return redirect("run_outcome", key=run.key)


@runner
@require_POST
def run_tasks(request: HttpRequest, key: str) -> HttpResponse:
    """The outcome's steps for the reader's own job, put on their list of tasks."""
    run = _own_run(request, key)
    try:
        given = actions.take_on(by=request.user, run=run)
    except actions.NotFinished:
        return redirect("run_resume", key=run.key)
    said = (
        "Your steps are on your task list." if given else "Nothing here is new to your task list."
    )
    messages.success(request, said)
    return redirect("run_outcome", key=run.key)


def _hand_over(request: HttpRequest, guide: Guide, to: engine.HandOff) -> HttpResponse:
    """To the other guide, which says why it came up; the landing guide does nothing but hand over."""
    if not guide.is_landing:
        messages.info(request, f"“{guide.title}” leads here: this guide has the answer for you.")
    return redirect("guide_start", slug=to.slug)


def _own_run(request: HttpRequest, key: str) -> GuideRun:
    runs = GuideRun.objects.with_guide().with_taken_on()
    return get_object_or_404(runs.of(request.user), key=key)


def _asked(replay: engine.Replay, key: str) -> engine.Question | None:
    """The question with this key, if it is on the path or next; others are not open."""
    on_path = {step.question.key: step.question for step in replay.path}
    if replay.question:
        on_path[replay.question.key] = replay.question
    return on_path.get(key)


def _form(
    request: HttpRequest, question: engine.Question, chosen: str | list[str] | None = None
) -> QuestionForm:
    return QuestionForm(request.POST, question=question, chosen=chosen)


def _after_outcome(request: HttpRequest, run: GuideRun) -> HttpResponse:
    """A guide without questions: its buttons begin the run and do the next thing with it."""
    if request.POST.get("next") == "ask":
        return redirect(f"{reverse('consultation_new')}?run={run.key}")
    actions.keep(by=request.user, run=run)
    messages.success(request, "Kept. You find it under Guides.")
    return redirect("run_outcome", key=run.key)


def _not_served(request: HttpRequest, version: GuideVersion) -> HttpResponse:
    sets = version.guide.policy_sets.all()
    context = {"guide": version.guide, "sets": sets}
    return render(request, "policies/guides/guide_not_yours.html", context)


def _page(
    request: HttpRequest, version: GuideVersion, replay: engine.Replay, run: GuideRun | None
) -> HttpResponse:
    if replay.question:
        form = _form(request, replay.question) if request.method == "POST" else None
        return _question_page(request, version, replay, run, replay.question, form)
    if replay.outcome is None:
        raise Http404("This guide only hands over to another")
    appointment = Appointment.objects.held_by(request.user)
    context = {
        "guide": version.guide,
        "version": version,
        "run": run,
        "outcome": present_outcome(
            version,
            replay.outcome,
            job_role=appointment.job_role if appointment else None,
            team=appointment.team if appointment else None,
        ),
        "taken_on": run is not None and run.is_taken_on,
        "answers": answers_so_far(run, replay),
        "superseded": version.is_superseded,
        "on_date": OnDateForm(request.GET),
        "here": _here(version, run),
    }
    return render(request, "policies/guides/guide_outcome.html", context)


def _here(version: GuideVersion, run: GuideRun | None) -> str:
    """The address that shows this outcome as at a day: the run's own or, without a run, the guide's."""
    if run:
        return reverse("run_outcome", args=[run.key])
    return reverse("guide_start", args=[version.guide.slug])


def _question_page(
    request: HttpRequest,
    version: GuideVersion,
    replay: engine.Replay,
    run: GuideRun | None,
    asked: engine.Question,
    form: QuestionForm | None = None,
) -> HttpResponse:
    keys = [step.question.key for step in replay.path]
    number = keys.index(asked.key) + 1 if asked.key in keys else len(keys) + 1
    before = engine.previous_question(replay, asked.key)
    chosen = dict(run.answers).get(asked.key) if run else None
    context = {
        "guide": version.guide,
        "version": version,
        "run": run,
        "question": asked,
        "form": form or QuestionForm(question=asked, chosen=chosen),
        "number": number,
        "most_left": replay.most_left if replay.question is asked else 0,
        "back": reverse("guide_question", args=[run.key, before]) if before else None,
        "answers": answers_so_far(run, replay)[: number - 1],
        "superseded": version.is_superseded,
        "on_date": None if run else OnDateForm(request.GET),
        "today": timezone.localdate(),
    }
    return render(request, "policies/guides/guide_question.html", context)
