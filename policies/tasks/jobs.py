"""What the worker does for tasks."""

from procrastinate.contrib.django import app

from policies.tasks import actions


@app.periodic(cron="5 * * * *")
@app.task(name="tasks.remind", queueing_lock="tasks.remind", pass_context=False)
def remind(timestamp: int) -> int:
    """Every hour, since the day begins at another hour elsewhere: remind of what is due."""
    return actions.remind()
