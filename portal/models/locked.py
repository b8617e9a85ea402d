"""Optimistic locking: the second writer of the same text gets both, on every write path."""

import pgtrigger
from django.db import models


class Conflict(Exception):
    """Somebody else saved first. `current` is what stands in the database now, `mine` the refused values."""

    def __init__(self, current: models.Model, mine: dict[str, object]):
        super().__init__(f"{current._meta.verbose_name} was changed by somebody else")
        self.current = current
        self.mine = mine


def lock_trigger() -> pgtrigger.Trigger:
    """Refuse an UPDATE that does not step `revision` by one: no write path can skip the lock."""
    return pgtrigger.Trigger(
        name="one_revision_at_a_time",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        func="""
            IF NEW.revision <> OLD.revision + 1 THEN
                RAISE EXCEPTION 'revision must step from % to %', OLD.revision, OLD.revision + 1
                    USING ERRCODE = 'serialization_failure';
            END IF;
            RETURN NEW;
        """,
    )


class LockedModel(models.Model):
    """Abstract base of rows that people edit. Add `lock_trigger()` to the concrete model's triggers."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save_over(self, revision: int, **values) -> None:
        """Write `values` if the row still stands at `revision`, and update this instance.

        Raises Conflict, with the row as it stands and the refused values, if somebody else saved first.
        """
        updated = (
            type(self)
            ._default_manager.filter(pk=self.pk, revision=revision)
            .update(revision=revision + 1, **values)
        )
        if not updated:
            raise Conflict(type(self)._default_manager.get(pk=self.pk), values)
        self.revision = revision + 1
        for name, value in values.items():
            setattr(self, name, value)
