"""For the machines that watch the portal: /healthz (the process) and /readyz (database, migrations, worker)."""

from datetime import timedelta

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.access import open_to_all

WORKER_SILENCE = timedelta(seconds=60)


@open_to_all
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


@open_to_all
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 when everything answers, else 503; each check by name."""
    checks = {"database": _database(), "migrations": False, "worker": False}
    if checks["database"]:
        checks |= {"migrations": _migrations(), "worker": _worker()}
    return JsonResponse(checks, status=200 if all(checks.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Exception:  # whatever is wrong with the database, the answer is the same: not ready
        return False
    return True


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _worker() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > %s",
            [timezone.now() - WORKER_SILENCE],
        )
        return cursor.fetchone()[0] > 0
