"""Matters on which the sets differ: all of them, and one with the five sets side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from policies.matters.models import Matter, MatterCell
from policies.matters.presenters import present_cells, themes
from policies.matters.reading import read_matter
from policies.roles.models import Appointment
from portal.access import requires
from portal.permissions import Permission

reader = requires(Permission.LIBRARY_READ)


@reader
@require_safe
def matter_list(request: HttpRequest) -> HttpResponse:
    appointment = Appointment.objects.held_by(request.user)
    own_set = appointment.job_role.policy_set if appointment else None
    matters = list(Matter.objects.defer("search"))
    context = {
        "themes": themes(matters, MatterCell.objects.of_set(own_set) if own_set else ()),
        "count": len(matters),
        "policy_set": own_set,
    }
    return render(request, "policies/matters/matter_list.html", context)


@reader
@require_safe
def matter_detail(request: HttpRequest, slug: str) -> HttpResponse:
    matter = get_object_or_404(Matter.objects.defer("search"), slug=slug)
    appointment = Appointment.objects.held_by(request.user)
    own_set = appointment.job_role.policy_set if appointment else None
    reading = read_matter(matter, appointment.team if appointment else None, own_set)
    cells = present_cells(reading, own_set)
    context = {
        "matter": matter,
        "own": [cell for cell in cells if cell.own],
        "others": [cell for cell in cells if not cell.own],
        "policy_set": own_set,
    }
    return render(request, "policies/matters/matter_detail.html", context)
