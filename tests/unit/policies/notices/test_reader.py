"""The reader of a page comes with the number of their unread notices."""

import pytest

from policies.notices.models import Notice
from policies.notices.presenters import unread_words
from policies.notices.reader import ReaderBackend
from tests.support.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def test_the_number_is_loaded_with_the_person(person, told, django_assert_num_queries):
    told("one")
    told("two")
    told("theirs", person="yj.leader")
    Notice.objects.filter(key="two").update(read_at="2031-03-04T23:00Z")
    pk = person("yj.worker").pk
    with django_assert_num_queries(1):
        reader = ReaderBackend().get_user(pk)
        assert unread_words(reader) == "1"
    assert reader == person("yj.worker")


def test_without_a_session_it_is_counted(person, told):
    told("one")
    assert unread_words(person("yj.worker")) == "1"
    assert unread_words(person("yj.leader")) == ""


def test_an_account_that_is_closed_or_gone_is_nobody(person):
    worker = person("yj.worker")
    type(worker).objects.filter(pk=worker.pk).update(is_active=False)
    assert ReaderBackend().get_user(worker.pk) is None
    assert ReaderBackend().get_user(10**12) is None


def test_no_page_asks_once_more_for_it(as_user, told):
    told("one")
    asked = queries_of(as_user("yj.worker"), "/contacts/")
    assert sum("policies_notice" in query for query in asked) == 1
    assert any("policies_notice" in query and "portal_user" in query for query in asked)
