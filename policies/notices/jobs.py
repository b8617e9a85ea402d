"""What the worker does for notices.

The rows are the truth. A job that a dead worker leaves behind needs no rescue: the sweep finds
whatever is due.
"""

from procrastinate.contrib.django import app

from policies.notices import delivering, digests


@app.task(name="notices.deliver", pass_context=False)
def deliver(notice_id: int) -> bool:
    """Mail one notice; says whether it went out now."""
    return delivering.deliver(notice_id)


@app.periodic(cron="* * * * *")
@app.task(
    name="notices.deliver_waiting", queueing_lock="notices.deliver_waiting", pass_context=False
)
def deliver_waiting(timestamp: int) -> int:
    """Every minute: mail what was put off, failed, or was left by a worker that died."""
    return delivering.deliver_waiting()


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.put_together", queueing_lock="notices.put_together", pass_context=False)
def put_digests_together(timestamp: int) -> int:
    """Every ten minutes: a digest for everybody whose working day has begun; one a day each."""
    return digests.put_together()
