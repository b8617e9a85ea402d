"""Confirming that something still holds in other words, or moving it to the clauses that say it now."""

from collections.abc import Collection

from django.db import transaction

from policies.drafting.actions.errors import Refused
from policies.drafting.actions.guards import require
from policies.drafting.reading.flags import is_kept_current, is_movable
from policies.library.actions import NothingToConfirm, confirm_citation, move_citation
from policies.library.models import Citation, CitationConfirmation, ClauseSuccession
from portal.models import User
from portal.permissions import Permission


@transaction.atomic
def confirm_flag(
    *, by: User, citation: Citation, new_id: int, note: str = ""
) -> CitationConfirmation:
    """Confirm a flagged citation for the words (`new_id`, a ClauseVersion) that `by` has compared.

    Raises Refused where there is nothing to confirm any more, other words are in force by now, or
    the citation belongs to a record, which stays pinned for good.
    """
    require(by, Permission.DRAFT_EDIT)
    if not is_kept_current(citation):
        raise Refused("A record keeps the words on which it was made: there is nothing to confirm.")
    try:
        confirmation = confirm_citation(by=by, citation=citation, note=note)
    except NothingToConfirm as nothing:
        raise Refused(str(nothing)) from nothing
    if confirmation.new_id != new_id:
        raise Refused(
            "The clause has changed again since you opened this page. Read the new words."
        )
    return confirmation


@transaction.atomic
def move_flag(
    *, by: User, citation: Citation, new_ids: Collection[int], note: str = ""
) -> list[Citation]:
    """Have what rests on a clause that is gone rest on what took its place.

    `new_ids` are the words (ClauseVersions) that `by` has read and chosen. Raises Refused where none
    is chosen, others are in force by now, somebody was first, or it cannot be moved: a guide is
    mended in a new version of it, and a record stays pinned for good.
    """
    require(by, Permission.DRAFT_EDIT)
    if not is_movable(citation):
        raise Refused("This cannot be moved. Mend a guide in a new version of it.")
    if not new_ids:
        raise Refused("Choose the clause that it rests on now.")
    ending = ClauseSuccession.objects.ending(citation.clause)
    chosen = [heir for heir in ending.heirs if heir.pk in new_ids]
    if len(chosen) < len(set(new_ids)):
        raise Refused(
            "What took the place of this clause has changed since you opened this page. Read it "
            "as it is now."
        )
    try:
        return move_citation(by=by, citation=citation, to=chosen, note=note)
    except NothingToConfirm as nothing:
        raise Refused(str(nothing)) from nothing
