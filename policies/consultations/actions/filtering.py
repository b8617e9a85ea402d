"""Ways of looking at the queue that somebody keeps under a name."""

from django.db import transaction

from policies.consultations.models import SavedFilter
from portal.models import User

MOST = 20


class TooMany(Exception):
    """Nobody finds anything among more of them."""


@transaction.atomic
def keep_filter(*, by: User, name: str, query: str) -> SavedFilter:
    """Keep `query` under `name`; what stood under that name is replaced. Raises TooMany."""
    mine = SavedFilter.objects.filter(person=by)
    if mine.exclude(name=name).count() >= MOST:
        raise TooMany(f"You keep {MOST} views already: take one out first.")
    kept, _ = mine.update_or_create(person=by, name=name, defaults={"query": query})
    return kept


@transaction.atomic
def drop_filter(*, by: User, pk: int) -> bool:
    """Take out one of one's own; says whether there was one."""
    deleted, _ = SavedFilter.objects.filter(person=by, pk=pk).delete()
    return bool(deleted)
