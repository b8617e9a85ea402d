"""Whom a record of a type goes to, level by level, and who is next.

A level names a job role. Advice begins with the leader of the team that asked, never another
team's; a role on the ladder answers for its own area; any other for the whole organisation. A level
that needs a local agreement counts only where behaviour is high risk and the area has one (ledger
000-027 and 000-028). A level that nobody can take is passed over.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models import Exists, OuterRef

from policies.consultations import asks, ladder
from policies.consultations.ladder import Answerer, NobodyToAsk
from policies.consultations.models import (
    Consultation,
    ConsultationRoute,
    ConsultationType,
    Kind,
)
from policies.directory.presenters import ContactCard, contact_cards
from policies.roles.models import Appointment, JobRole, LocalAgreement, Team
from portal.models import User


def first(consultation: Consultation, asking: Appointment) -> Answerer:
    """Who gets what the holder of `asking` submits. Raises NobodyToAsk."""
    kind = consultation.type
    if kind is None:
        return ladder.first_answerer(asking)
    levels = _levels(kind, asking.team)
    start = _own_level(levels, asking.job_role) if _is_leaders_question(kind, asking) else 0
    found = _from(levels, start, consultation, asking.team, asking.user)
    if found is None:
        raise NobodyToAsk(_whom_to_ring(kind, asking))
    return found


def following(consultation: Consultation, *, holder: User) -> Answerer | None:
    """Who gets it after `holder`, referred up or because its time has passed; None: nobody."""
    requester, team = consultation.requester, consultation.team
    if consultation.type is None:
        found = ladder.next_up(team, above=Appointment.objects.held_by(holder), requester=requester)
        return found and replace(found, level=consultation.level + 1)
    levels = _levels(consultation.type, team)
    return _from(levels, consultation.level, consultation, team, requester)


def ring_cards(kind: ConsultationType, team: Team | None) -> list[ContactCard]:
    """Whom to ring about records of this type: the most urgent first, then who decides."""
    keys = [*kind.also_tell, kind.ring.key] if kind.ring else list(kind.also_tell)
    return contact_cards(keys, team=team)


def _levels(kind: ConsultationType, team: Team) -> list[ConsultationRoute]:
    """The levels in order; `agreed` where the area of `team` has an agreement with the role."""
    agreements = LocalAgreement.objects.in_force(team.area).between(OuterRef("job_role"))
    levels = kind.levels.select_related("job_role").annotate(agreed=Exists(agreements))
    return list(levels.order_by("level"))


def _is_leaders_question(kind: ConsultationType, asking: Appointment) -> bool:
    return kind.kind == Kind.ADVICE and asking.job_role.leads_team


def _own_level(levels: Iterable[ConsultationRoute], job_role: JobRole) -> int:
    """The level that a leader stands at, who asks nobody below it; 0: none."""
    return max((one.level for one in levels if one.job_role_id == job_role.pk), default=0)


def _from(
    levels: Sequence[ConsultationRoute],
    above: int,
    consultation: Consultation,
    team: Team,
    requester: User,
) -> Answerer | None:
    """The first level higher than `above` that somebody can take, and who."""
    higher = [one for one in levels if one.level > above]
    held = _held_by_role(higher, team)
    for one in higher:
        if one.needs_agreement and not (one.agreed and asks.is_high_risk(consultation.details)):
            continue
        if consultation.kind == Kind.ADVICE and one == levels[0]:
            found = ladder.leader_of(team, requester=requester)
        else:
            found = ladder.available(_near_first(held.get(one.job_role_id, ()), team), requester)
        if found:
            return replace(found, level=one.level)
    return None


def _held_by_role(levels: Iterable[ConsultationRoute], team: Team) -> dict[int, list[Appointment]]:
    """job role → who holds it today in the organisation of `team`."""
    found: dict[int, list[Appointment]] = {}
    current = (
        Appointment.objects.current()
        .with_absence()
        .filter(
            job_role__in=[one.job_role_id for one in levels],
            team__area__organisation=team.area.organisation_id,
        )
    )
    for appointment in current.order_by("pk"):
        found.setdefault(appointment.job_role_id, []).append(appointment)
    return found


def _near_first(held: Iterable[Appointment], team: Team) -> list[Appointment]:
    """Those of the team, then of its area, then the others; a role of the ladder only in its area."""
    near = [a for a in held if a.team.area_id == team.area_id or a.job_role.ladder is None]
    return sorted(near, key=lambda a: (a.team_id != team.pk, a.team.area_id != team.area_id))


def _whom_to_ring(kind: ConsultationType, asking: Appointment) -> str:
    """Who decides such a thing, and how to reach them; where that is not known, their manager."""
    nobody = f"Nobody is appointed in the portal who could take this up for the {asking.team.name}."
    if kind.ring is None:
        return f"{nobody} Save it as a draft and ask your manager who answers."
    (contact,) = contact_cards([kind.ring.key], team=asking.team)
    ways = [
        contact.phone and f"ring {contact.phone}",
        contact.email and f"write to {contact.email}",
    ]
    way = " or ".join(filter(None, ways)) or "turn to them yourself"
    note = f" {contact.note}" if not contact.phone and contact.note else ""
    return f"{nobody} Save it as a draft and {way}: {contact.name}.{note}"
