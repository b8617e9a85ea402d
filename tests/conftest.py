"""What the tests share: the sample library, people signed in, a served portal, a browser."""

import shutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import setup_databases, teardown_databases

from portal.models import User
from tests.support import databases
from tests.support.browser import Person, slug
from tests.support.chromium import chromium, chromium_path, person_in
from tests.support.site import ROOT, Site, collect_static, serve
from tests.support.together import TogetherScheduling

SCREENSHOTS = ROOT / ".local" / "screenshots"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests that would empty the tables of the sample, and begin with the longest tests.

    Whichever process gets a journey last would keep all others waiting for it.
    """
    items.sort(key=lambda item: item.get_closest_marker("journey") is None)
    for item in items:
        mark = item.get_closest_marker("django_db")
        empties = mark and (mark.kwargs.get("transaction") or mark.args[:1] == (True,))
        if empties or "transactional_db" in getattr(item, "fixturenames", ()):
            raise pytest.UsageError(
                f"{item.nodeid} would empty the sample: take the fixture `own_database` instead."
            )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> TogetherScheduling | None:
    """With `--dist loadgroup`, as `make test` asks for: keep the tests of a group together."""
    return TogetherScheduling(config, log) if config.getvalue("dist") == "loadgroup" else None


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker
) -> Iterator[None]:
    """Load the sample once; every test sees it in a transaction of its own, rolled back after.

    In place of the fixture of pytest-django, which makes a test database only where it finds a test
    that asks for `db`; a journey does not.
    """
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, aliases=["default"])
        call_command("load_sample", verbosity=0, stdout=StringIO())
        connection.close()
        databases.copy(connection.settings_dict["NAME"], databases.template_name())
    yield
    databases.drop(databases.template_name())
    with django_db_blocker.unblock():
        teardown_databases(made, verbosity=0)


@pytest.fixture
def person(db: None) -> Callable[[str], User]:
    """Somebody of the sample, by user name: `person("yj.worker")`."""
    return lambda username: User.objects.get(username=username)


@pytest.fixture
def as_user(person: Callable[[str], User]) -> Callable[[str], Client]:
    """A client signed in as somebody of the sample: `as_user("yj.worker").get("/")`."""

    def signed_in(username: str, **options) -> Client:
        client = Client(**options)
        client.force_login(person(username))
        return client

    return signed_in


@pytest.fixture
def anonymous(db: None) -> Client:
    """A client that has not signed in."""
    return Client()


@pytest.fixture
def own_database(django_db_setup: None) -> Iterator[str]:
    """The address of a copy of the sample that this test may change for good."""
    with databases.fresh_sample() as address:
        yield address


@pytest.fixture(scope="session")
def static_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The static files as an installation serves them: collected, hashed and compressed."""
    return collect_static(tmp_path_factory.mktemp("static"))


@pytest.fixture
def site(own_database: str, static_files: Path, tmp_path: Path) -> Iterator[Site]:
    """A portal served by gunicorn, with a copy of the sample of its own."""
    with serve(database=own_database, static=static_files, folder=tmp_path) as served:
        yield served


@pytest.fixture
def people(request: pytest.FixtureRequest) -> Iterator[Callable[..., Person]]:
    """People signed in at the site, each in a browser: `people("yj.worker", phone=True)`."""
    path = chromium_path()
    if not path:
        pytest.skip(
            "No Chromium: install it (Debian: apt install chromium) or set PORTAL_CHROMIUM."
        )
    site = request.getfixturevalue("site")
    folder = SCREENSHOTS / slug(request.node.name.removeprefix("test_"))
    shutil.rmtree(folder, ignore_errors=True)
    with chromium(path) as browser:
        yield lambda username, **how: person_in(browser, site, folder, username, **how)
