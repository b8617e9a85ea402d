"""One clause at its permanent address."""

from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_safe

from policies.library import printing, reading
from policies.library.beside import terms_of
from policies.library.models import (
    Citation,
    Clause,
    ClauseSuccession,
    ClauseVersion,
    Policy,
    PolicyVersion,
)
from policies.library.presenters import (
    Band,
    ClausePresenter,
    band,
    history,
    reliance,
    withdrawn_today,
)
from policies.library.terms import TermFinder
from policies.library.views.common import file_response, portal_address, reader
from portal.on_date import OnDateForm
from portal.permissions import Permission


@reader
@require_safe
def clause_detail(request: HttpRequest, short_id: str) -> HttpResponse:
    """A clause's permanent address: the words of the day, or else the last ones and since or from when."""
    clause = get_object_or_404(Clause.objects.select_related("policy"), short_id=short_id)
    rows = _words_of(clause)
    form = OnDateForm(request.GET)
    on = form.day
    today = timezone.localdate()
    found = _on(rows, on or today)
    shown = found or (None if on and on != today else rows[0])
    versions = list(clause.policy.versions.published())
    finder = TermFinder(terms_of(clause.policy, _other_than_today(shown)))
    context = {
        "shown": ClausePresenter(shown, terms=finder) if shown else None,
        "number": (shown or rows[0]).number or clause.short_id,
        "heading": (shown or rows[0]).heading,
        "notes": finder.notes(),
        "found": found,
        "current": _on(rows, today),
        "withdrawn": withdrawn_today(versions) if not found and not on else None,
        "form": form,
        "on": on,
        "band": _band(clause, found, on),
        "history": history(versions, rows),
        "became": [] if _on(rows, today) else _became(clause),
        "clause": clause,
        "policy": clause.policy,
        "references": clause.references.all(),
        "relying": _relying(clause),
        "may_edit": request.user.may(Permission.DRAFT_EDIT),
    }
    return render(request, "policies/library/clause_detail.html", context)


@reader
@require_safe
def clause_pdf(request: HttpRequest, short_id: str) -> HttpResponse:
    """The words of the day, or the last ones, to print."""
    clause = get_object_or_404(Clause, short_id=short_id)
    rows = _words_of(clause)
    on = OnDateForm(request.GET).day
    shown = _on(rows, on or timezone.localdate())
    if shown is None and on:
        raise Http404("Not in force on that day")
    shown = shown or rows[0]
    shown.version.policy = Policy.objects.for_list().get(pk=clause.policy_id)
    content = printing.clause_pdf(shown, on=on, portal=portal_address(request))
    name = f"{short_id}-version-{shown.version.number}.pdf"
    return file_response(content, name=name, media_type="application/pdf", save=False)


def _words_of(clause: Clause) -> list[ClauseVersion]:
    """Its words in every published version, newest first. Raises Http404 where it was never published."""
    rows = list(
        ClauseVersion.objects.published()
        .filter(clause=clause)
        .with_place()
        .defer("search", "clause__search", "parent__search", "parent__body", "parent__text")
        .order_by("-version__number")
    )
    if not rows:
        raise Http404("Never published")
    return rows


def _band(clause: Clause, found: ClauseVersion | None, on: date | None) -> Band | None:
    """The band of a clause as at a day; None for the words in force today, or the last ones."""
    today = [("Read the clause as it is today", f"/c/{clause.short_id}/")]
    if found:
        return band(found.version, on, today)
    if on is None or on == timezone.localdate():
        return None
    day = date_format(on)
    return Band(f"As at {day}", f"This clause was not in force on {day}.", today)


def _became(clause: Clause) -> list[ClauseSuccession]:
    """What took the place of a clause that the last version leaves out, or why it went."""
    rows = clause.successions.filter(version__state__in=PolicyVersion.PUBLIC)
    found = list(rows.select_related("successor").order_by("-version__number", "pk"))
    return [row for row in found if row.version_id == found[0].version_id]


def _on(rows: list[ClauseVersion], day: date) -> ClauseVersion | None:
    return next((row for row in rows if day in row.version.effective), None)


def _other_than_today(shown: ClauseVersion | None) -> PolicyVersion | None:
    """The version whose own terms are to be explained, where it is not the one in force."""
    return shown.version if shown and not reading.is_in_force(shown.version) else None


def _relying(clause: Clause) -> list:
    citations = (
        Citation.objects.live()
        .filter(clause=clause)
        .exclude(source_type__model="consultation")
        .select_related("source_type")
        .order_by("pk")
    )
    return [reliance(citation) for citation in citations]
