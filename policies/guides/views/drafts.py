"""A draft of a guide: its text, what the gate says, what it changes, and its way to the approver."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.guides import actions
from policies.guides.actions.guards import steps, writers
from policies.guides.cards import CARDS_A_PAGE, cards
from policies.guides.desk import DraftPresenter, proof_words, timeline
from policies.guides.differing import definition_changes, line_changes
from policies.guides.forms import DraftTextForm, ReturnDraftForm, SeenForm, SubmitDraftForm
from policies.guides.models import GuideDraft
from policies.guides.reading import desk as reads
from policies.guides.reading.review import Review, review
from policies.guides.views.common import approver, desk, editor, rights
from portal.models import Conflict
from portal.permissions import Permission

page_or_form = require_http_methods(["GET", "HEAD", "POST"])
# Lines of a text that are set out one by one, each with its number.
MOST_NUMBERED = 3_000


@desk
@page_or_form
def guide_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk reads the draft; editors write in it."""
    draft = _draft_or_404(pk)
    if request.method != "POST":
        return _show(request, draft)
    if not request.user.may(Permission.DRAFT_EDIT):
        raise Http404("Only editors write")
    form = DraftTextForm(request.POST)
    if not form.is_valid():
        return _show(request, draft, text_form=form, status=400)
    try:
        actions.save_draft(by=request.user, draft=draft, **form.cleaned_data)
    except Conflict as conflict:
        merge = DraftTextForm({**form.data.dict(), "revision": conflict.current.revision})
        return _show(request, draft, text_form=merge, theirs=conflict.current.text, status=409)
    except actions.Refused as refusal:
        return _show(request, draft, text_form=form, problem=str(refusal), status=409)
    messages.success(request, "Saved. Below is what the gate says of it.")
    return redirect("guide_draft", pk)


@desk
@require_safe
def guide_draft_changes(request: HttpRequest, pk: int) -> HttpResponse:
    return _show_changes(request, _draft_or_404(pk))


@editor
@require_POST
def guide_draft_submit(request: HttpRequest, pk: int) -> HttpResponse:
    draft = _draft_or_404(pk)
    form = SubmitDraftForm(request.POST)
    if not form.is_valid():
        return _show(request, draft, form=form, status=400)
    try:
        actions.submit_draft(by=request.user, draft=draft, **form.cleaned_data)
    except actions.Refused as refusal:
        return _show(request, _draft_or_404(pk), form=form, problem=str(refusal), status=409)
    messages.success(request, "Submitted. An approver has to read and sign it now.")
    return redirect("guide_draft", pk)


