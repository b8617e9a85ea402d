"""What the worker does for the directory."""

from procrastinate.contrib.django import app

from policies.directory import actions


@app.periodic(cron="20 4 * * *")
@app.task(
    name="directory.remind_keepers", queueing_lock="directory.remind_keepers", pass_context=False
)
def remind_keepers(timestamp: int) -> int:
    """Every night; each keeper is reminded once a quarter of what is to be checked again."""
    return actions.remind_keepers()
