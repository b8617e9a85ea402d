"""Comments on a draft: at a clause and a quote of it, with answers, until they are settled."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from policies.drafting import actions
from policies.drafting.actions.errors import Refused
from policies.drafting.models import ReviewComment
from policies.drafting.presenters.changes import clause_name
from policies.drafting.presenters.comments import present
from policies.drafting.presenters.versions import VersionPresenter
from policies.drafting.reading import desk as reads
from policies.drafting.reading.comments import thread_of
from policies.drafting.step_forms import AnswerForm, CommentForm
from policies.drafting.views.common import desk, page_methods, version_or_404
from policies.library.markup import clean
from policies.library.models import ClauseVersion, PolicyVersion
from policies.library.presenters import ClausePresenter


@desk
@page_methods
def comment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment on the clause `?clause=` of the version, or without one on the whole."""
    version = version_or_404(pk)
    clause = None
    if short_id := request.GET.get("clause"):
        clauses = reads.clauses_of(version)
        clause = get_object_or_404(clauses, clause__short_id=clean(short_id))
    if request.method != "POST":
        return _show_add(request, version, clause, CommentForm())
    form = CommentForm(request.POST)
    if not form.is_valid():
        return _show_add(request, version, clause, form, status=400)
    try:
        actions.comment(by=request.user, version=version, clause=clause, **form.cleaned_data)
    except Refused as refusal:
        return _show_add(request, version, clause, form, problem=str(refusal), status=409)
    messages.success(request, "Your comment is on the draft.")
    return redirect(_back(version, clause.clause.short_id if clause else ""))


@desk
@page_methods
def comment_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A comment with its answers, and a form for one more."""
    comment = _first_or_404(pk)
    if request.method != "POST":
        return _show_thread(request, comment, AnswerForm())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show_thread(request, comment, form, status=400)
    try:
        actions.answer(by=request.user, comment=comment, text=form.cleaned_data["text"])
    except Refused as refusal:
        return _show_thread(request, comment, form, problem=str(refusal), status=409)
    messages.success(request, "Your answer is on the draft.")
    return redirect("comment_detail", pk)


@desk
@require_POST
def comment_settle(request: HttpRequest, pk: int) -> HttpResponse:
    comment = _first_or_404(pk)
    try:
        actions.settle(by=request.user, comment=comment)
    except Refused as refusal:
        return _show_thread(request, comment, AnswerForm(), problem=str(refusal), status=409)
    messages.success(request, "The comment is settled.")
    return redirect(_back(comment.version, comment.clause.short_id if comment.clause else ""))


def _first_or_404(pk: int) -> ReviewComment:
    comments = ReviewComment.objects.filter(parent=None).select_related(
        "by", "resolved_by", "clause", "version__policy", "version__author", "version__approver"
    )
    return get_object_or_404(comments.defer("clause__search", "clause__people_say"), pk=pk)


def _back(version: PolicyVersion, short_id: str) -> str:
    return f"{reverse('draft_changes', args=[version.pk])}#{short_id or 'comments'}"


def _show_add(
    request: HttpRequest,
    version: PolicyVersion,
    clause: ClauseVersion | None,
    form: CommentForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "version": version,
        "shown": VersionPresenter(version),
        "clause": ClausePresenter(clause) if clause else None,
        "name": clause_name(clause) if clause else "",
        "open": version.state in PolicyVersion.WORKING,
        "form": form,
        "problem": problem,
        "page_error": problem,
    }
    return render(request, "policies/drafting/reviewcomment_add.html", context, status=status)


def _show_thread(
    request: HttpRequest,
    comment: ReviewComment,
    form: AnswerForm,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    thread, clause = thread_of(comment)
    context = {
        "version": comment.version,
        "shown": VersionPresenter(comment.version),
        "thread": present(thread),
        "clause": ClausePresenter(clause) if clause else None,
        "name": clause_name(clause) if clause else "",
        "open": comment.version.state in PolicyVersion.WORKING,
        "form": form,
        "problem": problem,
        "page_error": problem,
    }
    return render(request, "policies/drafting/reviewcomment_detail.html", context, status=status)
