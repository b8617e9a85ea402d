"""What approvers and editors say about a draft, at a clause and a quote of it."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from policies.drafting.actions.errors import Refused
from policies.drafting.actions.guards import locked, require_step, said
from policies.drafting.models import ReviewComment
from policies.drafting.reading.comments import is_quoted
from policies.library.markup import clean
from policies.library.models import ClauseVersion, PolicyVersion
from portal import audit
from portal.models import User
from portal.permissions import Permission


@transaction.atomic
def comment(
    *,
    by: User,
    version: PolicyVersion,
    clause: ClauseVersion | None,
    text: str,
    quote: str = "",
) -> ReviewComment:
    """Comment on a draft: at `clause` (None: on the whole) and at words of it.

    Raises Refused where the version is not at the desk any more, the text is missing, or the words
    quoted do not stand in the clause.
    """
    version = _at_desk(by, version)
    quote = " ".join(clean(quote).split())
    if quote:
        there = clause and version.clauses.filter(pk=clause.pk).first()
        if there is None or not is_quoted(quote, there):
            raise Refused(
                "These words do not stand in the clause. Copy them from it, or leave them out."
            )
    made = ReviewComment.objects.create(
        version=version,
        clause_id=clause.clause_id if clause else None,
        quote=quote,
        text=said(text, "Write what you want to say about it."),
        by=by,
    )
    short_id = clause.clause.short_id if clause else ""
    audit.record(by=by, action="draft.comment", on=version, clause=short_id, comment=made.pk)
    return made


@transaction.atomic
def answer(*, by: User, comment: ReviewComment, text: str) -> ReviewComment:
    """Answer a comment; one that was settled is open again.

    Raises Refused where the version is not at the desk any more, or the text is missing.
    """
    version = _at_desk(by, comment.version)
    comment = _first_of(comment)
    made = ReviewComment.objects.create(
        version=version,
        clause_id=comment.clause_id,
        parent=comment,
        text=said(text, "Write your answer."),
        by=by,
    )
    if comment.resolved_at:
        comment.resolved_at = comment.resolved_by = None
        comment.save(update_fields=["resolved_at", "resolved_by"])
    audit.record(by=by, action="draft.answer", on=version, comment=comment.pk)
    return made


@transaction.atomic
def settle(*, by: User, comment: ReviewComment) -> ReviewComment:
    """Mark a comment as settled. Raises Refused where it is, or its version left the desk."""
    version = _at_desk(by, comment.version)
    comment = _first_of(comment)
    if comment.resolved_at:
        raise Refused("Somebody has settled this comment already.")
    comment.resolved_at, comment.resolved_by = timezone.now(), by
    comment.save(update_fields=["resolved_at", "resolved_by"])
    audit.record(by=by, action="draft.settle", on=version, comment=comment.pk)
    return comment


def _at_desk(by: User, version: PolicyVersion) -> PolicyVersion:
    if not (by.may(Permission.DRAFT_EDIT) or by.may(Permission.DRAFT_APPROVE)):
        raise PermissionDenied(Permission.DRAFT_EDIT)
    version = locked(version)
    require_step(version, "comment")
    return version


def _first_of(comment: ReviewComment) -> ReviewComment:
    """The comment that began the thread, as it stands now; its version is held by the caller."""
    return ReviewComment.objects.get(pk=comment.parent_id or comment.pk)
