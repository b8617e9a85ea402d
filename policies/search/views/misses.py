"""Searches that found nothing, for those who can add the missing words."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from policies.search import actions
from policies.search.models import SearchMiss
from policies.search.presenters import MissPresenter
from policies.search.views.common import owner


@owner
@require_safe
def miss_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(SearchMiss.objects.waiting(), 50).get_page(request.GET.get("page"))
    context = {"page": page, "misses": [MissPresenter(miss) for miss in page]}
    return render(request, "policies/search/miss_list.html", context)


@owner
@require_POST
def miss_settle(request: HttpRequest, pk: int) -> HttpResponse:
    miss = get_object_or_404(SearchMiss, pk=pk)
    actions.settle_miss(by=request.user, miss=miss)
    messages.success(request, f"“{miss.query}” is settled.")
    return redirect("miss_list")
