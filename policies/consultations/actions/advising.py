"""Advice as entries: recorded with the step, added later, amended by another entry, countersigned.

Nothing is edited: what was wrong stays, and the entry that mends it names it. Each row has its event
in the record's chain, which proves it.
"""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from policies.consultations import answerers, telling, transitions
from policies.consultations.actions.steps import enter, guard, step, title_of
from policies.consultations.models import Advice, Consultation, Countersignature
from policies.consultations.transitions import NotYours
from portal.models import User

# No advice of the portal's subjects is older; an earlier year is a slip of the keyboard.
EARLIEST = date(2000, 1, 1)


class Unsaid(Exception):
    """Something about an entry is missing or cannot be; the message says what to write."""


class AlreadySigned(Exception):
    """This person has countersigned this advice, or disagreed with it, before."""


@dataclass(frozen=True)
class Entry:
    """What an adviser writes. Without `given_on` it was given today; `how` is a value of Advice.How."""

    text: str
    given_on: date | None = None
    how: str = ""
    late_because: str = ""
    countersigner: User | None = None


@transaction.atomic
def advise(*, by: User, consultation: Consultation, revision: int | None = None, **said) -> Advice:
    """Record the advice given, as the step to the state "advised"; `said` are the fields of an Entry.

    Raises Unsaid, Conflict, NotYours, WrongState.
    """
    guard("advise", by=by, consultation=consultation, revision=revision)
    advice = _write(by, consultation, Entry(**said), amends=None)
    step(
        "advise",
        by=by,
        consultation=consultation,
        revision=revision,
        text=advice.text,
        detail=detail_of(advice),
    )
    _ask_to_countersign(consultation, advice)
    return advice


@transaction.atomic
def add_advice(
    *,
    by: User,
    consultation: Consultation,
    entry: Entry,
    amends: Advice | None = None,
    revision: int | None = None,
) -> Advice:
    """Add to an open record, or mend the entry `amends` of it; who asked and who has it are told.

    Raises Unsaid, Conflict, NotYours.
    """
    if not answerers.may_advise(by, consultation):
        raise NotYours("advice is for those who answer this record, while it is open")
    if amends and amends.consultation_id != consultation.pk:
        raise NotYours("an entry amends one of its own record")
    advice = _write(by, consultation, entry, amends=amends)
    enter(
        transitions.ADD_ADVICE,
        by=by,
        consultation=consultation,
        revision=revision,
        text=advice.text,
        detail=detail_of(advice),
    )
    for person in {consultation.requester, consultation.assigned_to} - {by, entry.countersigner}:
        telling.tell_one(consultation, person, telling.MORE_ADVICE)
    _ask_to_countersign(consultation, advice)
    return advice


@transaction.atomic
def countersign(
    *, by: User, advice: Advice, agrees: bool, text: str = "", revision: int | None = None
) -> Countersignature:
    """Read the advice as a second person and agree, or say why not; the adviser is told.

    Raises Unsaid, AlreadySigned, Conflict, NotYours.
    """
    consultation = advice.consultation
    if not answerers.may_countersign(by, advice):
        raise NotYours("a second person countersigns who answers this record, while it is open")
    if not agrees and not text.strip():
        raise Unsaid("Write why you disagree.")
    signed = _sign(by, advice, agrees=agrees, text=text)
    enter(
        transitions.COUNTERSIGN,
        by=by,
        consultation=consultation,
        revision=revision,
        text=text,
        detail={"countersignature": signed.pk, "entry": advice.pk, "agrees": agrees},
    )
    sentence = telling.COUNTERSIGNED if agrees else telling.DISAGREED
    for person in {advice.by} if agrees else {advice.by, consultation.assigned_to} - {by}:
        telling.tell_one(consultation, person, sentence)
    return signed


def _sign(by: User, advice: Advice, *, agrees: bool, text: str) -> Countersignature:
    try:
        with transaction.atomic():
            return Countersignature.objects.create(
                advice=advice, agrees=agrees, text=text, by=by, by_title=title_of(by)
            )
    except IntegrityError as error:
        if advice.countersignatures.filter(by=by).exists():
            raise AlreadySigned("You have answered this already.") from error
        raise


def detail_of(advice: Advice) -> dict:
    """What the event of an entry keeps of it beside its text; integrity.py holds the row against it."""
    return {
        "entry": advice.pk,
        "level": advice.level,
        "given_on": advice.given_on.isoformat(),
        "how": advice.how,
        "late_because": advice.late_because,
        "amends": advice.amends_id,
        "countersigner": advice.countersigner_id,
    }


def _write(by: User, consultation: Consultation, entry: Entry, *, amends: Advice | None) -> Advice:
    _check(by, consultation, entry)
    return Advice.objects.create(
        consultation=consultation,
        level=consultation.level,
        text=entry.text,
        given_on=entry.given_on or timezone.localdate(),
        how=entry.how,
        late_because=entry.late_because,
        amends=amends,
        countersigner=entry.countersigner,
        by=by,
        by_title=title_of(by),
    )


def _check(by: User, consultation: Consultation, entry: Entry) -> None:
    today = timezone.localdate()
    given_on = entry.given_on or today
    if given_on > today or given_on < EARLIEST:
        raise Unsaid(
            "Check the day on which the advice was given: it lies in the future or too far back."
        )
    if given_on < today and not entry.late_because.strip():
        raise Unsaid("Say why this is written down later than the advice was given.")
    second = entry.countersigner
    if second and not answerers.may_be_asked_to_countersign(second, by=by, record=consultation):
        raise Unsaid("Choose another person to countersign: this one cannot.")


def _ask_to_countersign(consultation: Consultation, advice: Advice) -> None:
    if advice.countersigner:
        telling.tell_one(consultation, advice.countersigner, telling.TO_COUNTERSIGN)
