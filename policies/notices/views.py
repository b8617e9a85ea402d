"""What I am told, and how."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.notices import actions
from policies.notices.forms import ChoicesForm
from policies.notices.models import Notice
from policies.notices.presenters import notice_rows
from portal.access import requires
from portal.permissions import Permission

owner = requires(Permission.NOTICE_OWN)
A_PAGE = 25


@owner
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """Newest first; `?show=unread` leaves out what was read."""
    mine = Notice.objects.of(request.user)
    unread_only = request.GET.get("show") == "unread"
    pages = Paginator(mine.unread() if unread_only else mine, A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    rows = notice_rows(page.object_list)
    context = {"page": page, "rows": rows, "unread_only": unread_only}
    return render(request, "policies/notices/notice_list.html", context)


@owner
@require_POST
def notice_read(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.of(request.user), pk=pk)
    actions.read(by=request.user, notices=[notice.pk])
    return redirect("notice_list")


@owner
@require_POST
def notice_read_all(request: HttpRequest) -> HttpResponse:
    """Everything up to the newest notice that the page showed."""
    until = request.POST.get("until", "")
    if until.isascii() and until.isdigit() and len(until) < 19:
        count = actions.read_all(by=request.user, until=int(until))
        messages.success(request, f"{count} notice{'' if count == 1 else 's'} marked as read.")
    return redirect("notice_list")


@owner
@require_http_methods(["GET", "HEAD", "POST"])
def notice_choices(request: HttpRequest) -> HttpResponse:
    """How each kind of notice comes."""
    form = ChoicesForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.choose(by=request.user, mail=form.cleaned_data)
        messages.success(request, "Saved. It holds for what you are told from now on.")
        return redirect("notice_choices")
    status = 400 if form.errors else 200
    return render(request, "policies/notices/notice_choices.html", {"form": form}, status=status)
