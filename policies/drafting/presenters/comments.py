"""Comments on a draft, as its pages show them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from policies.drafting.models import ReviewComment
from policies.drafting.reading.comments import Thread, is_quoted
from policies.library.models import ClauseVersion
from portal.models import User
from portal.permissions import Permission


@dataclass(frozen=True)
class Said:
    """One contribution: who (role first), when, what."""

    who: str
    when: str
    when_iso: str
    text: str


@dataclass(frozen=True)
class ThreadPresenter:
    """A comment with its answers; `quote_gone` says that its words left the clause since."""

    pk: int
    quote: str
    quote_gone: bool
    first: Said
    answers: Sequence[Said]
    settled: str
    clause_id: int | None
    short_id: str

    @property
    def url(self) -> str:
        return reverse("comment_detail", args=[self.pk])


def present(thread: Thread) -> ThreadPresenter:
    """A thread in words."""
    first = thread.first
    return ThreadPresenter(
        pk=first.pk,
        quote=first.quote,
        quote_gone=not thread.quote_stands,
        first=_said(first),
        answers=[_said(answer) for answer in thread.answers],
        settled=_settled(first),
        clause_id=first.clause_id,
        short_id=first.clause.short_id if first.clause else "",
    )


def by_clause(threads: Iterable[Thread]) -> dict[int | None, list[ThreadPresenter]]:
    """Clause (None: the whole text) → its comments, the open ones first."""
    found: dict[int | None, list[ThreadPresenter]] = defaultdict(list)
    for thread in sorted(threads, key=lambda t: t.first.resolved_at is not None):
        found[thread.first.clause_id].append(present(thread))
    return found


@dataclass(frozen=True)
class Remark:
    """An open comment in short, beside the form in which its clause is written."""

    who: str
    quote: str
    quote_gone: bool
    text: str
    url: str


def remarks(clause: ClauseVersion) -> list[Remark]:
    """The open comments that `with_open_comments` found on a clause."""
    return [
        Remark(
            who=said["by"],
            quote=said["quote"],
            quote_gone=bool(said["quote"]) and not is_quoted(said["quote"], clause),
            text=said["text"],
            url=reverse("comment_detail", args=[said["pk"]]),
        )
        for said in clause.open_comments
    ]


def _said(comment: ReviewComment) -> Said:
    return Said(
        who=f"{_role(comment.by)}, {comment.by.name}",
        when=date_format(timezone.localtime(comment.at), "DATETIME_FORMAT"),
        when_iso=comment.at.isoformat(),
        text=comment.text,
    )


def _role(person: User) -> str:
    return "Approver" if person.may(Permission.DRAFT_APPROVE) else "Editor"


def _settled(comment: ReviewComment) -> str:
    if not comment.resolved_at:
        return ""
    when = date_format(timezone.localtime(comment.resolved_at))
    return f"Settled by {comment.resolved_by.name} on {when}"
