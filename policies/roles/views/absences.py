"""Who is away, and who answers in the meantime."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from policies.roles import actions, reading
from policies.roles.forms import AbsenceForm
from policies.roles.models import Absence
from portal.access import requires
from portal.editing import Refused
from portal.permissions import Permission

TEMPLATE = "policies/roles/absence_list.html"


@requires(Permission.ABSENCE_ENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def absence_list(request: HttpRequest) -> HttpResponse:
    people = reading.people_of(request.user)
    form = AbsenceForm(
        request.POST or None,
        initial={"person": request.user.pk},
        people=people,
        deputies=reading.deputies_around(request.user),
    )
    if request.method == "POST" and form.is_valid():
        try:
            absence = actions.enter_absence(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, f"Saved: {absence.person.name} is away on these days.")
            return redirect("absence_list")
    context = {"form": form, "absences": reading.absences_of(people), "leads": len(people) > 1}
    return render(request, TEMPLATE, context, status=400 if form.errors else 200)


@requires(Permission.ABSENCE_ENTER)
@require_POST
def absence_end(request: HttpRequest, pk: int) -> HttpResponse:
    absence = get_object_or_404(Absence.objects.not_over(), pk=pk)
    try:
        actions.end_absence(by=request.user, absence=absence)
    except actions.NotTheirs as refusal:
        raise Http404("Not an absence of this person") from refusal
    messages.success(request, f"Saved: {absence.person.name} is back.")
    return redirect("absence_list")
