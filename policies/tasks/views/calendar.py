"""The link to my due dates for a calendar program."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from policies.tasks import actions
from policies.tasks.models import CalendarLink
from portal.access import requires
from portal.permissions import Permission

owner = requires(Permission.TASK_OWN)


@owner
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_link(request: HttpRequest) -> HttpResponse:
    """Whether there is a link; a POST makes one and shows its address, this once."""
    address = ""
    if request.method == "POST":
        secret = actions.make_link(by=request.user)
        address = request.build_absolute_uri(f"/calendar/{secret}.ics")
    link = CalendarLink.objects.working().filter(person=request.user).first()
    context = {"link": link, "address": address}
    return render(request, "policies/tasks/calendar_link.html", context)


@owner
@require_POST
def calendar_revoke(request: HttpRequest) -> HttpResponse:
    if actions.revoke_link(by=request.user):
        messages.success(request, "The link no longer works. Remove the calendar in your program.")
    return redirect("calendar_link")
