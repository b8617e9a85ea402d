"""URLs of the portal itself; the rooms mount theirs through settings.ROOMS_URLCONF."""

from allauth.account.views import LoginView, LogoutView
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_http_methods

from portal import errors, health, sign_in

# The library's views would take a PUT for a form.
page_or_form = require_http_methods(["GET", "HEAD", "POST"])

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("sign-in/", login_not_required(page_or_form(LoginView.as_view())), name="account_login"),
    path("sign-out/", page_or_form(LogoutView.as_view()), name="account_logout"),
    path(
        "sign-in/oidc/<str:provider_id>/login/",
        sign_in.with_work_account(oidc.login),
        name="openid_connect_login",
    ),
    path(
        "sign-in/oidc/<str:provider_id>/login/callback/",
        sign_in.with_work_account(oidc.callback),
        name="openid_connect_callback",
    ),
    path("sign-in/login/cancelled/", social.login_cancelled, name="socialaccount_login_cancelled"),
    path(
        "sign-in/login/error/",
        login_not_required(social.login_error),
        name="socialaccount_login_error",
    ),
    path("sign-in/signup/", social.signup, name="socialaccount_signup"),
    path("", include(settings.ROOMS_URLCONF)),
]
