"""The comments on a draft, in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from policies.drafting.models import ReviewComment
from policies.library.models import ClauseVersion, PolicyVersion


@dataclass(frozen=True)
class Thread:
    """A comment with its answers. `quote_stands` is false where its words have gone from the clause."""

    first: ReviewComment
    answers: list[ReviewComment]
    quote_stands: bool


def threads_of(version: PolicyVersion, clauses: Iterable[ClauseVersion]) -> list[Thread]:
    """Every comment on a version, oldest first, in one query.

    `clauses` are those of the version that the caller has loaded; a comment on any other is held to
    have lost its words.
    """
    words = {clause.clause_id: clause for clause in clauses}
    answers: dict[int, list[ReviewComment]] = defaultdict(list)
    first: list[ReviewComment] = []
    comments = version.comments.select_related("by", "resolved_by", "clause")
    for comment in comments.defer("clause__search", "clause__people_say"):
        if comment.parent_id:
            answers[comment.parent_id].append(comment)
        else:
            first.append(comment)
    return [Thread(c, answers[c.pk], _stands(c, words.get(c.clause_id))) for c in first]


def thread_of(comment: ReviewComment) -> tuple[Thread, ClauseVersion | None]:
    """A comment with its answers, and its clause as the version has it now (None: no more)."""
    clause = (
        ClauseVersion.objects.filter(version=comment.version_id, clause=comment.clause_id)
        .select_related("clause")
        .defer("search")
        .first()
    )
    answers = list(comment.answers.select_related("by"))
    return Thread(comment, answers, _stands(comment, clause)), clause


def with_open_comments(clauses: QuerySet[ClauseVersion]) -> QuerySet[ClauseVersion]:
    """Annotate `open_comments`: what nobody has settled on each clause of its draft, oldest first."""
    waiting = ReviewComment.objects.open().filter(
        version=OuterRef("version"), clause=OuterRef("clause")
    )
    said = JSONObject(pk="pk", quote="quote", text="text", by="by__name")
    return clauses.annotate(open_comments=ArraySubquery(waiting.values_list(said, flat=True)))


def is_quoted(quote: str, clause: ClauseVersion) -> bool:
    """Whether the words stand in the clause's heading or text; white space does not count."""
    said = " ".join(f"{clause.number} {clause.heading} {clause.text}".split())
    return " ".join(quote.split()) in said


def _stands(comment: ReviewComment, clause: ClauseVersion | None) -> bool:
    if comment.clause_id is None:
        return True
    return clause is not None and (not comment.quote or is_quoted(comment.quote, clause))
