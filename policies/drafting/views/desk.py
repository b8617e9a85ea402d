"""The policy desk: what waits, and the life of one policy."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from policies.directory import actions as directory
from policies.drafting import actions
from policies.drafting.actions.errors import AlreadyAtDesk
from policies.drafting.presenters.bars import picture
from policies.drafting.presenters.imports import ImportPresenter
from policies.drafting.presenters.life import timeline
from policies.drafting.presenters.notes import notes_by_policy
from policies.drafting.presenters.piles import chores, desk_piles, import_pile
from policies.drafting.presenters.versions import PolicyLine, VersionPresenter
from policies.drafting.reading import desk as reads
from policies.drafting.reading.flags import flagged
from policies.drafting.reading.imports import open_imports
from policies.drafting.views.common import desk, editor, rights
from policies.library.models import Policy
from portal.permissions import Permission


@desk
@require_safe
def desk_home(request: HttpRequest) -> HttpResponse:
    keeps = request.user.may(Permission.DIRECTORY_KEEP)
    context = {
        "piles": desk_piles(reads.waiting_for(request.user)),
        "imports": import_pile(reads.imports_under_way()),
        "chores": chores(
            flags=flagged().count(),
            notes=reads.notes_in_force().count(),
            contacts=directory.to_look_after() if keeps else None,
        ),
    }
    return render(request, "policies/drafting/desk_home.html", context | rights(request))


@desk
@require_safe
def desk_policies(request: HttpRequest) -> HttpResponse:
    page = Paginator(reads.policies_with_versions(), 25).get_page(request.GET.get("page"))
    context = {"page": page, "policies": [PolicyLine(policy) for policy in page]}
    return render(request, "policies/drafting/policy_list.html", context | rights(request))


@desk
@require_safe
def note_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(reads.notes_in_force(), 50).get_page(request.GET.get("page"))
    context = {"page": page, "policies": notes_by_policy(page)}
    return render(request, "policies/drafting/note_list.html", context | rights(request))


@desk
@require_safe
def desk_policy(request: HttpRequest, code: str) -> HttpResponse:
    policy = get_object_or_404(Policy, code=code)
    versions = reads.versions_of(policy)
    steps = reads.steps_of(*versions)
    context = {
        "policy": policy,
        "versions": [(VersionPresenter(v), timeline(steps[v.pk])) for v in versions],
        "picture": picture(versions),
        "imports": [ImportPresenter(brought) for brought in open_imports(policy)],
        "at_desk": next((VersionPresenter(v) for v in versions if v.state in v.WORKING), None),
    }
    return render(request, "policies/drafting/policy_versions.html", context | rights(request))


@editor
@require_POST
def draft_start(request: HttpRequest, code: str) -> HttpResponse:
    policy = get_object_or_404(Policy, code=code)
    try:
        version = actions.start_draft(by=request.user, policy=policy)
    except AlreadyAtDesk as refusal:
        messages.warning(request, str(refusal))
        return redirect("draft_detail", refusal.version.pk)
    messages.success(request, "The draft is started. Nobody but the desk sees it.")
    return redirect("draft_detail", version.pk)
