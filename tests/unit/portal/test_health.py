import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from tests.support.sql import execute

pytestmark = pytest.mark.django_db


def ready() -> tuple[int, dict]:
    response = Client().get("/readyz")
    return response.status_code, response.json()


def heartbeat(seconds_ago: int) -> None:
    """A worker was heard so long ago."""
    execute(
        "INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (clock_timestamp() - make_interval(secs => %s))",
        seconds_ago,
    )


def test_the_process_answers_without_sign_in_and_without_the_database(
    anonymous, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = anonymous.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")


def test_ready_with_a_worker_that_was_just_heard():
    heartbeat(5)
    assert ready() == (200, {"database": True, "migrations": True, "worker": True})


def test_not_ready_without_a_worker():
    assert ready() == (503, {"database": True, "migrations": True, "worker": False})


def test_not_ready_when_the_worker_has_fallen_silent():
    heartbeat(70)
    assert ready()[0] == 503
    heartbeat(10)
    assert ready()[0] == 200


def test_not_ready_before_the_last_migration():
    heartbeat(5)
    MigrationRecorder.Migration.objects.filter(app="policies").delete()
    assert ready() == (503, {"database": True, "migrations": False, "worker": True})


def test_not_ready_without_the_database(monkeypatch):
    def gone(*args):
        raise OperationalError("the server is gone")

    with monkeypatch.context() as patched:
        patched.setattr(connection, "cursor", gone)
        assert ready() == (503, {"database": False, "migrations": False, "worker": False})


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_machines_only_ask(anonymous, address):
    assert anonymous.post(address).status_code == 405
    assert anonymous.head(address).status_code in {200, 503}
