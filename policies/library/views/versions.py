"""All versions of a policy, one by its number, and one to take away."""

from collections.abc import Callable
from itertools import zip_longest

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from policies.library import exporting, printing, reading, word
from policies.library.forms import choices
from policies.library.models import Policy, PolicyVersion
from policies.library.presenters import in_force_words
from policies.library.views.common import file_response, portal_address, published, reader
from policies.library.views.policies import show_text
from portal.on_date import OnDateForm


def _version_or_404(code: str, number: int) -> PolicyVersion:
    """A version that readers may have, with its policy and whom that binds."""
    policy = get_object_or_404(Policy.objects.for_list(), code=code)
    found = published(policy, number)
    if not found:
        raise Http404("No such version for readers")
    found[0].policy = policy
    return found[0]


@reader
@require_safe
def policy_versions(request: HttpRequest, code: str) -> HttpResponse:
    policy = get_object_or_404(Policy, code=code)
    versions = list(policy.versions.published().select_related("approver", "reviewed_after_by"))
    context = {
        "policy": policy,
        "versions": [
            (version, in_force_words(version), before.number if before else None)
            for version, before in zip_longest(versions, versions[1:])
        ],
        "choose": choices(versions),
    }
    return render(request, "policies/library/policy_versions.html", context)


@reader
@require_safe
def policy_version(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """A version by its number: also one that was replaced on its first day, which no date leads to."""
    version = _version_or_404(code, number)
    return show_text(request, version.policy, version, OnDateForm({}))


@reader
@require_safe
def version_pdf(request: HttpRequest, code: str, number: int) -> HttpResponse:
    version = _version_or_404(code, number)
    [words] = reading.texts(version)
    content = printing.policy_pdf(version, words, portal=portal_address(request))
    name = f"{code}-version-{number}.pdf"
    return file_response(content, name=name, media_type="application/pdf", save=False)


def _export(ending: str, export: Callable, media_type: str) -> Callable[..., HttpResponse]:
    """A view that gives a version as a file to save."""

    @reader
    @require_safe
    def view(request: HttpRequest, code: str, number: int) -> HttpResponse:
        version = _version_or_404(code, number)
        [words] = reading.texts(version)
        content = export(version, words, portal=portal_address(request))
        name = f"{code}-version-{number}.{ending}"
        return file_response(content, name=name, media_type=media_type, save=True)

    return view


version_md = _export("md", exporting.markdown, "text/markdown; charset=utf-8")
version_json = _export("json", exporting.json_text, "application/json")
version_docx = _export("docx", word.document, word.MEDIA_TYPE)
