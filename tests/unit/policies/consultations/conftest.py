"""What the tests of consultations share beside the helpers in `records`."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.db import connection


@pytest.fixture
def committed(own_database: str, django_db_blocker) -> Iterator[None]:
    """A copy of the sample in which everything is committed, so that threads see each other."""
    named = connection.settings_dict
    before = named["NAME"]
    connection.close()
    named["NAME"] = urlsplit(own_database).path.removeprefix("/")
    try:
        with django_db_blocker.unblock():
            yield
            connection.close()
    finally:
        named["NAME"] = before
