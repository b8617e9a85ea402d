"""What the views of one record share."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from policies.consultations.models import Consultation
from policies.consultations.reading import RecordPage
from policies.roles.models import Appointment
from portal import audit
from portal.access import requires
from portal.permissions import Permission

participant = requires(
    Permission.CONSULTATION_RAISE, Permission.CONSULTATION_ADVISE, Permission.CONSULTATION_READ_ALL
)
asker = requires(Permission.CONSULTATION_RAISE)
page_or_form = require_http_methods(["GET", "HEAD", "POST"])


def visible_record(request: HttpRequest, reference: str) -> Consultation:
    """The record, if this person may read it; the same 404 whether it is missing or not theirs."""
    records = Consultation.objects.visible_to(request.user).with_people()
    record = get_object_or_404(records, reference=reference)
    Appointment.objects.remember(request.user, record.assigned_to)
    return record


def show(
    request: HttpRequest, template: str, page: RecordPage, status: int = 200, **context
) -> HttpResponse:
    """A page with the words of a record. That it was read goes into the audit trail."""
    audit.record(by=request.user, action="consultation.read", on=page.consultation)
    context |= {"page": page, "record": page.consultation}
    return render(request, f"policies/consultations/{template}", context, status=status)


def seen_revision(data: QueryDict) -> int:
    """The revision a form was made for; 0 where it does not say."""
    return revision_of(data.get("revision", ""))


def revision_of(value: str) -> int:
    """A number as a form carries it; 0 for anything else."""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0
