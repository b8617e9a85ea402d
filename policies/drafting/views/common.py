"""What the desk's views share."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from policies.drafting.impact import record_counts, relying_on
from policies.drafting.presenters.changes import clause_name
from policies.drafting.presenters.versions import VersionPresenter
from policies.drafting.reading import desk as reads
from policies.library.models import ClauseVersion, PolicyVersion
from policies.library.presenters import ClausePresenter, reliance
from portal.access import requires
from portal.permissions import Permission

desk = requires(Permission.DRAFT_EDIT, Permission.DRAFT_APPROVE)
editor = requires(Permission.DRAFT_EDIT)
approver = requires(Permission.DRAFT_APPROVE)
page_methods = require_http_methods(["GET", "HEAD", "POST"])


def version_or_404(pk: int) -> PolicyVersion:
    return get_object_or_404(reads.versions(), pk=pk)


def rights(request: HttpRequest) -> dict[str, bool]:
    """What the templates ask about the reader."""
    return {
        "may_edit": request.user.may(Permission.DRAFT_EDIT),
        "may_keep_contacts": request.user.may(Permission.DIRECTORY_KEEP),
        "may_approve": request.user.may(Permission.DRAFT_APPROVE),
    }


def named(clauses: Sequence[ClauseVersion]) -> list[tuple[str, str]]:
    """Clauses to choose from, by short id; each level stands in from the one above it."""
    return [(c.clause.short_id, "\u2003" * (len(c.path) - 1) + clause_name(c)) for c in clauses]


def chosen_place(
    clauses: Sequence[ClauseVersion], chosen: Mapping[str, str]
) -> tuple[ClauseVersion | None, ClauseVersion | None]:
    """(parent, after) from what a PlaceForm says: behind a clause, under it, or at the beginning."""
    by_pk = {c.pk: c for c in clauses}
    beside = next((c for c in clauses if c.clause.short_id == chosen["after"]), None)
    if beside is None:
        return None, None
    if chosen["parent"] == "under":
        return beside, None
    return by_pk.get(beside.parent_id), beside


def about(version: PolicyVersion, clause: ClauseVersion, *, problem: str = "") -> dict[str, object]:
    """What a page about one clause of a draft shows: its name, its words before, who relies on it."""
    before = reads.clause_before(version, clause.clause)
    relying = relying_on([clause.clause_id])[clause.clause_id]
    return {
        "version": version,
        "shown": VersionPresenter(version),
        "name": clause_name(clause),
        "short_id": clause.clause.short_id,
        "clause": ClausePresenter(clause),
        "before": ClausePresenter(before) if before else None,
        "relying": [reliance(citation) for citation in relying],
        "records": sum(record_counts([clause.clause_id]).values()),
        "problem": problem,
        "page_error": problem,
    }
