"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from policies.library.models import Strength
from policies.roles.models import Appointment, PolicySet
from policies.search import actions
from policies.search.presenters import SearchPage
from policies.search.reading import read_search
from policies.search.scope import KINDS, Scope
from policies.search.typed import tidy
from portal.access import requires
from portal.permissions import Permission


@requires(Permission.SEARCH)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=`, narrowed by `set`, `kind` and `strength`; what names one clause goes straight there."""
    words = tidy(request.GET.get("q", ""))
    if not words:
        return render(request, "policies/search/search.html", {"search_text": ""})
    sets = {policy_set.code: policy_set for policy_set in PolicySet.objects.all()}
    appointment = Appointment.objects.held_by(request.user)
    own = appointment.job_role.policy_set if appointment else None
    found = read_search(words, Scope.of(request.GET, own, sets), sets)
    if found.way.address:
        return redirect(found.way.address)
    kept = False
    if found.found_nothing and request.method == "GET":
        kept = actions.keep_miss(words=words, policy_set=own)
    context = {
        "search_text": words,
        "search": SearchPage(found),
        "scope": found.scope,
        "kept": kept,
        "sets": sets.values(),
        "kinds": KINDS,
        "strengths": Strength.choices,
        "may_edit": request.user.may(Permission.DRAFT_EDIT),
    }
    return render(request, "policies/search/search.html", context)
