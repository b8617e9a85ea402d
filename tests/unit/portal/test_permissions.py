import pytest
from django.http import Http404, HttpResponse
from hypothesis import given
from hypothesis import strategies as st

from portal.access import ANYONE, declared_access, open_to_all, requires
from portal.models import User
from portal.permissions import ROLE_CHOICES, ROLES, Permission, permissions_of
from tests.support.sql import refused, update

KEYS = st.lists(st.sampled_from([*ROLES, "none", "superuser", ""]), max_size=6)


class TestRoles:
    @given(KEYS, KEYS)
    def test_two_roles_give_what_both_give(self, one, other):
        assert permissions_of(one + other) == permissions_of(one) | permissions_of(other)

    def test_a_role_that_does_not_exist_opens_nothing(self):
        assert permissions_of(["superuser", "root", ""]) == frozenset()

    @pytest.mark.parametrize(
        ("permission", "roles"),
        [
            (Permission.CONSULTATION_ADVISE, {"reviewer"}),
            (Permission.CONSULTATION_READ_ALL, {"records-officer"}),
            (Permission.DRAFT_EDIT, {"editor", "administrator"}),
            (Permission.DRAFT_APPROVE, {"approver", "administrator"}),
            (Permission.DIRECTORY_KEEP, {"editor", "administrator"}),
            (Permission.REGISTERS_KEEP, {"register-keeper", "administrator"}),
        ],
    )
    def test_who_may_do_more_than_read_and_ask(self, permission, roles):
        assert {key for key, granted in ROLES.items() if permission in granted} == roles

    def test_everyone_may_read_and_ask(self):
        assert all(set(ROLES["staff"]) <= set(granted) for granted in ROLES.values())

    def test_every_permission_is_somebodys(self):
        assert permissions_of(list(ROLES)) == frozenset(Permission)

    def test_a_form_offers_each_role_by_name(self):
        assert [key for key, _ in ROLE_CHOICES] == list(ROLES)
        assert dict(ROLE_CHOICES)["records-officer"] == "Records officer"


@pytest.mark.django_db
class TestPeople:
    def test_somebody_may_what_their_roles_say(self, person):
        assert person("yj.leader").may(Permission.CONSULTATION_ADVISE)
        assert not person("yj.worker").may(Permission.CONSULTATION_ADVISE)

    def test_a_closed_account_may_nothing(self, person):
        user = person("admin")
        user.is_active = False
        assert not any(user.may(permission) for permission in Permission)

    def test_a_role_that_does_not_exist_cannot_be_stored(self, person):
        with refused("user_access_roles_known"):
            update(person("yj.worker"), "access_roles = '{root}'")

    def test_one_who_is_made_on_the_command_line_is_an_administrator(self):
        user = User.objects.create_superuser("root", "a long password", name="Root")
        assert user.permissions == permissions_of(["administrator"])
        assert user.check_password("a long password")

    def test_one_without_a_password_can_only_come_through_single_sign_on(self):
        user = User.objects.create_user("sso", name="Somebody Else")
        assert not user.has_usable_password()
        assert (str(user), user.get_short_name()) == ("Somebody Else", "Somebody")


class TestViews:
    def view(self, *permissions: Permission):
        return requires(*permissions)(lambda request: HttpResponse("open"))

    @pytest.mark.django_db
    def test_any_of_the_permissions_opens(self, rf, person):
        view = self.view(Permission.DRAFT_EDIT, Permission.DRAFT_APPROVE)
        request = rf.get("/")
        for username in ("editor", "approver", "admin"):
            request.user = person(username)
            assert view(request).content == b"open"

    @pytest.mark.django_db
    def test_everyone_else_finds_no_page(self, rf, person):
        request = rf.get("/")
        request.user = person("yj.leader")
        with pytest.raises(Http404):
            self.view(Permission.DRAFT_EDIT)(request)

    def test_what_a_view_declares_can_be_read(self):
        assert declared_access(self.view(Permission.SEARCH), None) == (Permission.SEARCH,)
        assert declared_access(open_to_all(lambda request: None), None) == ANYONE
        assert declared_access(lambda request: None, "account_login") == ANYONE
        assert declared_access(lambda request: None, "home") is None
