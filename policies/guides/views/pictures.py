"""A guide as a picture: the whole of it, and the path that somebody's answers took."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from policies.guides import actions
from policies.guides.models import GuideRun, GuideVersion
from policies.guides.picturing import picture_of
from policies.guides.presenters import answers_so_far
from policies.roles.models import Appointment
from portal.access import requires
from portal.permissions import Permission

runner = requires(Permission.GUIDE_RUN)


@runner
@require_safe
def guide_picture(request: HttpRequest, slug: str) -> HttpResponse:
    """The published guide, as far as it serves the reader's policy set."""
    version = get_object_or_404(GuideVersion.objects.live().with_guide(), guide__slug=slug)
    appointment = Appointment.objects.held_by(request.user)
    policy_set = appointment.job_role.policy_set if appointment else None
    if policy_set is None or policy_set.code not in actions.compiled(version).start:
        context = {"guide": version.guide, "sets": version.guide.policy_sets.all()}
        return render(request, "policies/guides/guide_not_yours.html", context)
    context = {
        "guide": version.guide,
        "version": version,
        "policy_set": policy_set,
        "picture": picture_of(version, policy_set.code),
    }
    return render(request, "policies/guides/guide_picture.html", context)


@runner
@require_safe
def run_why(request: HttpRequest, key: str) -> HttpResponse:
    """The guide as the run knows it, with the way to its outcome marked."""
    run = get_object_or_404(GuideRun.objects.with_guide().of(request.user), key=key)
    replay = actions.replay(run)
    if replay.outcome is None:
        return redirect("run_resume", key=run.key)
    context = {
        "guide": run.version.guide,
        "version": run.version,
        "policy_set": run.policy_set,
        "run": run,
        "answers": answers_so_far(run, replay),
        "picture": picture_of(run.version, run.policy_set.code, replay),
    }
    return render(request, "policies/guides/guide_picture.html", context)
