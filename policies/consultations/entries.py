"""The advice on a record as its page shows it, and what can be done beside the steps."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.formats import date_format

from policies.consultations import actions, answerers, presenters
from policies.consultations.models import OPEN, Advice, Consultation, Countersignature, State
from portal.models import User
from portal.permissions import Permission


@dataclass(frozen=True)
class SignatureShown:
    """What a second person said of an entry."""

    agrees: bool
    who: str
    when: str
    text: str


@dataclass
class AdviceShown:
    """An entry. `late` says, where it was written down later than it was given, when, how and why."""

    number: int
    level: int
    who: str
    when: str
    text: str
    late: str
    amends: int | None
    asked: str
    signatures: list[SignatureShown]
    amended_by: list[int] = field(default_factory=list)
    countersign_url: str = ""
    amend_url: str = ""

    @property
    def anchor(self) -> str:
        return f"advice-{self.number}"


def entries_of(record: Consultation) -> list[Advice]:
    """The entries of a record with the people in them, oldest first, in two queries."""
    signed = Prefetch("countersignatures", Countersignature.objects.select_related("by"))
    entries = record.advice_entries.select_related("by", "countersigner")
    return list(entries.prefetch_related(signed).order_by("pk"))


def shown(
    record: Consultation, entries: Sequence[Advice], viewer: User, *, answers: bool
) -> list[AdviceShown]:
    """The entries in words, with what `viewer` may do with each: `answers` says whether they advise."""
    numbers = {advice.pk: number for number, advice in enumerate(entries, start=1)}
    found = {advice.pk: _shown(record, advice, numbers, viewer, answers) for advice in entries}
    for advice in entries:
        if advice.amends_id:
            found[advice.amends_id].amended_by.append(numbers[advice.pk])
    return list(found.values())


def _shown(
    record: Consultation, advice: Advice, numbers: dict[int, int], viewer: User, answers: bool
) -> AdviceShown:
    signatures = list(advice.countersignatures.all())
    signed_by = {one.by_id for one in signatures}
    address = {"reference": record.reference, "pk": advice.pk}
    countersigns = answers and viewer.pk not in signed_by | {advice.by_id}
    return AdviceShown(
        number=numbers[advice.pk],
        level=advice.level,
        who=presenters.person_words(advice.by_title, advice.by.name),
        when=presenters.moment(advice.at),
        text=advice.text,
        late=late_words(advice),
        amends=numbers.get(advice.amends_id),
        asked=_asked(record, advice, signed_by, viewer),
        signatures=[_signature(one) for one in signatures],
        countersign_url=reverse("advice_countersign", kwargs=address) if countersigns else "",
        amend_url=reverse("advice_amend", kwargs=address) if answers else "",
    )


def late_words(advice: Advice) -> str:
    """When and how it was given, where it was not simply written here; and why it is late."""
    how = "" if not advice.how else f" {advice.get_how_display().lower()}"
    if not advice.is_late:
        return f"This advice was given{how} on the same day." if how else ""
    given = date_format(advice.given_on)
    because = advice.late_because.rstrip(".")
    return (
        f"Late entry. This advice was given{how} on {given}. Written down later because: {because}."
    )


def _asked(record: Consultation, advice: Advice, signed_by: set[int], viewer: User) -> str:
    """Who is still to countersign."""
    second = advice.countersigner
    if second is None or second.pk in signed_by:
        return ""
    if record.state not in OPEN:
        return f"{second.name} was asked to countersign and did not."
    who = "You are" if second.pk == viewer.pk else f"{second.name} is"
    return f"{who} asked to countersign."


def _signature(one: Countersignature) -> SignatureShown:
    return SignatureShown(
        agrees=one.agrees,
        who=presenters.person_words(one.by_title, one.by.name),
        when=presenters.moment(one.at),
        text=one.text,
    )


@dataclass(frozen=True)
class Beside:
    """What a reader can do with a record beside its steps, and the records it is linked to."""

    links: Sequence[tuple[str, str]]
    reopens: Consultation | None
    reads_reopened: bool
    reopened_by: Sequence[Consultation]


def beside(record: Consultation, viewer: User, *, answers: bool) -> Beside:
    """`answers`: whether `viewer` may advise on the record. Two queries at most."""
    wanted = [
        ("Add advice", reverse("advice_add", args=[record.reference]), answers),
        (
            "Give to somebody else",
            f"{reverse('consultation_reassign')}?record={record.reference}",
            _hands_over(record, viewer),
        ),
        (
            "Reopen",
            reverse("consultation_reopen", args=[record.reference]),
            actions.may_reopen(viewer, record),
        ),
    ]
    finished = record.state == State.CLOSED
    return Beside(
        links=[(label, url) for label, url, may in wanted if may],
        reopens=record.reopens,
        reads_reopened=_reads(viewer, record.reopens_id),
        reopened_by=_reopened_by(record, viewer) if finished else (),
    )


def _hands_over(record: Consultation, viewer: User) -> bool:
    if record.state not in OPEN or not viewer.may(Permission.CONSULTATION_ADVISE):
        return False
    if viewer.pk == record.assigned_to_id:
        return True
    return answerers.handed_over_by(viewer).filter(pk=record.pk).exists()


def _reads(viewer: User, record: int | None) -> bool:
    visible = Consultation.objects.visible_to(viewer)
    return record is not None and visible.filter(pk=record).exists()


def _reopened_by(record: Consultation, viewer: User) -> list[Consultation]:
    """What was submitted to take it up again; a draft is its asker's alone."""
    submitted = Q(submitted_at__isnull=False) | Q(requester=viewer)
    return list(record.reopened_by.filter(submitted).order_by("pk"))
