"""Whether the records still say what their chained events say."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from policies.consultations import actions, pinning, transitions
from policies.consultations.models import Consultation, ConsultationEvent
from policies.library.actions import SAID, clause_hash
from policies.library.models import ClauseVersion

AT_A_TIME = 200


@dataclass(frozen=True)
class Problem:
    """A record that does not follow from its events, and the first reason found."""

    reference: str
    reason: str


def problems() -> Iterator[Problem]:
    """Every record that does not hold, in order of age. The chains themselves are not looked at."""
    records = (
        Consultation.objects.select_related("type", "reopens")
        .order_by("pk")
        .prefetch_related("events", "decisions", "advice_entries__countersignatures")
        .iterator(chunk_size=AT_A_TIME)
    )
    for batch in _batches(records):
        words = _words_of(batch)
        for record in batch:
            reason = next(_reasons(record, words), "")
            if reason:
                yield Problem(record.reference, reason)


def _batches(records: Iterator[Consultation]) -> Iterator[list[Consultation]]:
    batch: list[Consultation] = []
    for record in records:
        batch.append(record)
        if len(batch) == AT_A_TIME:
            yield batch
            batch = []
    yield batch


def _words_of(batch: Iterable[Consultation]) -> Mapping[int, ClauseVersion]:
    """The clause texts that these records pinned."""
    return ClauseVersion.objects.defer("search").in_bulk(
        {
            pin["words"]
            for record in batch
            for event in record.events.all()
            for pin in event.data.get("clauses", ())
        }
    )


def _reasons(record: Consultation, words: Mapping[int, ClauseVersion]) -> Iterator[str]:
    events = list(record.events.all())
    if not events:
        yield "it has no history"
        return
    if any(event.chain != record.reference for event in events):
        yield "an event of its history belongs to another record"
    if any(later.from_state != earlier.to_state for earlier, later in pairwise(events)):
        yield "its history has a gap between two states"
    if events[-1].to_state != record.state:
        yield f"it stands at {record.state}, its last event at {events[-1].to_state}"
    if events[-1].sequence != record.revision:
        yield f"it changed {record.revision} times, its history has {events[-1].sequence} events"
    yield from _submission_reasons(record, events, words)
    yield from _decision_reasons(record, events)
    yield from _advice_reasons(record, events)
    if events[0].data.get("reopens", "") != (record.reopens.reference if record.reopens else ""):
        yield "its history does not say which record it reopens, or names another"


def _submission_reasons(
    record: Consultation,
    events: Iterable[ConsultationEvent],
    words: Mapping[int, ClauseVersion],
) -> Iterator[str]:
    submitted = [event for event in events if event.action == "submit"]
    if bool(submitted) != (record.submitted_at is not None):
        yield "its history does not say that it was submitted, or it does and it was not"
    for event in submitted:
        if event.data["asked"] != pinning.submitted_hash(record, event):
            yield "its question is not the one that was submitted"
        if event.data["advice"] != pinning.advice_hash(record):
            yield "the guide's outcome in it is not the one that was submitted"
        for pin in event.data["clauses"]:
            if _hash_of(words.get(pin["words"])) != pin["hash"]:
                yield f"the words of clause {pin['clause']} are not those that were pinned"


def _hash_of(words: ClauseVersion | None) -> str | None:
    """Worked out from the text itself, since the stored hash could have been changed with it."""
    if words is None:
        return None
    return clause_hash(**{name: getattr(words, name) for name in SAID})


def _decision_reasons(record: Consultation, events: Iterable[ConsultationEvent]) -> Iterator[str]:
    said = [
        (event.data["result"], event.data["conditions"], event.text, event.by_id, event.by_title)
        for event in events
        if event.action in ("decide", "refer-up")
    ]
    stored = [
        (decision.result, decision.conditions, decision.reasons, decision.by_id, decision.by_title)
        for decision in sorted(record.decisions.all(), key=lambda decision: decision.pk)
    ]
    if said != stored:
        yield "its decisions are not those of its history"


def _advice_reasons(record: Consultation, events: Iterable[ConsultationEvent]) -> Iterator[str]:
    """Each entry and each countersignature has its event, and says what that says.

    An event without the number of an entry is older than entries: it is the advice itself.
    """
    entries = [event for event in events if event.data.get("entry")]
    said = [_said(event) for event in entries if event.action != transitions.COUNTERSIGN]
    stored = [
        (actions.detail_of(advice), advice.text, advice.by_id, advice.by_title)
        for advice in sorted(record.advice_entries.all(), key=lambda advice: advice.pk)
    ]
    if said != stored:
        yield "its advice is not that of its history"
    signed = [_said(event) for event in entries if event.action == transitions.COUNTERSIGN]
    if sorted(signed, key=_number) != sorted(_signatures(record), key=_number):
        yield "its countersignatures are not those of its history"


def _said(event: ConsultationEvent) -> tuple:
    return event.data, event.text, event.by_id, event.by_title


def _signatures(record: Consultation) -> Iterator[tuple]:
    for advice in record.advice_entries.all():
        for one in advice.countersignatures.all():
            detail = {"countersignature": one.pk, "entry": advice.pk, "agrees": one.agrees}
            yield detail, one.text, one.by_id, one.by_title


def _number(signature: tuple) -> int:
    return signature[0]["countersignature"]
