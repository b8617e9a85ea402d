"""A person who signs in."""

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from portal.permissions import ROLE_CHOICES, ROLES, Permission, permissions_of


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, *, password: str | None = None, **fields) -> "User":
        """Save and return a user; without a password the account can only sign in through SSO."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields) -> "User":
        """What `manage.py createsuperuser` calls: an administrator."""
        fields.setdefault("access_roles", ["administrator"])
        return self.create_user(username, password=password, **fields)


class User(AbstractBaseUser):
    username = models.CharField(
        max_length=150, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    access_roles = ArrayField(
        models.CharField(max_length=30, choices=ROLE_CHOICES), default=list, blank=True
    )
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name", "email"]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(access_roles__contained_by=list(ROLES)),
                name="user_access_roles_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split()[0]

    @cached_property
    def permissions(self) -> frozenset[Permission]:
        """All permissions of the user's access roles."""
        return permissions_of(self.access_roles)

    def may(self, permission: Permission) -> bool:
        """Whether this person holds `permission`; a deactivated account holds none."""
        return self.is_active and permission in self.permissions
