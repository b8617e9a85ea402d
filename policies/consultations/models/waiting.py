"""What waits for a person beside the next steps: advice to countersign, text replaced under a record."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    BooleanField,
    Case,
    DateTimeField,
    Exists,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from policies.consultations.models.advice import Advice, Countersignature
from policies.consultations.models.consultation import Consultation, ConsultationQuerySet
from policies.consultations.models.decision import Decision
from policies.library.models import Citation, ClauseVersion
from portal.models import User
from portal.permissions import Permission


def also_waiting_for(user: User) -> ConsultationQuerySet:
    """Open records that wait for this person beside the next steps, with `signs` and `replaced`: for which."""
    if not user.may(Permission.CONSULTATION_ADVISE):
        return Consultation.objects.none()
    signs = Q(pk__in=to_countersign(user))
    replaced = Q(assigned_to=user, pk__in=_unread_replacements().values("source_id"))
    records = Consultation.objects.open().filter(signs | replaced)
    return records.annotate(signs=_whether(signs), replaced=_whether(replaced)).due_first()


def _whether(condition: Q) -> Case:
    return Case(When(condition, then=True), default=False, output_field=BooleanField())


def to_countersign(user: User) -> QuerySet:
    """The keys of records with an entry that this person is asked to countersign and has not answered."""
    answered = Countersignature.objects.filter(advice=OuterRef("pk"), by=user)
    asked = Advice.objects.filter(~Exists(answered), countersigner=user)
    return asked.values("consultation")


def replaced_citations() -> QuerySet[Citation]:
    """What records are pinned to that has been replaced since.

    Looked for from the words: those no longer in force are few, however many records there are.
    """
    same = ClauseVersion.objects.in_force().filter(clause=OuterRef("clause"), hash=OuterRef("hash"))
    gone = ClauseVersion.objects.published().filter(~Exists(same))
    kind = ContentType.objects.get_for_model(Consultation)
    return Citation.objects.filter(source_type=kind, pinned__in=gone)


def _unread_replacements() -> QuerySet[Citation]:
    """Of those, the ones replaced after all that was advised and decided on their record."""
    now = ClauseVersion.objects.in_force().filter(clause=OuterRef("clause"))
    begins = _first_moment(F("version__effective__startswith"))
    now = now.annotate(begun=Greatest("version__published_at", begins))
    ended = _first_moment(F("pinned__version__effective__endswith"))
    since = {"consultation": OuterRef("source_id"), "at__gt": OuterRef("replaced_at")}
    return (
        replaced_citations()
        .annotate(replaced_at=Coalesce(Subquery(now.values("begun")[:1]), ended))
        .filter(~Exists(Advice.objects.filter(**since)), ~Exists(Decision.objects.filter(**since)))
    )


def _first_moment(day: F) -> Func:
    """When a day begins here; the database by itself takes it to begin in UTC."""
    return Func(
        Value(timezone.get_current_timezone_name()),
        day,
        function="timezone",
        template="%(function)s(%(expressions)s::timestamp)",
        output_field=DateTimeField(),
    )
