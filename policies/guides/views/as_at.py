"""Guides and their advice as they stood on a day. Only to read: nothing begins here."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from policies.guides import actions
from policies.guides.compiling import compiled
from policies.guides.models import GuideRun, GuideVersion
from policies.guides.presenters import standing
from policies.guides.reading.as_at import advice_on
from policies.guides.reading.whole import whole_guide
from policies.library.presenters import Band
from policies.roles.models import Appointment, PolicySet
from portal.on_date import OnDateForm


@require_safe
def show_guide(request: HttpRequest, slug: str, form: OnDateForm) -> HttpResponse:
    """The whole guide as at the day of `form`, as far as the reader's own staff group can come."""
    here, on = reverse("guide_start", args=[slug]), form.day
    version = (
        GuideVersion.objects.in_force(on).with_guide().filter(guide__slug=slug).defer("report")
    ).first()
    if version is None:
        return _none(request, slug, form, ("Go through the guide of today", here))
    appointment = Appointment.objects.held_by(request.user)
    code = appointment.job_role.policy_set.code if appointment else None
    if code not in compiled(version).start:
        sets = PolicySet.objects.filter(code__in=compiled(version).sets)
        context = {"guide": version.guide, "sets": sets}
        return render(request, "policies/guides/guide_not_yours.html", context)
    context = {
        "slug": slug,
        "here": here,
        "form": form,
        "on": on,
        "version": version,
        "when": _in_force(version),
        "band": _band("guide", version, on, ("Go through the guide of today", here)),
        "page": whole_guide(version, code, on),
    }
    return render(request, "policies/guides/guide_as_at.html", context)


def show_advice(request: HttpRequest, run: GuideRun, form: OnDateForm) -> HttpResponse:
    """What the answers of a finished run led to on the day of `form`."""
    here, on = reverse("run_outcome", args=[run.key]), form.day
    back = ("Read the advice you got", here)
    version = (
        GuideVersion.objects.in_force(on).with_guide().filter(guide=run.version.guide_id)
    ).first()
    if version is None:
        return _none(request, run.version.guide.slug, form, back)
    own = actions.replay(run).outcome
    context = {
        "run": run,
        "here": here,
        "form": form,
        "on": on,
        "guide": version.guide,
        "version": version,
        "band": _band("advice", version, on, back),
        "advice": advice_on(run, version, on),
        "own": own,
        "own_standing": standing(own.standing),
    }
    return render(request, "policies/guides/guide_outcome_as_at.html", context)


def _none(request: HttpRequest, slug: str, form: OnDateForm, back: tuple[str, str]) -> HttpResponse:
    """No version was in force on that day. Raises Http404 where there never was one."""
    versions = GuideVersion.objects.with_guide().filter(guide__slug=slug)
    first = versions.order_by("published_at").first()
    if first is None:
        raise Http404("Never published")
    day, since = date_format(form.day), timezone.localdate(first.published_at)
    text = f"No version of this guide was in force on {day}"
    text += f"; the first is from {date_format(since)}." if form.day < since else "."
    context = {
        "guide": first.guide,
        "here": back[1],
        "form": form,
        "on": form.day,
        "band": Band(f"As at {day}", text, [back]),
    }
    return render(request, "policies/guides/guide_none.html", context)


def _band(what: str, version: GuideVersion, on: date, back: tuple[str, str]) -> Band | None:
    today = timezone.localdate()
    if on == today:
        return None
    day = date_format(on)
    stood = "as it stood on" if on < today else "as it will stand, as far as published, on"
    text = (
        f"You are reading the {what} {stood} {day}: version {version.number} of the guide, "
        f"{_in_force(version)}, with the words of the rules on that day."
    )
    return Band(f"As at {day}", text, [back])


def _in_force(version: GuideVersion) -> str:
    since = f"in force since {date_format(timezone.localdate(version.published_at))}"
    if version.superseded_at is None:
        return since
    return f"{since} and replaced on {date_format(timezone.localdate(version.superseded_at))}"
