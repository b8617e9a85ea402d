"""Going on with the new version of a guide."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from policies.guides import actions, engine
from policies.guides.carrying import Carried
from policies.guides.models import GuideRun
from portal.access import requires
from portal.permissions import Permission


@requires(Permission.GUIDE_RUN)
@require_POST
def run_restart(request: HttpRequest, key: str) -> HttpResponse:
    """To where the answers that still hold lead in the version in force."""
    run = get_object_or_404(GuideRun.objects.with_guide().of(request.user), key=key)
    try:
        restarted = actions.restart(by=request.user, run=run)
    except (actions.NothingNewer, actions.NoLongerServed) as problem:
        messages.warning(request, str(problem))
        return redirect("run_resume", key=run.key)
    messages.success(request, _said(restarted.run, restarted.carried))
    return redirect("run_resume", key=restarted.run.key)


def _said(run: GuideRun, carried: Carried) -> str:
    """Which answers came along, and which have to be given again."""
    said = [f"You go on with version {run.version.number} of the guide."]
    if carried.steps:
        said.append(f"Your answers came along to: {_listed(s.question for s in carried.steps)}.")
    if carried.again:
        said.append(f"Changed, so answer again if asked: {_listed(carried.again)}.")
    if carried.gone:
        said.append(f"No longer asked: {_listed(carried.gone)}.")
    return " ".join(said)


def _listed(questions: Iterable[engine.Question]) -> str:
    return ", ".join(f"“{question.text}”" for question in questions)
