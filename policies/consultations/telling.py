"""Whom to tell of what happened on a record: the reference, one plain sentence and the way there.

A notice can leave the building as a mail, so it carries no word of the case.
"""

import hashlib
from collections import defaultdict

from django.contrib.contenttypes.models import ContentType

from policies.consultations import transitions
from policies.consultations.models import OPEN, Consultation, ConsultationEvent
from policies.library.models import Citation
from policies.notices import actions as notices
from policies.notices.models import NoticeKind
from portal.models import User

TO_HOLDER = {
    "submit": "A question has been submitted to you. Accept it to begin.",
    "reply": "The information you asked for has come.",
    "refer-up": "A question has been referred up to you. Accept it to begin.",
    "escalate": "Its time had passed, so this question has come to you. Accept it to begin.",
    "overdue": "Its time has passed, and nobody else is there to take it. Answer it now.",
    "acknowledge": "The decision has been acknowledged. Close the record when nothing is left.",
    "withdraw": "The question has been withdrawn. You have nothing more to do.",
}
TO_REQUESTER = {
    "ask": "You are asked for more information. The time limit stands still until you reply.",
    "decide": "There is a decision on your question. Read and acknowledge it.",
}
LATE = ("escalate", "overdue")
WENT_UP = "Its time had passed, so this question has gone to somebody else."
YOURS_WENT_UP = "It was not answered in time, so your question has gone to the next person."
REPLACED = "The text this open record rests on has been replaced. Read what changed."
# What a later step on a record puts out of date.
OVERTAKEN = (NoticeKind.CONSULTATION, NoticeKind.ESCALATION, NoticeKind.REASSIGNMENT)


def recipient(consultation: Consultation, event: ConsultationEvent) -> User | None:
    """Who is told of this event: the other of the two whose turn it is now, if anybody."""
    if event.action in TO_HOLDER:
        return consultation.assigned_to
    return consultation.requester if event.action in TO_REQUESTER else None


def tell_of(consultation: Consultation, event: ConsultationEvent) -> None:
    """Tell whose turn it is. What an earlier step told and is not mailed yet is not mailed any more."""
    url = consultation.get_absolute_url()
    if event.action not in transitions.BESIDE:
        notices.overtake(by=event.by, url=url, kinds=OVERTAKEN)
    person = recipient(consultation, event)
    if person is None:
        return
    sentence = (TO_HOLDER | TO_REQUESTER)[event.action]
    notices.tell(
        person=person,
        kind=NoticeKind.ESCALATION if event.action in LATE else NoticeKind.CONSULTATION,
        key=f"consultation:{consultation.reference}:{consultation.revision}",
        title=f"{consultation.reference}: {sentence}",
        url=url,
        urgent=consultation.urgent,
    )


def tell_it_went_up(consultation: Consultation, had_it: User) -> None:
    """Tell who had a record that it was taken from them when its time had passed, and who asked."""
    for person, sentence in ((had_it, WENT_UP), (consultation.requester, YOURS_WENT_UP)):
        notices.tell(
            person=person,
            kind=NoticeKind.ESCALATION,
            key=f"went-up:{consultation.reference}:{consultation.revision}",
            title=f"{consultation.reference}: {sentence}",
            url=consultation.get_absolute_url(),
            urgent=consultation.urgent,
        )


def tell_of_replaced_text() -> int:
    """Tell who asked and who has it of each open record whose pinned words are not those in force.

    Once for all clauses that are replaced together, and again when more of them are; returns how
    many notices were new.
    """
    open_records = Consultation.objects.filter(state__in=OPEN)
    suspect = Citation.objects.suspect().filter(
        source_type=ContentType.objects.get_for_model(Consultation),
        source_id__in=open_records.values("pk"),
    )
    replaced: dict[int, list[str]] = defaultdict(list)
    for record, clause, words in suspect.values_list("source_id", "clause_id", "current_hash"):
        replaced[record].append(f"{clause}:{words}")
    records = open_records.filter(pk__in=replaced).select_related("requester", "assigned_to")
    return sum(_tell_replaced(record, replaced[record.pk]) for record in records)


def _tell_replaced(record: Consultation, clauses: list[str]) -> int:
    which = hashlib.sha256("\n".join(sorted(clauses)).encode()).hexdigest()
    return sum(
        notices.tell(
            person=person,
            kind=NoticeKind.CHANGED_CLAUSE,
            key=f"changed-clause:{record.reference}:{which}",
            title=f"{record.reference}: {REPLACED}",
            url=record.get_absolute_url(),
        )
        for person in (record.requester, record.assigned_to)
    )


GIVEN = "This record has been given to you. Read where it stands."
TAKEN = "This record has been given to somebody else. You have nothing more to do."
NOW_WITH = "Somebody else has your question now. Read who."
MORE_ADVICE = "Advice has been added to this record. Read it."
TO_COUNTERSIGN = "You are asked to countersign advice on this record."
COUNTERSIGNED = "Your advice on this record has been countersigned."
DISAGREED = "Somebody disagrees with advice on this record. Read why."


def tell_one(
    consultation: Consultation,
    person: User,
    sentence: str,
    kind: NoticeKind = NoticeKind.CONSULTATION,
) -> None:
    """Tell somebody one of the sentences above, once for each revision of the record."""
    notices.tell(
        person=person,
        kind=kind,
        key=f"entry:{consultation.reference}:{consultation.revision}",
        title=f"{consultation.reference}: {sentence}",
        url=consultation.get_absolute_url(),
        urgent=consultation.urgent,
    )
