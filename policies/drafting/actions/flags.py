"""Confirming that something still holds although its clause says it in other words."""

from django.db import transaction

from policies.drafting.actions.errors import Refused
from policies.drafting.actions.guards import require
from policies.drafting.reading.flags import is_kept_current
from policies.library.actions import NothingToConfirm, confirm_citation
from policies.library.models import Citation, CitationConfirmation
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
