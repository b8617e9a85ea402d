"""One clause becomes several, several become one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from policies.drafting import actions
from policies.drafting.actions.errors import ClauseGone, Refused
from policies.drafting.actions.shaping import MOST_PARTS
from policies.drafting.presenters.changes import clause_name
from policies.drafting.presenters.versions import VersionPresenter
from policies.drafting.reading import desk as reads
from policies.drafting.reading.changes import texts
from policies.drafting.shapes import (
    CutForm,
    MergeForm,
    SplitForm,
    merge_initial,
    pieces,
    seen,
)
from policies.drafting.views.common import about, editor, named, page_methods, version_or_404
from policies.library.markup import to_html, to_markdown
from policies.library.models import ClauseVersion, PolicyVersion
from policies.library.presenters import ClausePresenter
from portal.models import Conflict

GONE = "Somebody removed a clause from the draft meanwhile. Nothing you wrote is lost: copy it."


@editor
@page_methods
def clause_split(request: HttpRequest, pk: int, short_id: str) -> HttpResponse:
    """First where to cut (`at`, sent with `cut`), then the parts to write in; `more` asks for one part more."""
    version = version_or_404(pk)
    clause = reads.clauses_of(version).filter(clause__short_id=short_id).first()
    if request.method != "POST":
        if clause is None or not version.is_editable:
            return redirect("draft_detail", pk)
        return _cut(request, version, clause)
    count = request.POST.get("count", "")
    count = int(count) if count in map(str, range(2, MOST_PARTS + 1)) else 2
    form = SplitForm(request.POST, count=count, short_id=short_id)
    if "more" in request.POST:
        count = min(count + 1, MOST_PARTS)
        initial = {name: form[name].value() for name in form.fields}
        form = SplitForm(initial=initial, count=count, short_id=short_id)
        return _show_split(request, version, clause, form)
    if clause is None:
        return _show_split(request, version, None, form, problem=GONE, status=409)
    if not form.is_valid():
        return _show_split(request, version, clause, form, status=400)
    return _split(request, version, clause, form)


def _cut(request: HttpRequest, version: PolicyVersion, clause: ClauseVersion) -> HttpResponse:
    found = pieces(to_markdown(clause.body))
    if len(found) > 1 and "cut" not in request.GET:
        context = about(version, clause) | {"pieces": [to_html(piece) for piece in found]}
        return render(request, "policies/drafting/clauseversion_cut.html", context)
    parts = CutForm(request.GET, pieces=found).parts(found)
    initial = {f"body_{number}": body for number, body in enumerate(parts)} | {
        "revision": clause.revision,
        "keeps": "0",
        "number_0": clause.number,
        "heading_0": clause.heading,
    }
    form = SplitForm(initial=initial, count=len(parts), short_id=clause.clause.short_id)
    return _show_split(request, version, clause, form)


def _split(
    request: HttpRequest, version: PolicyVersion, clause: ClauseVersion, form: SplitForm
) -> HttpResponse:
    try:
        parts = actions.split_clause(
            by=request.user,
            clause_version=clause,
            revision=form.cleaned_data["revision"],
            parts=form.parts(),
            keeps=form.kept(),
        )
    except Conflict as conflict:
        data = {**form.data.dict(), "revision": conflict.current.revision}
        mine = SplitForm(data, count=form.count, short_id=clause.clause.short_id)
        return _show_split(request, version, conflict.current, mine, theirs=True, status=409)
    except ClauseGone:
        return _show_split(request, version, clause, form, problem=GONE, status=409)
    except Refused as refusal:
        return _show_split(request, version, clause, form, problem=str(refusal), status=409)
    messages.success(request, f"{clause_name(clause)}: split into {len(parts)} clauses.")
    return redirect(f"{VersionPresenter(version).url}#{parts[0].clause.short_id}")


def _show_split(
    request: HttpRequest,
    version: PolicyVersion,
    clause: ClauseVersion | None,
    form: SplitForm,
    *,
    theirs: bool = False,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {"version": version, "shown": VersionPresenter(version), "problem": problem}
    if clause:
        context |= about(version, clause, problem=problem)
    context |= {"form": form, "theirs": theirs, "page_error": problem or theirs}
    context["more"] = form.count < MOST_PARTS
    return render(request, "policies/drafting/clauseversion_split.html", context, status=status)


@editor
@page_methods
def clause_merge(request: HttpRequest, pk: int, short_id: str) -> HttpResponse:
    """First which clauses (`with`), then what they say as one."""
    version = version_or_404(pk)
    clauses = texts(version)
    clause = next((c for c in clauses if c.clause.short_id == short_id), None)
    if request.method != "POST" and (clause is None or not version.is_editable):
        return redirect("draft_detail", pk)
    wanted = {short_id, *(request.POST or request.GET).getlist("with")}
    chosen = [c for c in clauses if c.clause.short_id in wanted]
    if request.method != "POST":
        if len(chosen) < 2:
            return _choose(request, version, clause, clauses)
        form = MergeForm(initial=merge_initial(chosen), clauses=chosen)
        return _show_merge(request, version, form)
    form = MergeForm(request.POST, clauses=chosen)
    if len(chosen) < len(wanted):
        return _show_merge(request, version, form, problem=GONE, status=409)
    if not form.is_valid():
        return _show_merge(request, version, form, status=400)
    return _merge(request, version, form)


def _choose(
    request: HttpRequest,
    version: PolicyVersion,
    clause: ClauseVersion,
    clauses: list[ClauseVersion],
) -> HttpResponse:
    beside = [c for c in clauses if c.parent_id == clause.parent_id and c != clause]
    near = {c.pk for c in beside}
    others = [c for c in clauses if c.pk not in near and c != clause]
    context = about(version, clause) | {"beside": named(beside), "others": named(others)}
    context["chose_none"] = context["page_error"] = "chosen" in request.GET
    return render(request, "policies/drafting/clauseversion_merge_choose.html", context)


def _merge(request: HttpRequest, version: PolicyVersion, form: MergeForm) -> HttpResponse:
    stays = next(c for c in form.clauses if c.clause.short_id == form.cleaned_data["stays"])
    try:
        actions.merge_clauses(by=request.user, into=stays, clauses=form.revisions(), **form.words())
    except Conflict:
        mine = MergeForm({**form.data.dict(), "seen": seen(form.clauses)}, clauses=form.clauses)
        return _show_merge(request, version, mine, theirs=True, status=409)
    except ClauseGone:
        return _show_merge(request, version, form, problem=GONE, status=409)
    except Refused as refusal:
        return _show_merge(request, version, form, problem=str(refusal), status=409)
    messages.success(request, f"{clause_name(stays)}: {len(form.clauses)} clauses are one now.")
    return redirect(f"{VersionPresenter(version).url}#{stays.clause.short_id}")


def _show_merge(
    request: HttpRequest,
    version: PolicyVersion,
    form: MergeForm,
    *,
    theirs: bool = False,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "version": version,
        "shown": VersionPresenter(version),
        "form": form,
        "clauses": [ClausePresenter(clause) for clause in form.clauses],
        "theirs": theirs,
        "problem": problem,
        "page_error": problem or theirs,
    }
    return render(request, "policies/drafting/clauseversion_merge.html", context, status=status)
