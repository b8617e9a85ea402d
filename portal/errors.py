"""Error pages that help: what happened, what was kept, what to do next."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.access import open_to_all


@open_to_all
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


@open_to_all
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF failure: almost always a form left open past the end of the session."""
    return render(request, "errors/403.html", {"form_expired": True}, status=403)


@open_to_all
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


@open_to_all
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


@open_to_all
def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request: whatever broke, this page must not need it."""
    return render(None, "errors/500.html", status=500)
