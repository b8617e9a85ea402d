"""What the worker does for search."""

from procrastinate.contrib.django import app

from policies.search import spelling


@app.periodic(cron="*/10 * * * *")
@app.task(name="search.gather_words", queueing_lock="search.gather_words", pass_context=False)
def gather_words(timestamp: int) -> None:
    """Every ten minutes: know the words of what was published, or came into force, since."""
    spelling.gather()
