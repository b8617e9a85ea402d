"""Writing in a draft: editing, adding, removing clauses, and putting a removed one back."""

from collections.abc import Iterable
from typing import Unpack

from django.db import transaction

from policies.drafting.actions.errors import ClauseGone, Refused
from policies.drafting.actions.guards import as_read, in_draft, open_draft
from policies.drafting.actions.places import COPIED, new_clause, place_behind
from policies.drafting.actions.successions import came_back, leave
from policies.drafting.actions.wording import Words, seal, written
from policies.drafting.actions.writing import drop_words
from policies.library.models import Clause, ClauseSuccession, ClauseVersion, PolicyVersion
from portal import audit
from portal.models import User


@transaction.atomic
def edit_clause(
    *,
    by: User,
    clause_version: ClauseVersion,
    revision: int,
    seen: str = "",
    **words: Unpack[Words],
) -> ClauseVersion:
    """Save what a clause says in a draft; what `by` had typed and not saved is then forgotten.

    Words not given stay as they are, and saving the same words again does nothing. `seen` is the
    seal of the words that were read: with it, a clause that was only moved since is no conflict.
    Raises Conflict where somebody saved the clause after `revision` was read, ClauseGone where it
    was removed, and Refused where the version is not a draft any more or the words cannot be kept
    (empty, too long, unknown kind).
    """
    version = open_draft(by, clause_version.version)
    clause = version.clauses.select_related("clause").filter(pk=clause_version.pk).first()
    if clause is None:
        raise ClauseGone("Somebody removed this clause from the draft while you were writing.")
    values = written(words, over=clause)
    changed = {name: value for name, value in values.items() if value != getattr(clause, name)}
    if not changed:
        drop_words(by=by, version=version, clause=clause.clause)
        return clause
    before = clause.hash
    clause.save_over(clause.revision if seen == seal(clause) else revision, **changed)
    drop_words(by=by, version=version, clause=clause.clause)
    audit.record(
        by=by,
        action="clause.edit",
        on=version,
        clause=clause.clause.short_id,
        fields=sorted(changed),
        before=before,
        after=clause.hash,
    )
    return clause


@transaction.atomic
def add_clause(
    *,
    by: User,
    version: PolicyVersion,
    parent: ClauseVersion | None,
    after: ClauseVersion | None,
    **words: Unpack[Words],
) -> ClauseVersion:
    """Add a clause with a new short id under `parent`, behind its child `after` (None: first).

    Raises Refused where the version is not a draft, the place is not in it, or the words cannot be
    kept.
    """
    version = open_draft(by, version)
    parent, after = in_draft(version, parent), in_draft(version, after)
    if after and after.parent_id != (parent.pk if parent else None):
        raise Refused("The clause to follow stands elsewhere now. Choose the place again.")
    clause = ClauseVersion(
        version=version,
        clause=new_clause(version.policy),
        parent=parent,
        path=place_behind(version, parent, after),
        **written(words),
    )
    clause.save(force_insert=True)
    audit.record(
        by=by,
        action="clause.add",
        on=version,
        clause=clause.clause.short_id,
        after=clause.hash,
    )
    return clause


@transaction.atomic
def remove_clause(
    *,
    by: User,
    clause_version: ClauseVersion,
    revision: int,
    reason: str = "",
    successors: Iterable[ClauseVersion] = (),
) -> None:
    """Retire a clause: take it out of the draft. Its identity and its words before stay for ever.

    `successors` are the clauses of the draft that take its place. A clause that was published needs
    them or a `reason`.
    Raises Conflict where somebody saved the clause after `revision` was read, ClauseGone where it
    is out already, and Refused where the version is not a draft any more, other clauses stand
    under this one, a successor is not in the draft, or nothing says what became of it.
    """
    version = open_draft(by, clause_version.version)
    clause = as_read(version, clause_version, revision)
    if clause.children.exists():
        raise Refused("Other clauses stand under this one. Remove them first.")
    instead = _successors(version, clause, successors)
    How = ClauseSuccession.How
    clause.delete()
    leave(
        version,
        clause.clause,
        how=How.REPLACED if instead else How.RETIRED,
        successors=instead,
        reason=reason,
    )
    audit.record(
        by=by,
        action="clause.remove",
        on=version,
        clause=clause.clause.short_id,
        before=clause.hash,
        reason=reason,
        successors=[successor.short_id for successor in instead],
    )


def _successors(
    version: PolicyVersion, clause: ClauseVersion, chosen: Iterable[ClauseVersion]
) -> list[Clause]:
    """The identities of those chosen. Raises Refused where one is not in the draft, or is `clause`."""
    wanted = {successor.pk for successor in chosen}
    found = version.clauses.select_related("clause").exclude(pk=clause.pk).filter(pk__in=wanted)
    instead = [words.clause for words in found.in_reading_order()]
    if len(instead) != len(wanted):
        raise Refused(
            "A clause that you chose to take its place is not in the draft. Choose again."
        )
    return instead


@transaction.atomic
def restore_clause(*, by: User, version: PolicyVersion, clause: Clause) -> ClauseVersion:
    """Put a removed clause back as it stood in the version that the draft is based on.

    Raises Refused where it was never there, is still in the draft, or stood under a clause that is
    removed too.
    """
    version = open_draft(by, version)
    original = ClauseVersion.objects.filter(version=version.based_on, clause=clause).first()
    if original is None or version.clauses.filter(clause=clause).exists():
        raise Refused("There is nothing to put back: the clause is in the draft.")
    parent = None
    if original.parent_id:
        parent = version.clauses.filter(clause__versions=original.parent_id).first()
        if parent is None:
            raise Refused("The section it stood under is removed too. Put that back first.")
    words = {name: getattr(original, name) for name in COPIED}
    back = ClauseVersion(
        version=version,
        clause=clause,
        parent=parent,
        path=place_behind(version, parent, _neighbour(original, version, parent)),
        **words,
    )
    back.save(force_insert=True)
    came_back(version, clause)
    audit.record(
        by=by, action="clause.restore", on=version, clause=clause.short_id, after=back.hash
    )
    return back


def _neighbour(
    original: ClauseVersion, version: PolicyVersion, parent: ClauseVersion | None
) -> ClauseVersion | None:
    """Behind which clause of the draft `original` belongs: its nearest earlier sibling there."""
    earlier = ClauseVersion.objects.filter(
        version=original.version_id, parent=original.parent_id, path__lt=original.path
    ).values("clause")
    return version.clauses.filter(parent=parent, clause__in=earlier).order_by("-path").first()
