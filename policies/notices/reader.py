"""Whoever reads a page, loaded with the number of their unread notices: the header shows it."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import IntegerField, OuterRef, Subquery

from policies.notices.models import Notice
from policies.notices.presenters import MANY
from portal.models import User


class Counted(Subquery):
    """How many rows a query finds, as a column."""

    template = "(SELECT count(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


class ReaderBackend(AuthenticationBackend):
    """Finds the account of a session. No page asks the database once more for what the header shows."""

    def get_user(self, user_id: int) -> User | None:
        unread = Notice.objects.unread().filter(person=OuterRef("pk")).order_by()
        users = User.objects.annotate(unread_notices=Counted(unread.values("pk")[: MANY + 1]))
        user = users.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
