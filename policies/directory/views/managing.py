"""The contacts at the desk: what is to be checked, what was reported, and who changed what."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.directory import actions
from policies.directory.forms import ContactForm, contact_initial
from policies.directory.models import Contact, NumberReport
from policies.library.citing import LABELS as CITING
from portal.access import requires
from portal.editing import Refused
from portal.forms import revision_of
from portal.history import history, labels_of
from portal.models import Conflict
from portal.permissions import Permission

keeper = requires(Permission.DIRECTORY_KEEP)
page_or_form = require_http_methods(["GET", "HEAD", "POST"])
FORM = "policies/directory/contact_form.html"
LABELS = (
    CITING | labels_of(ContactForm) | {"verified_on": "Checked on", "verified_by": "Checked by"}
)


A_PAGE = 50
SHOW = {"all": "All", "unchecked": "To check", "reported": "Reported wrong"}
NOTHING = {
    "all": "There are no contacts yet.",
    "unchecked": "Every contact was checked within the last three months.",
    "reported": "Nobody has reported a wrong number that is not settled.",
}


@keeper
@require_safe
def contact_manage(request: HttpRequest) -> HttpResponse:
    chosen = request.GET.get("show", "all")
    chosen = chosen if chosen in SHOW else "all"
    open_reports = NumberReport.objects.filter(settled_at=None).select_related("by")
    contacts = (
        Contact.objects.with_unit()
        .select_related("verified_by")
        .prefetch_related("policy_sets")
        .annotate(reported=Count("reports", filter=actions.REPORTED))
        .prefetch_related(Prefetch("reports", open_reports, to_attr="open_reports"))
        .order_by("-reported", "name")
    )
    if chosen == "unchecked":
        contacts = contacts.filter(actions.unchecked())
    elif chosen == "reported":
        contacts = contacts.filter(reported__gt=0)
    waiting = actions.to_look_after()
    context = {
        "shows": [(key, label, waiting.get(key)) for key, label in SHOW.items()],
        "chosen": chosen,
        "nothing": NOTHING[chosen],
        "page": Paginator(contacts, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "policies/directory/contact_manage.html", context)


@keeper
@page_or_form
def contact_add(request: HttpRequest) -> HttpResponse:
    form = ContactForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            contact = actions.add_contact(by=request.user, values=form.values())
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, f"{contact.name} is added.")
            return redirect("contact_edit", contact.key)
    return render(request, FORM, {"form": form}, status=400 if form.is_bound else 200)


@keeper
@page_or_form
def contact_edit(request: HttpRequest, key: str) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.with_unit(), key=key)
    if request.method != "POST":
        return _show(
            request, contact, ContactForm(initial=contact_initial(contact), contact=contact)
        )
    before, form = contact.phone, ContactForm(request.POST, contact=contact)
    if form.is_valid():
        try:
            actions.edit_contact(
                by=request.user, contact=contact, revision=form.seen(), values=form.values()
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        except Conflict as conflict:
            return _both(request, conflict.current, form)
        else:
            messages.success(request, f"{contact.name} is saved. Staff see it at once.")
            if before and before != contact.phone:
                said = f"Texts may still print {before}: search for it, and have them changed."
                messages.info(request, said)
            return redirect("contact_edit", key)
    return _show(request, contact, form, status=400)


@keeper
@require_POST
def contact_verify(request: HttpRequest, key: str) -> HttpResponse:
    """“I rang, and it is right”, from the contact's own page or, many in a row, from the list."""
    contact = get_object_or_404(Contact, key=key)
    seen = revision_of(request.POST)
    try:
        actions.verify_contact(by=request.user, contact=contact, revision=seen)
    except Conflict:
        messages.warning(
            request, f"Somebody changed it meanwhile: {contact.name}. Check it as it is now."
        )
    else:
        messages.success(request, f"You rang {contact.name} and checked it today.")
    if "show" in request.POST:
        return _back_to_list(request)
    return redirect("contact_edit", key)


@keeper
@require_POST
def report_settle(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(NumberReport.objects.select_related("contact"), pk=pk)
    if actions.settle(by=request.user, report=report):
        messages.success(request, "Settled. Whoever reported it is told.")
    else:
        messages.warning(request, "Somebody had settled it already.")
    return _back_to_list(request)


def _back_to_list(request: HttpRequest) -> HttpResponse:
    """To the list that the button stood in, for the next one."""
    shown = request.POST.get("show")
    page = reverse("contact_manage")
    return redirect(f"{page}?show={shown}" if shown in SHOW and shown != "all" else page)


def _both(request: HttpRequest, theirs: Contact, form: ContactForm) -> HttpResponse:
    data = form.data.copy()
    data["revision"] = theirs.revision
    both = form.against(contact_initial(theirs))
    return _show(request, theirs, ContactForm(data, contact=theirs), both=both, status=409)


def _show(
    request: HttpRequest,
    contact: Contact,
    form: ContactForm,
    *,
    both: list | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "contact": contact,
        "form": form,
        "both": both,
        "page_error": both is not None,
        "changes": history(contact, LABELS),
    }
    return render(request, FORM, context, status=status)
