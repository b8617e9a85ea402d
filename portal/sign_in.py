"""Signing in: allauth, with accounts that an administrator or the department's directory makes."""

from functools import wraps

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

from portal.access import View


def with_work_account(view: View) -> View:
    """The library's view, with a page instead of a crash where the department's sign-in does not answer."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RequestException:
            return render(request, "socialaccount/authentication_error.html", status=503)

    return login_not_required(guarded)


class SignInForm(LoginForm):
    """The sign-in form in the portal's words."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "User name"
        self.fields["password"].label = "Password"
        self.fields["password"].help_text = ""
        for name in ("login", "password"):
            self.fields[name].widget.attrs.pop("placeholder", None)
        self.fields.pop("remember", None)


class StaffAccountAdapter(DefaultAccountAdapter):
    """Nobody signs up: accounts are made for staff."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": "Check your user name and password. One of them is not right.",
        "too_many_login_attempts": "Too many attempts. Wait five minutes, then try again.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def authenticate(self, request: HttpRequest, **credentials):
        """Somebody deactivated is refused in the same words as somebody unknown."""
        user = super().authenticate(request, **credentials)
        return user if user and user.is_active else None


class StaffSocialAccountAdapter(DefaultSocialAccountAdapter):
    """A work account signs in only as somebody who is already here, matched by a verified e-mail address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin) -> bool:
        return False
