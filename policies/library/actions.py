"""What happens to clauses: hashing them, citing them, confirming that a citation still holds."""

import hashlib
from collections.abc import Iterable, Mapping

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from policies.library.models import Citation, CitationConfirmation, ClauseVersion
from policies.library.referring import without_references
from portal import audit
from portal.models import User
from portal.models.chained import canonical

# What a clause says: the columns of a ClauseVersion that its hash covers.
SAID = ("heading", "body", "kind", "strength", "column", "terms")


class NothingToConfirm(Exception):
    """The citation already rests on the words in force, or its clause is no longer in force."""


def clause_hash(
    *,
    heading: str,
    body: str,
    kind: str,
    strength: str,
    column: str = "",
    terms: Mapping[str, str | None] | None = None,
) -> str:
    """The hash that a citation pins: of what a clause says and how strongly.

    White space and the printed number do not count, so renumbering raises no flag. `column` (best practice or poor?)
    and an offence's `terms` count where a clause has them.
    """
    parts = [heading, body, kind, strength]
    if column:
        parts.append(column)
    if terms:
        parts.append(canonical(dict(terms)))
    said = "\x1f".join(" ".join(value.split()) for value in parts)
    return hashlib.sha256(said.encode()).hexdigest()


def says_the_same(old: ClauseVersion, new: ClauseVersion) -> bool:
    """Whether a clause says the same in both, apart from the numbers and addresses of other clauses."""
    return _apart_from_references(old) == _apart_from_references(new)


def _apart_from_references(words: ClauseVersion) -> str:
    said = {name: getattr(words, name) for name in SAID}
    return clause_hash(**said | {n: without_references(said[n]) for n in ("heading", "body")})


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
    """Pin `thing` (its `part`) to these exact words, and return the citations."""
    source_type = ContentType.objects.get_for_model(thing)
    return Citation.objects.bulk_create(
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
