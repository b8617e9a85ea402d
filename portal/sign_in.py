"""Signing in: allauth, with accounts that an administrator or the department's directory makes."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import LoginForm
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest


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
