"""The clauses that name a contact, at the desk."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from policies.directory import actions
from policies.directory.forms import ContactClausesForm
from policies.directory.models import Contact
from policies.directory.presenters import cards
from policies.directory.views.managing import LABELS, keeper, page_or_form
from policies.library.citing import short_ids
from policies.library.presenters import Ground, grounds_of
from portal.editing import Refused
from portal.history import history
from portal.models import Conflict


@keeper
@page_or_form
def contact_clauses(request: HttpRequest, key: str) -> HttpResponse:
    contact = get_object_or_404(Contact.objects.with_unit().defer("search"), key=key)
    grounds = grounds_of(contact)
    now = {"revision": contact.revision, "clauses": short_ids(grounds)}
    if request.method != "POST":
        return _show(request, contact, grounds, ContactClausesForm(initial=now))
    form = ContactClausesForm(request.POST)
    if form.is_valid():
        try:
            actions.name_contact_in(
                by=request.user,
                contact=contact,
                revision=form.seen(),
                clauses=form.cleaned_data["clauses"],
                read=form.read(),
            )
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        except Conflict as conflict:
            data = {**form.data.dict(), "revision": conflict.current.revision}
            mine, both = ContactClausesForm(data), form.against(now)
            return _show(request, contact, grounds, mine, both=both, status=409)
        else:
            messages.success(request, f"The clauses that name {contact.name} are saved.")
            return redirect("contact_clauses", key)
    return _show(request, contact, grounds, form, status=400)


def _show(
    request: HttpRequest,
    contact: Contact,
    grounds: Sequence[Ground],
    form: ContactClausesForm,
    *,
    both: list | None = None,
    status: int = 200,
) -> HttpResponse:
    [card] = cards([contact])
    context = {
        "contact": contact,
        "card": card,
        "grounds": grounds,
        "form": form,
        "both": both,
        "page_error": both is not None,
        "changes": history(contact, LABELS),
    }
    return render(request, "policies/directory/contact_clauses.html", context, status=status)
