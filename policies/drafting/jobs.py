"""What the worker does for the desk."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from policies.drafting import actions
from policies.library.models import PolicyVersion

logger = logging.getLogger(__name__)


@app.periodic(cron="*/5 * * * *")
@app.task(name="drafting.publish_due", queueing_lock="drafting.publish_due", pass_context=False)
def publish_due(timestamp: int) -> int:
    """Publish what is scheduled for today or was for an earlier day; return how many versions.

    Every five minutes, and when the worker starts: it makes up for the last round that it missed.
    A version that cannot be published holds up no other; the job then fails, so that it is seen.
    """
    published, failed = 0, []
    for version in PolicyVersion.objects.due():
        try:
            published += actions.publish_due(version=version)
        except Exception:
            logger.exception("Version %s could not be published on its day", version.pk)
            failed.append(version.pk)
    if failed:
        raise RuntimeError(f"Not published on their day: versions {failed}")
    return published


@app.task(
    name="drafting.read_import",
    retry=RetryStrategy(max_attempts=3, exponential_wait=5),
    pass_context=False,
)
def read_import(import_id: int) -> bool:
    """Read a document that was too large to be read while its editor waited; whether it could be."""
    return actions.read_waiting(pk=import_id)
