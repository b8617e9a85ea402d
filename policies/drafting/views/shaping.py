"""The shape of a draft: moving a clause, splitting one, merging several."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.actions.places import neighbour_places
from policies.drafting.presenters.changes import clause_name
from policies.drafting.presenters.versions import VersionPresenter
from policies.drafting.reading.changes import texts
from policies.drafting.shapes import MoveForm
from policies.drafting.views.common import (
    about,
    chosen_place,
    editor,
    named,
    page_methods,
    version_or_404,
)
from policies.library.models import ClauseVersion, PolicyVersion
from portal.models import Conflict

STALE = "Somebody saved this clause after you opened this page. Read it again first."


@editor
@page_methods
def clause_move(request: HttpRequest, pk: int, short_id: str) -> HttpResponse:
    """To a place chosen from a list; with `step` (up or down), past its neighbour."""
    version = version_or_404(pk)
    clauses = texts(version)
    clause = next((c for c in clauses if c.clause.short_id == short_id), None)
    if clause is None or (request.method != "POST" and not version.is_editable):
        return redirect("draft_detail", pk)
    elsewhere = [c for c in clauses if c.path[: len(clause.path)] != clause.path]
    if request.method != "POST":
        form = MoveForm(initial=_stands(clause, clauses), places=named(elsewhere))
        return _show_move(request, version, clause, form)
    if "step" in request.POST:
        return _step(request, version, clause, clauses)
    return _choose(request, version, clause, elsewhere)


def _choose(
    request: HttpRequest,
    version: PolicyVersion,
    clause: ClauseVersion,
    elsewhere: list[ClauseVersion],
) -> HttpResponse:
    form = MoveForm(request.POST, places=named(elsewhere))
    if not form.is_valid():
        return _show_move(request, version, clause, form, status=400)
    try:
        parent, after = chosen_place(elsewhere, form.cleaned_data)
        _move(request, clause, form.cleaned_data["revision"], parent, after)
    except Conflict:
        data = {**form.data.dict(), "revision": clause.revision}
        again = MoveForm(data, places=named(elsewhere))
        return _show_move(request, version, clause, again, problem=STALE, status=409)
    except Refused as refusal:
        return _show_move(request, version, clause, form, problem=str(refusal), status=409)
    return _back(request, version, clause, "moved.")


def _step(
    request: HttpRequest,
    version: PolicyVersion,
    clause: ClauseVersion,
    clauses: list[ClauseVersion],
) -> HttpResponse:
    """One place up or down among its neighbours. Nothing is typed here, so a page tells what is new."""
    places = neighbour_places(clause, clauses)
    step, revision = request.POST["step"], request.POST.get("revision", "")
    if step not in places:
        messages.warning(request, "It stands at the end already. Choose another place for it.")
        return redirect("clause_move", version.pk, clause.clause.short_id)
    try:
        number = int(revision) if revision.isascii() and revision.isdigit() else 0
        _move(request, clause, number, clause.parent, places[step])
    except (Conflict, Refused) as refusal:
        messages.warning(request, STALE if isinstance(refusal, Conflict) else str(refusal))
        return redirect(f"{VersionPresenter(version).url}#{clause.clause.short_id}")
    return _back(request, version, clause, f"moved {step}.")


def _move(
    request: HttpRequest,
    clause: ClauseVersion,
    revision: int,
    parent: ClauseVersion | None,
    after: ClauseVersion | None,
) -> None:
    actions.move_clause(
        by=request.user, clause_version=clause, revision=revision, parent=parent, after=after
    )


def _back(
    request: HttpRequest, version: PolicyVersion, clause: ClauseVersion, done: str
) -> HttpResponse:
    messages.success(request, f"{clause_name(clause)}: {done}")
    return redirect(f"{VersionPresenter(version).url}#{clause.clause.short_id}")


def _stands(clause: ClauseVersion, clauses: list[ClauseVersion]) -> dict[str, object]:
    """Where the clause is now, as the form says it."""
    level = [c for c in clauses if c.parent_id == clause.parent_id and c.path < clause.path]
    beside = level[-1] if level else next((c for c in clauses if c.pk == clause.parent_id), None)
    return {
        "revision": clause.revision,
        "after": beside.clause.short_id if beside else "",
        "parent": "same" if level or not beside else "under",
    }


def _show_move(
    request: HttpRequest,
    version: PolicyVersion,
    clause: ClauseVersion,
    form: MoveForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = about(version, clause, problem=problem) | {"form": form}
    return render(request, "policies/drafting/clauseversion_move.html", context, status=status)