@editor
@page_or_form
def guide_draft_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first, since a discarded draft does not come back."""
    draft = _draft_or_404(pk)
    problem = ""
    if request.method == "POST":
        try:
            actions.discard_draft(by=request.user, draft=draft)
        except actions.Refused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, "The draft is discarded. What staff use stays as it is.")
            return redirect("guide_desk")
    context = {"shown": DraftPresenter(draft), "problem": problem, "page_error": problem}
    status = 409 if problem else 200
    return render(request, "policies/guides/guidedraft_discard.html", context, status=status)


@approver
@require_POST
def guide_draft_sign(request: HttpRequest, pk: int) -> HttpResponse:
    draft = _draft_or_404(pk)
    form = SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else ""
    ids = request.POST.getlist("sign")
    try:
        signed = actions.sign(by=request.user, draft=draft, seen=seen, ids=ids)
    except actions.Refused as refusal:
        return _show_changes(request, _draft_or_404(pk), problem=str(refusal), status=409)
    messages.success(request, f"Signed for {len(signed)}. It stays with the version.")
    address = reverse("guide_draft_changes", args=[pk])
    page = request.GET.get("page", "")
    return redirect(f"{address}?page={page}" if page.isdigit() else address)


@approver
@require_POST
def guide_draft_return(request: HttpRequest, pk: int) -> HttpResponse:
    draft = _draft_or_404(pk)
    form = ReturnDraftForm(request.POST)
    if not form.is_valid():
        return _show_changes(request, draft, return_form=form, status=400)
    try:
        actions.return_draft(by=request.user, draft=draft, **form.cleaned_data)
    except actions.Refused as refusal:
        return _show_changes(
            request, _draft_or_404(pk), problem=str(refusal), return_form=form, status=409
        )
    messages.success(request, "Returned. The editors see what you asked for.")
    return redirect("guide_draft", pk)


@approver
@require_POST
def guide_draft_publish(request: HttpRequest, pk: int) -> HttpResponse:
    draft = _draft_or_404(pk)
    form = SeenForm(request.POST)
    seen = form.cleaned_data["seen"] if form.is_valid() else ""
    try:
        version = actions.publish_draft(by=request.user, draft=draft, seen=seen)
    except (actions.Refused, actions.GateRefused, actions.NotSigned) as refusal:
        return _show_changes(request, _draft_or_404(pk), problem=str(refusal), status=409)
    messages.success(request, f"Published as version {version.number}. Staff use it from now on.")
    return redirect("guide_versions", version.guide.slug)


def _draft_or_404(pk: int) -> GuideDraft:
    return get_object_or_404(reads.drafts(), pk=pk)


def _show(
    request: HttpRequest,
    draft: GuideDraft,
    *,
    form: SubmitDraftForm | None = None,
    text_form: DraftTextForm | None = None,
    theirs: str | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """The draft's page; with its forms and `problem` where something was not accepted, and with what somebody else
    saved meanwhile as `theirs`.
    """
    found = review(draft)
    lines = draft.text.splitlines()
    context = {
        "draft": draft,
        "shown": DraftPresenter(draft),
        "found": found,
        "proof": proof_words(found.report.as_dict()),
        "lines": lines if len(lines) <= MOST_NUMBERED else None,
        "timeline": timeline(steps(draft)),
        "text_form": text_form
        or DraftTextForm(initial={"text": draft.text, "revision": draft.revision}),
        "form": form or SubmitDraftForm(initial={"note": draft.note}),
        "theirs": theirs,
        "apart": _apart(theirs, text_form),
        "problem": problem,
        "page_error": problem or theirs is not None or bool(text_form and text_form.errors),
    }
    context |= rights(request)
    context["editable"] = draft.state in GuideDraft.EDITABLE and context["may_edit"]
    return render(request, "policies/guides/guidedraft_detail.html", context, status=status)


def _apart(theirs: str | None, mine: DraftTextForm | None) -> list[tuple[str, str, str]] | None:
    """Where two texts that were written at once differ, line by line."""
    if theirs is None or mine is None:
        return None
    return line_changes(theirs, mine.data["text"].replace("\r\n", "\n"))


def _show_changes(
    request: HttpRequest,
    draft: GuideDraft,
    *,
    return_form: ReturnDraftForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """What the draft changes, what is to be signed for, and what an approver can do with it."""
    found = review(draft)
    signatures = reads.signatures(draft.slug, found.hash) if found.hash else []
    signed = {(each.kind, each.key) for each in signatures}
    page = Paginator(found.items, CARDS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "draft": draft,
        "shown": DraftPresenter(draft),
        "found": found,
        "page": page,
        "cards": cards(page, found.changes, signatures),
        "missing": sum((item.kind, item.key) not in signed for item in found.items),
        "lines": _line_changes(found),
        "return_form": return_form or ReturnDraftForm(),
        "problem": problem,
        "page_error": problem or bool(return_form and return_form.errors),
    }
    context |= rights(request)
    wrote = request.user.pk in writers(draft, steps(draft))
    in_review = draft.state == GuideDraft.State.IN_REVIEW
    context |= {"wrote": wrote, "in_review": in_review}
    context["decides"] = in_review and context["may_approve"] and not wrote
    return render(request, "policies/guides/guidedraft_changes.html", context, status=status)


def _line_changes(found: Review) -> list[tuple[str, str, str]] | None:
    """The two definitions line by line, as they are both written out; None where there is nothing to compare."""
    if found.live is None or found.definition is None:
        return None
    return definition_changes(found.live.definition, found.definition)
