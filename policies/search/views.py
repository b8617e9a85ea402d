"""The search page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from policies.library.markup import clean
from policies.roles.models import Appointment
from policies.search import engine
from portal.access import requires
from portal.permissions import Permission

LONGEST = 200


@requires(Permission.SEARCH)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """`?q=`: what was found, guides first; a clause's short id goes straight to the clause."""
    words = clean(request.GET.get("q", "")).strip()[:LONGEST]
    context: dict = {"search_text": words}
    if words:
        address = engine.clause_address(words)
        if address:
            return redirect(address)
        appointment = Appointment.objects.held_by(request.user)
        policy_set = appointment.job_role.policy_set if appointment else None
        context |= {"found": engine.find(words, policy_set), "policy_set": policy_set}
    return render(request, "policies/search/search.html", context)
