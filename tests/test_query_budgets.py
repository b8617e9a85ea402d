"""Every page asks the database at most ten times, and no more often when there is more to show."""

import pytest

from policies.tasks.presenters import task_rows
from policies.tasks.views import tasks as task_views
from tests import factories
from tests.support.examples import examples
from tests.support.pages import ANYONE, PAGES
from tests.support.queries import BUDGET, queries_of

pytestmark = pytest.mark.django_db

TYPICAL = ("yj.worker", "yj.leader", "records", "admin")
# Asked by a machine once in a while, and about the database itself.
NOT_A_PAGE = {"readyz"}


def add_more(name: str) -> None:
    """Five more of everything that a list may show."""
    for n in range(5):
        run = factories.GuideRunFactory()
        consultation = factories.ConsultationFactory(guide_run=run)
        factories.ConsultationEventFactory(consultation=consultation)
        factories.TaskFactory(origin=run)
        factories.GuideDraftFactory()
        factories.GuideSignatureFactory()
        factories.publish_policy(f"{name}-{n}")


@pytest.mark.parametrize("username", TYPICAL)
def test_pages_keep_their_budget_as_the_data_grows(as_user, username):
    made = examples()
    client = as_user(username)
    paths = [
        page.path.format(**made)
        for page in PAGES
        if page.name not in NOT_A_PAGE and (username in page.get or page.get == ANYONE)
    ]
    add_more("first")
    few = {path: queries_of(client, path) for path in paths}
    add_more("second")
    add_more("third")
    many = {path: queries_of(client, path) for path in paths}
    assert {path: asked for path, asked in few.items() if len(asked) > BUDGET} == {}
    assert {p: asked for p, asked in many.items() if len(asked) != len(few[p])} == {}


def test_a_page_over_its_budget_is_noticed(as_user, monkeypatch):
    def wasteful(tasks):
        assert all(task.person.username for task in tasks)
        return task_rows(tasks)

    monkeypatch.setattr(task_views, "task_rows", wasteful)
    client = as_user("yj.worker")
    before = len(queries_of(client, "/tasks/"))
    add_more("more")
    assert len(queries_of(client, "/tasks/")) > before
