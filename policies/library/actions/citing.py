"""Citing clauses, and confirming that a citation still holds."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from policies.library.actions.hashing import says_the_same
from policies.library.models import Citation, CitationConfirmation, ClauseVersion
from portal import audit
from portal.models import User


class NothingToConfirm(Exception):
    """The citation already rests on the words in force, or its clause is no longer in force."""


@transaction.atomic
def carry_over(
    *, pairs: Iterable[tuple[ClauseVersion, ClauseVersion]], kinds: Iterable[str]
) -> int:
    """Pin to the new words what was pinned to the old ones, where only references differ.

    For the moment in which the new words come into force. `kinds` are the models of things that are
    kept up to date, in lower case: a record stays with the words it was made on. Returns how many.
    """
    carried = 0
    for old, new in pairs:
        if old.hash != new.hash and says_the_same(old, new):
            carried += (
                Citation.objects.live()
                .filter(
                    clause=old.clause_id,
                    pinned_hash=old.hash,
                    source_type__app_label="policies",
                    source_type__model__in=list(kinds),
                )
                .update(pinned=new, pinned_hash=new.hash)
            )
    return carried


@transaction.atomic
def cite(
    *,
    thing: models.Model,
    part: str,
    label: str,
    url: str,
    clause_versions: Iterable[ClauseVersion],
) -> list[Citation]:
    """Pin `thing` (its `part`) to these exact words, and return the citations.

    What it had cited before and given up since is taken up again.
    """
    source_type = ContentType.objects.get_for_model(thing)
    citations = [
        Citation(
            source_type=source_type,
            source_id=thing.pk,
            part=part,
            label=label,
            url=url,
            clause_id=words.clause_id,
            pinned=words,
            pinned_hash=words.hash,
        )
        for words in clause_versions
    ]
    return Citation.objects.bulk_create(
        citations,
        update_conflicts=True,
        unique_fields=["source_type", "source_id", "part", "clause"],
        update_fields=["label", "url", "pinned", "pinned_hash", "retired"],
    )


def retire_citations(*, thing: models.Model) -> int:
    """Mark the citations of a thing no longer in use; they raise no flag. Returns how many."""
    return Citation.objects.of(thing).live().update(retired=True)


@transaction.atomic
def confirm_citation(*, by: User, citation: Citation, note: str = "") -> CitationConfirmation:
    """Pin a suspect citation to the words now in force, keeping both texts and who confirmed.

    Raises NothingToConfirm where the words have not changed or the clause is not in force any more.
    """
    locked = Citation.objects.select_for_update().get(pk=citation.pk)
    current = ClauseVersion.objects.in_force().filter(clause=locked.clause_id).first()
    if current is None:
        raise NothingToConfirm("This clause is no longer in force: mend what relies on it.")
    if current.hash == locked.pinned_hash:
        raise NothingToConfirm("Somebody has confirmed this already.")
    confirmation = CitationConfirmation.objects.create(
        citation=locked, old=locked.pinned, new=current, by=by, note=note
    )
    Citation.objects.filter(pk=locked.pk).update(pinned=current, pinned_hash=current.hash)
    audit.record(by=by, action="citation.confirm", on=locked, clause=current.clause.short_id)
    return confirmation
