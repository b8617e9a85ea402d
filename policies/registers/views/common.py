"""What the views of the registers share."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from policies.registers import actions, reading
from policies.registers.books import BOOKS, Book
from policies.roles.models import Appointment
from portal.access import requires
from portal.permissions import Permission

reader = requires(Permission.REGISTERS_READ)
keeper = requires(Permission.REGISTERS_KEEP)


def book_of(key: str) -> Book:
    """The register with this key, else 404."""
    if key not in BOOKS:
        raise Http404("No such register")
    return BOOKS[key]


def entry_or_404(request: HttpRequest, book: Book, pk: int) -> actions.Entry:
    """The entry, if it is one of the reader's organisation; the same 404 for missing and forbidden."""
    return get_object_or_404(reading.entries_of(book, request.user), pk=pk)


def keeps(request: HttpRequest) -> bool:
    """Whether the reader keeps the registers of their organisation."""
    held = Appointment.objects.held_by(request.user)
    return bool(held) and actions.may_keep(request.user, held.job_role.policy_set)
