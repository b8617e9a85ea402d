"""Records of a type, as people fill in their forms."""

from datetime import date, timedelta
from uuid import uuid4

from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from policies.consultations import actions, asks
from policies.consultations.models import Consultation, ConsultationType
from policies.roles.models import Absence
from tests.unit.policies.consultations.records import user

# Whom each type is raised by, and who gets it in the sample; None: nobody is appointed.
FIRST = {
    ("case-consultation", "yj.worker"): "yj.leader",
    ("advice-dhs", "dhs.employee"): "dhs.director",
    ("advice-dss", "dss.employee"): None,
    ("advice-gcc", "gcc.worker"): "gcc.manager",
    ("advice-pc", "pc.member"): None,
    ("authorisation-to-comment", "dhs.employee"): "dhs.director",
    ("authorisation-to-comment", "yj.worker"): "dhs.director",
    ("social-media-initiative", "dss.employee"): "dss.cmb",
    ("departmental-site", "dhs.employee"): None,
    ("contact-with-a-young-person", "yj.worker"): "dhs.comms",
    ("own-equipment-for-images", "gcc.worker"): None,
    ("suspected-policy-breach", "yj.worker"): "dhs.media",
    ("privacy-breach", "dhs.employee"): None,
    ("code-breach", "dss.employee"): None,
    ("concern-about-a-child", "gcc.worker"): "gcc.designated",
}


def kind_of(key: str) -> ConsultationType:
    return ConsultationType.objects.get(key=key)


def filled_in(kind: ConsultationType, **details: str) -> actions.Asked:
    """Everything the type asks for, answered; `details` over it."""
    wanted = asks.read(kind.asks)
    answers = {ask.key: _answer(ask) for ask in wanted if ask.required} | details
    needed = asks.needed_documents(kind.evidence, wanted, answers)
    return actions.Asked(
        topic=kind.title,
        question="This is what it is about.",
        details=answers,
        evidence=[{"title": name, "record": "D26/1044", "needed": name} for name in needed],
    )


def _answer(ask: asks.Ask) -> str:
    if ask.kind == "choice":
        return ask.options[0].key
    return date(2026, 12, 1).isoformat() if ask.kind == "date" else "As the rules say."


def raised(key: str, username: str, *, urgent: bool = False, **details: str) -> Consultation:
    """A record of this type, submitted."""
    kind = kind_of(key)
    asked = filled_in(kind, **details)
    asked = actions.Asked(**{**vars(asked), "urgent": urgent})
    return actions.raise_question(
        by=user(username), asked=asked, form_key=uuid4(), kind=kind, submit_now=True
    )


def away(username: str, deputy: str | None = None) -> Absence:
    """This person is away today and tomorrow."""
    today = timezone.localdate()
    return Absence.objects.create(
        person=user(username),
        deputy=user(deputy) if deputy else None,
        away=DateRange(today, today + timedelta(days=2)),
    )
