"""Beside the writing: words kept before they are saved, and addresses to link to."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import time_format
from django.views.decorators.http import require_POST, require_safe

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.actions.writing import AT_MOST_EVERY, TooSoon
from policies.drafting.forms import EditClauseForm
from policies.drafting.presenters.linking import found
from policies.drafting.reading import desk as reads
from policies.drafting.views.common import editor, version_or_404
from policies.library.models import Clause, ClauseVersion, PolicyVersion

_LAST_REVISION = 2**31 - 1
FIELDS = tuple(EditClauseForm.base_fields)
NAMES = (*FIELDS, "body_html")


@editor
@require_POST
def clause_keep(request: HttpRequest, pk: int, short_id: str) -> HttpResponse:
    """Keeps what is typed, every few seconds; `only` says "seen" (no words) or "drop" (let go)."""
    version = version_or_404(pk)
    clause = get_object_or_404(Clause, policy=version.policy_id, short_id=short_id)
    only = request.POST.get("only")
    if only == "drop":
        actions.drop_words(by=request.user, version=version, clause=clause)
        messages.success(request, "The words that were not saved are gone.")
        return redirect("clause_edit", pk, short_id)
    stands = reads.clauses_of(version).filter(clause=clause).first()
    if stands and version.is_editable:
        actions.see(by=request.user, clause=stands)
    if only == "seen":
        return JsonResponse({"changed": _changed(request, stands)})
    try:
        return _keep(request, version, clause, stands)
    except TooSoon as refusal:
        wait = {"Retry-After": str(AT_MOST_EVERY.seconds)}
        return JsonResponse({"problem": str(refusal)}, status=429, headers=wait)
    except Refused as refusal:
        return JsonResponse({"problem": str(refusal)}, status=409)


def _keep(
    request: HttpRequest, version: PolicyVersion, clause: Clause, stands: ClauseVersion | None
) -> JsonResponse:
    form = EditClauseForm(request.POST)
    if stands and form.is_valid() and not form.against(stands):
        actions.drop_words(by=request.user, version=version, clause=clause)
        return JsonResponse({"changed": False})
    writing = actions.keep_words(
        by=request.user,
        version=version,
        clause=clause,
        revision=_revision(request),
        words={name: request.POST[name] for name in NAMES if name in request.POST},
    )
    kept = time_format(timezone.localtime(writing.kept_at))
    return JsonResponse({"kept": kept, "changed": _changed(request, stands)})


def _revision(request: HttpRequest) -> int:
    """The revision that the page showed; 0, which never was, where it does not say."""
    revision = request.POST.get("revision", "")
    return min(int(revision), _LAST_REVISION) if _is_number(revision) else 0


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 20


def _changed(request: HttpRequest, stands: ClauseVersion | None) -> bool:
    """Whether the clause is gone, or says something else than the page showed."""
    if stands is None:
        return True
    return stands.revision != _revision(request) and actions.seal(stands) != request.POST.get(
        "seen"
    )


@editor
@require_safe
def link_picker(request: HttpRequest, pk: int) -> HttpResponse:
    """Clauses, contacts and terms for `find`, with the address to link to."""
    version = version_or_404(pk)
    context = {"version": version, "found": found(request.GET.get("find", ""), version)}
    return render(request, "policies/drafting/link_picker.html", context)
