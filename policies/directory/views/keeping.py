"""Contacts at the desk: what is to be checked, what was reported, what is to be corrected."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.directory import actions
from policies.directory.forms import ContactForm
from policies.directory.models import Contact, NumberReport
from portal.access import requires
from portal.models import Conflict
from portal.permissions import Permission

keeper = requires(Permission.DIRECTORY_KEEP)
A_PAGE = 50
SHOW = {"all": "All", "unchecked": "To check", "reported": "Reported wrong"}
NOTHING = {
    "all": "There is no contact yet.",
    "unchecked": "Every contact was checked within the last three months.",
    "reported": "Nobody has reported a wrong number that is not settled.",
}
_OPEN = Q(reports__settled_at=None, reports__isnull=False)


@keeper
@require_safe
def contact_desk(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("show", "all")
    chosen = chosen if chosen in SHOW else "all"
    open_reports = NumberReport.objects.filter(settled_at=None).select_related("by")
    contacts = (
        Contact.objects.with_unit()
        .select_related("verified_by")
        .annotate(reported=Count("reports", filter=_OPEN))
        .prefetch_related(Prefetch("reports", open_reports, to_attr="open_reports"))
        .order_by("-reported", "name")
    )
    if chosen == "unchecked":
        contacts = contacts.filter(actions.unchecked())
    elif chosen == "reported":
        contacts = contacts.filter(reported__gt=0)
    page = Paginator(contacts, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "shows": SHOW.items(),
        "chosen": chosen,
        "nothing": NOTHING[chosen],
        "page": page,
        "rows": [(contact, actions.seal(contact)) for contact in page],
    }
    return render(request, "policies/directory/contact_desk.html", context)


@keeper
@require_http_methods(["GET", "HEAD", "POST"])
def contact_edit(request: HttpRequest, key: str) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.with_unit(), key=key)
    if request.method != "POST":
        initial = ContactForm.initial_of(contact, actions.seal(contact))
        return _form(request, contact, ContactForm(contact, initial=initial))
    form = ContactForm(contact, request.POST)
    if not form.is_valid():
        return _form(request, contact, form, status=400)
    try:
        actions.edit(
            by=request.user, contact=contact, seen=form.cleaned_data["seen"], **form.values
        )
    except Conflict as conflict:
        return _overtaken(request, conflict.current, form)
    messages.success(request, "Saved. Every page that names the contact shows it from now on.")
    if contact.phone and contact.phone != form.cleaned_data["phone"]:
        messages.info(
            request,
            f"Texts may still print {contact.phone}: search for it, and have them changed.",
        )
    return redirect("contact_detail", contact.key)


@keeper
@require_POST
def contact_verify(request: HttpRequest, key: str) -> HttpResponse:
    """“I rang, and it is right.”"""
    contact = get_object_or_404(Contact.objects.with_unit(), key=key)
    try:
        actions.verify(by=request.user, contact=contact, seen=request.POST.get("seen", ""))
    except Conflict:
        messages.warning(request, f"{contact.name} was changed meanwhile. Look at it again.")
    else:
        messages.success(request, f"{contact.name} is checked as of today.")
    return redirect("contact_desk")


@keeper
@require_POST
def report_settle(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(NumberReport.objects.select_related("contact"), pk=pk)
    if actions.settle(by=request.user, report=report):
        messages.success(request, "Settled. Whoever reported it is told.")
    else:
        messages.warning(request, "Somebody had settled it already.")
    return redirect("contact_desk")


def _overtaken(request: HttpRequest, current: Contact, form: ContactForm) -> HttpResponse:
    """Both texts: what stands now beside what was typed. The form keeps what was typed."""
    seen = actions.seal(current)
    theirs = ContactForm(current, initial=ContactForm.initial_of(current, seen))
    both = [
        (field.label, theirs[field.name].value(), field.value())
        for field in form.visible_fields()
        if str(theirs[field.name].value() or "") != str(field.value() or "")
    ]
    data = request.POST.copy()
    data["seen"] = seen
    again = ContactForm(current, data)
    return _form(request, current, again, status=409, both=both, page_error=True)


def _form(
    request: HttpRequest, contact: Contact, form: ContactForm, status: int = 200, **context
) -> HttpResponse:
    context |= {"contact": contact, "form": form}
    return render(request, "policies/directory/contact_edit.html", context, status=status)
