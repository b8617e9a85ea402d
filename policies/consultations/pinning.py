"""The exact words a record rests on, and the hashes by which it can be proved in thirty years."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from policies.consultations import routes
from policies.consultations.models import Consultation, ConsultationEvent, Kind
from policies.library.models import ClauseVersion, PolicyVersion
from policies.library.presenters import ClausePresenter, compare_address
from policies.roles.models import Team
from portal.models.chained import canonical


@dataclass(frozen=True)
class PinnedClause:
    """A clause as the record rests on it; `changed` where the clause in force says otherwise.

    `compare` is where its words are held against what is in force now, empty where nothing is.
    """

    clause: ClausePresenter
    changed: bool = False
    gone: bool = False
    compare: str = ""

    @property
    def name(self) -> str:
        """How it is spoken of."""
        return f"clause {self.clause.number or self.clause.short_id}"


def words_in_force(consultation: Consultation) -> list[ClauseVersion]:
    """The words a draft would be pinned to today, in document order.

    They are those of the clauses that the guide's outcome cited or of the clause it was raised
    from. A clause no longer in force keeps its last published words.
    """
    wanted = _published().filter(clause__in=_clauses(consultation))
    # A version replaced on its first day keeps an empty range: it was in force all the same.
    begun = Q(version__effective__startswith__lte=timezone.localdate())
    begun |= Q(version__effective__isempty=True)
    newest = wanted.filter(begun, clause=OuterRef("clause")).order_by("-version__number")
    return list(_in_document_order(wanted.filter(pk=Subquery(newest.values("pk")[:1]))))


def pinned_words(event: ConsultationEvent) -> list[ClauseVersion]:
    """The words that this submission pinned, in document order.

    Each carries `now_hash`: what its clause says today, None where it is no longer in force; and
    `now_number`: of the version of its policy that is in force, None where there is none.
    """
    today = ClauseVersion.objects.in_force().filter(clause=OuterRef("clause"))
    version = PolicyVersion.objects.in_force().filter(policy=OuterRef("version__policy"))
    pinned = ClauseVersion.objects.filter(
        pk__in=[pin["words"] for pin in event.data["clauses"]]
    ).annotate(
        now_hash=Subquery(today.values("hash")[:1]),
        now_number=Subquery(version.values("number")[:1]),
    )
    return list(_in_document_order(pinned))


def submission(consultation: Consultation, words: Iterable[ClauseVersion]) -> dict:
    """What the event of a submission keeps: hashes of what was asked and of what it rests on.

    `hashed` says which facts the first hash is over: see `asked_hash`.
    """
    return {
        "hashed": HASHED_NOW,
        "asked": asked_hash(consultation, HASHED_NOW),
        "advice": _sha256(consultation.advice_given or {}),
        "clauses": [{"clause": w.clause.short_id, "words": w.pk, "hash": w.hash} for w in words],
    }


def type_as_it_is(consultation: Consultation, team: Team) -> dict:
    """What a submission keeps of its type: words that the desk may change later."""
    kind = consultation.type
    if kind is None:
        return {}
    return {
        "type": {
            "key": kind.key,
            "title": kind.title,
            "asks": kind.asks,
            "ring": [card.as_dict() for card in routes.ring_cards(kind, team)],
        }
    }


# 1: until types came. 2: with the kind, the type and all that it asks for.
HASHED_FIRST, HASHED_NOW = 1, 2


def asked_hash(consultation: Consultation, hashed: int) -> str:
    """Of everything the person wrote, over the facts of the version `hashed`."""
    facts = {
        "topic": consultation.topic,
        "question": consultation.question,
        "case_reference": consultation.case_reference,
        "urgent": consultation.urgent,
    }
    if hashed >= HASHED_NOW:
        facts |= {
            "kind": consultation.kind,
            "type": consultation.type.key if consultation.type else "",
            "details": consultation.details,
            "evidence": consultation.evidence,
        }
    return _sha256(facts)


def submitted_hash(consultation: Consultation, event: ConsultationEvent) -> str:
    """The hash that the event of this submission should hold."""
    return asked_hash(consultation, event.data.get("hashed", HASHED_FIRST))


def advice_hash(consultation: Consultation) -> str:
    """Of the guide's outcome as the record keeps it."""
    return _sha256(consultation.advice_given or {})


def _sha256(facts: dict) -> str:
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def _clauses(consultation: Consultation) -> QuerySet:
    """Those it was raised from, those of the record it reopens and, for approvals and reports, those
    its type cites and that bind who asks. What the types of advice cite only says who advises.
    """
    cited = Q(clause__short_id__in=(consultation.advice_given or {}).get("cites", ()))
    if consultation.clause_id:
        cited = Q(clause=consultation.clause_id)
    if consultation.reopens:
        cited |= Q(clause__short_id__in=_pinned_before(consultation.reopens))
    if consultation.type and consultation.kind != Kind.ADVICE:
        cited |= Q(
            clause__short_id__in=consultation.type.cites,
            version__policy__bindings__policy_set=consultation.policy_set_id,
        )
    return _published().filter(cited).values("clause")


def _pinned_before(closed: Consultation) -> list[str]:
    """The clauses that a record now reopened was pinned to."""
    submitted = closed.events.filter(action="submit").last()
    return [pin["clause"] for pin in submitted.data["clauses"]] if submitted else []


def _published() -> QuerySet[ClauseVersion]:
    return ClauseVersion.objects.published()


def _in_document_order(words: QuerySet[ClauseVersion]) -> QuerySet[ClauseVersion]:
    return (
        words.with_place()
        .defer("search", "clause__search")
        .order_by("version__policy__title", "path")
    )


def as_pinned(event: ConsultationEvent) -> list[PinnedClause]:
    """The words that this submission pinned, as its record shows them."""
    return [_pinned(one) for one in pinned_words(event)]


def _pinned(words: ClauseVersion) -> PinnedClause:
    pinned, now = words.version, words.now_number
    compare = ""
    if now and now != pinned.number:
        compare = compare_address(pinned.policy.code, pinned.number, now, words.clause.short_id)
    return PinnedClause(
        ClausePresenter(words),
        changed=words.now_hash is not None and words.now_hash != words.hash,
        gone=words.now_hash is None,
        compare=compare,
    )


def would_be_pinned(draft: Consultation) -> list[PinnedClause]:
    """The words in force that submitting this draft today would pin."""
    return [PinnedClause(ClausePresenter(words)) for words in words_in_force(draft)]
