"""The floor: a bare view for somebody signed in that renders a policy's clauses from one query."""

from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.urls import include, path

from policies.library.models import ClauseVersion
from portal.urls import handler400, handler403, handler404, handler500

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def floor(request: HttpRequest, code: str) -> HttpResponse:
    """Rendered without a request, so that nothing of the portal's own pages is in it."""
    clauses = (
        ClauseVersion.objects.in_force()
        .filter(version__policy__code=code)
        .select_related("clause")
        .defer("search", "clause__search")
        .in_reading_order()
    )
    page = get_template("bench_floor.html").render({"reader": request.user, "clauses": clauses})
    return HttpResponse(page)


urlpatterns = [path("bench/<slug:code>/", floor), path("", include("portal.urls"))]
