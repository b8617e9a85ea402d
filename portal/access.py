"""Every view declares who may open it; a test walks all URLs and fails on a view that does not.

@requires(Permission.LIBRARY_READ)
def policy_detail(request, code): …
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse

from portal.permissions import Permission

View = Callable[..., HttpResponse]

ANYONE = "anyone"
SIGNED_IN = "signed-in"

# Views of libraries cannot carry our decorator: their URL names are declared here instead.
LIBRARY_VIEWS = {
    "account_login": ANYONE,
    "account_logout": SIGNED_IN,
    "openid_connect_login": ANYONE,
    "openid_connect_callback": ANYONE,
    "socialaccount_login_cancelled": ANYONE,
    "socialaccount_login_error": ANYONE,
    "socialaccount_signup": ANYONE,
}


def requires(*permissions: Permission) -> Callable[[View], View]:
    """Open the view to people with any of `permissions`; everyone else gets the same 404 as for a missing page."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            if not any(request.user.may(p) for p in permissions):
                raise Http404("Not a page of this person")
            return view(request, *args, **kwargs)

        guarded.access = permissions
        return guarded

    return decorate


def open_to_all(view: View) -> View:
    """Declare a view that needs no sign-in: health checks and error pages, nothing that shows records."""
    opened = login_not_required(view)
    opened.access = ANYONE
    return opened


def declared_access(view: View, url_name: str | None) -> object | None:
    """What a URL's view declares, or None where it declares nothing."""
    return getattr(view, "access", None) or LIBRARY_VIEWS.get(url_name or "")
