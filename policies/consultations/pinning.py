"""The exact words a record rests on, and the hashes by which it can be proved in thirty years."""

import hashlib
from collections.abc import Iterable

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from policies.consultations.models import Consultation, ConsultationEvent
from policies.library.models import ClauseVersion, PolicyVersion
from portal.models.chained import canonical


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
    """What the event of a submission keeps: hashes of what was asked and of what it rests on."""
    return {
        "asked": asked_hash(consultation),
        "advice": _sha256(consultation.advice_given or {}),
        "clauses": [{"clause": w.clause.short_id, "words": w.pk, "hash": w.hash} for w in words],
    }


def asked_hash(consultation: Consultation) -> str:
    """Of everything the person wrote."""
    return _sha256(
        {
            "topic": consultation.topic,
            "question": consultation.question,
            "case_reference": consultation.case_reference,
            "urgent": consultation.urgent,
        }
    )


def advice_hash(consultation: Consultation) -> str:
    """Of the guide's outcome as the record keeps it."""
    return _sha256(consultation.advice_given or {})


def _sha256(facts: dict) -> str:
    return hashlib.sha256(canonical(facts).encode()).hexdigest()


def _clauses(consultation: Consultation) -> list[int]:
    if consultation.clause_id:
        return [consultation.clause_id]
    cited = (consultation.advice_given or {}).get("cites", ())
    return list(_published().filter(clause__short_id__in=cited).values_list("clause", flat=True))


def _published() -> QuerySet[ClauseVersion]:
    return ClauseVersion.objects.published()


def _in_document_order(words: QuerySet[ClauseVersion]) -> QuerySet[ClauseVersion]:
    return (
        words.with_place()
        .defer("search", "clause__search")
        .order_by("version__policy__title", "path")
    )
