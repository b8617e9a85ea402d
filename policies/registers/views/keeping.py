"""Entering, correcting and ending entries: for those who keep the registers."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from policies.registers import actions, presenters, reading
from policies.registers.books import ACCOUNTS, REPRESENTATIVES, Book
from policies.registers.forms import ENDINGS, FORMS, EntryForm
from policies.registers.models import OfficialAccount
from policies.registers.views.common import book_of, entry_or_404, keeper, keeps
from portal.models import Conflict

page_or_form = require_http_methods(["GET", "HEAD", "POST"])


@keeper
@page_or_form
def entry_add(request: HttpRequest, register: str) -> HttpResponse:
    """A new entry; `?account=` begins a post of that account."""
    book = book_of(register)
    if not keeps(request):
        raise Http404("Keeps no register")
    if request.method != "POST":
        account = request.GET.get("account", "")
        begun = {"account": account} if account.isascii() and account.isdigit() else {}
        return _form(request, book, None, _filled(request, book, initial=begun))
    form = _filled(request, book, data=request.POST)
    if not form.is_valid():
        return _form(request, book, None, form, status=400)
    entry = actions.enter(by=request.user, entry=book.model(**form.values))
    messages.success(request, f"The {book.one} is entered.")
    return redirect(entry)


@keeper
@page_or_form
def entry_edit(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    book = book_of(register)
    entry = entry_or_404(request, book, pk)
    if not keeps(request):
        raise Http404("Keeps no register")
    if request.method != "POST":
        filled = _filled(request, book, initial=FORMS[book.key].initial_of(entry))
        return _form(request, book, entry, filled)
    form = _filled(request, book, data=request.POST)
    if not form.is_valid():
        return _form(request, book, entry, form, status=400)
    revision = form.cleaned_data["revision"] or 0
    try:
        actions.correct(by=request.user, entry=entry, revision=revision, **form.values)
    except Conflict as conflict:
        return _overtaken(request, book, conflict, form)
    messages.success(request, "The entry is saved. Its history keeps what it was.")
    return redirect(entry)


@keeper
@page_or_form
def entry_end(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    """Revoking an authorisation, or closing an account; posts have no end."""
    book = book_of(register)
    if not book.end or not keeps(request):
        raise Http404("Nothing to end")
    entry = entry_or_404(request, book, pk)
    form_class = ENDINGS[book.key]
    if request.method != "POST":
        day = {"revoked_on": reading.place_of(request.user).today, "revision": entry.revision}
        form = form_class(initial=day | {"closed_on": day["revoked_on"]})
        return _ending(request, book, entry, form)
    form = form_class(request.POST)
    if not form.is_valid():
        return _ending(request, book, entry, form, status=400)
    try:
        _end(request, book, entry, form.cleaned_data)
    except actions.Refused as refusal:
        form.add_error(refusal.field, str(refusal))
        return _ending(request, book, entry, form, status=400)
    except Conflict as conflict:
        data = request.POST.copy()
        data["revision"] = conflict.current.revision
        again = form_class(data)
        return _ending(request, book, conflict.current, again, status=409, overtaken=True)
    done = "revoked" if book == REPRESENTATIVES else "closed"
    messages.success(request, f"The entry is {done}. It stays in the register.")
    return redirect(entry)


def _end(request: HttpRequest, book: Book, entry: actions.Entry, typed: dict) -> None:
    seen = {"by": request.user, "revision": typed["revision"] or 0}
    if book == ACCOUNTS:
        actions.close(account=entry, on=typed["closed_on"], **seen)
        return
    because = typed["revoked_because"]
    actions.revoke(representative=entry, on=typed["revoked_on"], because=because, **seen)


def _filled(request: HttpRequest, book: Book, **kwargs: Any) -> EntryForm:
    sets = reading.sets_of(request.user)
    return FORMS[book.key](sets=sets, place=reading.place_of(request.user), **kwargs)


def _overtaken(
    request: HttpRequest, book: Book, conflict: Conflict, form: EntryForm
) -> HttpResponse:
    """Both texts: what stands now beside what was typed. The form keeps what was typed."""
    place = reading.place_of(request.user)
    theirs = FORMS[book.key].initial_of(conflict.current)
    current = _filled(request, book, initial=theirs)
    both = [
        (field.label, _words(current[field.name]), _words(field))
        for field in form.visible_fields()
        if _words(current[field.name]) != _words(field)
    ]
    data = request.POST.copy()
    data["revision"] = conflict.current.revision
    again = _filled(request, book, data=data)
    stands = presenters.shown(conflict.current, place)
    return _form(request, book, conflict.current, again, status=409, both=both, stands=stands)


def _words(field: forms.BoundField) -> str:
    """What a field holds, as people read it."""
    value = field.value()
    if isinstance(field.field, forms.ModelChoiceField):
        key = getattr(value, "pk", value)
        return next((str(label) for pk, label in field.field.choices if str(pk) == str(key)), "")
    if isinstance(field.field, forms.DateTimeField) and hasattr(value, "strftime"):
        return f"{value:%Y-%m-%dT%H:%M}"
    return "" if value is None else str(value)


def _form(
    request: HttpRequest,
    book: Book,
    entry: actions.Entry | None,
    form: EntryForm,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {"book": book, "entry": entry, "form": form, "page_error": status == 409}
    if book.key == "posts" and entry is None:
        sets = reading.sets_of(request.user)
        context["no_account"] = not OfficialAccount.objects.filter(policy_set__in=sets).exists()
    return render(request, "policies/registers/entry_form.html", context, status=status)


def _ending(
    request: HttpRequest,
    book: Book,
    entry: actions.Entry,
    form: forms.Form,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    context |= {"book": book, "entry": entry, "form": form, "page_error": status == 409}
    context["shown"] = presenters.shown(entry, reading.place_of(request.user))
    return render(request, "policies/registers/entry_end.html", context, status=status)
