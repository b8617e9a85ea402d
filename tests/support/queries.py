"""How often a page asks the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

BUDGET = 10


def queries_of(client: Client, path: str) -> list[str]:
    """What one GET asks the database, once the process is warm. Fails where there is no page."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code in (200, 302), path
    return [query["sql"] for query in captured.captured_queries]
