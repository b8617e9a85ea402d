"""What the worker does for guides."""

from procrastinate.contrib.django import app

from policies.guides import actions


@app.periodic(cron="17 3 * * *")
@app.task(name="guides.purge_runs", queueing_lock="guides.purge_runs", pass_context=False)
def purge_runs(timestamp: int) -> int:
    """Once a night: forget the runs that nobody kept."""
    return actions.purge()
