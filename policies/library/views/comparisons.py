"""What changed from one version to another."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from policies.library import printing, reading
from policies.library.comparing import compare
from policies.library.forms import CompareForm, choices
from policies.library.models import Policy
from policies.library.presenters import comparison, counted, in_force_words
from policies.library.views.common import file_response, portal_address, published, reader


@reader
@require_safe
def policy_compare(request: HttpRequest, code: str) -> HttpResponse:
    policy = get_object_or_404(Policy, code=code)
    form = CompareForm(request.GET)
    versions = list(policy.versions.published())
    if not form.is_valid():
        context = {"policy": policy, "form": form, "choose": choices(versions)}
        return render(request, "policies/library/policy_compare_choose.html", context)
    by_number = {version.number: version for version in versions}
    if not by_number.keys() >= set(form.numbers):
        raise Http404("No such version for readers")
    old, new = (by_number[number] for number in form.numbers)
    entries = comparison(compare(*reading.texts(old, new)))
    context = {
        "policy": policy,
        "old": old,
        "new": new,
        "old_in_force": in_force_words(old),
        "new_in_force": in_force_words(new),
        "changes": entries,
        "counted": counted(entries),
        "side": form.side_by_side,
        "choose": choices(versions, form.numbers),
    }
    return render(request, "policies/library/policy_compare.html", context)


@reader
@require_safe
def compare_pdf(request: HttpRequest, code: str) -> HttpResponse:
    policy = get_object_or_404(Policy, code=code)
    form = CompareForm(request.GET)
    found = published(policy, *form.numbers) if form.is_valid() else None
    if not found:
        raise Http404("No two versions to compare")
    old, new = found
    entries = comparison(compare(*reading.texts(old, new)))
    content = printing.comparison_pdf(policy, old, new, entries, portal=portal_address(request))
    name = f"{code}-versions-{old.number}-and-{new.number}.pdf"
    return file_response(content, name=name, media_type="application/pdf", save=False)
