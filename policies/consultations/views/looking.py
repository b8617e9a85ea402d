"""Looking back: figures, past decisions, advice under text since replaced, one record on paper."""

from django.conf import settings
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from policies.consultations import oversight, precedents, printing, replaced
from policies.consultations.forms import published_numbers
from policies.consultations.reading import RecordPage
from policies.consultations.views.common import participant, visible_record
from policies.roles.models import Appointment
from portal import audit, identifiers
from portal.access import requires
from portal.models import User
from portal.permissions import Permission

A_PAGE = 10
A_DAY = 24 * 60 * 60
LONGEST_QUERY = 200
sees_figures = requires(Permission.CONSULTATION_ADVISE, Permission.CONSULTATION_READ_ALL)


@sees_figures
@require_safe
def consultation_oversight(request: HttpRequest) -> HttpResponse:
    """Figures for leaders and records officers; for everybody else no such page."""
    whose = oversight.records_for(request.user)
    if whose is None:
        raise Http404("Nobody's figures are this person's")
    scope, records = whose
    jurisdiction, _ = Appointment.objects.place_of(request.user)
    figures = cache.get_or_set(
        _figures_key(request.user),
        lambda: oversight.oversight(scope, records, jurisdiction),
        timeout=A_DAY,
    )
    return render(request, "policies/consultations/oversight.html", {"figures": figures})


def _figures_key(user: User) -> str:
    """Whose figures, of which months: what is over does not change, so they are counted once a day."""
    held = Appointment.objects.held_by(user)
    whole = user.may(Permission.CONSULTATION_READ_ALL)
    whose = f"all-{held.team.area.organisation_id}" if whole else f"team-{held.team_id}"
    return f"figures-{oversight.FORMAT}-{whose}-{timezone.localdate():%Y-%m}"


@participant
@require_safe
def precedent_list(request: HttpRequest) -> HttpResponse:
    """Past decisions that speak of what is typed; never of a person."""
    query = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_QUERY]
    result = request.GET.get("result", "")
    result = result if result in dict(precedents.RESULTS) else ""
    named = identifiers.find(query, published_numbers)
    searched = None if named else precedents.found(request.user, query, result)
    page = None
    if searched is not None:
        page = Paginator(searched, A_PAGE).get_page(request.GET.get("page"))
        audit.record(
            by=request.user,
            action="consultation.precedents",
            on=request.user,
            found=page.paginator.count,
        )
    context = {
        "query": "" if named else query,
        "named": [one.kind for one in named],
        "result": result,
        "results": precedents.RESULTS,
        "page": page,
        "rows": precedents.shown(page.object_list, request.user) if page is not None else [],
        "most": precedents.MOST_RANKED,
        "stripped": request.user.may(Permission.CONSULTATION_ADVISE),
    }
    return render(request, "policies/consultations/precedent_list.html", context)


@participant
@require_safe
def consultation_replaced(request: HttpRequest) -> HttpResponse:
    """Records that rest on words no longer in force."""
    only_open = request.GET.get("show") == "open"
    records = replaced.records(request.user, only_open=only_open)
    page = Paginator(records, A_PAGE).get_page(request.GET.get("page"))
    rows = replaced.rows(page.object_list) if page.paginator.count else []
    context = {"page": page, "rows": rows, "only_open": only_open}
    return render(request, "policies/consultations/consultation_replaced.html", context)


@participant
@require_safe
def consultation_pdf(request: HttpRequest, reference: str) -> HttpResponse:
    """One record on paper; that it was taken out goes into the audit trail."""
    record = visible_record(request, reference)
    portal = settings.PORTAL_ADDRESS or request.build_absolute_uri("/")
    content = printing.record_pdf(RecordPage(record, request.user), portal=portal.rstrip("/"))
    audit.record(by=request.user, action="consultation.print", on=record)
    name = f"{record.reference}-version-{record.revision}.pdf"
    headers = {"Content-Disposition": content_disposition_header(False, name)}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
