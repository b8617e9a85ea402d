"""The registers as everybody in the organisation reads them: lists, entries, files."""

from collections.abc import Iterator
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from policies.registers import presenters, reading
from policies.registers.books import BOOKS, Book, Choice
from policies.registers.forms import FilterForm
from policies.registers.models.entry import EntryQuerySet
from policies.registers.views.common import book_of, entry_or_404, keeps, reader
from portal import audit
from portal.spreadsheets import csv_response

A_PAGE = 25


@reader
@require_safe
def register_home(request: HttpRequest) -> HttpResponse:
    context = {
        "books": reading.counts(request.user),
        "clauses": reading.asked_by(request.user, BOOKS.values()),
    }
    return render(request, "policies/registers/register_home.html", context)


@reader
@require_safe
def register_list(request: HttpRequest, register: str) -> HttpResponse:
    book, place = book_of(register), reading.place_of(request.user)
    form, choice, entries = _narrowed(request, book, place)
    page = Paginator(entries, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "book": book,
        "form": form,
        "choice": choice,
        "narrowed": form.has_changed(),
        "page": page,
        "rows": [presenters.shown(entry, place) for entry in page],
        "clauses": reading.asked_by(request.user, [book]),
        "keeps": keeps(request),
        "csv_url": f"{reverse('register_csv', args=[book.key])}?{_query(request)}",
    }
    status = 400 if form.errors else 200
    return render(request, "policies/registers/register_list.html", context, status=status)


@reader
@require_safe
def register_csv(request: HttpRequest, register: str) -> HttpResponse:
    """All that the list shows under the same filters, as a file for spreadsheets."""
    book, place = book_of(register), reading.place_of(request.user)
    form, _, entries = _narrowed(request, book, place)
    if form.errors:
        return redirect(f"{reverse('register_list', args=[book.key])}?{_query(request)}")
    audit.record(by=request.user, action="register.export", on=request.user, register=book.key)
    return csv_response(
        book.title.lower().replace(" ", "-"), presenters.header(book), _lines(entries, place)
    )


@reader
@require_safe
def entry_detail(request: HttpRequest, register: str, pk: int) -> HttpResponse:
    book, place = book_of(register), reading.place_of(request.user)
    entry = entry_or_404(request, book, pk)
    context = {
        "book": book,
        "entry": entry,
        "shown": presenters.shown(entry, place),
        "history": reading.history(entry, place),
        "keeps": keeps(request),
        "ended": getattr(entry, "revoked_on", None) or getattr(entry, "closed_on", None),
    }
    return render(request, "policies/registers/entry_detail.html", context)


def _narrowed(
    request: HttpRequest, book: Book, place: presenters.Place
) -> tuple[FilterForm, Choice, EntryQuerySet]:
    """The filter as it was typed, the way of looking, and the entries; none where it has faults."""
    form = FilterForm(book, reading.sets_of(request.user), request.GET)
    choice = book.choice(request.GET.get("show", ""))
    entries = reading.entries_of(book, request.user)
    if not form.is_valid():
        return form, choice, entries.none()
    typed = form.cleaned_data
    entries = choice.narrow(entries, place.today).holding(typed["q"])
    if typed.get("set"):
        entries = entries.of_set(typed["set"])
    if typed.get("account"):
        entries = entries.filter(account=typed["account"])
    return form, choice, _between(entries, typed, place)


def _between(entries: EntryQuerySet, typed: dict, place: presenters.Place) -> EntryQuerySet:
    """Posts of these days, both included, by the reader's clock."""
    since, until = typed.get("since"), typed.get("until")
    if since:
        entries = entries.filter(posted_at__gte=place.start_of(since))
    if until:
        entries = entries.filter(posted_at__lt=place.end_of(until))
    return entries


def _lines(entries: EntryQuerySet, place: presenters.Place) -> Iterator[list]:
    return (presenters.line(entry, place) for entry in entries.iterator(chunk_size=500))


def _query(request: HttpRequest) -> str:
    return urlencode({k: v for k, v in request.GET.items() if v and k != "page"})
