"""Who may answer a record beside the person who has it: advise, countersign, be given it.

Records are given to people whom the same rules bind as the team that asked, or whom the route of
its type names. Nobody answers their own question.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, Q, Subquery

from policies.consultations import transitions
from policies.consultations.models import (
    OPEN,
    Advice,
    Consultation,
    ConsultationRoute,
    Decision,
    Kind,
)
from policies.consultations.models.consultation import ConsultationQuerySet
from policies.roles.models import Absence, Appointment
from portal.models import User
from portal.permissions import ROLES, Permission

_ANSWERING = [key for key, may in ROLES.items() if Permission.CONSULTATION_ADVISE in may]


def may_advise(user: User, record: Consultation) -> bool:
    """While it is open: who has it, who leads the team, who advised or referred it up, who was asked."""
    if record.state not in OPEN or not _may_answer(user, record):
        return False
    if user.pk == record.assigned_to_id or transitions.is_leader(user, record):
        return True
    return _took_part(user, record) and _works_there(user, record)


def may_countersign(user: User, advice: Advice) -> bool:
    """As `may_advise`, but for whoever gave the advice."""
    return user.pk != advice.by_id and may_advise(user, advice.consultation)


def may_be_asked_to_countersign(user: User, *, by: User, record: Consultation) -> bool:
    """Whether the adviser `by` may name this person."""
    return any(one.user_id == user.pk for one in countersigners(record, by))


def countersigners(record: Consultation, adviser: User) -> list[Appointment]:
    """Whom the adviser may ask: those who could be given the record."""
    candidates = Candidates([record])
    return [
        one
        for one in candidates.people
        if one.user_id != adviser.pk and candidates.fits(one, record)
    ]


def _may_answer(user: User, record: Consultation) -> bool:
    return user.may(Permission.CONSULTATION_ADVISE) and user.pk != record.requester_id


def _took_part(user: User, record: Consultation) -> bool:
    advice = record.advice_entries.filter(Q(by=user) | Q(countersigner=user))
    return advice.exists() or record.decisions.filter(by=user).exists()


def _works_there(user: User, record: Consultation) -> bool:
    held = Appointment.objects.held_by(user)
    return held is not None and held.team.area.organisation_id == record.team.area.organisation_id


def handed_over_by(user: User) -> ConsultationQuerySet:
    """The open records that this person may give to somebody else, whether they may read them or not.

    Those they have; those asked by the team they lead; those whose holder belongs, or last
    belonged, to a team they lead; with the permission to reassign those of their organisation.
    """
    held = Appointment.objects.current().filter(user=user)
    mine = Q()
    if user.may(Permission.CONSULTATION_ADVISE):
        led = held.filter(job_role__leads_team=True).values("team")
        above = Decision.objects.filter(
            consultation=OuterRef("pk"), result=Decision.Result.REFERRED_UP
        )
        below = Q(kind=Kind.ADVICE, escalated_at=None) & ~Exists(above)
        mine |= Q(assigned_to=user) | (Q(team__in=led) & below) | Q(holders_team__in=led)
    if user.may(Permission.CONSULTATION_REASSIGN):
        mine |= Q(team__area__organisation__in=held.values("team__area__organisation"))
    if not mine:
        return Consultation.objects.none()
    last = Appointment.objects.filter(user=OuterRef("assigned_to")).order_by("-held")
    records = Consultation.objects.open().annotate(holders_team=Subquery(last.values("team")[:1]))
    return records.filter(mine).exclude(requester=user)


def stranded(user: User) -> ConsultationQuerySet:
    """Of those, the ones whose holder is away, has no job any more, or may not answer."""
    there = Appointment.objects.current().filter(
        user=OuterRef("assigned_to"), user__access_roles__overlap=_ANSWERING
    )
    away = Absence.objects.current().filter(person=OuterRef("assigned_to"))
    return handed_over_by(user).filter(~Exists(there) | Exists(away))


@dataclass
class Candidates:
    """Who could be given any of `records`; read in three queries whatever their number."""

    records: Sequence[Consultation]

    @cached_property
    def people(self) -> list[Appointment]:
        """Those who may answer and are there today, by name."""
        organisations = {record.team.area.organisation_id for record in self.records}
        away = Absence.objects.current().values("person")
        return list(
            Appointment.objects.current()
            .filter(
                team__area__organisation__in=organisations,
                user__access_roles__overlap=_ANSWERING,
            )
            .exclude(user__in=away)
            .order_by("user__name", "pk")
        )

    @cached_property
    def _routes(self) -> set[tuple[int, int]]:
        types = {record.type_id for record in self.records if record.type_id}
        levels = ConsultationRoute.objects.filter(type__in=types)
        return set(levels.values_list("type", "job_role")) if types else set()

    def fits(self, person: Appointment, record: Consultation) -> bool:
        """Whether this person could answer this record."""
        same = person.job_role.policy_set_id == record.team.policy_set_id
        named = (record.type_id, person.job_role_id) in self._routes
        there = person.team.area.organisation_id == record.team.area.organisation_id
        return there and (same or named) and person.user_id != record.requester_id

    def for_any(self) -> list[Appointment]:
        """Those who could take at least one of the records and do not have them all."""
        return [one for one in self.people if any(self.takes(one, r) for r in self.records)]

    def takes(self, person: Appointment, record: Consultation) -> bool:
        return self.fits(person, record) and person.user_id != record.assigned_to_id


def of(user: User, candidates: Iterable[Appointment]) -> Appointment | None:
    """The job of this person among the candidates."""
    return next((one for one in candidates if one.user_id == user.pk), None)
