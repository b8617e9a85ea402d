"""Columns that stop changing once a row has reached a state."""

from collections.abc import Iterable

import pgtrigger


def frozen(name: str, *, columns: Iterable[str], once: str) -> pgtrigger.Trigger:
    """Refuse an UPDATE of any of `columns` on rows for which the SQL `once` holds, such as OLD.state <> 'draft'."""
    changed = " OR ".join(f'OLD."{c}" IS DISTINCT FROM NEW."{c}"' for c in columns)
    return pgtrigger.Protect(
        name=name,
        operation=pgtrigger.Update,
        condition=pgtrigger.Condition(f"(({once}) AND ({changed}))"),
    )
