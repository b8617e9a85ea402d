"""The shape of a draft: moving its clauses, splitting one, merging several.

Who read a clause before somebody else saved it gets Conflict, on every way that writes.
"""

from collections.abc import Mapping, Sequence
from typing import Unpack

from django.db import transaction

from policies.drafting.actions.errors import Refused
from policies.drafting.actions.guards import as_read, in_draft, open_draft
from policies.drafting.actions.places import behind_children, new_clause, place_behind, relocate
from policies.drafting.actions.places import sibling_before as before
from policies.drafting.actions.successions import add, leave, was_published
from policies.drafting.actions.wording import Words, written
from policies.library.models import ClauseSuccession, ClauseVersion, PolicyVersion
from portal import audit
from portal.models import User

MOST_PARTS = 20


@transaction.atomic
def move_clause(
    *,
    by: User,
    clause_version: ClauseVersion,
    revision: int,
    parent: ClauseVersion | None,
    after: ClauseVersion | None,
) -> ClauseVersion:
    """Move a clause, with all that stands under it, under `parent` behind its child `after`.

    None for `parent` is the top level, None for `after` the first place. Moving a clause to where it
    stands does nothing. Raises Conflict where somebody saved the clause after `revision` was read,
    ClauseGone where it is out, and Refused where the version is no draft or the place is not in it.
    """
    version = open_draft(by, clause_version.version)
    clause = as_read(version, clause_version, revision)
    parent, after = in_draft(version, parent), in_draft(version, after)
    if after and after.parent_id != (parent.pk if parent else None):
        raise Refused("The clause to follow stands elsewhere now. Choose the place again.")
    if parent and parent.path[: len(clause.path)] == clause.path:
        raise Refused("A clause cannot stand under itself. Choose another place.")
    neighbour = before(clause)
    if after == clause or (clause.parent_id, neighbour) == (parent.pk if parent else None, after):
        return clause
    stood = _place(clause.parent, neighbour)
    relocate(clause, parent, after)
    audit.record(
        by=by,
        action="clause.move",
        on=version,
        clause=clause.clause.short_id,
        before=stood,
        after=_place(parent, after),
    )
    return clause


@transaction.atomic
def split_clause(
    *,
    by: User,
    clause_version: ClauseVersion,
    revision: int,
    parts: Sequence[Words],
    keeps: int | None = 0,
) -> list[ClauseVersion]:
    """Make several clauses of one, in this order and in its place; return them.

    The part number `keeps` stays the clause that it was, with its address and what stands under it;
    the others are new. With None all are new and the clause leaves the draft.
    Raises Conflict where somebody saved the clause after `revision` was read, ClauseGone where it is
    out, and Refused where the version is no draft, there are too few or too many parts, or one of
    them cannot be kept.
    """
    version = open_draft(by, clause_version.version)
    clause = as_read(version, clause_version, revision)
    if not 2 <= len(parts) <= MOST_PARTS:
        raise Refused(f"Write two to {MOST_PARTS} parts. There are {len(parts)} now.")
    blank, old_hash = _blank(clause), clause.hash
    values = [written(w, over=clause if n == keeps else blank) for n, w in enumerate(parts)]
    said = _put_in_place(version, clause, values, keeps)
    made = [part.clause for part in said if part.clause != clause.clause]
    if keeps is None:
        _hand_down(clause, said[0])
        clause.delete()
        leave(version, clause.clause, how=How.SPLIT, successors=made, reason="")
    elif was_published(version, clause.clause):
        add(version, clause.clause, how=How.SPLIT, successors=made)
    audit.record(
        by=by,
        action="clause.split",
        on=version,
        clause=clause.clause.short_id,
        before=old_hash,
        parts=[part.clause.short_id for part in said],
    )
    return said


