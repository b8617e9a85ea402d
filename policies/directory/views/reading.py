"""The directory of contacts: by staff group, by unit, one of them, all on a page to print."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from policies.directory import actions, reading
from policies.directory.forms import ReportForm
from policies.directory.models import Contact, Unit
from policies.directory.presenters import cards
from policies.library.models import Citation, ClauseVersion
from policies.roles.models import Appointment
from portal.access import requires
from portal.permissions import Permission

reader = requires(Permission.DIRECTORY_READ)


@reader
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
        "registers": request.user.may(Permission.REGISTERS_READ),
    }
    return render(request, "policies/directory/contact_list.html", context)


@reader
@require_safe
def contact_card(request: HttpRequest) -> HttpResponse:
    """Everybody the reader may ring or write to, on one page to print and take along."""
    appointment = Appointment.objects.held_by(request.user)
    own_set = appointment.job_role.policy_set if appointment else None
    contacts = Contact.objects.serving(own_set) if own_set else Contact.objects.none()
    shown = cards(
        contacts.with_unit().numbers_first(), team=appointment.team if appointment else None
    )
    context = {
        "policy_set": own_set,
        "cards": [card for card in shown if card.phone or card.email or card.web],
        "today": timezone.localdate(),
    }
    return render(request, "policies/directory/contact_card.html", context)


@reader
@require_safe
def contact_detail(request: HttpRequest, key: str) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.with_unit().select_related("verified_by"), key=key)
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
        "numbers": reading.shared_number(contact),
        "may_edit": request.user.may(Permission.DRAFT_EDIT),
        "may_keep": request.user.may(Permission.DIRECTORY_KEEP),
    }
    return render(request, "policies/directory/contact_detail.html", context)


@reader
@require_http_methods(["GET", "HEAD", "POST"])
def contact_report(request: HttpRequest, key: str) -> HttpResponse:
    """Anybody says that a number or an address is wrong."""
    contact = get_object_or_404(Contact.objects.with_unit(), key=key)
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.report(by=request.user, contact=contact, what=form.cleaned_data["what"])
        messages.success(request, "Reported. Whoever keeps the contacts looks into it.")
        return redirect("contact_detail", contact.key)
    status = 400 if form.errors else 200
    [card] = cards([contact])
    context = {"contact": contact, "card": card, "form": form}
    return render(request, "policies/directory/contact_report.html", context, status=status)


@reader
@require_safe
def unit_list(request: HttpRequest) -> HttpResponse:
    """Organisations with their units, the reader's own first."""
    appointment = Appointment.objects.held_by(request.user)
    context = {"organisations": reading.units_by_organisation(appointment)}
    return render(request, "policies/directory/unit_list.html", context)


@reader
@require_safe
def unit_detail(request: HttpRequest, key: str) -> HttpResponse:
    """A unit: its positions, whom they are held by, and its contacts."""
    unit = get_object_or_404(Unit.objects.select_related("organisation"), key=key)
    appointment = Appointment.objects.held_by(request.user)
    contacts = list(unit.contacts.with_unit().numbers_first())
    context = {
        "unit": unit,
        "positions": reading.positions_of(unit, contacts, appointment),
        "cards": cards(contacts, team=appointment.team if appointment else None),
        "is_own": reading.is_own(unit.organisation_id, appointment),
    }
    return render(request, "policies/directory/unit_detail.html", context)
