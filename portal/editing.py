"""Reference data that people edit: every change over what was read, and what stood before it kept.

The history of a row is its audit chain. Each edit records `fields`: name → [before, after] in words.
"""

from collections.abc import Callable, Iterable, Mapping

from django.db import models, transaction

from portal import audit
from portal.models import Conflict, LockedModel, User


class Refused(Exception):
    """What was asked for cannot be kept; the message says what to do, `field` where."""

    def __init__(self, message: str, field: str | None = None):
        super().__init__(message)
        self.field = field


@transaction.atomic
def add(*, by: User, thing: LockedModel, action: str, sets: Mapping[str, Iterable] | None = None):
    """Save a new row and what belongs to it (`sets`: name → rows of a many-to-many field)."""
    thing.save(force_insert=True)
    for name, rows in (sets or {}).items():
        getattr(thing, name).set(rows)
    audit.record(by=by, action=action, on=thing, name=str(thing))


@transaction.atomic
def remove(*, by: User, thing: LockedModel, revision: int, action: str) -> None:
    """Take a row out of use. Raises Conflict where somebody saved it since it was read."""
    current = type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
    if current.revision != revision:
        raise Conflict(current, {})
    audit.record(by=by, action=action, on=current, name=str(current))
    current.delete()


@transaction.atomic
def edit(
    *,
    by: User,
    thing: LockedModel,
    revision: int,
    action: str,
    values: Mapping[str, object],
    sets: Mapping[str, Iterable[models.Model]] | None = None,
    said: Mapping[str, Callable[..., str]] | None = None,
    beside: Mapping[str, tuple[object, object]] | None = None,
) -> list[str]:
    """Save `values`, and the rows of many-to-many fields in `sets`, over the revision that was read.

    `said` words, by field, what the history would otherwise show as it is stored; `beside` is what
    changes with the row although it is kept elsewhere: name → (before, after).

    Returns the names of the fields that changed; saving the same again does nothing. Raises Conflict
    where somebody saved the row since.
    """
    current = type(thing).objects.select_for_update(of=("self",)).get(pk=thing.pk)
    changed = {name: value for name, value in values.items() if value != getattr(current, name)}
    related = {name: sorted(rows, key=str) for name, rows in (sets or {}).items()}
    kept = {name: sorted(getattr(current, name).all(), key=str) for name in related}
    words = {name: (said or {}).get(name, _words) for name in changed}
    fields = {n: [words[n](getattr(current, n)), words[n](changed[n])] for n in changed}
    elsewhere = {name: (kept[name], rows) for name, rows in related.items()} | dict(beside or {})
    fields |= {n: [_words(a), _words(b)] for n, (a, b) in elsewhere.items() if a != b}
    if not fields:
        return []
    if current.revision != revision:
        raise Conflict(current, dict(values))
    current.save_over(revision, **changed)
    for name in related.keys() & fields.keys():
        getattr(current, name).set(related[name])
    audit.record(by=by, action=action, on=current, fields=fields)
    thing.refresh_from_db()
    return sorted(fields)


def _words(value: object) -> str:
    """A value as the history shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)
