"""The list of policies, and the text of one: today's, or as at a day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from policies.library import reading
from policies.library.marking import mark
from policies.library.models import Policy, PolicyVersion
from policies.library.presenters import (
    band,
    in_force_words,
    list_band,
    policy_rows,
    review_words,
    ways_back,
    whom_it_binds,
    withdrawn_today,
)
from policies.library.views.common import job_role_of, policy_set_of, reader
from portal.on_date import OnDateForm


@reader
@require_safe
def policy_list(request: HttpRequest) -> HttpResponse:
    form = OnDateForm(request.GET)
    on = form.day if form.day != timezone.localdate() else None
    policies = list(Policy.objects.for_list())
    versions = {v.policy_id: v for v in PolicyVersion.objects.in_force(on)}
    mine, others = policy_rows(policies, versions, policy_set_of(request))
    context = {
        "mine": mine,
        "others": others,
        "policy_set": policy_set_of(request),
        "form": form,
        "on": on,
        "band": list_band(on) if on else None,
    }
    return render(request, "policies/library/policy_list.html", context)


@reader
@require_safe
def policy_detail(request: HttpRequest, code: str) -> HttpResponse:
    form = OnDateForm(request.GET)
    version = (
        PolicyVersion.objects.in_force(form.day).with_policy().filter(policy__code=code).first()
    )
    if version is None:
        policy = get_object_or_404(Policy, code=code)
        context = {
            "policy": policy,
            "form": form,
            "on": form.day,
            "withdrawn": None if form.day else withdrawn_today(policy.versions.published()[:1]),
        }
        return render(request, "policies/library/policy_none.html", context)
    return show_text(request, version.policy, version, form)


def show_text(
    request: HttpRequest, policy: Policy, version: PolicyVersion, form: OnDateForm
) -> HttpResponse:
    """The page of one version, with a band above it where it is not simply what is in force today."""
    above = band(version, form.day)
    if above:
        above = band(version, form.day, ways_back(version, reading.version_on(policy, None)))
    context = {
        "policy": policy,
        "form": form,
        "band": above,
        "version": version,
        "now": reading.is_in_force(version),
        "page": reading.read_policy(policy, version, job_role_of(request)),
        "binds": whom_it_binds(policy, policy_set_of(request)),
        "in_force": in_force_words(version),
        "review": review_words(policy),
    }
    context["marked"] = mark(context["page"].text.html, request.GET.get("q", ""))
    return render(request, "policies/library/policy_detail.html", context)