@transaction.atomic
def merge_clauses(
    *,
    by: User,
    into: ClauseVersion,
    clauses: Mapping[ClauseVersion, int],
    **words: Unpack[Words],
) -> ClauseVersion:
    """Make one clause of several: `into` stays and says `words`, the others go over into it.

    `clauses` holds each of them, `into` as well, with the revision that was read. What stands under
    those that go stands under `into` then, behind its own.
    Raises Conflict where somebody saved one of them since, ClauseGone where one is out, and Refused
    where the version is no draft, there is nothing to merge, `into` stands under one of those that
    go, or the words cannot be kept.
    """
    version = open_draft(by, into.version)
    stays, going = _stays_and_go(version, into, clauses)
    old_hash = stays.hash
    values = written(words, over=stays)
    for gone in going:
        _hand_down(gone, stays, but={c.pk for c in going})
    stays.refresh_from_db(fields=["path", "revision"])
    sources = [one for clause in (stays, *going) for one in clause.source]
    stays.save_over(stays.revision, **values, source=list(dict.fromkeys(sources)))
    for gone in reversed(going):
        gone.delete()
        leave(version, gone.clause, how=How.MERGED, successors=[stays.clause], reason="")
    audit.record(
        by=by,
        action="clause.merge",
        on=version,
        clause=stays.clause.short_id,
        before=old_hash,
        after=stays.hash,
        merged=[gone.clause.short_id for gone in going],
    )
    return stays


How = ClauseSuccession.How


def _put_in_place(
    version: PolicyVersion,
    clause: ClauseVersion,
    values: Sequence[Mapping[str, str]],
    keeps: int | None,
) -> list[ClauseVersion]:
    """The parts of a clause in its place and order; the one number `keeps` is the clause itself."""
    said: list[ClauseVersion] = []
    after = before(clause)
    for number, one in enumerate(values):
        if number == keeps:
            clause.refresh_from_db(fields=["path", "revision"])
            clause.save_over(clause.revision, **one)
            after = clause
        else:
            after = _insert(version, clause, after, one)
        said.append(after)
    return said


def _stays_and_go(
    version: PolicyVersion, into: ClauseVersion, clauses: Mapping[ClauseVersion, int]
) -> tuple[ClauseVersion, list[ClauseVersion]]:
    """The clause that stays and those that go, in reading order, as they were read."""
    read = [as_read(version, clause, revision) for clause, revision in clauses.items()]
    stays = next((clause for clause in read if clause.pk == into.pk), None)
    going = sorted((c for c in read if c.pk != into.pk), key=lambda clause: clause.path)
    if stays is None or not going:
        raise Refused("Choose at least two clauses, and the one of them that stays.")
    if any(stays.path[: len(gone.path)] == gone.path for gone in going):
        raise Refused("The clause that stays stands under one that goes: let the upper one stay.")
    return stays, going


def _place(parent: ClauseVersion | None, after: ClauseVersion | None) -> dict[str, str | None]:
    """A place in words that the audit trail keeps."""
    return {
        "under": parent.clause.short_id if parent else None,
        "behind": after.clause.short_id if after else None,
    }


def _blank(clause: ClauseVersion) -> ClauseVersion:
    """A clause like this one that says nothing yet: of the same kind, from the same source."""
    alike = ("kind", "strength", "strength_words", "column", "source")
    return ClauseVersion(**{name: getattr(clause, name) for name in alike})


def _insert(
    version: PolicyVersion,
    beside: ClauseVersion,
    after: ClauseVersion | None,
    values: Mapping[str, str],
) -> ClauseVersion:
    """A new clause on the level of `beside`, behind `after`."""
    if after:
        after.refresh_from_db(fields=["path"])
    part = ClauseVersion(
        version=version,
        clause=new_clause(version.policy),
        parent=beside.parent,
        path=place_behind(version, beside.parent, after),
        column=beside.column,
        source=beside.source,
        **values,
    )
    part.save(force_insert=True)
    return part


def _hand_down(gone: ClauseVersion, heir: ClauseVersion, *, but: set[int] = frozenset()) -> None:
    """Put what stands under `gone` under `heir`, behind its own, but those of these ids."""
    for child in gone.children.exclude(pk__in=but).order_by("path"):
        relocate(child, heir, behind_children(heir))
