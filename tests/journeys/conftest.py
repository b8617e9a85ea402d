"""What journeys share: the day on which scheduled words come into force."""

import time
from collections.abc import Callable

import psycopg
import pytest

from tests.support.site import Site, working

PATIENCE = 60  # seconds, for a worker to start on a busy machine


@pytest.fixture
def its_day_comes(site: Site, tmp_path) -> Callable[[], None]:
    """Let the scheduled day be today, and a worker start that had been down."""

    def passes() -> None:
        with (
            psycopg.connect(site.database, autocommit=True) as database,
            working(database=site.database, folder=tmp_path),
        ):
            database.execute(
                "UPDATE policies_policyversion SET scheduled_for = CURRENT_DATE - 1"
                " WHERE state = 'scheduled'"
            )
            states = "SELECT count(*) FROM policies_policyversion WHERE state = 'scheduled'"
            deadline = time.monotonic() + PATIENCE
            while database.execute(states).fetchone() != (0,):
                assert time.monotonic() < deadline, "the worker did not publish it"
                time.sleep(0.2)

    return passes
