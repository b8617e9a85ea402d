"""The guide desk: every guide, the life of one, a new one."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from policies.guides import actions
from policies.guides.cards import CARDS_A_PAGE, cards
from policies.guides.checks import Report
from policies.guides.compiling import compiled
from policies.guides.desk import days, desk_piles, guide_lines, version_rows
from policies.guides.differing import changes_between, definition_changes, to_sign
from policies.guides.dumping import dump_yaml
from policies.guides.forms import CompareVersionsForm, NewGuideForm
from policies.guides.models import Guide, GuideDraft, GuideVersion
from policies.guides.reading import desk as reads
from policies.guides.views.common import desk, editor, rights
from portal.access import requires
from portal.permissions import Permission

page_or_form = require_http_methods(["GET", "HEAD", "POST"])
GUIDES_A_PAGE = 50


@desk
@require_safe
def guide_desk(request: HttpRequest) -> HttpResponse:
    drafts = reads.at_the_desk()
    page = Paginator(reads.live_versions(), GUIDES_A_PAGE).get_page(request.GET.get("page"))
    versions = list(page)
    mine = rights(request)
    context = {
        "page": page,
        "lines": guide_lines(versions, reads.flags(versions), drafts),
        "piles": desk_piles(drafts, reads.written_by(request.user, drafts), **mine),
    }
    return render(request, "policies/guides/guide_desk.html", context | mine)


@desk
@require_safe
def guide_versions(request: HttpRequest, slug: str) -> HttpResponse:
    guide = get_object_or_404(Guide.objects.defer("search"), slug=slug)
    versions = reads.versions_of(guide)
    context = {
        "guide": guide,
        "rows": version_rows(versions, reads.signatures(slug)),
        "flags": sum(reads.flags(versions).values()),
        "draft": GuideDraft.objects.filter(slug=slug).defer("text").first(),
        "choose": _choose(versions, None),
    }
    return render(request, "policies/guides/guide_versions.html", context | rights(request))


@requires(Permission.GUIDE_RUN)
@require_safe
def guide_compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two published versions: for everybody, since everybody was advised by them."""
    guide = get_object_or_404(Guide.objects.defer("search"), slug=slug)
    versions = list(guide.versions.defer("report"))
    chosen = CompareVersionsForm(request.GET).numbers or _last_two(versions)
    by_number = {version.number: version for version in versions}
    pair = [by_number.get(number) for number in chosen or ()]
    context = {"guide": guide, "choose": _choose(versions, chosen), **rights(request)}
    if len(pair) < 2 or None in pair:
        context["missing"] = bool(chosen)
        status = 404 if chosen else 200
        return render(request, "policies/guides/guide_compare.html", context, status=status)
    context |= _compared(request, *pair)
    return render(request, "policies/guides/guide_compare.html", context)


def _compared(request: HttpRequest, old: GuideVersion, new: GuideVersion) -> dict[str, object]:
    changes = changes_between(compiled(old), compiled(new))
    items = to_sign(Report(()), changes, old.number)
    page = Paginator(items, CARDS_A_PAGE).get_page(request.GET.get("page"))
    return {
        "old": old,
        "new": new,
        "old_days": days(old),
        "new_days": days(new),
        "changes": changes,
        "page": page,
        "cards": cards(page, changes),
        "lines": definition_changes(old.definition, new.definition),
    }


def _last_two(versions: list[GuideVersion]) -> tuple[int, int] | None:
    return (versions[1].number, versions[0].number) if len(versions) > 1 else None


def _choose(versions: list[GuideVersion], chosen: tuple[int, int] | None) -> dict[str, object]:
    """What templates/policies/guides/_choose.html offers: by itself, the last change."""
    old, new = chosen or _last_two(versions) or (None, None)
    return {"versions": versions, "from": old, "to": new}


@desk
@require_safe
def guide_yaml(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One version as a file that can be read in again exactly."""
    version = get_object_or_404(GuideVersion, guide__slug=slug, number=number)
    name = f"{slug}-{number}.yaml"
    return HttpResponse(
        dump_yaml(version.definition),
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@editor
@page_or_form
def guide_new(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _show_new(request, NewGuideForm())
    form = NewGuideForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_new(request, form, status=400)
    try:
        draft = actions.import_draft(by=request.user, text=form.given)
    except actions.AlreadyAtDesk as refusal:
        form = form.as_text()
        return _show_new(request, form, problem=str(refusal), draft=refusal.draft, status=409)
    except actions.Refused as refusal:
        form = form.as_text()
        form.add_error("text", str(refusal))
        return _show_new(request, form, status=400)
    messages.success(request, "The draft is started. Nobody but the desk sees it.")
    return redirect("guide_draft", draft.pk)


def _show_new(
    request: HttpRequest,
    form: NewGuideForm,
    *,
    problem: str = "",
    draft: GuideDraft | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {"form": form, "problem": problem, "page_error": problem, "draft": draft}
    return render(request, "policies/guides/guidedraft_new.html", context, status=status)


@editor
@require_POST
def guide_draft_start(request: HttpRequest, slug: str) -> HttpResponse:
    guide = get_object_or_404(Guide, slug=slug)
    try:
        draft = actions.start_draft(by=request.user, guide=guide)
    except actions.AlreadyAtDesk as refusal:
        messages.warning(request, str(refusal))
        return redirect("guide_draft", refusal.draft.pk)
    except actions.Refused as refusal:
        messages.warning(request, str(refusal))
        return redirect("guide_versions", slug)
    messages.success(request, "The draft is started. Nobody but the desk sees it.")
    return redirect("guide_draft", draft.pk)
