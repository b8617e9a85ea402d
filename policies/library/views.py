"""Reading: policies, one clause, versions and what changed between them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from policies.library import reading
from policies.library.comparing import compare
from policies.library.forms import CompareForm, OnDateForm
from policies.library.models import Citation, Clause, ClauseVersion, Policy, PolicyVersion
from policies.library.presenters import (
    ClausePresenter,
    comparison,
    in_force_words,
    policy_rows,
    reliance,
    whom_it_binds,
)
from policies.library.terms import TermFinder
from policies.roles.models import Appointment, PolicySet
from portal.access import requires
from portal.permissions import Permission

reader = requires(Permission.LIBRARY_READ)


def policy_set_of(request: HttpRequest) -> PolicySet | None:
    """Whose rules bind the reader; None for somebody without a job in the portal."""
    appointment = Appointment.objects.held_by(request.user)
    return appointment.job_role.policy_set if appointment else None


@reader
@require_safe
def policy_list(request: HttpRequest) -> HttpResponse:
    policies = list(Policy.objects.for_list())
    versions = {v.policy_id: v for v in PolicyVersion.objects.in_force()}
    mine, others = policy_rows(policies, versions, policy_set_of(request))
    context = {"mine": mine, "others": others, "policy_set": policy_set_of(request)}
    return render(request, "policies/library/policy_list.html", context)


@reader
@require_safe
def policy_detail(request: HttpRequest, code: str) -> HttpResponse:
    form = OnDateForm(request.GET)
    on = form.cleaned_data.get("on") if form.is_valid() else None
    version = PolicyVersion.objects.in_force(on).with_policy().filter(policy__code=code).first()
    policy = version.policy if version else get_object_or_404(Policy.objects.for_list(), code=code)
    context = {
        "policy": policy,
        "form": form,
        "on": on,
        "today": timezone.localdate(),
        "binds": whom_it_binds(policy, policy_set_of(request)),
    }
    if version is None:
        return render(request, "policies/library/policy_none.html", context)
    appointment = Appointment.objects.held_by(request.user)
    page = reading.read_policy(policy, version, appointment.job_role if appointment else None)
    context |= {"page": page, "version": version, "in_force": in_force_words(version)}
    return render(request, "policies/library/policy_detail.html", context)


@reader
@require_safe
def policy_versions(request: HttpRequest, code: str) -> HttpResponse:
    policy = get_object_or_404(Policy, code=code)
    versions = list(policy.versions.published().select_related("author", "approver"))
    context = {"policy": policy, "versions": [(v, in_force_words(v)) for v in versions]}
    return render(request, "policies/library/policy_versions.html", context)


@reader
@require_safe
def policy_compare(request: HttpRequest, code: str) -> HttpResponse:
    policy = get_object_or_404(Policy, code=code)
    form = CompareForm(request.GET)
    if not form.is_valid():
        versions = list(policy.versions.published())
        context = {"policy": policy, "form": form, "versions": versions}
        return render(request, "policies/library/policy_compare_choose.html", context)
    old, new = (
        get_object_or_404(policy.versions.published(), number=form.cleaned_data[name])
        for name in ("from", "to")
    )
    changes = compare(
        *(list(v.clauses.select_related("clause").defer("search")) for v in (old, new))
    )
    context = {"policy": policy, "old": old, "new": new, "changes": comparison(changes)}
    return render(request, "policies/library/policy_compare.html", context)


@reader
@require_safe
def clause_detail(request: HttpRequest, short_id: str) -> HttpResponse:
    """A clause's permanent address: the words in force, or else the last ones and since or from when."""
    clause = get_object_or_404(Clause.objects.select_related("policy"), short_id=short_id)
    history = list(
        ClauseVersion.objects.filter(
            clause=clause, version__state__in=[PolicyVersion.State.PUBLISHED]
        )
        .with_place()
        .defer("search")
        .order_by("-version__number")
    )
    if not history:
        raise Http404("Never published")
    today = timezone.localdate()
    current = next((c for c in history if today in c.version.effective), None)
    shown = current or history[0]
    starts = shown.version.effective.lower
    finder = TermFinder(reading.terms_of(clause.policy))
    context = {
        "shown": ClausePresenter(shown, terms=finder),
        "notes": finder.notes(),
        "current": current,
        "to_come": starts if starts and starts > today else None,
        "history": [(c, in_force_words(c.version)) for c in history],
        "policy": clause.policy,
        "references": clause.references.all(),
        "relying": [
            reliance(c)
            for c in Citation.objects.live()
            .filter(clause=clause)
            .exclude(source_type__model="consultation")
            .select_related("source_type")
        ],
    }
    return render(request, "policies/library/clause_detail.html", context)
