"""The directory of contacts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from policies.directory.models import Contact
from policies.directory.presenters import cards
from policies.library.models import Citation, ClauseVersion
from policies.roles.models import Appointment
from portal.access import requires
from portal.permissions import Permission


@requires(Permission.DIRECTORY_READ)
@require_safe
def contact_list(request: HttpRequest) -> HttpResponse:
    """The contacts of the reader's own policy set, and beneath them, marked, those of the others."""
    appointment = Appointment.objects.held_by(request.user)
    own_set = appointment.job_role.policy_set if appointment else None
    contacts = list(Contact.objects.with_unit().numbers_first().prefetch_related("policy_sets"))
    mine = [c for c in contacts if own_set in c.policy_sets.all()]
    others = [c for c in contacts if c not in mine]
    context = {
        "policy_set": own_set,
        "mine": cards(mine, team=appointment.team if appointment else None),
        "others": [
            (card, c.policy_sets.all()) for card, c in zip(cards(others), others, strict=True)
        ],
    }
    return render(request, "policies/directory/contact_list.html", context)


@requires(Permission.DIRECTORY_READ)
@require_safe
def contact_detail(request: HttpRequest, key: str) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.with_unit(), key=key)
    appointment = Appointment.objects.held_by(request.user)
    [card] = cards([contact], team=appointment.team if appointment else None)
    context = {
        "contact": contact,
        "card": card,
        "policy_sets": contact.policy_sets.all(),
        "own_set": appointment.job_role.policy_set if appointment else None,
        "clauses": ClauseVersion.objects.in_force()
        .filter(clause__citations__in=Citation.objects.of(contact).live())
        .select_related("clause")
        .order_by("version__policy__title", "path"),
        "same_number": Contact.objects.filter(phone=contact.phone).exclude(pk=contact.pk)
        if contact.phone
        else Contact.objects.none(),
        "may_edit": request.user.may(Permission.DRAFT_EDIT),
    }
    return render(request, "policies/directory/contact_detail.html", context)
